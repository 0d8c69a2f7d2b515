/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLAN_CAUSE_H
#define RECEPT_PLAN_CAUSE_H

#include "plan_points.h"

/* Why a target is not met by any value of a lever: what would become of its chance were the
 * other limits lifted, found by simulating just that. What campaigns end with does not tell:
 * nearly all end with companies still open when the days are over, also those of a strategy
 * that wins nobody however long it lasts. */

/* What stands in the way of a campaign, and may be lifted. */
enum plan_limit {
    LIMIT_BUDGET,    /* the campaign's */
    LIMIT_HOURS,     /* of the team */
    LIMIT_COMPANIES, /* on the list, while days and intake leave room to approach more */
    LIMIT_DAYS,      /* of outreach; where these bound the companies as well, those too */
    N_LIMITS
};

/* Lifted are money and hours altogether, days and a number of companies that was given to this
 * many times as much. */
enum { PLAN_LIFTED_DAYS = 3, PLAN_LIFTED_COMPANIES = 4 };

enum plan_cause_kind {
    CAUSE_NONE,      /* the target is met, or too close to say */
    CAUSE_LIMITS,    /* any one of `enough`, lifted, would do */
    CAUSE_TOGETHER,  /* none alone is shown to do, all together would */
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

/* Finds the causes of those of the `n` answers that say that a target is not met. At most 512
 * campaigns each: it is about large differences. */
struct plan_answer;
enum status plan_find_causes(const struct planner *planner, struct plan_answer *answer, int n);

#endif
