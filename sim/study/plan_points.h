/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* Campaigns of many sizes, all on the same random numbers: what planning is made of. */

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
    bool days_limit_most; /* they are just that; else the number was given */
};

/* Companies that can be approached in `outreach_days` at `intake_per_week`: those whose day
 * floor(7 j / intake) comes before the end. At most `limit`. */
int plan_intake(int outreach_days, double intake_per_week, int limit);

/* Where campaigns come from and how they are simulated. */
struct setup;
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

/* One campaign, and what it came to when it was simulated. */
struct plan_point {
    int line;
    struct plan_terms terms;
    struct targets targets;
    double fixed_cost_eur;    /* of aids, spent on day 0 whoever is approached and whether the
                                 budget    pays them or not; of unknown numbers at their means */
    struct figure *figure;    /* [n_measures] of all companies */
    int unit;                 /* replications that share a parameter draw: 1 or 2 */
    uint64_t replications;    /* done */
    double *cost, *partners;  /* [replications / unit] mean of each */
    double bound[N_BOUNDS];   /* share of replications that each held back */
    double unspent[N_BOUNDS]; /* euro of the budget left, a replication, by what held it back;
                                 0 without a budget */
    double over;              /* share of replications that cost more than the budget */
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

/* Simulates the points that were added, a number of them at a time: what the simulation keeps
 * of a campaign takes megabytes, and what is told of it here kilobytes. */
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

/* What `point` has more than `from`, on the same random numbers, campaign by campaign (draw by
 * draw where either's parameters are drawn): of partners, of euro spent, and euro per extra
 * partner (Fieller; not defined where it has not significantly more partners). */
struct plan_extra {
    struct estimate partners, cost, price;
};
struct plan_extra plan_extra(
    const struct plan_point *point, const struct plan_point *from, double confidence);
