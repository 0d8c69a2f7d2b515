/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

/* From a setup to a plan: what is planned for, and backwards from goals to what they take. */

/* A line for each case of the setup, which outlives the planner, that holds what is asked for.
 * STATUS_CONFIG, with the reason in the setup's errors, when it has hubs or a config without
 * companies. */
enum status planner_init(struct planner *planner, struct setup *setup, struct runner *runner);

/* ---- Goals ---- */

/* What may be turned up until the goal is met, all else as the config says. */
enum plan_lever {
    LEVER_BUDGET,    /* with the companies that go with it: plan_find_sizes() */
    LEVER_HOURS,     /* hours of the team a week */
    LEVER_COMPANIES, /* to approach */
    N_LEVERS
};

/* The chance that is wanted of a target, unless it is said. */
#define PLAN_PROBABILITY 0.9

/* A target: the least value of the lever at which the lower bound of its chance meets what is
 * wanted; not met when all upper bounds stay below. A cost per partner: the most companies at
 * which its upper bound still does. Bounds are one-sided, of 95 %; what is excluded with any
 * number of companies is so at 92.5 %, as what another number may do has a bound of its own. */
enum { PLAN_LEAST_CONFIDENCE = 95 };

/* The confidence of two-sided intervals of which each bound has that. */
static inline double plan_one_sided(void)
{
    return 2.0 * PLAN_LEAST_CONFIDENCE / 100.0 - 1.0;
}

/* The chance of a target at a point, by its measure, with bounds that each have that confidence
 * (Clopper-Pearson); `n` is how many independent replications have the same standard error. */
struct estimate plan_chance(const struct plan_point *point, const char *measure, uint64_t *n);

/* ---- Causes ---- */

/* Why a target is not met by any value of a lever: what would become of its chance were other
 * limits lifted. What campaigns end with does not tell: nearly all end with companies open,
 * also those of a strategy that wins nobody however long it lasts. */

enum plan_cause_kind {
    CAUSE_NONE,      /* the target is met, or too close to say */
    CAUSE_LIMITS,    /* any one of `enough`, lifted, would do */
    CAUSE_TOGETHER,  /* none alone is shown to do, all together would */
    CAUSE_NO_DAYS,   /* there are no days of outreach */
    CAUSE_NO_PART,   /* no contact moment of the strategy counts as taking part */
    CAUSE_STRATEGY,  /* nor would all together: the strategy wins too few */
    CAUSE_UNDECIDED, /* what all together come to is too close to say */
};

struct plan_cause {
    enum plan_cause_kind kind;
    bool enough[N_LIMITS];           /* shown, at 95 % one-sided */
    struct estimate lifted;          /* the chance with all limits lifted, */
    struct plan_terms without;       /* under these terms */
    struct estimate alone[N_LIMITS]; /* with one lifted, by the most of the lever or by what
                                        comes nearest; not defined where it is no limit */
};

/* ---- Answers ---- */

enum plan_verdict {
    VERDICT_MET,
    VERDICT_NOT_MET,   /* nor by the best that was looked at: its bound rules it out, and of a
                          cost no value is left next to it */
    VERDICT_UNDECIDED, /* the bounds of the best lie around what is wanted */
    VERDICT_NO_LIMIT,  /* of a cost per partner: kept by the largest campaign as well */
};

struct plan_answer {
    int line;
    enum plan_lever lever;
    struct plan_goal goal;
    enum plan_verdict verdict;
    double value; /* of the lever; NAN: there is none */
    /* What is not excluded as the right value: more than low (of a cost: from it) up to high;
     * infinite: without bound in what was looked at. */
    double low, high;
    struct plan_terms terms; /* of the answer; of what comes nearest when there is none */
    struct plan_terms most;  /* of a target: with the most of the lever */
    struct estimate fresh;   /* the goal's measure at `terms`, on other random numbers */
    struct plan_loss loss;   /* of the chance, by the companies that go with a budget; NAN
                                where these were not looked for further, as the chance was
                                told from what is wanted before, or are given */
    struct plan_cause cause; /* of a target that is not met */
    bool as_good;            /* see plan_find_rivals() */
};

/* Answers `n` answers, which come with line, lever and goal, by simulating values of the lever
 * on the planner's random numbers. Of a target first the most; where that is not enough, and
 * money or hours may be short, less may do better, as more companies spread what there is over
 * beginnings: then, as for a cost from the start, values all along the range and between the
 * best and its neighbours, of which only those up to the best are judged as a chance that does
 * not fall. Then between values around both ends of what is not excluded, down to steps of 1
 * company, half an hour, or two per cent of a budget; then the answer on random
 * numbers of its own, and why a target cannot be met. Answers go on together, round by round,
 * and what several of them ask for is simulated once. */
enum status plan_search(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n);

/* Finds the causes of those of the `n` answers that say that a target is not met. At most 256
 * campaigns each: it is about large differences. */
enum status plan_find_causes(const struct planner *planner, struct plan_answer *answer, int n);

/* Finds what holds the points of a set that was run back: plan_bound. */
enum status plan_find_bounds(
    const struct plan *plan, const struct planner *planner, struct plan_set *set);

/* ---- Rivals ---- */

/* Whether it is asked how large a campaign keeps a cost per partner, and not for a target. */
static inline bool plan_is_cost(const struct plan_answer *answer)
{
    return answer->goal.number == 0;
}

/* The goal is met; or, of a cost, kept. */
bool plan_is_met(const struct plan_answer *answer);

/* Both answer the same goal by the same lever. */
bool plan_is_rival(const struct plan_answer *one, const struct plan_answer *other);

/* The best of the answers to the goal and lever of answer number `first`, from there on: that
 * of the least value, or of the most for a cost; the one that comes nearest where none is met.
 */
const struct plan_answer *plan_best_answer(const struct plan_answer *answer, int n, int first);

/* Marks as_good the answers, by money to a target or by companies to a cost, that are not shown
 * to be worse than a best one that is met: to have with its budget a chance below what is
 * wanted; to cost more with as many companies, and with any larger number that was looked at.
 * One-sided bounds, each of 1 - 0.05/(k - 1) for k strategies, so that all such statements
 * about a goal hold at once (Bonferroni). */
enum status plan_find_rivals(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n);

/* ---- All goals ---- */

/* Answers, in a plan that was run, what n goals take, goal by goal and line by line: a target
 * by every lever, a cost per partner by the companies. */
enum status planner_answer(
    struct plan *plan, const struct planner *planner, const struct plan_goal *goal, int n);
