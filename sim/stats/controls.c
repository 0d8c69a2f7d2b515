/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls.h"

#include "semidefinite.h"

#include <math.h>
#include <string.h>

/* A half of fewer replications has nothing to fit slopes on. */
enum { FEWEST = 100 };
/* What less of a control's variance than this is left once others are known tells nothing. */
#define TOLERANCE 1e-7

void control_sums_add(struct control_sums *sums, const double control[CONTROL_ROOM])
{
    sums->n += 1.0;
    for (int i = 0; i < CONTROL_ROOM; i++)
        sums->sum[i] += control[i];
    for (int i = 0; i < MOST_CONTROLS; i++)
        for (int j = 0; j < CONTROL_ROOM; j++)
            sums->product[i][j] += control[i] * control[j];
}

void control_sums_merge(struct control_sums *into, const struct control_sums *from)
{
    into->n += from->n;
    for (int i = 0; i < CONTROL_ROOM; i++)
        into->sum[i] += from->sum[i];
    for (int i = 0; i < MOST_CONTROLS; i++)
        for (int j = 0; j < CONTROL_ROOM; j++)
            into->product[i][j] += from->product[i][j];
}

static double covariance(double n, double a, double b, double product)
{
    return estimate_covariance((uint64_t)n, a, b, product);
}

/* Controls have units of their own: what is factored is how they correlate. */
static void fit_half(struct controls *controls, int h, const struct control_sums *sums)
{
    double correlation[MOST_CONTROLS * MOST_CONTROLS];
    controls->half[h].n = sums->n;
    for (int i = 0; i < MOST_CONTROLS; i++) {
        controls->half[h].mean[i] = sums->sum[i] / sums->n;
        for (int j = 0; j < MOST_CONTROLS; j++)
            controls->half[h].covariance[i][j] =
                covariance(sums->n, sums->sum[i], sums->sum[j], sums->product[i][j]);
        controls->half[h].scale[i] = sqrt(fmax(controls->half[h].covariance[i][i], 0.0));
    }
    for (int i = 0; i < MOST_CONTROLS; i++)
        for (int j = 0; j < MOST_CONTROLS; j++) {
            double scale = controls->half[h].scale[i] * controls->half[h].scale[j];
            correlation[i * MOST_CONTROLS + j] =
                scale > 0.0 ? controls->half[h].covariance[i][j] / scale : 0.0;
        }
    controls->half[h].rank = semidefinite_factor(MOST_CONTROLS, correlation, TOLERANCE,
        controls->half[h].factor, controls->half[h].order);
    controls->fitted = controls->fitted && controls->half[h].rank > 0;
}

void controls_init(struct controls *controls, const struct control_sums half[2])
{
    memset(controls, 0, sizeof *controls);
    controls->fitted = half[0].n >= FEWEST && half[1].n >= FEWEST;
    for (int h = 0; h < 2 && controls->fitted; h++)
        fit_half(controls, h, &half[h]);
}

/* Covariances of a number with the controls, in a half. */
static void with_controls(const struct controls *controls, int h, const struct controlled *y,
    double with[MOST_CONTROLS])
{
    double n = controls->half[h].n;
    for (int i = 0; i < MOST_CONTROLS; i++)
        with[i] = covariance(n, y->sum[h], controls->half[h].mean[i] * n, y->with[h][i]);
}

void controls_slope(const struct controls *controls, int h, const struct controlled *y,
    double slope[MOST_CONTROLS])
{
    double with[MOST_CONTROLS];
    const double *scale = controls->half[h].scale;
    with_controls(controls, h, y, with);
    for (int i = 0; i < MOST_CONTROLS; i++)
        with[i] = scale[i] > 0.0 ? with[i] / scale[i] : 0.0;
    semidefinite_solve(MOST_CONTROLS, controls->half[h].factor, controls->half[h].order,
        controls->half[h].rank, with, slope);
    for (int i = 0; i < MOST_CONTROLS; i++)
        slope[i] = scale[i] > 0.0 ? slope[i] / scale[i] : 0.0;
}

static double dot(const double *a, const double *b)
{
    double sum = 0.0;
    for (int i = 0; i < MOST_CONTROLS; i++)
        sum += a[i] * b[i];
    return sum;
}

/* A number less its slopes times the controls. */
struct residual {
    double slope[MOST_CONTROLS], with[MOST_CONTROLS];
    double mean;
};

static void take_residual(
    const struct controls *controls, int h, const struct controlled *y, struct residual *r)
{
    controls_slope(controls, 1 - h, y, r->slope);
    with_controls(controls, h, y, r->with);
    r->mean = y->sum[h] / controls->half[h].n - dot(r->slope, controls->half[h].mean);
}

static double residual_covariance(const struct controls *controls, int h, double of_numbers,
    const struct residual *a, const struct residual *b)
{
    double sum = of_numbers - dot(a->slope, b->with) - dot(b->slope, a->with);
    for (int i = 0; i < MOST_CONTROLS; i++)
        sum += a->slope[i] * dot(controls->half[h].covariance[i], b->slope);
    return sum;
}

struct ratio_means controls_means(const struct controls *controls,
    const struct ratio_sums sums[2], const struct controlled *y, const struct controlled *x)
{
    struct ratio_means m = {0};
    double all = controls->half[0].n + controls->half[1].n;
    for (int h = 0; h < 2; h++) {
        struct residual ry, rx;
        double n = controls->half[h].n, share = n / all, of_variance = share * share / n;
        take_residual(controls, h, y, &ry);
        take_residual(controls, h, x, &rx);
        m.y += share * ry.mean;
        m.x += share * rx.mean;
        double yy = covariance(n, sums[h].y, sums[h].y, sums[h].yy);
        double xx = covariance(n, sums[h].x, sums[h].x, sums[h].xx);
        double xy = covariance(n, sums[h].y, sums[h].x, sums[h].xy);
        m.yy += of_variance * fmax(residual_covariance(controls, h, yy, &ry, &ry), 0.0);
        m.xx += of_variance * fmax(residual_covariance(controls, h, xx, &rx, &rx), 0.0);
        m.xy += of_variance * residual_covariance(controls, h, xy, &ry, &rx);
    }
    return m;
}
