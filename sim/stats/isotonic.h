/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "estimate.h"

/* The weighted least squares fit that does not fall: value[n] is replaced by its fit (pool
 * adjacent violators; M. Ayer et al., Annals of Mathematical Statistics 26, 1955). Weights are
 * positive; NULL: all alike. O(n). */
void isotonic_fit(int n, const double *weight, double *value);

/* Shares of replications that met a target, for rising values of what may not make it less
 * likely (budget, hours, companies): how many of n replications did at each value. The values
 * may be simulated on common random numbers. */
struct isotonic_grid {
    int values;
    const double *value; /* [values], rising */
    const double *hits;  /* [values], 0..n */
    const uint64_t *n;   /* [values], at least 1: independent replications; where they depend on
                            each other multiply n and hits by the effective share of n */
    const double *slack; /* [values] by which share of itself the chance at a value may be
                            higher than that of what was simulated there; NULL: none is */
    double confidence;   /* of each one-sided bound: 0.95 */
};

/* The isotonic fit of the shares into share[values], with one-sided bounds: Clopper's and
 * Pearson's over the replications of the value itself, although the fit may pool several: on
 * common random numbers these are the same, and else the bounds are conservative. */
void isotonic_shares(const struct isotonic_grid *grid, struct estimate *share);

/* The answer to: which value makes the chance at least `target`? */
struct isotonic_least {
    int met;      /* index of the least value whose lower bound meets the target; -1: none */
    int excluded; /* index of the greatest value whose upper bound stays below; -1: none */
    double value; /* that of `met`, NAN without */
    double low, high; /* the least value that is enough lies in (low, high] */
};

/* Of shares as made by isotonic_shares. As these do not fall, the bounds at just two values
 * decide whether (low, high] is wrong at either end: each end is right with the confidence of
 * one bound, however many values there are. `low` is -INFINITY when no value is excluded,
 * `high` INFINITY when none meets the target. */
struct isotonic_least isotonic_least(
    const struct isotonic_grid *grid, const struct estimate *share, double target);
