/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_SEARCH_H
#define RECEPT_PLAN_SEARCH_H

#include "plan.h"
#include "plan_cause.h"

/* Backwards from what is wanted to what it takes. */

/* What may be turned up until the goal is met, all else as the config says. */
enum plan_lever {
    LEVER_BUDGET,    /* with the companies that it pays for: plan_companies() */
    LEVER_HOURS,     /* hours of the team a week */
    LEVER_COMPANIES, /* to approach */
    N_LEVERS
};

/* What is wanted. */
struct plan_goal {
    const char *measure; /* chance of a target, as "p_paying"; "cost_per_partner" */
    int number;          /* of the target; 0: it is not one */
    double wanted;       /* at least this chance; at most this many euro */
};

/* A target: the least value of the lever at which the lower bound of its chance meets what is
 * wanted; not met when the upper bounds at all values that were looked at stay below. A cost
 * per partner: the most companies at which its upper bound still does. Bounds are one-sided, of
 * 95 %. */
enum { PLAN_LEAST_CONFIDENCE = 95 };

/* The confidence of two-sided intervals of which each bound has that. */
static inline double plan_one_sided(void)
{
    return 2.0 * PLAN_LEAST_CONFIDENCE / 100.0 - 1.0;
}

/* The chance of a target at a point, by its measure, with bounds that each have that confidence
 * (Clopper-Pearson); `n` is how many independent replications it comes from, in effect. */
struct estimate plan_chance(const struct plan_point *point, const char *measure, uint64_t *n);

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
    double low,
        high; /* what is not excluded as the right value: more than low up to high, of a
                 cost from low up to high; infinite: without bound in what was looked at */
    struct plan_terms terms; /* of the answer; of what comes nearest when there is none */
    struct plan_terms most;  /* of a target: with the most of the lever */
    struct estimate fresh;   /* the goal's measure at `terms`, on other random numbers */
    enum plan_bound bound;   /* what held most campaigns back at `terms` */
    struct plan_cause cause; /* of a target that is not met */
};

/* Simulates what it takes to answer `n` answers, which come with line, lever and goal: for each
 * the values of its lever on the planner's random numbers. Of a target first the most, which
 * often settles it. Where that is not enough, and money or hours may be short, less may do
 * better: more companies spread what there is over beginnings. Then, as for a cost from the
 * start, values all along the range, each 1.5 times the one before (of a cost twice), and
 * halfway between the best and its neighbours for as long as nothing is enough; only values up
 * to the best are judged as a chance that does not fall. Then halfway between values around
 * both ends of what is not excluded, down to steps of 1 company, half an hour, or about a
 * hundredth of the dearest budget; then the answer itself on random numbers of their own, and
 * why a target cannot be met. All answers go on together, round by round, and what several of
 * them ask for is simulated once. */
enum status plan_search(
    const struct plan *plan, const struct planner *planner, struct plan_answer *answer, int n);

#endif
