/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log_read.h"
#include "name_table.h"

/* Which company a record is of: by its name, or by its number. */

struct log_companies {
    struct log *log;
    struct arena *arena;
    int room;
    long start;                       /* day 0 of the campaign, from 1970 on */
    bool numeric;                     /* a company has a number for a name */
    struct name_table exact, letters; /* names as they are written, and what counts of them */
    struct name_table digits;         /* those that are numbers */
    struct name_table unknown;        /* names of none, with the number of the nearest, or -1 */
};

/* The companies of the config's list, or of a file in its place; with `approached` from that.
 * STATUS_CONFIG, with every error, where the file cannot be read. */
enum status log_companies_read(struct log_companies *companies, struct log *log,
    const struct log_ask *ask, struct messages *notices, struct messages *errors);
void log_companies_free(struct log_companies *companies);

/* The number of the company, from 0, that is called so in a file; -1: none is. */
int log_company_find(struct log_companies *companies, const char *name);

/* The one with that place in the list, from 1 on, as in records that recept wrote without
 * names; -1: it is none. */
int log_company_numbered(const struct log_companies *companies, const char *text);

/* Adds one of that segment; its number. */
int log_company_add(struct log_companies *companies, const char *name, int segment);

/* A name that may have been meant, or NULL. */
const char *log_company_nearest(struct log_companies *companies, const char *name);
