/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "runner.h"
#include "setup.h"

#include <math.h>

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

/* Numbers of companies from 1 to `most`, each `ratio` times the one before, at most `room` of
 * them, into size[room]. Returns how many. */
int plan_list_sizes(int most, double ratio, int room, int *size);

/* Campaigns of each line that tell what was to be expected of the others (adjusted_lend()). */
enum { PLAN_PILOT = 2048 };

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
    double confidence;        /* of intervals */
    struct look_store *store; /* campaigns that were looked at: plan_look.h */
};

/* The scenario of a campaign under such terms. */
struct variant plan_variant(const struct planner *planner, const struct plan_terms *terms);

/* What stands in the way of a campaign. */
enum plan_limit {
    LIMIT_BUDGET,    /* the campaign's */
    LIMIT_HOURS,     /* of the team */
    LIMIT_COMPANIES, /* on the list, while days and intake leave room to approach more */
    LIMIT_DAYS,      /* of outreach; where these bound the companies as well, those too */
    N_LIMITS,
    /* None of these, lifted, wins 5 % more, as far as is not excluded: */
    BOUND_CHOICE = N_LIMITS, /* nor would more companies, which could be approached */
    BOUND_STRATEGY,          /* all that it can approach are */
    BOUND_UNDECIDED,         /* or neither that nor more is shown */
    N_BOUNDS
};

/* Lifted are money and hours altogether, days to so many times as many, and companies to at
 * most so many times those that were considered. */
enum { PLAN_LIFTED_DAYS = 3, PLAN_LIFTED_COMPANIES = 4 };

/* What holds a campaign back: `partners`, so many more that each limit, lifted by itself, is
 * shown to win with some number of companies, and more than another number could win under the
 * same limits; bounds hold for all that was looked at at once (Bonferroni). Not defined where
 * none are. `by` is the limit that wins the most, or why there is none. */
struct plan_bound {
    enum plan_limit by;
    struct estimate partners[N_LIMITS];
    double most[N_LIMITS];              /* that are not excluded, of each limit */
    struct plan_terms lifted[N_LIMITS]; /* what wins those */
    uint64_t replications[N_LIMITS];    /* by which that is told */
};

/* Whether the limit that wins the most is shown to win more than each other. */
static inline bool plan_bound_leads(const struct plan_bound *bound)
{
    for (int limit = 0; limit < N_LIMITS; limit++)
        if (limit != (int)bound->by && !(bound->partners[bound->by].low > bound->most[limit]))
            return false;
    return true;
}

/* Share of the partners of the best number of companies that another loses, and what is not
 * excluded of it, with the planner's confidence, against each number that may be the best. NAN:
 * nobody was won, or the best number was not looked for. */
struct plan_loss {
    double value, low, high;
};

/* The most that is not excluded; 0 where no loss is known of. */
static inline double plan_loss_most(const struct plan_loss *loss)
{
    return isnan(loss->high) ? 0.0 : loss->high;
}

/* Whether a chance is shown to be below what is wanted, with any number of companies. */
static inline bool plan_falls_short(
    struct estimate e, const struct plan_loss *loss, double wanted)
{
    return e.high < wanted * (1.0 - plan_loss_most(loss));
}

/* One campaign, and what it came to when it was simulated. */
struct plan_point {
    int line;
    struct plan_terms terms;
    struct targets targets;
    double fixed_cost_eur;   /* of aids, on day 0 whatever the budget; at the means of what is
                                not known */
    struct figure *figure;   /* [n_measures] of all companies */
    int unit;                /* replications that share a parameter draw: 1 or 2 */
    uint64_t replications;   /* done */
    double *cost, *partners; /* [replications / unit] mean of each */
    double *adjusted_cost, *adjusted_partners; /* the same, adjusted; NULL: they are not */
    double unspent;          /* euro of the budget left, a replication; 0 without a budget */
    struct plan_bound bound; /* of a row */
    double over;             /* share of replications that cost more than the budget */
    bool refused;            /* something was, for want of money, in some campaign */
    struct plan_loss loss;   /* of a row, by its number of companies */
};

/* What a point has kept of each of so many units, and on average. */
uint64_t plan_units(const struct plan_point *point);
double plan_mean(const struct plan_point *point, const double *kept);

/* Whether two amounts are the same, of which NAN is no limit. */
static inline bool plan_same_amount(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b;
}

/* The planner with at most so many campaigns of each size: for a first look, or for large
 * differences. */
