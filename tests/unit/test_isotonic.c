/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "isotonic.h"

#include <gsl/gsl_randist.h>

#define CONFIDENCE 0.95
enum { MOST = 12 };

static const double grid_values[MOST] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

static struct isotonic_grid grid_of(
    int values, const double *hits, uint64_t *n, uint64_t replications)
{
    for (int i = 0; i < values; i++)
        n[i] = replications;
    return (struct isotonic_grid){values, grid_values, hits, n, NULL, CONFIDENCE};
}

/* R. E. Barlow et al., Statistical Inference under Order Restrictions (1972), chapter 1, in the
 * manner of its example: 3, 2 pool to 2.5 and then with 1 to 2. */
static void violators_are_pooled(void **state)
{
    (void)state;
    const double ones[] = {1, 1, 1, 1, 1, 1};
    double value[] = {1.5, 3, 2, 1, 5, 4};
    const double fit[] = {1.5, 2, 2, 2, 4.5, 4.5};
    isotonic_fit(6, ones, value);
    for (int i = 0; i < 6; i++)
        assert_close(value[i], fit[i], 1e-12, 0.0);
}

static void pools_are_weighted(void **state)
{
    (void)state;
    const double weight[] = {1, 3, 2};
    double value[] = {4, 2, 2.25};
    isotonic_fit(3, weight, value); /* (4 + 6) / 4 = 2.5, then (10 + 4.5) / 6 */
    for (int i = 0; i < 3; i++)
        assert_close(value[i], 14.5 / 6.0, 1e-12, 0.0);
}

static void what_does_not_fall_stays_as_it_is(void **state)
{
    (void)state;
    const double ones[] = {1, 1, 1};
    double value[] = {0.1, 0.1, 2.385};
    isotonic_fit(3, ones, value);
    assert_true(value[0] == 0.1 && value[1] == 0.1 && value[2] == 2.385);
    isotonic_fit(0, NULL, NULL);
}

/* The fit is the largest of the least averages from the left to the right:
 * max over a <= i of min over b >= i of the mean of a..b. */
static void the_fit_is_the_max_of_the_min_of_averages(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (int trial = 0; trial < 200; trial++) {
        double weight[MOST], value[MOST], fit[MOST];
        for (int i = 0; i < MOST; i++) {
            weight[i] = 0.5 + gsl_rng_uniform(rng);
            fit[i] = value[i] = 0.1 * i + gsl_ran_ugaussian(rng);
        }
        isotonic_fit(MOST, weight, fit);
        for (int i = 0; i < MOST; i++) {
            double most = -INFINITY;
            for (int a = 0; a <= i; a++) {
                double least = INFINITY, sum = 0.0, weights = 0.0;
                for (int b = a; b < MOST; b++) {
                    sum += weight[b] * value[b];
                    weights += weight[b];
                    if (b >= i)
                        least = fmin(least, sum / weights);
                }
                most = fmax(most, least);
            }
            assert_close(fit[i], most, 1e-9, 1e-12);
        }
    }
    gsl_rng_free(rng);
}

/* Of 100: 10, 60, 55, 95, 100. One-sided Clopper-Pearson bounds of 57.5, quantiles of the beta
 * distribution: 0.4878 and 0.6588; of 95: 0.8977; of 100: 0.05^(1/100) = 0.9705. */
static void the_least_value_meets_the_target_by_its_lower_bound(void **state)
{
    (void)state;
    const double hits[] = {10, 60, 55, 95, 100};
    uint64_t n[5];
    struct isotonic_grid grid = grid_of(5, hits, n, 100);
    struct estimate share[5];
    isotonic_shares(&grid, share);
    assert_close(share[1].value, 0.575, 1e-12, 0.0);
    assert_close(share[2].value, 0.575, 1e-12, 0.0);
    assert_close(share[1].low, 0.4878, 0.0, 1e-4);
    assert_close(share[1].high, 0.6588, 0.0, 1e-4);
    struct isotonic_least least = isotonic_least(&grid, share, 0.92);
    assert_int_equal(least.met, 4);
    assert_int_equal(least.excluded, 2);
    assert_true(least.value == 4.0 && least.low == 2.0 && least.high == 4.0);
    least = isotonic_least(&grid, share, 0.6);
    assert_int_equal(least.met, 3);
    assert_int_equal(least.excluded, 0);
}

static void a_target_may_be_out_of_reach(void **state)
{
    (void)state;
    const double hits[] = {0, 30, 50};
    uint64_t n[3];
    struct isotonic_grid grid = grid_of(3, hits, n, 100);
    struct estimate share[3];
    isotonic_shares(&grid, share);
    struct isotonic_least least = isotonic_least(&grid, share, 0.9);
    assert_int_equal(least.met, -1);
    assert_int_equal(least.excluded, 2);
    assert_nan(least.value);
    assert_true(least.low == 2.0 && least.high == INFINITY);
    least = isotonic_least(&grid, share, 0.5); /* perhaps */
    assert_int_equal(least.met, -1);
    assert_int_equal(least.excluded, 1);
}

