/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "estimate.h"

/* Several strategies simulated on the same replications (common random numbers): the sums, and
 * the sums of all products, of `quantities` numbers of each. From them follow the differences
 * between any two strategies and how the differences depend on each other. What is added may
 * also be the mean of replications that share a parameter draw: then that is the unit n counts.
 */
struct paired {
    int strategies, quantities;
    const int *group;   /* [strategies], the caller's: those of other groups are taken not to
                           depend on each other; NULL: all are of one */
    const double *most; /* [strategies][quantities], the caller's: the greatest number possible
                           of a count; NAN: it is none. NULL: none is */
    const double *before; /* [quantities], the caller's: what all strategies have in common
                             besides, which counts in ratios; NULL: nothing */
    uint64_t n;
    double *sum;     /* [strategies][quantities] */
    double *nonzero; /* [strategies][quantities]: replications in which it is not 0 */
    double *product; /* of all pairs of these: upper triangle, row by row */
};

void paired_init(struct paired *paired, int strategies, int quantities);
void paired_free(struct paired *paired);

/* Adds one replication: x[strategies][quantities]; and one that was adjusted, with what there
 * was `any` of before. */
void paired_add(struct paired *paired, const double *x);
void paired_add_adjusted(struct paired *paired, const double *x, const bool *any);

/* How far the mean of a count that was the same in all replications may lie from it. Of one
 * that fewer than 10 replications have, how far above Student's interval: to Wilson's upper
 * bound of their share times what they have on average, as so few are far from normal. Nothing
 * of other counts, nor of what is no count. */
struct same_count paired_same(
    const struct paired *paired, int strategy, int quantity, double confidence);

/* One strategy on its own: mean of a quantity, and ratio of the means of two. */
struct estimate paired_mean(
    const struct paired *paired, int strategy, int quantity, double confidence);
struct ratio_sums paired_pair(const struct paired *paired, int strategy, int y, int x);

/* What is asked of two strategies, with Y and X the means of quantities y and x of each;
 * without x (PAIRED_NONE) X is 1. */
enum paired_kind {
    PAIRED_DIFFERENCE, /* Y/X of the strategy minus that of the baseline */
    PAIRED_EXTRA,      /* Y minus Y, divided by X minus X: the price of one more */
    PAIRED_NET,        /* value X - Y minus value X - Y: a partner is worth `value` euro */
};
enum { PAIRED_NONE = -1 };

struct paired_contrast {
    enum paired_kind kind;
    int strategy, baseline;
    int y, x;
    double value; /* only of PAIRED_NET */
};

/* Estimates of k contrasts with intervals that all hold at once at `confidence` (for k = 1:
 * Student's t). Every contrast is a ratio A/B of smooth functions of means (of two products of
 * means, for a difference of ratios), its interval Fieller's with the variances of A and B by
 * linearisation: exact for differences of means and for the price of one more. Value not
 * defined where B is 0; unbounded where B is not significantly different from 0: the price of
 * one more has no interval where the interval of what there is more of contains 0. Of counts
 * that did not vary the interval is wider by as far as they may (paired_same()); for the rest
 * the width is 0 where the replications do not differ at all. */
void paired_contrasts(const struct paired *paired, int k,
    const struct paired_contrast *contrast, double confidence, struct estimate *out);

/* By how many times common random numbers make the variance of a contrast smaller than
 * independent ones would: (v1 + v2)/v, with v1 and v2 what each strategy adds to the variance
 * on its own and v the variance of both together (of linearised replications). The interval is
 * exact for normal ones: v1 + v2 = (v + w)/2 with w the variance of the sum, and w/v has that
 * of E. J. G. Pitman (Biometrika 31, 1939) for correlated variances. INFINITY without interval
 * when the difference does not vary but the strategies do; not defined when nothing does. */
struct estimate paired_variance_reduction(
    const struct paired *paired, struct paired_contrast contrast, double confidence);
