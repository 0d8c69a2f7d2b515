/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* An estimate from independent replications and the bounds of its Monte Carlo error; NAN: not
 * defined, as the value without data, the error of one replication, an unbounded interval. */
struct estimate {
    double value;
    double se;        /* standard error */
    double low, high; /* confidence interval */
    bool unbounded;   /* the confidence set of a ratio has no finite bounds */
};

/* The estimate of something that is not defined. */
struct estimate estimate_undefined(void);

/* Mean of `n` values from their sum and sum of squares; Student's t interval at `confidence`.
 */
struct estimate estimate_mean(uint64_t n, double sum, double square, double confidence);

/* Share `hits` of `n` replications; Wilson's score interval (E. B. Wilson, JASA 22, 1927). Its
 * standard error is that of a binomial share. */
struct estimate estimate_share(uint64_t n, double hits, double confidence);

/* The same with the interval that is never too narrow (C. J. Clopper and E. S. Pearson,
 * Biometrika 26, 1934). `hits` need not be whole. */
struct estimate estimate_share_exact(uint64_t n, double hits, double confidence);

/* The same with the interval of H. Jeffreys: quantiles of a beta distribution, from 0 where
 * there are no hits and to 1 where all are (L. D. Brown, T. T. Cai and A. DasGupta, Statistical
 * Science 16, 2001). */
struct estimate estimate_share_jeffreys(uint64_t n, double hits, double confidence);

/* Share of replications that come in `pairs` of two that are not independent: `hits` of them
 * all, `both` the pairs in which both are. Wilson's interval at the number of independent
 * replications with the same variance (one a pair where they do not differ at all). */
struct estimate estimate_share_of_pairs(
    uint64_t pairs, double hits, double both, double confidence);

/* Sums over `n` replications of a numerator y and a denominator x, their squares and product.
 */
struct ratio_sums {
    double y, x, yy, xx, xy;
};

/* Ratio of means E[y]/E[x]; interval by Fieller's theorem (E. C. Fieller, JRSS B 16, 1954) with
 * Student's t on n - 1 degrees of freedom, standard error by linearisation. Not defined when
 * the sum of x is 0; unbounded when x is not significantly different from 0. */
struct estimate estimate_ratio(uint64_t n, struct ratio_sums sums, double confidence);

/* Means of a numerator y and a denominator x, the variances of these means and their
 * covariance. */
struct ratio_means {
    double y, x, yy, xx, xy;
};

/* The means of sums over `n` >= 2 replications, their variances and covariance. */
struct ratio_means estimate_ratio_means(uint64_t n, struct ratio_sums sums);

/* The same from means, with the critical value `t` given: all theta for which (y - theta x)^2
 * <= t^2 var(y - theta x). A mean is the ratio to x = 1 without variance. No interval when `t`
 * is NAN. */
struct estimate estimate_fieller(struct ratio_means means, double t);

/* How far below and above what all of `n` replications came to, `value`, the mean of a count
 * from 0 to `most` may lie. That none differed does not say how far one that does would be,
 * only that such a one is rare: at most a share z^2/(n + z^2) of them, Wilson's upper bound of
 * 0 of n. What a replication counts may all fall alike, so that it may then be 0 or `most`.
 * `square`: the variance of the count is not above it. */
struct same_count {
    double below, above, square;
};
struct same_count estimate_same_count(uint64_t n, double value, double most, double confidence);

/* A ratio that is a share (0 <= y <= x, as converted of approached): as estimate_ratio, within
 * 0 and 1; where the replications do not differ at all (nobody, or everybody) the bounds are
 * those of estimate_same_count() over the n replications, or over x if that is less, instead of
 * a width of 0, and its standard error is not known. */
struct estimate estimate_share_ratio(uint64_t n, struct ratio_sums sums, double confidence);

/* Student's t with n - 1 degrees of freedom (n >= 2; 0: the normal distribution): the quantile
 * that leaves half of what `confidence` lacks above it. */
double estimate_t(uint64_t n, double confidence);

/* Unbiased covariance over n >= 2 replications of a and b, from their sums and the sum of their
 * products; exactly 0 where only rounding is left. */
double estimate_covariance(uint64_t n, double sum_a, double sum_b, double product);

/* By how much the covariance above can be off by rounding alone. */
double estimate_rounding(uint64_t n, double product);
