/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "moments.h"

#include <string.h>

enum { CELLS = 2, QUANTITIES = 3, PAIRS = 2, VALUES = CELLS * QUANTITIES };

static const struct quantity_pair pair[PAIRS] = {{0, 1}, {2, 1}};
static const struct moments_layout layout = {CELLS, QUANTITIES, PAIRS, pair};

static const bool all_used[QUANTITIES] = {true, true, true};

/* Adds one replication alone. */
static void add_one(struct moments *moments, const double *x)
{
    double lanes[VALUES * MOMENTS_LANES] = {0};
    int n = moments->layout.cells * moments->layout.quantities;
    for (int v = 0; v < n; v++)
        lanes[v * MOMENTS_LANES] = x[v];
    moments_add(moments, lanes, all_used, 1);
}

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
    add_one(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 60});
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
    add_one(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 60});
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
    add_one(&moments, (const double[VALUES]){1, 2, 3, 10, 20, 30});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 40, 50, 66});
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
    add_one(&moments, (const double[]){3, 4});
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

/* Adds replications first .. first + n - 1 side by side. */
static void add_side_by_side(struct moments *moments, uint64_t first, int n)
{
    double lanes[VALUES * MOMENTS_LANES] = {0};
    for (int lane = 0; lane < n; lane++) {
        double x[VALUES];
        replication(first + (uint64_t)lane, x);
        for (int v = 0; v < VALUES; v++)
            lanes[v * MOMENTS_LANES + lane] = x[v];
    }
    moments_add(moments, lanes, all_used, n);
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
    for (uint64_t i = 0; i < 1000; i += MOMENTS_LANES) {
        add_side_by_side(&all, i, MOMENTS_LANES);
        add_side_by_side(&block, i, MOMENTS_LANES);
        /* Blocks of 64, the last one shorter. */
        if (i % 64 == 64 - MOMENTS_LANES || i == 1000 - MOMENTS_LANES) {
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
        if (i % 7 == 0) /* in sevens, so that lanes are left over; the last time six */
            add_side_by_side(&moments, i, i + 7 <= 1000 ? 7 : (int)(1000 - i));
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

/* What is not used is not looked at; a pair without a second quantity has no sum. */
static void only_what_is_used_is_added(void **state)
{
    (void)state;
    const struct quantity_pair pairs[3] = {{0, 1}, {2, -1}, {0, 2}};
    const bool used[QUANTITIES] = {true, false, true};
    struct moments moments;
    moments_init(&moments, (struct moments_layout){1, QUANTITIES, 3, pairs});
    double lanes[QUANTITIES * MOMENTS_LANES] = {[0] = 3, [1] = 4, [16] = 5, [17] = 6};
    moments_add(&moments, lanes, used, 2);
    assert_doubles(moments.sum, (const double[]){7, 0, 11}, QUANTITIES);
    assert_doubles(moments.product, (const double[]){0, 0, 39}, 3);
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
    add_one(&used, x);
    moments_clear(&used);
    assert_same(&used, &fresh);
    assert_nan(moments_mean(&used, 0, 0, 0.95).value);
    add_one(&used, x);
    add_one(&fresh, x);
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
    add_one(&some, x);
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
        cmocka_unit_test(only_what_is_used_is_added),
        cmocka_unit_test(clearing_starts_again),
        cmocka_unit_test(merging_nothing_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
