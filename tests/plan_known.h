/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans with a known answer: a world in which every approached company costs 100 euro, is taken
 * to the talk for nothing, and then joins with probability q or says no. So a budget of 100 m
 * buys a binomial number of partners out of m. */
#pragma once

#include "plan_world.h"

#include <gsl/gsl_cdf.h>

enum { MOST = 40, N = 4000 };
#define PRICE 100.0

#define SURE                                                                                   \
    "response.intercept=(50.0, 50.0, 50.0)", "response.dropout=(0.0, 0.0, 0.0, 1.0)",          \
        "contact_moments.a.hours=0.0", "contact_moments.b.hours=0.0",                          \
        "contact_moments.c.hours=0.0", "contact_moments.talk.hours=0.0",                       \
        "team.research_hours=1.0", "contact_moments.a.participation=true"
static const char *const half[] = {SURE, "packages.p.value.base=0.0", NULL};
#define Q 0.5

/* Chance of at least k partners out of m. */
static inline double at_least(int k, int m)
{
    return gsl_cdf_binomial_Q((unsigned)k - 1, Q, (unsigned)m);
}

static inline int least_companies(int k, double probability)
{
    int m = k;
    while (at_least(k, m) < probability)
        m++;
    return m;
}

static inline struct plan_answer answer_of(
    const struct plan *plan, struct plan_world *world, enum plan_lever lever, int k, double p)
{
    struct plan_answer answer = {.lever = lever, .goal = {"p_paying", k, p}};
    world->planner.targets.paying = k;
    assert_int_equal(plan_search(plan, &world->planner, &answer, 1), STATUS_OK);
    return answer;
}

static inline struct plan plan_of(const struct plan_world *world, const struct plan_grid *grid)
{
    struct plan plan;
    assert_int_equal(plan_run(&plan, &world->planner, grid), STATUS_OK);
    return plan;
}

static inline struct estimate figure_of(const struct plan_point *point, const char *measure)
{
    return plan_figure(point, measure).estimate;
}
