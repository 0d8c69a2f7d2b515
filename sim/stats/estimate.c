/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "estimate.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Below this share of the squared mean a variance is rounding, not spread; sums of very many
 * numbers round more. */
#define ROUNDING 1e-12

struct estimate estimate_undefined(void)
{
    return (struct estimate){NAN, NAN, NAN, NAN, false};
}

static double student_t(uint64_t n, double confidence)
{
    return gsl_cdf_tdist_Pinv(0.5 + confidence / 2.0, (double)n - 1.0);
}

/* Unbiased (co)variance from sums; 0 where only rounding is left. */
static double covariance(double n, double sum_a, double sum_b, double product)
{
    double covariance = (product - sum_a * (sum_b / n)) / (n - 1.0);
    double rounding = fmax(ROUNDING, n * DBL_EPSILON) * fabs(product) / n;
    return fabs(covariance) > rounding ? covariance : 0.0;
}

struct estimate estimate_mean(uint64_t n, double sum, double square, double confidence)
{
    struct estimate e = estimate_undefined();
    if (n == 0)
        return e;
    e.value = sum / (double)n;
    if (n == 1)
        return e;
    double variance = covariance((double)n, sum, sum, square);
    e.se = sqrt(fmax(variance, 0.0) / (double)n);
    double half = student_t(n, confidence) * e.se;
    e.low = e.value - half;
    e.high = e.value + half;
    return e;
}

static void wilson(struct estimate *e, double n, double share, double confidence)
{
    double z = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2.0);
    double shrink = 1.0 + z * z / n;
    double centre = (share + z * z / (2.0 * n)) / shrink;
    double half = z * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)) / shrink;
    e->low = share > 0.0 ? fmax(centre - half, 0.0) : 0.0;
    e->high = share < 1.0 ? fmin(centre + half, 1.0) : 1.0;
}

struct estimate estimate_share(uint64_t n, double hits, double confidence)
{
    struct estimate e = estimate_undefined();
    if (n == 0)
        return e;
    e.value = hits / (double)n;
    e.se = sqrt(e.value * (1.0 - e.value) / (double)n);
    wilson(&e, (double)n, e.value, confidence);
    return e;
}

struct estimate estimate_share_of_pairs(
    uint64_t pairs, double hits, double both, double confidence)
{
    struct estimate e = estimate_undefined();
    double n = (double)pairs, p = hits / (2.0 * n), of_one = p * (1.0 - p);
    if (pairs == 0)
        return e;
    /* Of the mean of a pair: it is 0, 1/2 or 1. */
    double variance = (p + both / n) / 2.0 - p * p;
    double effective = of_one > 0.0 && variance > 0.0 ? n * of_one / variance : n;
    e.value = p;
    e.se = sqrt(fmax(variance, 0.0) / n);
    wilson(&e, fmin(effective, 2.0 * n), p, confidence);
    return e;
}

/* Fieller: all theta with (y - theta x)^2 <= t^2 var(y - theta x); a quadratic in theta. */
static void fieller(
    struct estimate *e, double y, double x, double vyy, double vxx, double vxy, double t)
{
    double a = x * x - t * t * vxx;
    double b = x * y - t * t * vxy;
    double c = y * y - t * t * vyy;
    if (a <= 0.0) {
        e->unbounded = true;
        return;
    }
    double root = sqrt(fmax(b * b - a * c, 0.0));
    e->low = (b - root) / a;
    e->high = (b + root) / a;
}

struct estimate estimate_ratio(uint64_t n, struct ratio_sums s, double confidence)
{
    struct estimate e = estimate_undefined();
    if (n == 0 || s.x == 0.0)
        return e;
    e.value = s.y / s.x;
    if (n == 1)
        return e;
    double count = (double)n;
    double vyy = covariance(count, s.y, s.y, s.yy) / count;
    double vxx = covariance(count, s.x, s.x, s.xx) / count;
    double vxy = covariance(count, s.y, s.x, s.xy) / count;
    double variance = vyy - 2.0 * e.value * vxy + e.value * e.value * vxx;
    e.se = sqrt(fmax(variance, 0.0)) / fabs(s.x / count);
    fieller(&e, s.y / count, s.x / count, vyy, vxx, vxy, student_t(n, confidence));
    return e;
}

struct estimate estimate_share_ratio(uint64_t n, struct ratio_sums sums, double confidence)
{
    struct estimate e = estimate_ratio(n, sums, confidence);
    if (isnan(e.value))
        return e;
    if (n > 1 && (sums.y == 0.0 || sums.y == sums.x)) {
        wilson(&e, fmin((double)n, sums.x), e.value, confidence);
        e.unbounded = false;
    }
    e.low = isnan(e.low) ? e.low : fmin(fmax(e.low, 0.0), 1.0);
    e.high = isnan(e.high) ? e.high : fmin(fmax(e.high, 0.0), 1.0);
    return e;
}
