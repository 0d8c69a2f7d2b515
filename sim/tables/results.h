/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare_setup.h"
#include "planner.h"
#include "selection.h"

/* A finished plan. */
struct plan_report {
    const struct plan *plan;
    const struct planner *planner;
    const struct study *study; /* of the configs: a case for each line */
    int n_answers;
    const struct plan_answer *answer;
    int n_numbers, n_assumed; /* that it rests on */
};

/* Only the hours differ from row to row. */
static inline bool plan_by_hours(const struct plan_report *report)
{
    return report->plan->grid.n_hours > 0 && report->plan->n_budgets == 1;
}

/* A price of a partner; undefined where it is hardly known: its upper bound is more than
 * 1.75 times the price. */
static inline struct estimate plan_known_price(struct estimate price)
{
    return price.high <= 1.75 * price.value ? price : estimate_undefined();
}

/* What a command found, of which tables are filled; NULL: nothing of the kind. */
struct results {
    const struct study *study;     /* of a plan that of its configs: what was varied */
    const struct study *simulated; /* of a run and a comparison: the same */
    bool replications;             /* replications.csv is written while simulating */
    const struct compare_setup *compared;
    const struct selection *selection; /* --until-sure: of the cases of `study` */
    const struct plan_report *plan;
};
