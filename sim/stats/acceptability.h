/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "best_share.h"
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
