/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare_setup.h"
#include "files.h"
#include "logbook.h"
#include "planner.h"
#include "selection.h"
#include "table.h"

/* A finished plan. */
struct plan_report {
    const struct plan *plan;
    const struct planner *planner;
    const struct study *study; /* of the configs: a case for each line */
    int n_answers;
    const struct plan_answer *answer;
    struct basis basis; /* numbers that it rests on */
};

/* How many of so many companies of a line are not on its list. */
static inline int plan_unlisted(const struct plan_report *report, int line, int companies)
{
    return variant_unlisted(report->study->cases[line].scenario, companies);
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
    unsigned has;                  /* what tables may need besides (fill.h): SAVED */
    const struct compare_setup *compared;
    const struct selection *selection; /* --until-sure: of the cases of `study` */
    const struct plan_report *plan;
    const struct logbook *logbook; /* `study` is that of its config */
    bool no_names;                 /* companies are numbered */
};

/* The name of table number `i` of those of the results that are files; NULL: there are no more.
 */
const char *tables_name(const struct results *results, int i);

/* Sets up `table` as the table `name` ("summary", "compare", "plan_answers", ...) and fills it
 * with all its rows; table_free() it. False, without a table, where the results have no such
 * table. */
bool tables_fill(struct table *table, const char *name, const struct results *results);

/* The same, of a table with rows of cases by segment those of all companies alone. */
bool tables_fill_totals(struct table *table, const char *name, const struct results *results);

/* Writes every table that the results have into a folder of results, as NAME.csv, and what the
 * columns of all of them mean in columns.csv; `sink` (may be NULL) gets the same rows.
 * STATUS_FAILED when a file cannot be written; the folder has the message. STATUS_INTERRUPTED
 * when told to stop by the folder. */
enum status tables_write(
    struct results_folder *folder, const struct results *results, struct table_sink *sink);

/* The same for replications.csv, whose rows come while campaigns are simulated: of a case, with
 * the quantities of all its companies. Close it if it could be opened. */
enum status tables_stream(struct table *table, const struct results *results,
    struct results_folder *folder, struct table_sink *sink);
void tables_add_replication(struct table *table, const struct study_case *one,
    uint64_t replication, const double *quantities);
enum status tables_close(struct table *table, struct results_folder *folder);

/* What goes to standard output: of a run the figures of all companies, of a comparison and of a
 * plan its tables as one, with a column `table`. As JSON see json_add_rows(); of a plan every
 * table apart, in an object by their names. */
void tables_print(FILE *out, const struct results *results, bool json);
