/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution.h"

#include "memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

void distribution_limit(struct distribution *d, double least, double most)
{
    d->least = least;
    d->most = most;
}

bool distribution_normal(struct distribution *d, double mean, double sd)
{
    *d = (struct distribution){.kind = DISTRIBUTION_NORMAL, .a = mean, .b = sd, .mean = mean};
    distribution_limit(d, -INFINITY, INFINITY);
    return sd >= 0.0;
}

bool distribution_lognormal(struct distribution *d, double mean, double sd)
{
    if (!(mean > 0.0) || !(sd >= 0.0))
        return false;
    double variance = log1p(sd * sd / (mean * mean));
    *d = (struct distribution){.kind = DISTRIBUTION_LOGNORMAL,
        .a = log(mean) - variance / 2.0,
        .b = sqrt(variance),
        .mean = mean};
    distribution_limit(d, 0.0, INFINITY);
    return isfinite(variance);
}

/* ---- Logit-normal: location and scale from mean and standard deviation, by bisection ---- */

static double logistic(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

/* Points at which the standard normal distribution is looked at, and their weights. */
enum { POINTS = 161 };

struct normal_points {
    double z[POINTS], weight[POINTS];
};

static void place_points(struct normal_points *points)
{
    double sum = 0.0;
    for (int i = 0; i < POINTS; i++) {
        points->z[i] = -8.0 + 0.1 * i;
        points->weight[i] = exp(-points->z[i] * points->z[i] / 2.0);
        sum += points->weight[i];
    }
    for (int i = 0; i < POINTS; i++)
        points->weight[i] /= sum;
}

/* Of P = logistic(location + scale * Z): its mean, standard deviation, and the mean of P (1 -
 * P), by which its mean rises with the location. By the trapezium rule, which is exact to many
 * digits for a smooth integrand that vanishes at both ends. */
struct logit_moments {
    double mean, sd, slope;
};

static struct logit_moments moments(
    const struct normal_points *points, double location, double scale)
{
    double first = 0.0, second = 0.0;
    for (int i = 0; i < POINTS; i++) {
        double p = logistic(location + scale * points->z[i]);
        first += points->weight[i] * p;
        second += points->weight[i] * p * p;
    }
    return (struct logit_moments){
        first, sqrt(fmax(second - first * first, 0.0)), first - second};
}

/* The location at which the mean is as wanted, and the standard deviation there: Newton's
 * steps, halving the bracket where one would leave it. */
static double location_of(
    const struct normal_points *points, double mean, double scale, double *sd)
{
    double low = -60.0 - 10.0 * scale, high = 60.0 + 10.0 * scale;
    double at = log(mean / (1.0 - mean));
    for (int i = 0; i < 100; i++) {
        struct logit_moments m = moments(points, at, scale);
        *sd = m.sd;
        if (m.mean < mean)
            low = at;
        else
            high = at;
        double next = at - (m.mean - mean) / m.slope;
        if (!(next > low && next < high))
            next = (low + high) / 2.0;
        if (fabs(next - at) <= 1e-13 * fmax(1.0, fabs(at)))
            break;
        at = next;
    }
    return at;
}

/* What a scale is held against. */
struct wanted {
    const struct normal_points *points;
    double mean, sd;
};

static double excess_sd(double scale, void *context)
{
    const struct wanted *wanted = context;
    double reached;
    location_of(wanted->points, wanted->mean, scale, &reached);
    return reached - wanted->sd;
}

/* The scale at which the standard deviation is as wanted; NAN: it is beyond reach. */
static double scale_of(struct wanted *wanted)
{
    double low = 0.0, high = 30.0;
    gsl_function f = {excess_sd, wanted};
    gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (solver == NULL)
        memory_give_up();
    int status = gsl_root_fsolver_set(solver, &f, low, high);
    double scale = status == GSL_SUCCESS ? high : NAN;
    for (int i = 0; i < 100 && status == GSL_SUCCESS && high - low > 1e-12 * high; i++) {
        status = gsl_root_fsolver_iterate(solver);
        scale = gsl_root_fsolver_root(solver);
        low = gsl_root_fsolver_x_lower(solver);
        high = gsl_root_fsolver_x_upper(solver);
    }
    gsl_root_fsolver_free(solver);
    return scale;
}

bool distribution_logit_normal(struct distribution *d, double mean, double sd)
{
    /* No distribution from 0 to 1 is wider than a coin; one nearly as wide is taken for a
     * mistake. */
    if (!(mean > 0.0 && mean < 1.0) || !(sd >= 0.0) || sd > 0.95 * sqrt(mean * (1.0 - mean)))
        return false;
    struct normal_points points;
    place_points(&points);
    struct wanted wanted = {&points, mean, sd};
    double scale = sd > 0.0 ? scale_of(&wanted) : 0.0, reached;
    *d = (struct distribution){.kind = DISTRIBUTION_LOGIT_NORMAL,
        .a = location_of(&points, mean, scale, &reached),
        .b = scale,
        .mean = mean};
    distribution_limit(d, 0.0, 1.0);
    return isfinite(scale) && isfinite(d->a);
}

bool distribution_pert(struct distribution *d, double low, double mode, double high)
{
    if (!(low <= mode && mode <= high && low < high))
        return false;
    *d = (struct distribution){.kind = DISTRIBUTION_BETA,
        .a = 1.0 + 4.0 * (mode - low) / (high - low),
        .b = 1.0 + 4.0 * (high - mode) / (high - low),
        .low = low,
        .high = high,
        .mean = (low + 4.0 * mode + high) / 6.0};
    distribution_limit(d, low, high);
    return true;
}

bool distribution_beta(struct distribution *d, double a, double b)
{
    *d = (struct distribution){.kind = DISTRIBUTION_BETA,
        .a = a,
        .b = b,
        .low = 0.0,
        .high = 1.0,
        .mean = a / (a + b)};
    distribution_limit(d, 0.0, 1.0);
    /* So narrow or so split a belief is not meant. */
    return a >= 1e-3 && b >= 1e-3 && a <= 1e5 && b <= 1e5;
}

/* ---- Quantile of a beta ---- */

/* The x up to 1/2 below which a share `u` lies, by bisection of its logarithm: it may be next
 * to nothing when `a` is small. 0 when it is smaller still. */
static double beta_lower_half(double u, double a, double b)
{
    double low = log(1e-300), high = log(0.5);
    if (gsl_cdf_beta_P(exp(low), a, b) >= u)
        return 0.0;
    for (int i = 0; i < 56; i++) {
        double middle = (low + high) / 2.0;
        if (gsl_cdf_beta_P(exp(middle), a, b) < u)
            low = middle;
        else
            high = middle;
    }
    return exp((low + high) / 2.0);
}

/* GSL's inverse is quick, but does not converge for many shapes outside these bounds, such as 3
 * in 1,000. */
static double beta_quantile(double u, double a, double b)
{
    const double least = 0.5, most = 50.0;
    if (a >= least && b >= least && a <= most && b <= most) {
        double x = gsl_cdf_beta_Pinv(u, a, b);
        if (isfinite(x))
            return x;
    }
    if (gsl_cdf_beta_P(0.5, a, b) >= u)
        return beta_lower_half(u, a, b);
    return 1.0 - beta_lower_half(1.0 - u, b, a);
}

static double quantile(const struct distribution *d, double u)
{
    if (d->kind == DISTRIBUTION_BETA)
        return d->low + (d->high - d->low) * beta_quantile(u, d->a, d->b);
    double x = d->a + d->b * gsl_cdf_ugaussian_Pinv(u);
    switch (d->kind) {
    case DISTRIBUTION_LOGNORMAL:
        return exp(x);
    case DISTRIBUTION_LOGIT_NORMAL:
        return logistic(x);
    default:
        return x;
    }
}

double distribution_quantile(const struct distribution *d, double u)
{
    return fmin(fmax(quantile(d, u), d->least), d->most);
}
