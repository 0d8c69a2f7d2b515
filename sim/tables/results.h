/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

#include "comparison.h"
#include "planner.h"
#include "selection.h"

/* A finished plan. */
struct plan_report {
    const struct plan *plan;
    const struct planner *planner;
    const struct study *study; /* of the configs: what was varied */
    int n_answers;
    const struct plan_answer *answer;
    int n_numbers, n_assumed; /* that it rests on */
};

/* The case whose names a line has. */
static inline const struct study_case *plan_line_case(
    const struct plan_report *report, int line)
{
    return report->planner->line[line].configured;
}

/* Only the hours differ from row to row. */
static inline bool plan_by_hours(const struct plan_report *report)
{
    return report->plan->grid.n_hours > 0 && report->plan->n_budgets == 1;
}

/* A price of a partner; undefined where it is hardly known: its upper bound is more than
 * 1.75 times the price. */
static inline struct estimate plan_known_price(struct estimate price)
{
    return price.high <= 1.75 * price.value ? price : estimate_undefined();
}

/* What a command found, of which tables are filled; NULL: nothing of the kind. */
struct results {
    const struct study *study;     /* of a plan that of its configs: what was varied */
    const struct study *simulated; /* of a run and a comparison: the same */
    const struct comparison *comparison;
    const struct compare *equal; /* --equal: at the baseline's hours, or else cost */
    const int *companies;        /* [equal->n] that each strategy was given for it */
    bool hours;
    const struct compare *without; /* --without: the second half of its cases lack `contact` */
    const char *contact;
    const struct selection *selection; /* --until-sure: of the cases of `study` */
    bool euros;                        /* by worth less cost, not by conversion rate */
    bool replications;                 /* replications.csv is written while simulating */
    const struct plan_report *plan;
};

/* Adds what a comparison found, and what was asked for beside it. */
struct compare_setup;
void results_add_comparison(struct results *results, const struct compare_setup *of);

/* Where a table goes: to a file of its own, at the end or while campaigns are simulated; to
 * standard output, as CSV and as JSON. */
enum { TO_FILE = 1, STREAMED = 2, TO_CSV = 4, TO_JSON = 8 };

/* A table that results may have. */
struct fill;
struct table_kind {
    const char *name, *columns;
    void (*rows)(
        const struct fill *f); /* adds all rows; of what is simulated those of a case */
    int to;
    size_t needs; /* the pointer in struct results without which there is no such table, */
    bool (*only)(const struct results *results); /* nor where this says so; NULL: it does not */
};
#define FROM(member) offsetof(struct results, member)
#define FILE_OF(member) TO_FILE, FROM(member), NULL

/* The tables of each kind of study; the last has no name. */
extern const struct table_kind run_tables[], compare_tables[], plan_tables[];
#define TABLES_OF_STUDIES run_tables, compare_tables, plan_tables
