/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_CASES_H
#define RECEPT_PLAN_CASES_H

#include "plan_points.h"
#include "config.h"

/* Cases of a config under other terms: another budget, other hours, more or fewer companies. */

/* A strategy of a config. */
struct plan_origin {
    const struct config *config;
    int strategy;
    const struct study_case *configured;
    bool fixed;             /* parameters at their means */
    struct targets targets; /* instead of the config's */
};

/* Makes the case of `origin` under `terms`, in `arena`.
 *
 * A list of n companies becomes one of N: its first N in list order; beyond the list its rows
 * again, each round of n in an order that spreads over the list (of rising fractional parts of
 * the row's number times the golden ratio), so that any number of them is made up much like the
 * list. Company i is the same whatever N: campaigns of different sizes share their companies
 * and their luck. A drawn population has another count. */
void plan_case_make(const struct plan_origin *origin, const struct plan_terms *terms,
    uint64_t seed, struct arena *arena, struct study_case *one);

#endif
