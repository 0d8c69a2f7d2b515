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
    const double *effect;              /* [draws][2][strategies] */
    const double *cost;                /* likewise */
};

struct acceptability {
    struct acceptability_data data; /* arrays are the caller's, and must stay */
    enum regression_terms terms;    /* squares, if these predict draws left out better */
    int rank;                       /* terms that were fitted: noise is small below draws/10 */
    double *apart;                  /* [draws][effects, costs] expected, by other draws only */
};

void acceptability_init(struct acceptability *acceptability, struct acceptability_data data);
void acceptability_free(struct acceptability *acceptability);

/* Expected value of perfect information on all parameters, which is the expected loss of the
 * best strategy: E max - max E of the net benefit, in euros per campaign, over the leads of
 * best_share.h. Where the fit follows little (steps, interactions), leads are taken for nearly
 * normal: `caught` is the share of the variance of differences with the best strategy that
 * parameters cause (covariance of the two campaigns of a draw) which the fit predicts; NAN
 * where it cannot be told, as the interval of that variance (95 %) holds 0. */
struct information {
    int best;                /* with the greatest mean net benefit; the first of equal ones */
    double value, low, high; /* bounds at 95 %; NAN with se */
    double se, share_se;     /* Monte Carlo errors of `value` and of the share of the best; NAN
                                below 20 draws; 0 where no parameter varies */
    double caught;
};

/* At `lambda` euro per unit of effect: into share[strategies] the share of the ways in which
 * the parameters may fall in which a strategy has the greatest expected net benefit, equal ones
 * sharing it, and into loss[strategies] its expected loss. When no parameter varies the best
 * has 1 and loses 0, exactly. */
struct information acceptability_at(
    const struct acceptability *acceptability, double lambda, double *share, double *loss);

/* The other kind of best: the share of single campaigns, luck included, in which a strategy has
 * the greatest net benefit. */
void acceptability_one_campaign(
    const struct acceptability *acceptability, double lambda, double *share);
