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

/* Both quantiles take longer than all else here, and are asked for with the same numbers time
 * after time: the last answer of each is kept, by each thread. */
double estimate_t(uint64_t n, double confidence)
{
    static _Thread_local struct {
        uint64_t n;
        double confidence, quantile;
    } kept[2];
    double p = 0.5 + confidence / 2.0;
    int last = n > 0;
    if (kept[last].n != n || kept[last].confidence != confidence) {
        kept[last].n = n;
        kept[last].confidence = confidence;
        kept[last].quantile =
            n > 0 ? gsl_cdf_tdist_Pinv(p, (double)n - 1.0) : gsl_cdf_ugaussian_Pinv(p);
    }
    return kept[last].quantile;
}

double estimate_rounding(uint64_t n, double product)
{
    return fmax(ROUNDING, (double)n * DBL_EPSILON) * fabs(product) / (double)n;
}

double estimate_covariance(uint64_t n, double sum_a, double sum_b, double product)
{
    double covariance = (product - sum_a * (sum_b / (double)n)) / ((double)n - 1.0);
    return fabs(covariance) > estimate_rounding(n, product) ? covariance : 0.0;
}

struct estimate estimate_mean(uint64_t n, double sum, double square, double confidence)
{
    struct estimate e = estimate_undefined();
    if (n == 0)
        return e;
    e.value = sum / (double)n;
    if (n == 1)
        return e;
    double variance = estimate_covariance(n, sum, sum, square);
    e.se = sqrt(fmax(variance, 0.0) / (double)n);
    double half = estimate_t(n, confidence) * e.se;
    e.low = e.value - half;
    e.high = e.value + half;
    return e;
}

struct same_count estimate_same_count(uint64_t n, double value, double most, double confidence)
{
    double z = estimate_t(0, confidence);
    double share = z * z / ((double)n + z * z), room = fmax(most - value, 0.0);
    double way = fmax(value, room);
    return (struct same_count){share * value, share * room, share * way * way};
}

static void wilson(struct estimate *e, double n, double share, double confidence)
{
    double z = estimate_t(0, confidence);
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

/* By halving: gsl_cdf_beta_Pinv() does not converge for some numbers that are not whole. */
static double beta_quantile(double probability, double a, double b)
{
    enum { HALVINGS = 40 };
    double low = 0.0, high = 1.0;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2.0;
        if (gsl_cdf_beta_P(middle, a, b) < probability)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2.0;
}

struct estimate estimate_share_exact(uint64_t n, double hits, double confidence)
{
    struct estimate e = estimate_share(n, hits, confidence);
    double doubt = (1.0 - confidence) / 2.0, misses = (double)n - hits;
    if (n == 0)
        return e;
    e.low = hits > 0.0 ? beta_quantile(doubt, hits, misses + 1.0) : 0.0;
    e.high = misses > 0.0 ? beta_quantile(1.0 - doubt, hits + 1.0, misses) : 1.0;
    return e;
}

struct estimate estimate_share_jeffreys(uint64_t n, double hits, double confidence)
{
    struct estimate e = estimate_share(n, hits, confidence);
    double doubt = (1.0 - confidence) / 2.0, misses = (double)n - hits;
    if (n == 0)
        return e;
    e.low = hits > 0.0 ? beta_quantile(doubt, hits + 0.5, misses + 0.5) : 0.0;
    e.high = misses > 0.0 ? beta_quantile(1.0 - doubt, hits + 0.5, misses + 0.5) : 1.0;
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

struct estimate estimate_fieller(struct ratio_means m, double t)
{
    struct estimate e = estimate_undefined();
    if (m.x == 0.0 || isnan(m.x))
        return e;
    e.value = m.y / m.x;
    if (isnan(t))
        return e;
    double variance = m.yy - 2.0 * e.value * m.xy + e.value * e.value * m.xx;
    e.se = sqrt(fmax(variance, 0.0)) / fabs(m.x);
    /* The bounds are the roots of a quadratic in theta. */
    double a = m.x * m.x - t * t * m.xx;
    double b = m.x * m.y - t * t * m.xy;
    double c = m.y * m.y - t * t * m.yy;
    double root = sqrt(fmax(b * b - a * c, 0.0));
    e.unbounded = a <= 0.0;
    e.low = e.unbounded ? NAN : (b - root) / a;
    e.high = e.unbounded ? NAN : (b + root) / a;
    return e;
}

struct ratio_means estimate_ratio_means(uint64_t n, struct ratio_sums s)
{
    double count = (double)n;
    return (struct ratio_means){
        .y = s.y / count,
        .x = s.x / count,
        .yy = estimate_covariance(n, s.y, s.y, s.yy) / count,
        .xx = estimate_covariance(n, s.x, s.x, s.xx) / count,
        .xy = estimate_covariance(n, s.y, s.x, s.xy) / count,
    };
}

struct estimate estimate_ratio(uint64_t n, struct ratio_sums s, double confidence)
{
    struct estimate e = estimate_undefined();
    if (n == 0 || s.x == 0.0)
        return e;
    e.value = s.y / s.x;
    if (n == 1)
        return e;
    e = estimate_fieller(estimate_ratio_means(n, s), estimate_t(n, confidence));
    e.value = s.y / s.x;
    return e;
}

struct estimate estimate_share_ratio(uint64_t n, struct ratio_sums sums, double confidence)
{
    struct estimate e = estimate_ratio(n, sums, confidence);
    if (isnan(e.value))
        return e;
    if (n > 1 && !(e.se > 0.0)) {
        uint64_t units = sums.x < (double)n ? (uint64_t)sums.x : n;
        struct same_count may = estimate_same_count(units, e.value, 1.0, confidence);
        e = (struct estimate){e.value, NAN, e.value - may.below, e.value + may.above, false};
    }
    e.low = isnan(e.low) ? e.low : fmin(fmax(e.low, 0.0), 1.0);
    e.high = isnan(e.high) ? e.high : fmin(fmax(e.high, 0.0), 1.0);
    return e;
}
