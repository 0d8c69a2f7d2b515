/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLANNER_H
#define RECEPT_PLANNER_H

#include "plan_rivals.h"

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

#endif
