/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "moments.h"

#include <string.h>

/* Quantities 0 and 1 are amounts, 2 and 3 counts, with a place in fours of amounts and eights
 * of counts. */
enum { CELLS = 2, GIVEN = 4, AMOUNTS = MOMENTS_AMOUNTS, COUNTS = MOMENTS_COUNTS };
enum { QUANTITIES = AMOUNTS + COUNTS, PAIRS = 4, VALUES = CELLS * GIVEN };

static const int place[GIVEN] = {0, 1, AMOUNTS, AMOUNTS + 1};

/* Of two amounts, of an amount and a count, none, of two counts. */
static const struct quantity_pair pair[PAIRS] = {
    {0, 1}, {1, AMOUNTS}, {0, -1}, {AMOUNTS + 1, AMOUNTS}};
static const struct moments_layout layout = {CELLS, AMOUNTS, QUANTITIES, PAIRS, pair};

static const bool all_used[QUANTITIES] = {true, true, [AMOUNTS] = true, [AMOUNTS + 1] = true};

/* Replications side by side. */
struct side_by_side {
    double amount[CELLS * AMOUNTS * MOMENTS_LANES];
    int32_t count[CELLS * COUNTS * MOMENTS_LANES];
};

static void put(struct side_by_side *lanes, int lane, const double *x)
{
    for (int v = 0; v < VALUES; v++) {
        int cell = v / GIVEN, q = place[v % GIVEN];
        if (q < AMOUNTS)
            lanes->amount[(cell * AMOUNTS + q) * MOMENTS_LANES + lane] = x[v];
        else
            lanes->count[(cell * COUNTS + q - AMOUNTS) * MOMENTS_LANES + lane] = (int32_t)x[v];
    }
}

static void add(struct moments *moments, const struct side_by_side *lanes, int n)
{
    moments_add(
        moments, (struct moments_lanes){lanes->amount, lanes->count, CELLS}, all_used, n);
}

/* Adds one replication alone. */
static void add_one(struct moments *moments, const double *x)
{
    struct side_by_side lanes = {0};
    put(&lanes, 0, x);
    add(moments, &lanes, 1);
}

/* The sums of the quantities that are given, in order. */
static void take(const double *sums, double *x)
{
    for (int v = 0; v < VALUES; v++)
        x[v] = sums[v / GIVEN * QUANTITIES + place[v % GIVEN]];
}

static double product(const struct moments *moments, int cell, int p)
{
    return moments_pair(moments, cell, p).xy;
}

static void assert_doubles(const double *got, const double *expected, int n)
{
    for (int i = 0; i < n; i++)
        assert_true(got[i] == expected[i]);
}

static void sums_are_those_of_each_quantity(void **state)
{
    (void)state;
    struct moments moments;
    double x[VALUES];
    moments_init(&moments, layout);
    add_one(&moments, (const double[VALUES]){1, 2, 3, 5, 10, 20, 30, 50});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 7, 40, 50, 60, 70});
    assert_int_equal(moments.n, 2);
    take(moments.sum, x);
    assert_doubles(x, (const double[]){5, 7, 9, 12, 50, 70, 90, 120}, VALUES);
    take(moments.square, x);
    assert_doubles(x, (const double[]){17, 29, 45, 74, 1700, 2900, 4500, 7400}, VALUES);
    /* 1*2 + 4*5, 2*3 + 5*6, 5*3 + 7*6; the second cell a hundred times that. */
    static const int pairs[] = {0, 1, 3};
    static const double expected[] = {22, 36, 57};
    for (int i = 0; i < 3; i++) {
        assert_true(product(&moments, 0, pairs[i]) == expected[i]);
        assert_true(product(&moments, 1, pairs[i]) == 100.0 * expected[i]);
    }
    moments_free(&moments);
}

static void a_pair_gives_the_sums_of_its_two_quantities(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    add_one(&moments, (const double[VALUES]){1, 2, 3, 5, 10, 20, 30, 50});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 7, 40, 50, 60, 70});
    struct ratio_sums s = moments_pair(&moments, 0, 0);
    assert_doubles(
        (const double[]){s.y, s.x, s.yy, s.xx, s.xy}, (const double[]){5, 7, 17, 29, 22}, 5);
    s = moments_pair(&moments, 1, 3);
    assert_doubles((const double[]){s.y, s.x, s.yy, s.xx, s.xy},
        (const double[]){120, 90, 7400, 4500, 5700}, 5);
    moments_free(&moments);
}

