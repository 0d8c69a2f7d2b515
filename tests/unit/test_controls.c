/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "controls.h"

#include <gsl/gsl_multifit.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

/* Controls of a replication are numbers 0, 1, 2, 4, 5, 6, 8, 9, 10; number 3 is 1. */
enum { USED = 9 };
static const int used[USED] = {0, 1, 2, 4, 5, 6, 8, 9, 10};

/* Replications in two halves, their controls and two numbers of each. */
enum { MOST = 1000, NUMBERS = 2 };
struct sample {
    int n, half[MOST];
    double control[MOST][CONTROL_ROOM], y[NUMBERS][MOST];
};

static struct sample sample;

static void fill(gsl_rng *rng, int n, double of_controls, double of_noise)
{
    sample.n = n;
    for (int r = 0; r < n; r++) {
        double *control = sample.control[r], sum = 0.0;
        memset(control, 0, sizeof sample.control[r]);
        control[CONTROL_ONE] = 1.0;
        for (int i = 0; i < USED; i++) {
            control[used[i]] = (i + 1) * gsl_ran_ugaussian(rng) + (i > 0 ? control[0] : 0.0);
            sum += control[used[i]] / (i + 1);
        }
        sample.half[r] = r / 250 % 2;
        sample.y[0][r] = 7.0 + of_controls * sum + of_noise * gsl_ran_ugaussian(rng);
        sample.y[1][r] = 3.0 - control[4] + gsl_ran_ugaussian(rng);
    }
}

static struct controls controls_of_sample(void)
{
    struct control_sums half[2] = {0};
    struct controls controls;
    for (int r = 0; r < sample.n; r++)
        control_sums_add(&half[sample.half[r]], sample.control[r]);
    controls_init(&controls, half);
    return controls;
}

static struct controlled controlled_of(const double *y)
{
    struct controlled sums = {0};
    for (int r = 0; r < sample.n; r++)
        for (int i = 0; i < CONTROL_ROOM; i++)
            sums.with[sample.half[r]][i] += y[r] * sample.control[r][i];
    return sums;
}

static struct ratio_sums sums_of(const double *y, const double *x)
{
    struct ratio_sums sums = {0};
    for (int r = 0; r < sample.n; r++) {
        sums.y += y[r];
        sums.x += x[r];
        sums.yy += y[r] * y[r];
        sums.xx += x[r] * x[r];
        sums.xy += y[r] * x[r];
    }
    return sums;
}

static struct ratio_means means_of_sample(const double *y, const double *x)
{
    struct controls controls = controls_of_sample();
    struct controlled with_y = controlled_of(y), with_x = controlled_of(x);
    assert_true(controls.fitted);
    struct regressed of_y = controls_regress(&controls, &with_y),
                     of_x = controls_regress(&controls, &with_x);
    struct ratio_sums sums = sums_of(y, x);
    return (struct ratio_means){
        .y = of_y.mean,
        .x = of_x.mean,
        .yy = controls_variance(&controls, &of_y, sums.y, sums.yy),
        .xx = controls_variance(&controls, &of_x, sums.x, sums.xx),
        .xy = controls_covariance(&controls, &of_y, &of_x, sums.y, sums.x, sums.xy),
    };
}

/* ---- By hand ---- */

static void put(int half, double control, double y)
{
    int r = sample.n++;
    memset(sample.control[r], 0, sizeof sample.control[r]);
    sample.control[r][0] = control;
    sample.control[r][CONTROL_ONE] = 1.0;
    sample.half[r] = half;
    sample.y[0][r] = y;
}

/* Half 0 has slope 2, averages 1 and 3; half 1 has slope 3, averages 0 and 3. So half 0 comes
 * to 3 - 3 * 1 of 100 replications, half 1 to 3 - 2 * 0 of 200. */
static void slopes_of_one_half_are_used_in_the_other(void **state)
{
    (void)state;
    sample.n = 0;
    for (int i = 0; i < 50; i++) {
        put(0, 0.0, 1.0);
        put(0, 2.0, 5.0);
    }
    for (int i = 0; i < 100; i++) {
        put(1, -1.0, 0.0);
        put(1, 1.0, 6.0);
    }
    struct controls controls = controls_of_sample();
    struct controlled y = controlled_of(sample.y[0]);
    double slope[2][CONTROL_ROOM];
    for (int h = 0; h < 2; h++)
        controls_slope(&controls, &y, h, slope[h]);
    assert_close(slope[0][0], 3.0, 1e-12, 0.0);
    assert_close(slope[1][0], 2.0, 1e-12, 0.0);
    assert_close(means_of_sample(sample.y[0], sample.y[0]).y, 2.0, 1e-12, 0.0);
}

