/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions of numbers that are not known; their means and spreads are tested where they
 * are drawn, in model/test_uncertain.c. */
#include "distribution.h"

#include "check.h"

#include <gsl/gsl_cdf.h>

/* A quantile far out: what a draw of a number with a range becomes. */
static void every_family_keeps_its_limits(void **state)
{
    (void)state;
    struct distribution d[5];
    assert_true(distribution_normal(&d[0], 1.0, 2.385));
    assert_true(distribution_lognormal(&d[1], 1.0, 2.385));
    assert_true(distribution_logit_normal(&d[2], 0.5, 0.3));
    assert_true(distribution_pert(&d[3], 0.1, 0.5, 2.385));
    assert_true(distribution_beta(&d[4], 0.7, 0.7));
    for (int i = 0; i < 5; i++) {
        double low = distribution_quantile(&d[i], 0.001),
               high = distribution_quantile(&d[i], 0.999);
        distribution_limit(&d[i], 0.4, 0.6);
        assert_true(low < 0.4 && high > 0.6);
        assert_close(distribution_quantile(&d[i], 0.001), 0.4, 0.0, 0.0);
        assert_close(distribution_quantile(&d[i], 0.999), 0.6, 0.0, 0.0);
    }
}

/* Means and standard deviations summed over quantiles, from narrow beliefs to split ones. */
static void a_logit_normal_has_the_mean_and_spread_asked_for(void **state)
{
    (void)state;
    static const double means[] = {0.01, 0.2385, 0.5, 0.95}, spreads[] = {0.01, 0.2, 0.5, 0.9};
    enum { STEPS = 20000 };
    for (int i = 0; i < 16; i++) {
        double mean = means[i / 4], sd = spreads[i % 4] * sqrt(mean * (1.0 - mean));
        double sum = 0.0, squares = 0.0;
        struct distribution d;
        assert_true(distribution_logit_normal(&d, mean, sd));
        for (int k = 0; k < STEPS; k++) {
            double x = distribution_quantile(&d, (k + 0.5) / STEPS);
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        assert_close(sum / STEPS, mean, 1e-3, 0.0);
        assert_close(sqrt(squares / STEPS), sd, 1e-2, 0.0);
    }
}

/* Also where a belief is narrow, split or near an end, as 3 in 1,000. */
static void quantiles_of_a_beta_are_the_inverse_of_its_distribution(void **state)
{
    (void)state;
    static const double shape[] = {0.001, 0.02385, 0.3, 1.0, 3.0, 40.0, 1000.0, 1e5};
    enum { SHAPES = sizeof shape / sizeof shape[0] };
    for (int i = 0; i < SHAPES * SHAPES; i++) {
        double a = shape[i / SHAPES], b = shape[i % SHAPES];
        struct distribution d;
        assert_true(distribution_beta(&d, a, b));
        for (int k = 0; k < 40; k++) {
            double u = (k + 0.5) / 40.0, x = distribution_quantile(&d, u);
            /* An end stands for all that a double cannot tell from it. */
            if (x <= 0.0)
                assert_true(gsl_cdf_beta_P(1e-300, a, b) >= u);
            else if (x >= 1.0)
                assert_true(gsl_cdf_beta_P(1.0 - 1e-15, a, b) <= u);
            else if (x < 1.0 - 1e-9)
                assert_close(gsl_cdf_beta_P(x, a, b), u, 0.0, 1e-6);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_family_keeps_its_limits),
        cmocka_unit_test(a_logit_normal_has_the_mean_and_spread_asked_for),
        cmocka_unit_test(quantiles_of_a_beta_are_the_inverse_of_its_distribution),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
