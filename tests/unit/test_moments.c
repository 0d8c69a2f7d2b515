/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "moments.h"

#include <string.h>

enum { CELLS = 2, QUANTITIES = 3, PAIRS = 2, VALUES = CELLS * QUANTITIES };

static const struct quantity_pair pair[PAIRS] = {{0, 1}, {2, 1}};
static const struct moments_layout layout = {CELLS, QUANTITIES, PAIRS, pair};

static void assert_doubles(const double *got, const double *expected, int n)
{
    for (int i = 0; i < n; i++)
        assert_true(got[i] == expected[i]);
}

/* Cell by cell, and within a cell quantity by quantity or pair by pair. */
static void sums_lie_by_cell(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    moments_add(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    moments_add(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 60});
    assert_int_equal(moments.n, 2);
    assert_doubles(moments.sum, (const double[]){5, 7, 9, 50, 70, 90}, VALUES);
    assert_doubles(moments.square, (const double[]){17, 29, 45, 1700, 2900, 4500}, VALUES);
    /* 1*2 + 4*5, 3*2 + 6*5; the second cell a hundred times that. */
    assert_doubles(moments.product, (const double[]){22, 36, 2200, 3600}, CELLS * PAIRS);
    moments_free(&moments);
}

static void a_pair_gives_the_sums_of_its_two_quantities(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    moments_add(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    moments_add(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 60});
    struct ratio_sums s = moments_pair(&moments, 0, 0);
    assert_doubles(
        (const double[]){s.y, s.x, s.yy, s.xx, s.xy}, (const double[]){5, 7, 17, 29, 22}, 5);
    s = moments_pair(&moments, 1, 1);
    assert_doubles((const double[]){s.y, s.x, s.yy, s.xx, s.xy},
        (const double[]){90, 70, 4500, 2900, 3600}, 5);
    moments_free(&moments);
}

static void a_mean_is_that_of_its_quantity(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    moments_add(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    moments_add(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 66});
    struct estimate e = moments_mean(&moments, 1, 2, 0.9);
    struct estimate expected = estimate_mean(2, 96.0, 900.0 + 66.0 * 66.0, 0.9);
    assert_true(e.value == 48.0 && e.se == expected.se);
    assert_true(e.low == expected.low && e.high == expected.high);
    moments_free(&moments);
}

static void a_layout_may_have_no_pairs(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, (struct moments_layout){1, 2, 0, NULL});
    moments_add(&moments, (const double[]){3, 4});
    assert_doubles(moments.square, (const double[]){9, 16}, 2);
    moments_clear(&moments);
    moments_free(&moments);
}

/* Whole numbers below 2^53, so that floating-point sums are exact and any difference is wrong.
 */
static void replication(uint64_t i, double *x)
{
    for (uint64_t q = 0; q < VALUES; q++)
        x[q] = (double)((i * 2654435761u + q * 40503u) % 1009) - 300.0;
}

static void assert_same(const struct moments *a, const struct moments *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->sum, b->sum, VALUES * sizeof(double));
    assert_memory_equal(a->square, b->square, VALUES * sizeof(double));
    assert_memory_equal(a->product, b->product, CELLS * PAIRS * sizeof(double));
}

static void blocks_merge_to_what_all_at_once_gives(void **state)
{
    (void)state;
    struct moments all, block, merged;
    moments_init(&all, layout);
    moments_init(&block, layout);
    moments_init(&merged, layout);
    for (uint64_t i = 0; i < 1000; i++) {
        double x[VALUES];
        replication(i, x);
        moments_add(&all, x);
        moments_add(&block, x);
        /* Blocks of 64, the last one shorter. */
        if (i % 64 == 63 || i == 999) {
            moments_merge(&merged, &block);
            moments_clear(&block);
        }
    }
    assert_same(&merged, &all);
    moments_free(&all);
    moments_free(&block);
    moments_free(&merged);
}

static void sums_are_those_of_whole_numbers(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    int64_t sum[VALUES] = {0}, square[VALUES] = {0}, product[CELLS * PAIRS] = {0};
    for (uint64_t i = 0; i < 1000; i++) {
        double x[VALUES];
        replication(i, x);
        moments_add(&moments, x);
        for (int v = 0; v < VALUES; v++) {
            sum[v] += (int64_t)x[v];
            square[v] += (int64_t)x[v] * (int64_t)x[v];
        }
        for (int c = 0; c < CELLS; c++)
            for (int p = 0; p < PAIRS; p++)
                product[c * PAIRS + p] += (int64_t)x[c * QUANTITIES + pair[p].y] *
                                          (int64_t)x[c * QUANTITIES + pair[p].x];
    }
    for (int v = 0; v < VALUES; v++) {
        assert_true(moments.sum[v] == (double)sum[v]);
        assert_true(moments.square[v] == (double)square[v]);
    }
    for (int p = 0; p < CELLS * PAIRS; p++)
        assert_true(moments.product[p] == (double)product[p]);
    moments_free(&moments);
}

static void clearing_starts_again(void **state)
{
    (void)state;
    struct moments used, fresh;
    moments_init(&used, layout);
    moments_init(&fresh, layout);
    double x[VALUES];
    replication(1, x);
    moments_add(&used, x);
    moments_clear(&used);
    assert_same(&used, &fresh);
    assert_nan(moments_mean(&used, 0, 0, 0.95).value);
    moments_add(&used, x);
    moments_add(&fresh, x);
    assert_same(&used, &fresh);
    moments_free(&used);
    moments_free(&fresh);
}

static void merging_nothing_changes_nothing(void **state)
{
    (void)state;
    struct moments some, copy, none;
    moments_init(&some, layout);
    moments_init(&copy, layout);
    moments_init(&none, layout);
    double x[VALUES];
    replication(2, x);
    moments_add(&some, x);
    moments_merge(&some, &none);
    moments_merge(&copy, &some);
    assert_same(&some, &copy);
    moments_free(&some);
    moments_free(&copy);
    moments_free(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_lie_by_cell),
        cmocka_unit_test(a_pair_gives_the_sums_of_its_two_quantities),
        cmocka_unit_test(a_mean_is_that_of_its_quantity),
        cmocka_unit_test(a_layout_may_have_no_pairs),
        cmocka_unit_test(blocks_merge_to_what_all_at_once_gives),
        cmocka_unit_test(sums_are_those_of_whole_numbers),
        cmocka_unit_test(clearing_starts_again),
        cmocka_unit_test(merging_nothing_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