static inline struct planner plan_quick(const struct planner *planner, uint64_t most)
{
    struct planner quick = *planner;
    if (quick.replications > most)
        quick.replications = most;
    return quick;
}

/* Points that are simulated together. */
struct plan_set {
    bool controls;          /* averages of its points are adjusted by what was expected */
    bool asked;             /* of its points only chances of targets, cost per partner and the
                               average of partners are wanted (plan_look.h) */
    struct arena arena;     /* of the points and what they keep */
    struct planner planner; /* how they are simulated */
    int n, n_run;           /* points, and how many of them it was run for */
    struct plan_point *point;
    uint64_t replications; /* done, of each that was simulated */
};

/* Room for `most` points. */
void plan_set_init(struct plan_set *set, const struct planner *planner, int most);
void plan_set_free(struct plan_set *set);

/* Adds a point, not yet simulated, and returns its number. */
int plan_set_add(struct plan_set *set, int line, struct plan_terms terms);

/* Simulates the points that were added since it was run. One with more money than another, of
 * which that had enough in all its campaigns, comes to the same, and is not simulated. */
enum status plan_set_run(struct plan_set *set);

/* The point once the set was run; until then it is asked for and NULL is returned. */
const struct plan_point *plan_set_ask(struct plan_set *set, int line, struct plan_terms terms);

/* Calls `ask` for each of `n` things, simulates the points that are asked for (at most `most`),
 * and calls it for each once more. */
enum status plan_ask_all(const struct planner *planner, int most, int n,
    void (*ask)(struct plan_set *set, void *context, int i), void *context);

/* A point's figure, by name of a measure that exists. */
struct figure plan_figure(const struct plan_point *point, const char *measure);

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

/* What is wanted of a campaign. */
struct plan_goal {
    const char *measure; /* chance of a target, as "p_paying"; "cost_per_partner" */
    int number;          /* of the target; 0: it is not one */
    double wanted;       /* at least this chance; at most this many euro */
};

/* A budget, or hours where there is none, go with a number of companies to approach: the least
 * that loses at most 1 % of what the best number comes to, by the estimates: of the partners
 * won, or of the chance of a goal's target. With more the money and the hours would be spread
 * over beginnings; with fewer some would be left. */
struct plan_size {
    int line;
    struct plan_terms terms;      /* `companies` is what is found */
    const struct plan_goal *goal; /* a target; NULL: partners */
    struct plan_loss loss;
    int told; /* of a goal: 1: its chance is as wanted; -1: it is not with any number; both are
                 shown, at 99.9 %, and end the search; 0: neither */
};

/* Campaigns that may be simulated to find the size of a goal, for answers of so many: three
 * times as many, and of few ten times. */
static inline uint64_t plan_goal_campaigns(uint64_t replications)
{
    enum { TIMES = 3, FEW_TIMES = 10, ENOUGH = 4096 };
    uint64_t most = FEW_TIMES * replications;
    uint64_t least = most < ENOUGH ? most : ENOUGH;
    return TIMES * replications > least ? TIMES * replications : least;
}

/* Finds `n` sizes, whose lines, terms and goals are given, with at most so many campaigns of
 * all sizes together for each; no more where the loss is known to within half a point. They are
 * found by racing whole numbers against each other on the planner's random numbers, first all
 * along the range and then around those that matter; where a fifth of the campaigns tell that
 * all of them would not tell the loss that closely, it ends there. Nothing is assumed of how
 * partners depend on the number, but that they do not jump between numbers of which each is 1.3
 * times the one before. */
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
    bool asked;             /* the grid; else it is a default range */
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
 * brought up to there. Shown: at one budget each later step, by its paired difference (partners
 * more in the step / euro more) - (partners / euro) / 2, is below 0, for all budgets at once
 * (Bonferroni; the steps of one budget must all be, which takes none). Shown not to be: at
 * every budget that wins anybody the same difference of all that follows is above 0. */
enum plan_flattening {
    FLATTENS,           /* shown */
    FLATTENS_NOT,       /* shown not to be */
    FLATTENS_UNDECIDED, /* not to be told from so many campaigns, or fewer than two budgets */
};
struct plan_saturation {
    enum plan_flattening kind;
    int from;             /* the first such budget; -1: not shown */
    double before, after; /* partners for 1,000 euro, up to there and from there to the last */
};
struct plan_saturation plan_saturation(
    const struct plan *plan, int line, int hours, double confidence);
