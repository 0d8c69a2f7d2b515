/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "company_list.h"
#include "config.h"

/* The list that a new campaign is built around (init --from-list). */
struct init_list {
    struct arena arena;
    struct config shipped; /* for its axes */
    struct company_list list;
    int by_employees; /* column of the file that tells the size; -1: none */
    long untold;      /* errors past the hundredth */
    struct messages notices, errors;
};

/* The column of a list that holds numbers of employees; -1: none. */
int init_employees_column(const struct company_list *list);

/* Reads the list, of which the kinds of company that it does not tell are assumed: the commoner
 * of each, and the size by a column with numbers of employees if there is one. STATUS_CONFIG,
 * with errors, when it cannot be used. init_list_free() in any case. */
enum status init_list_read(struct init_list *init, const char *path);
void init_list_free(struct init_list *init);

/* The list as the campaign has it, for people: what the model uses, in the language in use. */
void init_list_add(const struct init_list *init, struct text *out);

/* What was understood, and what was assumed, a line each. */
void init_list_tell(const struct init_list *init, struct text *out);
