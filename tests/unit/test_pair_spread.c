/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "pair_spread.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdbool.h>

#define CONFIDENCE 0.95
enum { MOST_PAIRS = 600 };

/* Pairs of normal numbers of which `share` of the variance is shared; or, with n > 0, of
 * numbers of n companies that join with a chance ~ Beta(a, b) that the pair shares, or is a
 * (b = 0). */
struct law {
    const char *name;
    double share;
    unsigned n;
    double a, b;
    bool skewed; /* a few large numbers, or a few that are not 0, carry the spread */
};

static double shared_of(const struct law *law)
{
    double a = law->a, b = law->b, p = a / (a + b);
    double of_p = a * b / ((a + b) * (a + b) * (a + b + 1.0));
    double between = law->n * law->n * of_p;
    return law->n == 0 ? law->share
           : b == 0.0  ? 0.0
                       : between / (between + law->n * (p - of_p - p * p));
}

static void draw(const struct law *law, gsl_rng *rng, double *one, double *other, int pairs)
{
    for (int i = 0; i < pairs; i++) {
        double common = law->n == 0  ? gsl_ran_gaussian(rng, sqrt(law->share))
                        : law->b > 0 ? gsl_ran_beta(rng, law->a, law->b)
                                     : law->a;
        double *const two[] = {one + i, other + i};
        for (int k = 0; k < 2; k++)
            *two[k] = law->n == 0 ? common + gsl_ran_gaussian(rng, sqrt(1.0 - law->share))
                                  : gsl_ran_binomial(rng, common, law->n);
    }
}

struct coverage {
    double held, above, below, width;
};

static struct coverage cover(const struct law *law, int pairs, int experiments)
{
    static double one[MOST_PAIRS], other[MOST_PAIRS];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct coverage c = {0};
    double truth = shared_of(law);
    for (int i = 0; i < experiments; i++) {
        struct pair_spread spread = {0};
        draw(law, rng, one, other, pairs);
        pair_spread_add(&spread, 0, one, other, pairs);
        struct estimate e = pair_spread_share(&spread, (uint64_t)pairs, CONFIDENCE);
        c.below += (e.high < truth) / (double)experiments;
        c.above += (e.low > truth) / (double)experiments;
        c.width += (e.high - e.low) / experiments;
    }
    c.held = 1.0 - c.below - c.above;
    gsl_rng_free(rng);
    print_message("%-28s %3d pairs: share %.3f held %.3f (high %.3f low %.3f) width %.3f\n",
        law->name, pairs, truth, c.held, c.below, c.above, c.width);
    return c;
}

enum { NOTHING, TENTH, HALF };
static const struct law laws[] = {[NOTHING] = {"normal, nothing shared", 0.0, 0, 0, 0, false},
    [TENTH] = {"normal, a tenth shared", 0.1, 0, 0, 0, false},
    [HALF] = {"normal, half shared", 0.5, 0, 0, 0, false},
    {"normal, nearly all shared", 0.9, 0, 0, 0, false},
    {"14 of Beta(3, 7)", 0, 14, 3, 7, false},
    {"14 of 0.3", 0, 14, 0.3, 0, false},
    {"14 of 0.01", 0, 14, 0.01, 0, false},
    {"14 of Beta(0.5, 3)", 0, 14, 0.5, 3, true},
    {"14 of Beta(0.1, 1.5)", 0, 14, 0.1, 1.5, true},
    {"1 of Beta(1, 9)", 0, 1, 1, 9, true}};
enum { LAWS = sizeof laws / sizeof laws[0] };

/* 2,000 experiments: their share that holds the truth has a standard error of 0.005 at 0.95. A
 * test of 0.95 allows three of them below, over all pairs of a row a rate of false alarms of
 * about 0.02; with a share near 0 the upper bound is no less than that of 0, and more is held.
 */
enum { EXPERIMENTS = 2000 };

static void intervals_hold_the_share(void **state)
{
    (void)state;
    static const int sizes[] = {15, 31, 47, 128, 500};
    for (int l = 0; l < LAWS; l++)
        for (int i = 0; i < 5 && !laws[l].skewed; i++) {
            struct coverage c = cover(&laws[l], sizes[i], EXPERIMENTS);
            assert_true(c.held >= 0.935);
            assert_true(c.below <= 0.04 && c.above <= 0.04);
        }
}

/* Where few companies or few campaigns carry all the spread, intervals of few pairs are too
 * narrow; they come right with more. */
static void intervals_of_skewed_numbers_come_right_with_more_pairs(void **state)
{
    (void)state;
    for (int l = 0; l < LAWS; l++)
        if (laws[l].skewed) {
            struct coverage few = cover(&laws[l], 47, EXPERIMENTS);
            struct coverage many = cover(&laws[l], 500, EXPERIMENTS);
            assert_true(many.held >= few.held && many.held >= 0.92);
        }
}