/* ---- By another way of calculating ---- */

/* The slopes of least squares with a constant, on one half. */
static void fit(int half, const double *y, double slope[CONTROL_ROOM])
{
    size_t n = 0, row = 0;
    for (int r = 0; r < sample.n; r++)
        n += sample.half[r] == half;
    gsl_matrix *x = gsl_matrix_alloc(n, USED + 1), *covariance;
    gsl_vector *of = gsl_vector_alloc(n), *found = gsl_vector_alloc(USED + 1);
    gsl_multifit_linear_workspace *work = gsl_multifit_linear_alloc(n, USED + 1);
    covariance = gsl_matrix_alloc(USED + 1, USED + 1);
    for (int r = 0; r < sample.n; r++) {
        if (sample.half[r] != half)
            continue;
        gsl_matrix_set(x, row, USED, 1.0);
        for (size_t i = 0; i < USED; i++)
            gsl_matrix_set(x, row, i, sample.control[r][used[i]]);
        gsl_vector_set(of, row++, y[r]);
    }
    double square;
    gsl_multifit_linear(x, of, found, covariance, &square, work);
    memset(slope, 0, CONTROL_ROOM * sizeof *slope);
    for (size_t i = 0; i < USED; i++)
        slope[used[i]] = gsl_vector_get(found, i);
    gsl_multifit_linear_free(work);
    gsl_matrix_free(x);
    gsl_matrix_free(covariance);
    gsl_vector_free(of);
    gsl_vector_free(found);
}

static double left_of(int r, const double *y, const double slope[CONTROL_ROOM])
{
    double left = y[r];
    for (int i = 0; i < CONTROL_ROOM; i++)
        left -= slope[i] * sample.control[r][i];
    return left;
}

/* The covariance over all replications of what is left of two numbers by slopes of one half. */
static double covariance_left(
    const double *y, const double *x, double a[CONTROL_ROOM], double b[CONTROL_ROOM])
{
    double mean_y = 0.0, mean_x = 0.0, sum = 0.0;
    for (int r = 0; r < sample.n; r++) {
        mean_y += left_of(r, y, a) / sample.n;
        mean_x += left_of(r, x, b) / sample.n;
    }
    for (int r = 0; r < sample.n; r++)
        sum += (left_of(r, y, a) - mean_y) * (left_of(r, x, b) - mean_x);
    return sum / (sample.n - 1);
}

static void means_and_their_variances_are_those_of_least_squares(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    fill(rng, MOST - 100, 1.5, 2.0);
    double slope[NUMBERS][2][CONTROL_ROOM], mean[NUMBERS] = {0}, of[3] = {0},
                                            found[CONTROL_ROOM];
    double *y = sample.y[0], *x = sample.y[1], n = sample.n, in_half[2] = {0};
    struct controls controls = controls_of_sample();
    for (int k = 0; k < NUMBERS; k++)
        for (int h = 0; h < 2; h++) {
            struct controlled sums = controlled_of(sample.y[k]);
            fit(1 - h, sample.y[k], slope[k][h]);
            controls_slope(&controls, &sums, h, found);
            for (int i = 0; i < CONTROL_ROOM; i++)
                assert_close(found[i], slope[k][h][i], 1e-10, 1e-12);
        }
    for (int r = 0; r < sample.n; r++) {
        in_half[sample.half[r]]++;
        for (int k = 0; k < NUMBERS; k++)
            mean[k] += left_of(r, sample.y[k], slope[k][sample.half[r]]) / n;
    }
    for (int h = 0; h < 2; h++) {
        of[0] += in_half[h] * covariance_left(y, y, slope[0][h], slope[0][h]) / (n * n);
        of[1] += in_half[h] * covariance_left(x, x, slope[1][h], slope[1][h]) / (n * n);
        of[2] += in_half[h] * covariance_left(y, x, slope[0][h], slope[1][h]) / (n * n);
    }
    struct ratio_means m = means_of_sample(y, x);
    assert_close(m.y, mean[0], 1e-12, 0.0);
    assert_close(m.x, mean[1], 1e-12, 0.0);
    assert_close(m.yy, of[0], 1e-10, 0.0);
    assert_close(m.xx, of[1], 1e-10, 0.0);
    assert_close(m.xy, of[2], 1e-10, 1e-14);
    gsl_rng_free(rng);
}

