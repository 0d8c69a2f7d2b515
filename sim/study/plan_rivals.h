/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_RIVALS_H
#define RECEPT_PLAN_RIVALS_H

#include "plan_search.h"

/* Which strategy meets a goal with the least, or keeps a cost with the largest campaign, and
 * which others may do so as well. */

/* The goal is met; or, of a cost, kept. */
bool plan_is_met(const struct plan_answer *answer);

/* Both answer the same goal by the same lever. */
bool plan_is_rival(const struct plan_answer *one, const struct plan_answer *other);

/* The best of the answers to the goal and lever of answer number `first`, from there on: that
 * of the least value, or of the most for a cost; the one that comes nearest where none is met.
 */
const struct plan_answer *plan_best_answer(const struct plan_answer *answer, int n, int first);

/* Marks in as_good[n] the answers, by money to a target or by companies to a cost, that are not
 * shown to be worse than a best one that is met. A strategy is shown to take more than the best
 * when with the best's budget its chance lies below what is wanted; and to keep a cost for
 * fewer companies when with as many as the best, and with any larger number that was looked at,
 * it costs more. One-sided bounds, each of 1 - 0.05/(k - 1) for k strategies, so that all such
 * statements about a goal hold at once (Bonferroni). Simulated on the planner's random numbers,
 * as are the answers. */
enum status plan_find_rivals(const struct plan *plan, const struct planner *planner,
    const struct plan_answer *answer, int n, bool *as_good);

#endif
