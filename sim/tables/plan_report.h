/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_REPORT_H
#define RECEPT_PLAN_REPORT_H

#include <stdio.h>

#include "language.h"
#include "results.h"

/* A sentence or two, then the tables, in the user's language. */
void screen_plan_table(FILE *out, const struct plan_report *report);

/* Of the highest budget and the most hours: which strategy wins the most partners, where that
 * is shown, and whether more money stops to bring it much. */
void screen_plan_best_sentences(FILE *out, const struct plan_report *report);

/* Of what goals take: a sentence each, and the table of all. */
void screen_plan_answer_sentences(FILE *out, const struct plan_report *report);
void screen_plan_answers(FILE *out, const struct plan_report *report);

/* ---- What several of them need ---- */

/* Only the hours differ from row to row. */
static inline bool plan_by_hours(const struct plan_report *report)
{
    return report->plan->grid.n_hours > 0 && report->plan->n_budgets == 1;
}

/* In the user's language, short: "money", "hours", "choice", "days", "list". */
const char *plan_bound_word(enum plan_bound bound);

/* A price of a partner; undefined where it is hardly known: its upper bound is more than
 * 1.75 times the price. */
static inline struct estimate plan_known_price(struct estimate price)
{
    return price.high <= 1.75 * price.value ? price : estimate_undefined();
}

#endif
