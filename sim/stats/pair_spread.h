/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

#include <stdint.h>

/* How alike the two values of a pair are, over many pairs: those of a pair share what differs
 * from pair to pair, and each has luck of its own. Sums of PAIR_GROUPS groups, to which pairs
 * belong in turn: pair i to group i % PAIR_GROUPS. */
enum { PAIR_GROUPS = 64 };

struct pair_spread {
    double sum[PAIR_GROUPS];        /* of the sums of the two */
    double square[PAIR_GROUPS];     /* of their squares */
    double difference[PAIR_GROUPS]; /* of the squares of their differences */
};

/* Adds `n` pairs, of which the first is pair number `first`. */
void pair_spread_add(
    struct pair_spread *into, uint64_t first, const double *one, const double *other, int n);

void pair_spread_merge(struct pair_spread *into, const struct pair_spread *from);

/* The share of the variance of a value that comes from what pairs share: covariance of the two
 * over variance of one, from all `pairs`; 0 where it would be negative. The covariance and the
 * variance are without bias.
 *
 * With S the sum and D the difference of the two, which has mean 0, the share is (q - 1) / (q +
 * 1) where q = Var S / Var D, so that log q has the interval: its error by leaving out group
 * after group of pairs (a jackknife, as in R. G. Miller, "Jackknifing variances", Ann. Math.
 * Stat. 39, 1968; for groups that are not of one size F. M. T. A. Busing, E. Meijer and R. van
 * der Leeden, Stat. Comput. 9, 1999), with Student's t. A share that is shown as 0 has the
 * upper bound that an estimate of 0 has, which is never 0. Where the two of no pair differ the
 * lower bound is what is left if as many do as may (Wilson's bound of 0 of n), and those are
 * not alike at all. Where the error is not known otherwise, as when one pair carries all the
 * spread, the bounds are 0 and 1, and there is no standard error. Not defined with fewer than
 * two pairs, nor where values do not differ at all. */
struct estimate pair_spread_share(
    const struct pair_spread *spread, uint64_t pairs, double confidence);
