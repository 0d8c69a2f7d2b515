/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "change.h"

static struct estimate mean(double value, double half)
{
    return (struct estimate){value, NAN, value - half, value + half, false};
}

static struct change_terms terms(bool together, bool share)
{
    return (struct change_terms){1000000, {0.95, 0.95}, 0.95, together, share};
}

static void independent_errors_add_as_squares_and_others_as_they_are(void **state)
{
    (void)state;
    struct change_terms apart = terms(false, false), alike = terms(true, false);
    struct estimate e = change_between(mean(10.0, 3.0), mean(12.0, 4.0), &apart);
    assert_close(e.value, 2.0, 1e-12, 0.0);
    assert_close(e.low, -3.0, 1e-12, 0.0);
    assert_close(e.high, 7.0, 1e-12, 0.0);
    e = change_between(mean(10.0, 3.0), mean(12.0, 4.0), &alike);
    assert_close(e.low, -5.0, 1e-12, 0.0);
    assert_close(e.high, 9.0, 1e-12, 0.0);
}

/* The lower bound comes from how far the new value reaches down and the old one up. */
static void sides_that_differ_stay_apart(void **state)
{
    (void)state;
    struct change_terms apart = terms(false, false);
    const struct estimate before = {100.0, NAN, 90.0, 130.0, false};
    const struct estimate now = {150.0, NAN, 110.0, 210.0, false};
    struct estimate e = change_between(before, now, &apart);
    assert_close(e.low, 50.0 - hypot(40.0, 30.0), 1e-12, 0.0);
    assert_close(e.high, 50.0 + hypot(60.0, 10.0), 1e-12, 0.0);
}

/* R. G. Newcombe, Statistics in Medicine 17, 1998, table II, method 10: 56/70 - 48/80, 9/10 -
 * 3/10, 10/10 - 0/20, and 10/10 - 0/10. */
static void shares_give_newcombes_intervals(void **state)
{
    (void)state;
    static const struct {
        double a, m, b, n, low, high;
    } known[] = {
        {56, 70, 48, 80, 0.0524, 0.3339},
        {9, 10, 3, 10, 0.1705, 0.8090},
        {10, 10, 0, 20, 0.6791, 1.0},
        {10, 10, 0, 10, 0.6075, 1.0},
    };
    struct change_terms apart = terms(false, true);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct estimate before = estimate_share((uint64_t)known[i].n, known[i].b, 0.95);
        struct estimate now = estimate_share((uint64_t)known[i].m, known[i].a, 0.95);
        struct estimate e = change_between(before, now, &apart);
        assert_close(e.low, known[i].low, 0.0, 0.00006);
        assert_close(e.high, known[i].high, 0.0, 0.00006);
    }
}

/* Bounds at one confidence give those at another: of shares exactly, of means by Student's t.
 */
static void bounds_are_those_of_the_confidence_that_is_wanted(void **state)
{
    (void)state;
    struct change_terms wanted = {60, {0.95, 0.99}, 0.998, false, true};
    struct change_terms same = {60, {0.998, 0.998}, 0.998, false, true};
    static const double hits[] = {0.0, 1.0, 30.0, 59.0, 60.0};
    for (int i = 0; i < 5; i++) {
        struct estimate e = change_between(
            estimate_share(60, hits[i], 0.95), estimate_share(60, 20.0, 0.99), &wanted);
        struct estimate expected = change_between(
            estimate_share(60, hits[i], 0.998), estimate_share(60, 20.0, 0.998), &same);
        assert_close(e.low, expected.low, 1e-9, 1e-9);
        assert_close(e.high, expected.high, 1e-9, 1e-9);
    }
    wanted.share = false;
    wanted.confidence[1] = 0.95;
    struct estimate e = change_between(mean(1.0, 3.0), mean(1.0, 4.0), &wanted);
    double times = estimate_t(30, 0.998) / estimate_t(30, 0.95);
    assert_close(e.high, 5.0 * times, 1e-12, 0.0);
}

static void what_is_not_known_has_no_interval(void **state)
{
    (void)state;
    struct change_terms apart = terms(false, false);
    const struct estimate unknown = {5.0, NAN, NAN, NAN, false};
    struct estimate e = change_between(unknown, mean(7.0, 1.0), &apart);
    assert_close(e.value, 2.0, 1e-12, 0.0);
    assert_nan(e.low);
    e = change_between(mean(7.0, 0.0), mean(8.0, 0.0), &apart);
    assert_nan(e.high);
    e = change_between(estimate_undefined(), mean(8.0, 1.0), &apart);
    assert_nan(e.value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(independent_errors_add_as_squares_and_others_as_they_are),
        cmocka_unit_test(sides_that_differ_stay_apart),
        cmocka_unit_test(shares_give_newcombes_intervals),
        cmocka_unit_test(bounds_are_those_of_the_confidence_that_is_wanted),
        cmocka_unit_test(what_is_not_known_has_no_interval),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
