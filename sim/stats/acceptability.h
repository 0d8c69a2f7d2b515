/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "regression.h"

/* Which strategy is best on average, given what is not known: how often over the ways the
 * unknown numbers may fall, what choosing another costs, and what it is worth to know them. The
 * net benefit of a strategy is lambda * effect - cost; what counts is its expectation given the
 * parameters, not that of one campaign with its luck. As only two campaigns are simulated per
 * draw of the parameters, that expectation is a regression of both on the draw (M. Strong,
 * J. E. Oakley and A. Brennan, Medical Decision Making 34, 2014): of effect and of cost, for
 * all strategies on the same terms, so that luck they share cancels. */
struct acceptability_data {
    int draws, parameters, strategies; /* at least 1, 0 and 1 */
    const double *theta;               /* [draws][parameters] */
    const double *outcome;             /* [draws][2][effects, costs] of both campaigns */
};

struct acceptability {
    struct acceptability_data data; /* arrays are the caller's, and must stay */
    enum regression_terms terms;    /* squares, if these predict draws left out better */
    int rank;                       /* terms that were fitted: noise is small below draws/10 */
    double *apart;                  /* [draws][effects, costs] expected, by other draws only */
};

void acceptability_init(struct acceptability *acceptability, struct acceptability_data data);
void acceptability_free(struct acceptability *acceptability);

enum { BEST_SHARE_GROUPS = 10 };

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

/* At `lambda` euro per unit of effect: into share[strategies] the share of the ways in which
 * the parameters may fall in which a strategy has the greatest expected net benefit, equal ones
 * sharing it, and into loss[strategies] its expected loss; returns what it is worth, in euro
 * per campaign, to know all parameters, with the strategy of the greatest mean net benefit (the
 * first of equal ones). When no parameter varies the best has 1 and loses 0, exactly. */
struct information acceptability_at(
    const struct acceptability *acceptability, double lambda, double *share, double *loss);

/* The other kind of best: the share of single campaigns, luck included, in which a strategy has
 * the greatest net benefit. */
void acceptability_one_campaign(
    const struct acceptability *acceptability, double lambda, double *share);

/* ---- Shares of the best, from leads ---- */

/* How far each strategy is ahead of one of them on average, given what is not known, over the
 * ways in which that may fall. Two campaigns of each draw of the parameters are known, with
 * independent luck, and what other draws predict of this one.
 *
 * The covariance of the two campaigns of a draw estimates that of the expected leads without
 * bias. Of it, predictions explain a part: each strategy's are followed as far as what came
 * follows them (their slope). The rest is taken for normal. So shares of the best are neither
 * too sure, as those of predictions alone are, nor too unsure, as those of single campaigns. */
struct best_share_data {
    int draws, strategies;
    int best;                /* the leads of this one are 0 */
    const double *one, *two; /* [draws][strategies] leads in the two campaigns */
    const double *predicted; /* likewise, as other draws predict it */
};

/* Also the share of the ways in which each strategy is ahead of all, equal ones sharing it,
 * into share[strategies]. Draws: at least 1; with 1 nothing varies. */
struct information best_share(struct best_share_data data, double *share);

/* Adds 1 to the share of the greatest of value[n], or 1/m to that of m that are equal: those
 * within `size` times 1e-10 of it. Returns the greatest. */
double best_share_add(int n, const double *value, double size, double *share);
