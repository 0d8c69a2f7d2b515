/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plan.h"

/* Numbers of companies that race against each other for a budget, on the planner's random
 * numbers: which there are, and how many campaigns of each are simulated. Which of them are the
 * best is judged by plan_find_sizes(). */

/* Sizes are tried all along the range, each so many times the one before (more where so few
 * campaigns may be spent that each would have less than a pair), in few campaigns; and in more
 * of them around those that matter, down to the fine ratio or one company. */
#define RACE_COARSE_RATIO 1.3
#define RACE_FINE_RATIO 1.02
enum { RACE_TRIALS = 160 };

/* One size under the present budget. */
struct trial {
    int companies;
    uint64_t n, room; /* campaigns, or pairs of them where numbers are drawn */
    double *won;      /* [n] what each wins, or the mean of a pair */
    bool refused;     /* something for money, in some campaign */
    bool out;         /* of the race */
};

/* The sizes of one line under given hours: a budget after the other, as a size that is refused
 * nothing comes to the same with any higher budget. */
struct race {
    const struct planner *planner;
    struct plan_size *size, *end; /* the present one; those that follow, of rising budgets */
    int target;                   /* that is met; NO_TARGET: partners are won */
    int n, unit;
    struct trial trial[RACE_TRIALS]; /* of rising sizes */
    int best, chosen, challenger;    /* of them: see plan_size.c */
    double coarse;                   /* ratio of sizes in the first look */
    uint64_t few;                    /* campaigns of each there */
    uint64_t level;                  /* wanted of those three */
    uint64_t spent, cap;             /* on the present budget, of all sizes; and at most */
};

/* Starts at the first of the sizes up to `end`, with at most so many campaigns for each. */
void race_start(struct race *race, const struct planner *planner, uint64_t most,
    struct plan_size *size, struct plan_size *end);
void race_free(struct race *race);

/* Begins with the budget of race->size: what was refused nothing is kept. The first look takes
 * at most half of the campaigns, unless these are too few for that. */
void race_begin_budget(struct race *race);

/* The number of the first trial of at least so many companies. */
int race_trial(const struct race *race, int companies);

/* Whether there are sizes between two neighbours that are worth a look. */
bool race_are_apart(const struct race *race, int below, int above);

/* Adds one of them, where there are any. */
void race_add_between(struct race *race, int below, int above);

/* Whether there are sizes that were not looked at yet. */
bool race_has_unseen(const struct race *race);

bool race_wins_nobody(const struct race *race, int trial);

/* Campaigns that the sizes in the race still lack for their level. */
uint64_t race_missing(const struct race *race);

/* Simulates what the sizes of all races still lack, a step; `any`: there was something. */
enum status race_run(struct race *race, int races, bool *any);
