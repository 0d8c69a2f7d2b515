/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup.h"

/* ---- Campaigns of many sizes, all on the same random numbers ---- */

/* What a campaign has to work with, instead of what its config says. */
struct plan_terms {
    double budget_eur;     /* of outreach; NAN: no limit */
    double hours_per_week; /* of the team; NAN: no limit */
    int companies;         /* on the list: those of the config and, beyond, more like them */
    int outreach_days;     /* partners are followed as much longer; 0: those of the config */
    bool chosen; /* the companies: as the best number, below what could be approached */
};

/* One strategy that is planned for, under one variation of a config. */
struct plan_line {
    const struct study_case *configured; /* its names and scenario; not simulated itself */
    struct plan_terms terms;             /* those of the config */
    int most; /* companies that are considered: at most those that it can approach, at its
                 intake, before the days of outreach are over */
};

/* Companies that can be approached in `outreach_days` at `intake_per_week`: those whose day
 * floor(7 j / intake) comes before the end. At most `limit`. */
int plan_intake(int outreach_days, double intake_per_week, int limit);

/* Where campaigns come from and how they are simulated. */
struct planner {
    /* What is asked for: */
    uint64_t replications;  /* of each campaign; 0: 2,000 */
    int companies;          /* considered at most; 0: 1,000 */
    struct targets targets; /* those above 0 stand instead of the configs' */
    /* and what planner_init() makes of it: */
    const struct setup *setup; /* its study has a case for each line */
    struct runner *runner;
    int n_lines;
    const struct plan_line *line;
    uint64_t seed;
    double confidence; /* of intervals */
};

/* The scenario of a campaign under such terms. */
struct variant plan_variant(const struct planner *planner, const struct plan_terms *terms);

/* What held a campaign back, the first that applies. */
enum plan_bound {
    BOUND_BUDGET,    /* a company was refused for money: the rest does not pay its next step */
    BOUND_HOURS,     /* contacts waited for hours, nearly all of which were used */
    BOUND_CHOICE,    /* the days of outreach ended with companies open, and more could have been
                        approached but win no more: the number was chosen */
    BOUND_DAYS,      /* the days of outreach ended with companies open or not yet approached */
    BOUND_COMPANIES, /* none: every company joined, said no or was given up */
    N_BOUNDS
};

/* Share of the partners of the best number of companies that another loses, and what is not
 * excluded of it, with the planner's confidence, against each number that may be the best. NAN:
 * nobody was won. */
struct plan_loss {
    double value, low, high;
};

/* One campaign, and what it came to when it was simulated. */
struct plan_point {
    int line;
    struct plan_terms terms;
    struct targets targets;
    double fixed_cost_eur;    /* of aids, on day 0 whatever the budget; at the means of what is
                                 not known */
    struct figure *figure;    /* [n_measures] of all companies */
    int unit;                 /* replications that share a parameter draw: 1 or 2 */
    uint64_t replications;    /* done */
    double *cost, *partners;  /* [replications / unit] mean of each */
    double bound[N_BOUNDS];   /* share of replications that each held back */
    double unspent[N_BOUNDS]; /* euro of the budget left, a replication, by what held it back;
                                 0 without a budget */
    double over;              /* share of replications that cost more than the budget */
    struct plan_loss loss;    /* of a row, by its number of companies */
};

/* Points that are simulated together. */
struct plan_set {
    struct arena arena;     /* of the points and what they keep */
    struct planner planner; /* how they are simulated */
    int n;
    struct plan_point *point;
    uint64_t replications; /* done, of each */
};

/* Room for `most` points. */
void plan_set_init(struct plan_set *set, const struct planner *planner, int most);
void plan_set_free(struct plan_set *set);

/* Adds a point, not yet simulated, and returns its number. */
int plan_set_add(struct plan_set *set, int line, struct plan_terms terms);

/* Simulates the points that were added. */
enum status plan_set_run(struct plan_set *set);

/* The point once the set was run; until then it is asked for and NULL is returned. */
const struct plan_point *plan_set_ask(struct plan_set *set, int line, struct plan_terms terms);

