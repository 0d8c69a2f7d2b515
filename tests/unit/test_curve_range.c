/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "curve_range.h"
#include "memory.h"

#include <gsl/gsl_randist.h>

enum { STEPS = 9, REPLICATIONS = 500, MOST = 40 };

/* The share of every replication by every step, to take quantiles of by brute force. */
static double share[STEPS][REPLICATIONS];

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static int by_step(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Replications with groups of `least` to `most` companies, added to `range` or, in turn, to
 * the three of `parts`. Some events come past the last step. */
static void make(
    uint64_t least, uint64_t most, struct curve_range *range, struct curve_range *parts)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 7 * least + most);
    for (int r = 0; r < REPLICATIONS; r++) {
        uint32_t event[MOST];
        uint64_t size = least + gsl_rng_uniform_int(rng, most - least + 1);
        double lean = gsl_rng_uniform(rng);
        int n = (int)gsl_ran_binomial(rng, lean, (unsigned)(size < MOST ? size : MOST));
        for (int i = 0; i < n; i++)
            event[i] = curve_event(gsl_ran_binomial(rng, lean, STEPS + 2), (uint32_t)i);
        qsort(event, (size_t)n, sizeof *event, by_step);
        for (int step = 0; step < STEPS; step++) {
            int until = 0;
            while (until < n &&
                   (curve_event_step(event[until]) <= (uint32_t)step || step == STEPS - 1))
                until++;
            share[step][r] = (double)until / (double)size;
        }
        curve_range_add(range, event, n, size);
        curve_range_add(&parts[r % 3], event, n, size);
    }
    gsl_rng_free(rng);
    for (int step = 0; step < STEPS; step++)
        qsort(share[step], REPLICATIONS, sizeof share[step][0], by_size);
}

/* Holds the quantiles of a range against those of the list, to which they may be `off`. */
static void assert_quantiles(const struct curve_range *range, double off)
{
    static const double p[] = {0.05, 0.5, 0.951};
    double quantile[3][STEPS];
    curve_range_quantiles(
        range, p, (double *const[]){quantile[0], quantile[1], quantile[2]}, 3);
    for (int i = 0; i < 3; i++)
        for (int step = 0; step < STEPS; step++) {
            double true_one = share[step][(int)ceil(p[i] * REPLICATIONS - 1e-9) - 1];
            if (off == 0.0)
                assert_true(quantile[i][step] == true_one);
            assert_true(quantile[i][step] <= true_one && quantile[i][step] >= true_one - off);
        }
}

static void assert_range(uint64_t least, uint64_t most, double off)
{
    struct curve_range range, parts[3], merged;
    curve_range_init(&range, STEPS);
    curve_range_init(&merged, STEPS);
    for (int i = 0; i < 3; i++)
        curve_range_init(&parts[i], STEPS);
    make(least, most, &range, parts);
    assert_int_equal(range.n, REPLICATIONS);
    assert_quantiles(&range, off);
    for (int i = 2; i >= 0; i--) {
        curve_range_merge(&merged, &parts[i]);
        curve_range_free(&parts[i]);
    }
    assert_int_equal(merged.n, REPLICATIONS);
    assert_quantiles(&merged, off);
    curve_range_free(&range);
    curve_range_free(&merged);
}

static void quantiles_are_those_of_a_list(void **state)
{
    (void)state;
    assert_range(14, 14, 0.0);
    assert_range(1, 128, 0.0); /* no two shares in one part */
    assert_range(16384, 16384, 0.0);
    assert_range(100000, 200000, 1.0 / CURVE_PARTS);
}

/* What was seen does not depend on the order in which it was merged, shares of a part either.
 */
static void merging_has_no_order(void **state)
{
    (void)state;
    const uint32_t event = curve_event(1, 0);
    for (int order = 0; order < 2; order++) {
        struct curve_range range[2], sum;
        double low[STEPS];
        curve_range_init(&sum, STEPS);
        for (int i = 0; i < 2; i++) {
            curve_range_init(&range[i], STEPS);
            curve_range_add(&range[i], &event, 1, i == 0 ? 70000 : 70001);
        }
        curve_range_merge(&sum, &range[order]);
        curve_range_merge(&sum, &range[1 - order]);
        curve_range_quantiles(&sum, (const double[]){0.9}, (double *const[]){low}, 1);
        assert_true(low[0] == 0.0 && low[1] == 0.0); /* the first part holds 0 as well */
        for (int i = 0; i < 2; i++)
            curve_range_free(&range[i]);
        curve_range_free(&sum);
    }
}

static void without_events_or_companies(void **state)
{
    (void)state;
    struct curve_range range;
    double quantile[STEPS];
    double *const into[] = {quantile};
    curve_range_init(&range, STEPS);
    curve_range_quantiles(&range, (const double[]){0.5}, into, 1);
    assert_nan(quantile[0]);
    curve_range_add(&range, NULL, 0, 0);
    curve_range_quantiles(&range, (const double[]){0.5}, into, 1);
    assert_nan(quantile[STEPS - 1]);
    curve_range_add(&range, NULL, 0, 5);
    curve_range_quantiles(&range, (const double[]){0.5}, into, 1);
    for (int step = 0; step < STEPS; step++)
        assert_true(quantile[step] == 0.0);
    /* All join at once. */
    const uint32_t event[] = {curve_event(3, 0), curve_event(3, 1), curve_event(3, 2)};
    curve_range_add(&range, event, 3, 3);
    curve_range_quantiles(&range, (const double[]){1.0}, into, 1);
    for (int step = 0; step < STEPS; step++)
        assert_true(quantile[step] == (step < 3 ? 0.0 : 1.0));
    curve_range_free(&range);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_a_list),
        cmocka_unit_test(merging_has_no_order),
        cmocka_unit_test(without_events_or_companies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
