/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of comparisons whose campaigns are made up. Statistical tests: error rate 0.001
 * divided by 4. */
#include "made_up.h"

#include <gsl/gsl_randist.h>

/* ---- Prices ---- */

enum { MANY = 200 };

/* A baseline that wins 2 partners at 1,000 euro on average, and others that differ by as much
 * as stated, with luck of their own. */
static struct made_up *around_a_baseline(
    int n, const double *more, const double *dearer, double luck)
{
    struct made_up *c = made_up_new(n, MANY, 1, 1);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 3);
    for (uint64_t r = 0; r < MANY; r++)
        for (int i = 0; i < n; i++)
            made_up_set(c, i, r, 2.0 + more[i] + luck * gsl_ran_ugaussian(rng),
                1000.0 + dearer[i] + 100.0 * luck * gsl_ran_ugaussian(rng));
    gsl_rng_free(rng);
    made_up_finish(c, 0, NULL);
    return c;
}

static void a_price_takes_more_partners_for_more_money(void **state)
{
    (void)state;
    const double more[] = {0.0, 1.0, 1.0, -1.0, -1.0, 0.0};
    const double dearer[] = {0.0, 500.0, -500.0, -500.0, 500.0, 500.0};
    const enum compare_place expected[] = {COMPARE_SAME, COMPARE_MORE_FOR_MORE,
        COMPARE_MORE_FOR_LESS, COMPARE_FEWER_FOR_LESS, COMPARE_FEWER_FOR_MORE,
        COMPARE_NOT_SHOWN};
    struct made_up *c = around_a_baseline(6, more, dearer, 0.5);
    struct estimate price[6];
    enum compare_place place[6];
    compare_prices(&c->compare, place, price);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(place[i], expected[i]);
        assert_int_equal(isnan(price[i].value), i != 1);
        assert_int_equal(isnan(price[i].se), i != 1);
    }
    assert_true(price[1].low < 500.0 && 500.0 < price[1].high && price[1].low > 0.0);
    made_up_free(c);
}

/* More for more by the estimates, with luck in which that drowns. */
static void a_price_that_is_not_shown_has_no_estimate(void **state)
{
    (void)state;
    const double more[] = {0.0, 0.3, 0.6}, dearer[] = {0.0, 30.0, 90.0};
    struct made_up *c = around_a_baseline(3, more, dearer, 10.0);
    struct estimate price[3], along[3];
    enum compare_place place[3];
    struct frontier_point point[3];
    compare_prices(&c->compare, place, price);
    compare_frontier(&c->compare, point, along);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(place[i], COMPARE_NOT_SHOWN);
        assert_true(isnan(price[i].value) && isnan(price[i].se));
        assert_true(isnan(along[i].value) && isnan(along[i].se));
    }
    made_up_free(c);
}

/* Two campaigns in which one strategy happens to win a partner more each time have no spread,
 * and yet show nothing; a hundred do. */
static void no_spread_in_few_campaigns_shows_nothing(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1, 2, 100};
    for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
        uint64_t n = sizes[size];
        struct made_up *c = made_up_new(3, n, 1, 1);
        for (uint64_t r = 0; r < n; r++) {
            made_up_set(c, 0, r, 2.0, 1000.0);
            made_up_set(c, 1, r, 3.0, 1500.0);
            made_up_set(c, 2, r, 2.0, 1000.0);
        }
        made_up_finish(c, 0, NULL);
        struct estimate price[3];
        enum compare_place place[3];
        compare_prices(&c->compare, place, price);
        assert_int_equal(place[1], n < 30 ? COMPARE_NOT_SHOWN : COMPARE_MORE_FOR_MORE);
        assert_int_equal(isnan(price[1].value), n < 30);
        assert_int_equal(place[2], COMPARE_SAME);
        assert_true(compare_identical(&c->compare, 0, 2));
        assert_false(compare_identical(&c->compare, 0, 1));
        made_up_free(c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_price_takes_more_partners_for_more_money),
        cmocka_unit_test(a_price_that_is_not_shown_has_no_estimate),
        cmocka_unit_test(no_spread_in_few_campaigns_shows_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
