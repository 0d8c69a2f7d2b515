/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_PLAN_TEXT_H
#define RECEPT_SCREEN_PLAN_TEXT_H

#include "plan_report.h"
#include "screen_text.h"

/* Words of a plan, in the user's language. */

/* What a line is called: its strategy, and the values of varied settings. */
void plan_add_name(struct text *text, const struct plan_report *report, int line);

/* Those of the marked lines: "A", "B" and "C" in quotation marks. */
void plan_add_names(struct text *text, const struct plan_report *report, const bool *marked);

/* "1 company", "51 companies". */
void plan_add_companies(struct text *text, int companies);

/* Hours a week of a point: "8", "7.5". */
void plan_add_hours(struct text *text, const struct plan_point *point);

/* "2–5", or "2" when both are the same. */
void screen_add_range(struct text *text, double low, double high);

/* An estimate with its error: "€4,829 ± €106"; "€4,829 (€4,700 to €5,100)" where the sides of
 * the interval differ by more than a fifth; the value alone where there is no error. `add`
 * writes one figure. */
void plan_add_estimate(
    struct text *text, struct estimate e, void (*add)(struct text *text, double value));

/* A sentence's end: "campaigns mostly end because the days of outreach are over". */
const char *plan_bound_clause(enum plan_bound bound);

/* The same of why a target cannot be met: "it takes more hours of the team". */
void plan_add_cause_clause(struct text *text, const struct plan_cause *cause);

/* A line for each cause that occurs in `n` answers to one goal, with the answers that have it.
 */
void screen_plan_causes(
    FILE *out, const struct plan_report *report, const struct plan_answer *first, int n);

/* "budget", "hours a week", "companies". */
const char *plan_lever_word(enum plan_lever lever);

#endif
