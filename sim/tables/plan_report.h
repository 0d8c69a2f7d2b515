/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_REPORT_H
#define RECEPT_PLAN_REPORT_H

#include <stdio.h>

#include "files.h"
#include "results.h"

/* Writes plan.csv (a row a figure of what every budget buys), plan_sizes.csv (the same for
 * campaigns of so many companies without a budget), plan_extra.csv (what each budget brings
 * more than the one before) and plan_answers.csv (what goals take). STATUS_FAILED when a file
 * cannot be written; the folder has the message. */
enum status tables_plan_write(struct results_folder *folder, const struct plan_report *report);

/* The rows of plan.csv, plan_extra.csv and plan_answers.csv: the first column says of which,
 * and fields of columns that it does not have are empty. */
void screen_plan_csv(FILE *out, const struct plan_report *report);

/* The rows of all files as arrays of objects. STATUS_FAILED when it could not be made. */
enum status screen_plan_json(FILE *out, const struct plan_report *report);

/* Scripts and data of the plots, in `folder`/plots, against the budget, or the hours a week
 * where only these differ: partners, the chances of the targets, what the next partner costs,
 * weeks of the team's hours. */
enum status plots_plan_write(
    const struct plan_report *report, const char *folder, struct messages *errors);

/* ---- What several of them need ---- */

/* Only the hours differ from row to row. */
static inline bool plan_by_hours(const struct plan_report *report)
{
    return report->plan->grid.n_hours > 0 && report->plan->n_budgets == 1;
}

/* "budget", "hours", "choice", "days", "companies": what held campaigns back, as in files. */
const char *plan_bound_id(enum plan_bound bound);

/* In the user's language, short: "money", "hours", "choice", "days", "list". */
const char *plan_bound_word(enum plan_bound bound);

/* A price of a partner; undefined where it is hardly known: its upper bound is more than
 * 1.75 times the price. */
static inline struct estimate plan_known_price(struct estimate price)
{
    return price.high <= 1.75 * price.value ? price : estimate_undefined();
}

#endif
