/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls.h"

#include "semidefinite.h"

#include <math.h>
#include <string.h>

/* A half of fewer replications has nothing to fit slopes on. */
enum { FEWEST = 100 };
/* A control of which less than this share of its variance is left once others are known tells
 * nothing more. */
#define TOLERANCE 1e-7
/* Controls may explain all there is, but chances are known to so many digits only: less than
 * this share of a variance is never said to be left. */
#define LEAST_LEFT 1e-6

void control_sums_add(struct control_sums *sums, const double control[CONTROL_ROOM])
{
    for (int i = 0; i < CONTROL_ROOM; i++)
        for (int j = 0; j < CONTROL_ROOM; j++)
            sums->product[i][j] += control[i] * control[j];
}

void control_sums_merge(struct control_sums *into, const struct control_sums *from)
{
    for (int i = 0; i < CONTROL_ROOM; i++)
        for (int j = 0; j < CONTROL_ROOM; j++)
            into->product[i][j] += from->product[i][j];
}

/* The covariance of two of the controls. */
static double covariance(const struct control_sums *sums, int i, int j)
{
    const double *sum = sums->product[CONTROL_ONE];
    if (i == CONTROL_ONE || j == CONTROL_ONE)
        return 0.0;
    return estimate_covariance((uint64_t)sum[CONTROL_ONE], sum[i], sum[j], sums->product[i][j]);
}

/* Controls have units of their own: what is factored is how they correlate. */
static void fit_half(struct control_fit *fit, const struct control_sums *sums)
{
    double correlation[CONTROL_ROOM * CONTROL_ROOM];
    memcpy(fit->sum, sums->product[CONTROL_ONE], sizeof fit->sum);
    fit->n = fit->sum[CONTROL_ONE];
    for (int i = 0; i < CONTROL_ROOM; i++)
        fit->scale[i] = sqrt(fmax(covariance(sums, i, i), 0.0));
    for (int i = 0; i < CONTROL_ROOM; i++)
        for (int j = 0; j < CONTROL_ROOM; j++) {
            double scale = fit->scale[i] * fit->scale[j];
            correlation[i * CONTROL_ROOM + j] =
                scale > 0.0 ? covariance(sums, i, j) / scale : 0.0;
        }
    fit->rank =
        semidefinite_factor(CONTROL_ROOM, correlation, TOLERANCE, fit->factor, fit->order);
}

void controls_init(struct controls *controls, const struct control_sums half[2])
{
    struct control_sums all = half[0];
    control_sums_merge(&all, &half[1]);
    memset(controls, 0, sizeof *controls);
    controls->n = all.product[CONTROL_ONE][CONTROL_ONE];
    controls->fitted = true;
    for (int i = 0; i < CONTROL_ROOM; i++)
        for (int j = 0; j < CONTROL_ROOM; j++)
            controls->covariance[j][i] = covariance(&all, i, j);
    for (int h = 0; h < 2; h++) {
        bool many = half[h].product[CONTROL_ONE][CONTROL_ONE] >= FEWEST;
        if (many)
            fit_half(&controls->half[h], &half[h]);
        controls->fitted = controls->fitted && many && controls->half[h].rank > 0;
    }
}

/* The slopes of a number that are fitted on a half. */
static void find_slope(
    const struct control_fit *fit, const double with[CONTROL_ROOM], double slope[CONTROL_ROOM])
{
    for (int i = 0; i < CONTROL_ROOM; i++)
        slope[i] = fit->scale[i] > 0.0 ? estimate_covariance((uint64_t)fit->n,
                                             with[CONTROL_ONE], fit->sum[i], with[i]) /
                                             fit->scale[i]
                                       : 0.0;
    semidefinite_solve(CONTROL_ROOM, fit->factor, fit->order, fit->rank, slope, slope);
    for (int i = 0; i < CONTROL_ROOM; i++)
        slope[i] = fit->scale[i] > 0.0 ? slope[i] / fit->scale[i] : 0.0;
}

void controls_slope(const struct controls *controls, const struct controlled *y, int h,
    double slope[CONTROL_ROOM])
{
    find_slope(&controls->half[1 - h], y->with[1 - h], slope);
}

static double dot(const double *a, const double *b)
{
    double sum = 0.0;
    for (int i = 0; i < CONTROL_ROOM; i++)
        sum += a[i] * b[i];
    return sum;
}

struct regressed controls_regress(const struct controls *controls, const struct controlled *y)
{
    struct regressed to;
    double with[CONTROL_ROOM], sum[CONTROL_ROOM], total = 0.0;
    for (int i = 0; i < CONTROL_ROOM; i++) {
        with[i] = y->with[0][i] + y->with[1][i];
        sum[i] = controls->half[0].sum[i] + controls->half[1].sum[i];
    }
    for (int i = 0; i < CONTROL_ROOM; i++)
        to.covariance[i] = i == CONTROL_ONE ? 0.0
                                            : estimate_covariance((uint64_t)controls->n,
                                                  with[CONTROL_ONE], sum[i], with[i]);
    for (int h = 0; h < 2; h++) {
        controls_slope(controls, y, h, to.slope[h]);
        total += y->with[h][CONTROL_ONE] - dot(to.slope[h], controls->half[h].sum);
    }
    to.mean = total / controls->n;
    return to;
}

/* What the controls' covariances come to with slopes, for each of them: all at a time, which is
 * faster than one after the other. */
static void weigh(const struct controls *controls, const double *slope, double *weighed)
{
    for (int i = 0; i < CONTROL_ROOM; i++)
        weighed[i] = 0.0;
    for (int j = 0; j < CONTROL_ROOM; j++)
        for (int i = 0; i < CONTROL_ROOM; i++)
            weighed[i] += controls->covariance[j][i] * slope[j];
}

/* The covariance of the adjusted means, from that of the numbers over replications. */
static double mean_covariance(const struct controls *controls, double of_numbers,
    const struct regressed *a, const struct regressed *b)
{
    double sum = 0.0, weighed[CONTROL_ROOM];
    for (int h = 0; h < 2; h++) {
        double left =
            of_numbers - dot(a->slope[h], b->covariance) - dot(b->slope[h], a->covariance);
        weigh(controls, b->slope[h], weighed);
        for (int i = 0; i < CONTROL_ROOM; i++)
            left += a->slope[h][i] * weighed[i];
        sum += controls->half[h].n * left;
    }
    return sum / (controls->n * controls->n);
}

double controls_variance(
    const struct controls *controls, const struct regressed *y, double sum, double square)
{
    double plain = estimate_covariance((uint64_t)controls->n, sum, sum, square);
    return fmax(mean_covariance(controls, plain, y, y), LEAST_LEFT * plain / controls->n);
}

double controls_covariance(const struct controls *controls, const struct regressed *y,
    const struct regressed *x, double sum_y, double sum_x, double product)
{
    double plain = estimate_covariance((uint64_t)controls->n, sum_y, sum_x, product);
    return mean_covariance(controls, plain, y, x);
}