/* Each pair counted twice, as if there were more of them than there are. */
static void the_test_finds_intervals_that_are_too_narrow(void **state)
{
    (void)state;
    static double one[2 * MOST_PAIRS], other[2 * MOST_PAIRS];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double held = 0.0;
    for (int i = 0; i < EXPERIMENTS; i++) {
        struct pair_spread spread = {0};
        draw(&laws[HALF], rng, one, other, 200);
        pair_spread_add(&spread, 0, one, other, 200);
        pair_spread_add(&spread, 200, one, other, 200);
        struct estimate e = pair_spread_share(&spread, 400, CONFIDENCE);
        held += (e.low <= 0.5 && e.high >= 0.5) / (double)EXPERIMENTS;
    }
    gsl_rng_free(rng);
    print_message("each pair twice: held %.3f\n", held);
    assert_true(held < 0.9);
}

static struct estimate share_of(const double *one, const double *other, int pairs)
{
    struct pair_spread spread = {0};
    pair_spread_add(&spread, 0, one, other, pairs);
    return pair_spread_share(&spread, (uint64_t)pairs, CONFIDENCE);
}

/* Sums 3, 8 and 4 of variance 7, squared differences 1, 4 and 0 of mean 5/3. */
static void the_share_is_covariance_over_variance(void **state)
{
    (void)state;
    const double one[] = {1, 3, 2}, other[] = {2, 5, 2};
    struct estimate e = share_of(one, other, 3);
    assert_close(e.value, (7.0 - 5.0 / 3.0) / (7.0 + 5.0 / 3.0), 1e-14, 0.0);
    assert_true(e.low == 0.0 && e.high > 0.9 && e.high <= 1.0);
}

/* The sums of these are all 2: their covariance is negative. */
static void a_negative_share_is_0_with_an_interval(void **state)
{
    (void)state;
    double one[40], other[40];
    for (int i = 0; i < 40; i++) {
        one[i] = i % 5 + 0.1 * (i % 3);
        other[i] = 4 - i % 5;
    }
    struct estimate e = share_of(one, other, 40);
    assert_true(e.value == 0.0 && e.low == 0.0);
    assert_true(e.high > 0.05 && e.high < 0.9);
}

static void without_an_error_the_bounds_are_0_and_1(void **state)
{
    (void)state;
    const double one[] = {0, 1, 0, 0}, other[] = {1, 0, 0, 0}, both[] = {0, 1, 0, 0};
    struct estimate two = share_of(one, other, 2), rare = share_of(both, both, 4);
    assert_true(two.value == 0.0 && two.low == 0.0 && two.high == 1.0);
    assert_true(rare.value == 1.0 && rare.low == 0.0 && rare.high == 1.0);
}

static void what_does_not_differ_has_no_share(void **state)
{
    (void)state;
    const double one[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    for (int pairs = 0; pairs <= 10; pairs++) {
        struct estimate e = share_of(one, one, pairs);
        assert_nan(e.value);
        assert_nan(e.low);
        assert_nan(e.high);
    }
    const double other[] = {0.2};
    assert_nan(share_of(one, other, 1).value);
}

/* 30 pairs in which both are the same: with 1.96^2 / (30 + 1.96^2) of pairs that differ,
 * 0.1135, whose Var D is half of Var S, (1 - 0.0568) / (1 + 0.0568) would be shared. */
static void where_all_is_shared_the_share_is_1(void **state)
{
    (void)state;
    double one[30];
    for (int i = 0; i < 30; i++)
        one[i] = i * 7 % 30;
    struct estimate e = share_of(one, one, 30);
    assert_true(e.value == 1.0 && e.high == 1.0);
    assert_close(e.low, 0.8926, 1e-3, 0.0);
}

/* Parts of the same pairs, from chunk to chunk. */
static void parts_add_up(void **state)
{
    (void)state;
    double one[MOST_PAIRS], other[MOST_PAIRS];
    for (int i = 0; i < MOST_PAIRS; i++) {
        one[i] = i * 13 % 17;
        other[i] = i * 13 % 17 + i % 5;
    }
    struct pair_spread whole = {0}, parts = {0};
    pair_spread_add(&whole, 0, one, other, 300);
    for (int first = 0; first < 300; first += 128) {
        struct pair_spread part = {0};
        for (int at = first; at < first + 128 && at < 300; at += 4)
            pair_spread_add(&part, (uint64_t)(at - first), one + at, other + at, 4);
        pair_spread_merge(&parts, &part);
    }
    assert_memory_equal(&whole, &parts, sizeof whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_share_is_covariance_over_variance),
        cmocka_unit_test(a_negative_share_is_0_with_an_interval),
        cmocka_unit_test(without_an_error_the_bounds_are_0_and_1),
        cmocka_unit_test(what_does_not_differ_has_no_share),
        cmocka_unit_test(where_all_is_shared_the_share_is_1),
        cmocka_unit_test(parts_add_up),
        cmocka_unit_test(intervals_hold_the_share),
        cmocka_unit_test(intervals_of_skewed_numbers_come_right_with_more_pairs),
        cmocka_unit_test(the_test_finds_intervals_that_are_too_narrow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
