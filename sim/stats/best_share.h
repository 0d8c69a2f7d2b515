/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* How far each strategy is ahead of one of them on average, given what is not known, over the
 * ways in which that may fall. Two campaigns of each draw of the parameters are known, with
 * independent luck, and what other draws predict of this one.
 *
 * The covariance of the two campaigns of a draw estimates that of the expected leads without
 * bias. Of it, predictions explain a part: each strategy's are followed as far as what came
 * follows them (their slope). The rest, which no prediction follows, is taken for normal. So
 * leads have the mean and the covariance that they should have whatever predictions are worth:
 * shares of the best are neither too sure, as those of predictions alone are, nor too unsure,
 * as those of single campaigns are. */
struct best_share_data {
    int draws, strategies;
    int best;                /* the leads of this one are 0 */
    const double *one, *two; /* [draws][strategies] leads in the two campaigns */
    const double *predicted; /* likewise, as other draws predict it */
};

/* What it is worth to know the parameters: E max - max E of the leads, which is the expected
 * loss of the best strategy. Where predictions follow little (steps, interactions), leads are
 * taken for nearly normal. */
struct information {
    int best;                /* the strategy that the leads are against */
    double value, low, high; /* bounds at 95 %; NAN with se */
    double se, share_se;     /* Monte Carlo errors of `value` and of the share of the best, by
                                leaving out one in BEST_SHARE_GROUPS draws; NAN below two of
                                each; 0 where no parameter varies */
    double caught;           /* share of the variance of leads that is predicted; NAN where that
                                variance may be none (its 95 % interval holds 0) */
};

enum { BEST_SHARE_GROUPS = 10 };

/* Also the share of the ways in which each strategy is ahead of all, equal ones sharing it,
 * into share[strategies]. Draws: at least 1; with 1 nothing varies. */
struct information best_share(struct best_share_data data, double *share);

/* Adds 1 to the share of the greatest of value[n], or 1/m to that of m that are equal: those
 * within `size` times 1e-10 of it. Returns the greatest. */
double best_share_add(int n, const double *value, double size, double *share);
