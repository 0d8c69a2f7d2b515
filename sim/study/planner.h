/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan_search.h"

/* From a setup to a plan: what is planned for, and what all goals take. */

struct planner_ask {
    uint64_t replications;  /* of each campaign; 0: 2,000 */
    int companies;          /* considered at most; 0: 1,000 */
    struct targets targets; /* as in struct planner */
};

/* A line for each case of the setup, which outlives the planner. STATUS_CONFIG, with the reason
 * in its errors, when it has hubs or a config without companies. */
enum status planner_init(struct planner *planner, struct setup *setup, struct runner *runner,
    const struct planner_ask *ask);

/* ---- Rivals ---- */

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

/* ---- All goals ---- */

/* What goals take, goal by goal and line by line: a target by every lever, a cost per partner
 * by the companies. */
struct plan_answers {
    int n;
    struct plan_answer *answer;
    bool *as_good; /* [n] see plan_find_rivals() */
};
enum status planner_answer(struct plan_answers *answers, const struct plan *plan,
    const struct planner *planner, const struct plan_goal *goal, int n, struct arena *arena);

/* The most companies of any row or answer that are not on the list. */
int planner_unlisted(
    const struct planner *planner, const struct plan *plan, const struct plan_answers *answers);
