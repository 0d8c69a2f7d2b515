/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "described.h"
#include "ingredients.h"

/* A logbook that was read, and what it tells. */
struct logbook {
    struct log log;
    struct log_reading reading;
    struct history history;
    struct described described;
    struct ingredients ingredients;
    bool names; /* companies are told by name, else by number */
};

/* The strategy that was followed, or none, where that of the campaign lends its aids and offer.
 */
struct logbook_model {
    const struct campaign *campaign; /* at the means of what is not known */
    bool followed;
};

/* Reads and describes it (no more than read and checked where model.campaign is NULL); limits
 * of figures are those of `confidence`. Statuses are log_read()'s; logbook_free() in any case.
 */
enum status logbook_read(struct logbook *logbook, const struct log_ask *ask,
    struct logbook_model model, double confidence, struct messages *notices,
    struct messages *errors);
void logbook_free(struct logbook *logbook);

/* Rows that were refused, of all files. */
long logbook_refused(const struct logbook *logbook);

/* What a company is called: its name, or its number from 1 on; in `arena`. */
const char *logbook_company(const struct logbook *logbook, struct arena *arena, int company);

/* A day as 2025-03-14, in `arena`; NULL: it is not known. */
const char *logbook_date(const struct logbook *logbook, struct arena *arena, int32_t day);