/* Calls `ask` for each of `n` things, simulates the points that are asked for (at most `most`),
 * and calls it for each once more. */
enum status plan_ask_all(const struct planner *planner, int most, int n,
    void (*ask)(struct plan_set *set, void *context, int i), void *context);

/* A point's figure, by name of a measure that exists. */
struct figure plan_figure(const struct plan_point *point, const char *measure);

/* What held most of a point's campaigns back. */
enum plan_bound plan_main_bound(const struct plan_point *point);

/* Euro of the budget left, a campaign, and what accounts for most of it. */
double plan_unspent(const struct plan_point *point, enum plan_bound *why);

/* Nobody was approached in any campaign, for want of money. */
bool plan_is_unaffordable(const struct plan_point *point);

/* What `point` has more than `from`, campaign by campaign (draw by draw where either's
 * parameters are drawn): of partners, of euro spent, and euro per extra partner (Fieller; not
 * defined where it has not significantly more partners). */
struct plan_extra {
    struct estimate partners, cost, price;
};
struct plan_extra plan_extra(
    const struct plan_point *point, const struct plan_point *from, double confidence);

/* ---- What a budget and hours buy ---- */

/* A budget, or hours where there is none, go with a number of companies to approach: the least
 * that loses at most 1 % of the partners that the best number wins, by the estimates. With more
 * the money and the hours would be spread over beginnings; with fewer some would be left. */
struct plan_size {
    int line;
    struct plan_terms terms; /* `companies` is what is found */
    struct plan_loss loss;
};

/* Finds `n` sizes, whose lines and terms are given, with at most so many campaigns of any size;
 * no more where the loss is known to within half a point. They are found by racing whole
 * numbers against each other on the planner's random numbers, first all along the range and
 * then around those that matter. Nothing is assumed of how partners depend on the number, but
 * that they do not jump between numbers of which each is 1.3 times the one before. */
enum { PLAN_QUICK_SIZE = 256 }; /* campaigns that make do on the way to an answer */
enum status plan_find_sizes(
    const struct planner *planner, uint64_t most, struct plan_size *size, int n);

/* What is asked. */
struct plan_grid {
    int n_budgets;            /* 0 with hours: the budget of the config */
    const double *budget_eur; /* rising */
    int n_hours;              /* 0: the hours of the config */
    const double *hours_per_week;
};

/* A line under given hours: campaigns of rising size without a budget. */
enum { PLAN_MOST_SIZES = 48 };
struct plan_sizes {
    int n;
    const struct plan_point *point; /* [n] from one company to the most, without a budget */
    double cost[PLAN_MOST_SIZES];   /* [n] expected, euro; made not to fall */
};

struct plan {
    struct plan_grid grid;
    int n_hours, n_budgets; /* of rows, at least 1 each */
    struct plan_set size_set, row_set;
    struct plan_set sweep_set; /* of one budget: those around it; else empty */
    int n_answers;
    struct plan_answer *answer; /* see planner_answer() */
    struct plan_sizes *sizes; /* [line * (grid.n_hours + 1) + hours]: hours of the config first,
                                 then those of the grid */
};

/* A default range of budgets has at most this many round steps, up to what the largest campaign
 * of the dearest line is expected to cost. */
enum { PLAN_DEFAULT_BUDGETS = 8 };

/* Simulates the grid for every line of the planner. Without any budget or hours asked for, the
 * default range of budgets. plan_free(), or let its owner free it (memory.h). */
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

/* The line that wins the most partners on average under hours number `hours` and budget number
 * `budget`. Marks in as_good[lines] the lines, itself included, that are not shown to win
 * fewer, by paired differences with it, all at once (Bonferroni): where it is the only one, a
 * worse line is called the best with at most the probability 1 - confidence. */
int plan_best(const struct plan *plan, int n_lines, int hours, int budget, double confidence,
    bool *as_good);

/* Whether there is a budget from which on 1,000 euro more brings less than half of what it
 * brought up to there: for each budget above 0 but the last by the paired difference (partners
 * more up to the last / euro more) - (partners / euro) / 2, all at once (Bonferroni). */
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
