/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The greatest of jointly normal numbers. */

/* E max(z, 0) of a normal z (sd >= 0). */
double normal_gain(double mean, double sd);

/* E max of numbers with these means and covariances [n][n] (what of these is no covariance
 * matrix by noise is left out; variances stay), and into share[n] how often each is the
 * greatest, those that are equal sharing it; share may be NULL. Of two exactly, of more by
 * Sobol's points. */
double normal_best(int n, const double *mean, const double *covariance, double *share);

/* Not less than E max of numbers with these means, of which the differences have at most the
 * variances distance[n][n]: the greatest of normal numbers is expected to be greater, the more
 * they differ (R. A. Vitale, Annals of Probability 28, 2000). Of one number its mean. */
double normal_most(int n, const double *mean, const double *distance);

/* Bounds of the variance a - b, at a chance of `tail` on each side, from independent estimates
 * of a and b with these degrees of freedom. */
struct variance_bounds {
    double low, high;
};
struct variance_bounds normal_variance_between(
    double a, double a_degrees, double b, double b_degrees, double tail);
