/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "regression.h"

#include <gsl/gsl_randist.h>
#include <stdlib.h>

enum { DRAWS = 200, PARAMETERS = 5, OUTCOMES = 2 };

/* Parameters: normal, yes or no, constant, twice the first, lognormal far from 0. */
static double theta[DRAWS][PARAMETERS], y[DRAWS][OUTCOMES], fit[DRAWS][OUTCOMES];

static void make(double noise, double square)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 5);
    for (int i = 0; i < DRAWS; i++) {
        double *x = theta[i];
        x[0] = gsl_ran_ugaussian(rng);
        x[1] = i / 10 % 2;
        x[2] = 0.1;
        x[3] = 2.0 * x[0];
        x[4] = 1000.0 * gsl_ran_lognormal(rng, 0.0, 0.2);
        y[i][0] = 2.0 + 3.0 * x[0] - x[1] + 0.01 * x[4] + square * x[0] * x[0];
        y[i][1] = -1.0 + 0.5 * x[3];
        for (int m = 0; m < OUTCOMES; m++)
            y[i][m] += gsl_ran_gaussian(rng, noise);
    }
    gsl_rng_free(rng);
}

static int predict(enum regression_terms terms, bool apart)
{
    struct regression regression;
    regression_init(&regression, DRAWS, PARAMETERS, &theta[0][0], OUTCOMES, &y[0][0]);
    int rank = regression_predict(&regression, terms, apart, &fit[0][0]);
    regression_free(&regression);
    return rank;
}

static void assert_fits(double within)
{
    for (int i = 0; i < DRAWS; i++)
        for (int m = 0; m < OUTCOMES; m++)
            assert_close(fit[i][m], y[i][m], 0.0, within);
}

static void what_is_linear_is_found_whole(void **state)
{
    (void)state;
    make(0.0, 0.0);
    assert_int_equal(predict(REGRESSION_LINEAR, false), 4);
    assert_fits(1e-7);
    assert_int_equal(predict(REGRESSION_LINEAR, true), 4);
    assert_fits(1e-7);
}

/* Left of the squares: those of the normal and of the lognormal one. */
static void squares_are_found_by_squares(void **state)
{
    (void)state;
    make(0.0, 1.5);
    assert_int_equal(predict(REGRESSION_SQUARES, false), 6);
    assert_fits(1e-6);
    assert_int_equal(predict(REGRESSION_SQUARES, true), 6);
    assert_fits(1e-6);
}

static void the_mean_is_the_mean(void **state)
{
    (void)state;
    make(1.0, 0.0);
    double all = 0.0, others = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        all += y[i][0] / DRAWS;
        others +=
            i % REGRESSION_PARTS != 3 ? y[i][0] / (DRAWS - DRAWS / REGRESSION_PARTS) : 0.0;
    }
    assert_int_equal(predict(REGRESSION_MEAN, false), 1);
    assert_close(fit[3][0], all, 1e-9, 0.0);
    assert_int_equal(predict(REGRESSION_MEAN, true), 1);
    assert_close(fit[3][0], others, 1e-9, 0.0);
}

/* At any draw the residual of one that was left out is larger, by 1/(1 - leverage) or so. */
static void a_draw_does_not_predict_itself(void **state)
{
    (void)state;
    make(1.0, 0.0);
    double with = 0.0, without = 0.0;
    predict(REGRESSION_LINEAR, false);
    for (int i = 0; i < DRAWS; i++)
        with += pow(y[i][0] - fit[i][0], 2.0);
    y[3][0] += 1000.0;
    predict(REGRESSION_LINEAR, true);
    y[3][0] -= 1000.0;
    double apart = fit[3][0];
    predict(REGRESSION_LINEAR, true);
    assert_close(fit[3][0], apart, 1e-9, 0.0);
    for (int i = 0; i < DRAWS; i++)
        without += pow(y[i][0] - fit[i][0], 2.0);
    assert_true(without > 1.02 * with && without < 1.15 * with);
}

/* With the normal equations solved, residuals are orthogonal to every term. */
static void residuals_are_orthogonal_to_the_terms(void **state)
{
    (void)state;
    make(1.0, 0.5);
    predict(REGRESSION_LINEAR, false);
    double product[PARAMETERS] = {0};
    for (int i = 0; i < DRAWS; i++)
        for (int p = 0; p < PARAMETERS; p++)
            product[p] += theta[i][p] * (y[i][0] - fit[i][0]);
    for (int p = 0; p < PARAMETERS; p++)
        assert_close(product[p], 0.0, 0.0, 1e-6);
}

static void few_draws_or_no_parameters_are_no_trouble(void **state)
{
    (void)state;
    struct regression regression;
    make(1.0, 0.0);
    regression_init(&regression, 3, PARAMETERS, &theta[0][0], OUTCOMES, &y[0][0]);
    assert_true(regression_predict(&regression, REGRESSION_SQUARES, false, &fit[0][0]) <= 3);
    for (int i = 0; i < 3; i++)
        assert_close(fit[i][0], y[i][0], 0.0, 1e-6);
    assert_true(regression_predict(&regression, REGRESSION_SQUARES, true, &fit[0][0]) <= 2);
    regression_free(&regression);
    regression_init(&regression, DRAWS, 0, NULL, OUTCOMES, &y[0][0]);
    assert_int_equal(regression_predict(&regression, REGRESSION_SQUARES, true, &fit[0][0]), 1);
    regression_free(&regression);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_linear_is_found_whole),
        cmocka_unit_test(squares_are_found_by_squares),
        cmocka_unit_test(the_mean_is_the_mean),
        cmocka_unit_test(a_draw_does_not_predict_itself),
        cmocka_unit_test(residuals_are_orthogonal_to_the_terms),
        cmocka_unit_test(few_draws_or_no_parameters_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
