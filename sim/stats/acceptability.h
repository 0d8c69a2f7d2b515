/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* Which strategy is best on average, given what is not known: how often over the ways the
 * unknown numbers may fall, what choosing another costs, and what it is worth to know them. The
 * net benefit of a strategy is lambda * effect - cost; what counts is its expectation given the
 * parameters, not that of one campaign with its luck.
 *
 * Two campaigns are simulated per draw of the parameters, with independent luck. So of each two
 * strategies two numbers tell how the expected lead of the one varies with what is not known:
 * its mean m, and s2, the covariance over draws of the leads in the two campaigns, in which
 * luck cancels (unbiased). Expected leads are taken for jointly normal with these: of two
 * strategies the one is ahead in a share Phi(m/s) of the ways, and knowing all numbers is worth
 * s phi(m/s) - |m| Phi(-|m|/s) (the unit normal loss; H. Raiffa and R. Schlaifer, Applied
 * Statistical Decision Theory, 1961); of more strategies both come from points of that normal
 * distribution. Limits follow from those of all m and of all s2, each at 97.5 % and of all
 * pairs at once (Bonferroni): those of m by Student's t, those of s2 as of the difference of
 * two independent variances, that of half sums and that of half differences of the two
 * campaigns (R. K. Burdick and F. A. Graybill, Confidence Intervals on Variance Components,
 * 1992), at the degrees of freedom that go with their kurtosis where that is above 3. */
struct acceptability_data {
    int units; /* draws with `twins` campaigns each; at least 1 */
    int twins; /* 2 where numbers are not known; 1: all are, and nothing varies with them */
    int strategies;         /* at least 1 */
    const double *outcome;  /* [units][twins][effects, costs] */
    const double *campaign; /* the same, as it came: of single campaigns where `outcome` tells
                               of averages only; NULL: `outcome` does */
    const struct same_count *same; /* [strategies] how far effects that did not vary may lie
                                      from what they were, at acceptability_confidence(); NULL:
                                      not at all */
};

/* The confidence of the bounds of each mean, of so many strategies. */
double acceptability_confidence(int strategies);

struct acceptability {
    struct acceptability_data data; /* the array is the caller's, and must stay */
    double *mean;                   /* [effects, costs] */
    double *between, *within; /* [effects, costs] squared: covariances of half sums, and of
                                 half differences, of the campaigns of a draw */
};

void acceptability_init(struct acceptability *acceptability, struct acceptability_data data);
void acceptability_free(struct acceptability *acceptability);

/* What it is worth to know the parameters: E max - max E, which is the expected loss of the
 * best strategy. 0 where none varies. */
struct information {
    int best;                /* of the greatest mean net benefit, the first of equal ones */
    double value, low, high; /* bounds at 95 %; without (INFINITY above) below three draws */
    double skewness; /* of the expected lead of the best on the one that matters most, by the
                        third moments that luck has no part in; 0 where it is not shown to be
                        skewed (99 %), or draws are few; NAN where nothing varies */
};

/* Fewer draws than this do not tell whether leads are normal. */
enum { ACCEPTABILITY_ENOUGH = 200 };

/* At `lambda` euro per unit of effect: into share[strategies] the share of the ways in which
 * the parameters may fall in which a strategy has the greatest expected net benefit, equal ones
 * sharing it, and into loss[strategies] its expected loss, both with bounds that hold for all
 * at once at 95 % (`se` is not defined). Where nothing varies the share of the greatest mean is
 * 1; bounds of 0 to 1 say that it is not shown to be the greatest. */
struct information acceptability_at(const struct acceptability *acceptability, double lambda,
    struct estimate *share, struct estimate *loss);

/* The other kind of best: the share of single campaigns, luck included, in which a strategy has
 * the greatest net benefit. */
void acceptability_one_campaign(
    const struct acceptability *acceptability, double lambda, double *share);
