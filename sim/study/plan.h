/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan_points.h"

/* What a budget and hours of the team buy.
 *
 * A budget goes with a number of companies to approach: the least with which it wins as many
 * partners as it can, to within 2 %. With more the money, and the hours, would be spread over
 * beginnings; with fewer some of it would be left. Likewise hours where there is no budget. */

/* What is asked. */
struct plan_grid {
    int n_budgets;            /* 0 with hours: the budget of the config */
    const double *budget_eur; /* rising */
    int n_hours;              /* 0: the hours of the config */
    const double *hours_per_week;
};

/* A line under given hours: campaigns of rising size without a budget, and how many companies
 * go with a budget. */
enum { PLAN_MOST_SIZES = 48, PLAN_NODES = 8 };
struct plan_sizes {
    int n;
    const struct plan_point *point; /* [n] from one company to the most, without a budget */
    double cost[PLAN_MOST_SIZES];   /* [n] expected, euro; made not to fall */
    /* Of these budgets it was looked at which size wins most partners. */
    double node_budget[PLAN_NODES], node_companies[PLAN_NODES];
    /* Partners that a size wins without being refused anything for money, once a budget is that
     * high: with a higher one nothing changes, and it need not be tried again. NAN: not yet. */
    double unrefused[PLAN_MOST_SIZES];
    double free_companies; /* the same without a budget; does not fall with the hours */
};

struct plan {
    struct plan_grid grid;
    int n_hours, n_budgets; /* of rows, at least 1 each */
    struct plan_set size_set, row_set;
    struct plan_sizes *sizes; /* [line * (grid.n_hours + 1) + hours]: hours of the config first,
                                 then those of the grid */
};

/* A default range of budgets has at most this many round steps, up to what the largest campaign
 * of the dearest line is expected to cost. */
enum { PLAN_DEFAULT_BUDGETS = 8 };

/* Simulates the grid for every line of the planner. Without any budget or hours asked for, the
 * default range of budgets. plan_free() in any case. */
enum status plan_run(
    struct plan *plan, const struct planner *planner, const struct plan_grid *grid);
void plan_free(struct plan *plan);

/* The row of a line under hours number `hours` and budget number `budget`; of no companies
 * where nobody is approached for want of money. */
static inline const struct plan_point *plan_row(
    const struct plan *plan, int line, int hours, int budget)
{
    return &plan->row_set.point[(line * plan->n_hours + hours) * plan->n_budgets + budget];
}

/* The sizes of a line under the hours of its config. */
static inline const struct plan_sizes *plan_sizes(const struct plan *plan, int line)
{
    return &plan->sizes[line * (plan->grid.n_hours + 1)];
}

/* Companies to approach with a budget (see above; NAN: there is none), 1 to the most of
 * `sizes`: between two budgets that were looked at along a straight line, which does not fall.
 */
int plan_companies(const struct plan_sizes *sizes, double budget_eur);

/* The line that wins the most partners on average under hours number `hours` and budget number
 * `budget`. Marks in as_good[lines] the lines, itself included, that are not shown to win
 * fewer: paired differences with it, by intervals that hold for all lines at once (Bonferroni).
 * It is shown to be the best where it is the only one; that a worse line is called so has at
 * most the probability 1 - confidence. */
int plan_best(const struct plan *plan, int n_lines, int hours, int budget, double confidence,
    bool *as_good);

/* Whether more money stops to bring much: whether there is a budget from which on 1,000 euro
 * more brings less than half of what it brought up to there. For each budget above 0 but the
 * last the paired difference (partners more up to the last / euro more) - (partners / euro) / 2
 * is estimated, with intervals that hold for all budgets at once (Bonferroni). */
enum plan_flattening {
    FLATTENS,           /* shown: below 0 at some budget */
    FLATTENS_NOT,       /* shown: above 0 at every budget */
    FLATTENS_UNDECIDED, /* not to be told from so many campaigns, or fewer than two budgets */
};
struct plan_saturation {
    enum plan_flattening kind;
    int from;             /* the first such budget; -1: not shown */
    double before, after; /* partners for 1,000 euro, up to there and from there to the last */
};
struct plan_saturation plan_saturation(
    const struct plan *plan, int line, int hours, double confidence);