static void the_first_value_may_be_enough(void **state)
{
    (void)state;
    const double hits[] = {100, 100};
    uint64_t n[2];
    struct isotonic_grid grid = grid_of(2, hits, n, 100);
    struct estimate share[2];
    isotonic_shares(&grid, share);
    struct isotonic_least least = isotonic_least(&grid, share, 0.9);
    assert_int_equal(least.met, 0);
    assert_int_equal(least.excluded, -1);
    assert_true(least.value == 0.0 && least.low == -INFINITY);
    /* 25 of 25 is not sure to be 0.9, which has them with the probability 0.9^25 = 0.07: the
     * bound is 0.05^(1/25) = 0.887. */
    const double few[] = {25, 25};
    grid = grid_of(2, few, n, 25);
    isotonic_shares(&grid, share);
    assert_close(share[0].low, pow(0.05, 1.0 / 25.0), 0.0, 1e-9);
    assert_int_equal(isotonic_least(&grid, share, 0.9).met, -1);
    assert_int_equal(isotonic_least(&grid, share, 0.88).met, 0);
}

static void bounds_do_not_fall_when_the_numbers_differ(void **state)
{
    (void)state;
    const double hits[] = {500, 5, 550};
    const uint64_t n[] = {1000, 10, 1000};
    struct isotonic_grid grid = {3, grid_values, hits, n, NULL, CONFIDENCE};
    struct estimate share[3];
    isotonic_shares(&grid, share);
    for (int i = 1; i < 3; i++)
        assert_true(share[i].low >= share[i - 1].low && share[i].high >= share[i - 1].high);
    assert_true(share[1].high > 0.7 && share[0].low < 0.4);
}

/* One experiment: every replication has a threshold from which on it meets the target, common
 * to all values; or every value its own. The target of 0.7 is met from the value 5 on, and the
 * value before is as near to enough as can be. */
static double chance_at(int i)
{
    return i < 5 ? 0.6999 - 0.06 * (4 - i) : 0.7 + 0.06 * (i - 5);
}

static struct isotonic_least experiment(gsl_rng *rng, int common, int n, double confidence)
{
    double hits[MOST] = {0};
    uint64_t numbers[MOST];
    for (int r = 0; r < n; r++) {
        double luck = gsl_rng_uniform(rng);
        for (int i = 0; i < 10; i++)
            hits[i] += (common ? luck : gsl_rng_uniform(rng)) < chance_at(i);
    }
    struct isotonic_grid grid = grid_of(10, hits, numbers, (uint64_t)n);
    grid.confidence = confidence;
    struct estimate share[MOST];
    isotonic_shares(&grid, share);
    return isotonic_least(&grid, share, 0.7);
}

/* Each end must be right in 95 of 100 experiments: over 4,000 less than 0.939 would be seen in
 * less than 1 of 1,000 runs. Bounds of 0.8 instead must be seen to be wrong. */
static void the_answer_is_enough_in_95_of_100_experiments(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 4000, N = 200, ENOUGH = 5 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240601);
    for (int common = 0; common < 2; common++) {
        int high = 0, low = 0, careless = 0;
        for (int e = 0; e < EXPERIMENTS; e++) {
            struct isotonic_least least = experiment(rng, common, N, CONFIDENCE);
            high += least.high >= ENOUGH;
            low += least.low < ENOUGH;
            careless += experiment(rng, common, N, 0.8).high >= ENOUGH;
        }
        print_message("common %d: enough %.4f, not too low %.4f; with bounds of 0.8 %.4f\n",
            common, high / (double)EXPERIMENTS, low / (double)EXPERIMENTS,
            careless / (double)EXPERIMENTS);
        assert_true(high >= 0.939 * EXPERIMENTS && low >= 0.939 * EXPERIMENTS);
        assert_true(careless < 0.939 * EXPERIMENTS);
    }
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(violators_are_pooled),
        cmocka_unit_test(pools_are_weighted),
        cmocka_unit_test(what_does_not_fall_stays_as_it_is),
        cmocka_unit_test(the_fit_is_the_max_of_the_min_of_averages),
        cmocka_unit_test(the_least_value_meets_the_target_by_its_lower_bound),
        cmocka_unit_test(a_target_may_be_out_of_reach),
        cmocka_unit_test(the_first_value_may_be_enough),
        cmocka_unit_test(bounds_do_not_fall_when_the_numbers_differ),
        slow_test(the_answer_is_enough_in_95_of_100_experiments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