static void parts_add_up(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double sum[MOST];
    fill(rng, MOST, 1.0, 1.0);
    for (int r = 0; r < sample.n; r++)
        sum[r] = sample.y[0][r] + sample.y[1][r];
    struct ratio_means parts = means_of_sample(sample.y[0], sample.y[1]);
    struct ratio_means whole = means_of_sample(sum, sample.y[1]);
    assert_close(whole.y, parts.y + parts.x, 1e-12, 0.0);
    assert_close(whole.yy, parts.yy + 2.0 * parts.xy + parts.xx, 1e-10, 0.0);
    gsl_rng_free(rng);
}

/* ---- Controls that tell nothing ---- */

static void controls_that_do_not_vary_are_not_used(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    fill(rng, MOST, 1.0, 1.0);
    for (int r = 0; r < sample.n; r++)
        for (int i = 0; i < USED; i++)
            sample.control[r][used[i]] = 5.0;
    assert_false(controls_of_sample().fitted);
    /* One that is three times another adds nothing. */
    for (int r = 0; r < sample.n; r++)
        sample.control[r][used[0]] = sample.y[1][r];
    struct ratio_means one = means_of_sample(sample.y[0], sample.y[0]);
    for (int r = 0; r < sample.n; r++)
        sample.control[r][used[1]] = 3.0 * sample.y[1][r];
    struct ratio_means twice = means_of_sample(sample.y[0], sample.y[0]);
    assert_close(twice.y, one.y, 1e-9, 0.0);
    assert_close(twice.yy, one.yy, 1e-9, 0.0);
    gsl_rng_free(rng);
}

static void few_replications_are_not_fitted(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    fill(rng, 349, 1.0, 1.0); /* 99 of them in half 1 */
    assert_false(controls_of_sample().fitted);
    fill(rng, 350, 1.0, 1.0);
    assert_true(controls_of_sample().fitted);
    gsl_rng_free(rng);
}

/* ---- Many samples ---- */

/* Standard errors that are still by chance: two-sided, 0.0001. */
#define BY_CHANCE 3.9

/* Estimates of a number whose mean is 7 have no bias, and their variance is what is said. A
 * variance of so many estimates has a relative error of sqrt(2 / SAMPLES); slopes of nine
 * controls fitted on 500 replications make the true one larger by 9 / 500. */
static void try_many(double of_controls, double of_noise, double reduction)
{
    enum { SAMPLES = 1000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double sum = 0.0, square = 0.0, said = 0.0, plain = 0.0;
    for (int s = 0; s < SAMPLES; s++) {
        fill(rng, MOST, of_controls, of_noise);
        struct ratio_sums sums = sums_of(sample.y[0], sample.y[0]);
        struct ratio_means m = means_of_sample(sample.y[0], sample.y[0]);
        sum += m.y - 7.0;
        square += (m.y - 7.0) * (m.y - 7.0);
        said += m.yy / SAMPLES;
        plain += estimate_covariance(MOST, sums.y, sums.y, sums.yy) / MOST / SAMPLES;
    }
    double mean = sum / SAMPLES, variance = square / SAMPLES - mean * mean;
    assert_true(fabs(mean) < BY_CHANCE * sqrt(variance / SAMPLES));
    assert_close(variance / said, 1.0 + 9.0 / 500.0, 0.0, BY_CHANCE * sqrt(2.0 / SAMPLES));
    assert_close(plain / said, reduction, 0.05, 0.0);
    gsl_rng_free(rng);
}

static void noise_is_not_made_larger_and_has_no_bias(void **state)
{
    (void)state;
    try_many(0.0, 1.0, 1.0);
}

/* Controls 1 to 8 of size i + 1 hold control 0 as well: the sum has a variance of 8 + the
 * square of the sum of 1 / (i + 1) over nine. */
static void variances_are_those_of_many_samples(void **state)
{
    (void)state;
    double of_first = 0.0;
    for (int i = 0; i < USED; i++)
        of_first += 1.0 / (i + 1);
    double of_sum = 8.0 + of_first * of_first;
    try_many(1.0, 2.0, (of_sum + 4.0) / 4.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_of_one_half_are_used_in_the_other),
        cmocka_unit_test(means_and_their_variances_are_those_of_least_squares),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(controls_that_do_not_vary_are_not_used),
        cmocka_unit_test(few_replications_are_not_fitted),
        cmocka_unit_test(noise_is_not_made_larger_and_has_no_bias),
        cmocka_unit_test(variances_are_those_of_many_samples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
