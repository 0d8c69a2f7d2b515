/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "number_format.h"
#include "tables.h"

/* What the plots of some results share: who is in them, and where their numbers come from. */

/* More cases than this would make a page that no program opens; the first ones are shown. */
enum { MOST_SHOWN = 200 };

/* A strategy under a variation, or a line of a plan. */
struct shown_case {
    const struct study_case *of; /* its names, and the terms of its config */
    double hours; /* a week, where a plan tells its lines apart by them; else NAN */
};

/* What there is to see; the sentence for a plot that would be empty is "" for FULL. */
enum content { NOTHING_RUN, NOBODY_APPROACHED, NO_PARTNER, FULL };
const char *content_words(enum content content);

/* A table, and which case each of its rows is of (-1: none that is shown). */
struct drawn_table {
    struct table table;
    int *one;
};
enum { MOST_SOURCES = 24 };

struct pictures {
    const struct results *results;
    uint64_t replications;
    int n_all, n; /* cases, and those that are shown; at least one */
    struct shown_case *one;
    enum content content; /* the most that there is of any */
    int n_sources;
    struct drawn_table source[MOST_SOURCES];
};

void pictures_init(struct pictures *pictures, const struct results *results);
void pictures_free(struct pictures *pictures);

/* The terms of the config of case `i`. */
const struct campaign_terms *pictures_terms(const struct pictures *pictures, int i);

/* A table that the results have, filled once; and "partner_cost" (p05, p95, probability) and
 * "amount_chance" (as cost_chance, but the same amounts for all cases). */
const struct drawn_table *pictures_table(struct pictures *pictures, const char *name);

/* The first row from `row` on that is of case `i` and in whose columns stands what `where` says
 * ("segment=all measure=cost"; NULL: nothing); -1: none. */
long source_row(const struct drawn_table *source, int i, const char *where, long row);

/* The number in a column of a row; NAN where row is -1 or column is NULL. */
double source_number(const struct drawn_table *source, long row, const char *column);

/* A number of a table, between bounds, of a case: the columns of a row. */
enum target { NO_TARGET, IN_VIEW, ACTIVE, PAYING, ANY_TARGET };
struct drawn {
    const char *table, *where, *value, *low, *high;
    enum number_form form;
    enum target target; /* that it is about */
};
struct estimate source_estimate(
    const struct drawn_table *source, long row, const struct drawn *drawn);

/* The same of the first row of case `i`. */
struct estimate pictures_estimate(struct pictures *pictures, const struct drawn *drawn, int i);

/* Of all companies: the average of `measure` in the summary. */
double pictures_total(struct pictures *pictures, const char *measure, int i);

/* The target of case `i`; 0: none. */
int target_of(const struct pictures *pictures, int i, enum target target);

/* An axis of amounts goes to the farthest case, but not beyond so many times the nearest, which
 * would press all others against its start; and so far where nothing stands on it. */
#define MOST_TIMES 8.0
#define NO_AMOUNT 1000.0