static void a_mean_is_that_of_its_quantity(void **state)
{
    (void)state;
    struct moments moments;
    moments_init(&moments, layout);
    add_one(&moments, (const double[VALUES]){1, 2, 3, 5, 10, 20, 30, 50});
    add_one(&moments, (const double[VALUES]){4, 5, 6, 7, 40, 50, 66, 70});
    struct estimate e = moments_mean(&moments, 1, AMOUNTS, 0.9);
    struct estimate expected = estimate_mean(2, 96.0, 900.0 + 66.0 * 66.0, 0.9);
    assert_true(e.value == 48.0 && e.se == expected.se);
    assert_true(e.low == expected.low && e.high == expected.high);
    moments_free(&moments);
}

static void a_layout_may_have_no_pairs(void **state)
{
    (void)state;
    struct moments moments;
    double x[VALUES];
    moments_init(&moments, (struct moments_layout){CELLS, AMOUNTS, QUANTITIES, 0, NULL});
    add_one(&moments, (const double[VALUES]){3, 4, 5, 6});
    take(moments.square, x);
    assert_doubles(x, (const double[]){9, 16, 25, 36}, GIVEN);
    moments_clear(&moments);
    moments_free(&moments);
}

/* Whole numbers below 2^53, so that floating-point sums are exact and any difference is wrong:
 * amounts below 0 among them, and at times counts that are too large to be multiplied as others
 * are. */
static void replication(uint64_t i, double *x)
{
    for (uint64_t q = 0; q < VALUES; q++) {
        bool is_count = place[q % GIVEN] >= AMOUNTS;
        x[q] = (double)((i * 2654435761u + q * 40503u) % 1009) - (is_count ? 0.0 : 300.0);
        if (i % 300 >= 200 && i % 10 == q)
            x[q] = 16383.0 + 9000.0 * (double)(i % 7);
    }
}

/* Adds replications first .. first + n - 1 side by side. */
static void add_side_by_side(struct moments *moments, uint64_t first, int n)
{
    struct side_by_side lanes = {0};
    for (int lane = 0; lane < n; lane++) {
        double x[VALUES];
        replication(first + (uint64_t)lane, x);
        put(&lanes, lane, x);
    }
    add(moments, &lanes, n);
}

static void assert_same(const struct moments *a, const struct moments *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->sum, b->sum, moments_size(a) * sizeof(double));
}

static void blocks_merge_to_what_all_at_once_gives(void **state)
{
    (void)state;
    struct moments all, block, merged;
    moments_init(&all, layout);
    moments_init(&block, layout);
    moments_init(&merged, layout);
    for (uint64_t i = 0; i < 1024; i += MOMENTS_LANES) {
        add_side_by_side(&all, i, MOMENTS_LANES);
        add_side_by_side(&block, i, MOMENTS_LANES);
        /* Blocks of 96, the last one shorter. */
        if (i % 96 == 96 - MOMENTS_LANES || i == 1024 - MOMENTS_LANES) {
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
    int64_t sum[VALUES] = {0}, square[VALUES] = {0}, products[CELLS * PAIRS] = {0};
    for (uint64_t i = 0; i < 1000; i++) {
        double x[VALUES], all[CELLS * QUANTITIES] = {0};
        replication(i, x);
        if (i % 7 == 0) /* in sevens, so that lanes are left over; the last time six */
            add_side_by_side(&moments, i, i + 7 <= 1000 ? 7 : (int)(1000 - i));
        for (int v = 0; v < VALUES; v++) {
            sum[v] += (int64_t)x[v];
            square[v] += (int64_t)x[v] * (int64_t)x[v];
            all[v / GIVEN * QUANTITIES + place[v % GIVEN]] = x[v];
        }
        for (int p = 0; p < CELLS * PAIRS; p++) {
            struct quantity_pair of = pair[p % PAIRS];
            const double *cell = all + p / PAIRS * QUANTITIES;
            products[p] += of.x < 0 ? 0 : (int64_t)cell[of.y] * (int64_t)cell[of.x];
        }
    }
    double got[VALUES];
    take(moments.sum, got);
    for (int v = 0; v < VALUES; v++)
        assert_true(got[v] == (double)sum[v]);
    take(moments.square, got);
    for (int v = 0; v < VALUES; v++)
        assert_true(got[v] == (double)square[v]);
    for (int p = 0; p < CELLS * PAIRS; p++)
        assert_true(pair[p % PAIRS].x < 0 ||
                    product(&moments, p / PAIRS, p % PAIRS) == (double)products[p]);
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
        cmocka_unit_test(sums_are_those_of_each_quantity),
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
