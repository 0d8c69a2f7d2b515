/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "incidence.h"

/* What R's survival has at a time; it has no limits (NAN) at 0 and 1. */
struct reference {
    int ending, time, at_risk, events;
    double estimate, se, low, high;
};

#include "incidence_reference.h"

enum { ENDINGS = 3 };
#define CONFIDENCE 0.95
#define ALIKE 1e-9

static void assert_same(double value, double reference)
{
    if (isnan(reference))
        assert_true(isnan(value));
    else
        assert_close(value, reference, ALIKE, ALIKE);
}

static void check(const struct spell *spell, size_t n, const struct reference *reference,
    size_t rows, struct incidence_median median)
{
    struct incidence incidence;
    incidence_init(&incidence, spell, (int32_t)n, ENDINGS, CONFIDENCE);
    assert_int_equal(incidence.n * ENDINGS, rows);
    for (size_t i = 0; i < rows; i++, reference++) {
        const struct incidence_point *point =
            incidence_at(&incidence, reference->ending, (int)i % incidence.n);
        assert_int_equal(point->time, reference->time);
        assert_int_equal(point->at_risk, reference->at_risk);
        assert_int_equal(point->events, reference->events);
        /* R leaves out endings that nobody has. */
        if (point->estimate == 0.0) {
            assert_true(isnan(reference->estimate) || fabs(reference->estimate) < ALIKE);
            assert_true(isnan(point->low) && isnan(point->high) && point->se == 0.0);
            continue;
        }
        assert_same(point->estimate, reference->estimate);
        assert_same(point->se, reference->se);
        assert_same(point->low, reference->low);
        assert_same(point->high, reference->high);
    }
    struct incidence_median found = incidence_median(&incidence, 1);
    assert_same(found.time, median.time);
    assert_same(found.low, median.low);
    assert_same(found.high, median.high);
    incidence_free(&incidence);
}

#define CHECK(set)                                                                             \
    check(set##_spells, sizeof set##_spells / sizeof *set##_spells, set##_reference,           \
        sizeof set##_reference / sizeof *set##_reference, set##_median)

static void it_is_that_of_survival(void **state)
{
    (void)state;
    CHECK(ties);
    CHECK(late);
    CHECK(day_0);
    CHECK(nobody);
    CHECK(all_join);
}

/* Whoever enters at a time is not at risk at it; whoever is last seen then is. */
static void who_is_at_risk(void **state)
{
    (void)state;
    static const struct spell spell[] = {{FROM_THE_START, 5, 1}, {5, 9, 0}, {4, 5, 0}};
    struct incidence incidence;
    incidence_init(&incidence, spell, 3, 1, CONFIDENCE);
    assert_int_equal(incidence.n, 2);
    assert_int_equal(incidence_at(&incidence, 1, 0)->at_risk, 2);
    assert_close(incidence_at(&incidence, 1, 0)->estimate, 0.5, 1e-15, 0.0);
    assert_int_equal(incidence_at(&incidence, 1, 1)->at_risk, 1);
    incidence_free(&incidence);
}

/* Without late entry and without open ones it is a share, and its error that of a share. */
static void all_seen_to_the_end_is_a_share(void **state)
{
    (void)state;
    enum { N = 200 };
    struct spell spell[N];
    for (int i = 0; i < N; i++)
        spell[i] = (struct spell){FROM_THE_START, i % 17, i % 3 == 0 ? 1 : 2};
    struct incidence incidence;
    incidence_init(&incidence, spell, N, 2, CONFIDENCE);
    const struct incidence_point *last = incidence_at(&incidence, 1, incidence.n - 1);
    double share = 67.0 / N;
    assert_close(last->estimate, share, 1e-13, 0.0);
    assert_close(last->se, sqrt(share * (1.0 - share) / N), 1e-12, 0.0);
    assert_close(last->estimate + incidence_at(&incidence, 2, incidence.n - 1)->estimate, 1.0,
        1e-13, 0.0);
    incidence_free(&incidence);
}

static void nobody_has_no_times(void **state)
{
    (void)state;
    struct incidence incidence;
    incidence_init(&incidence, NULL, 0, ENDINGS, CONFIDENCE);
    assert_int_equal(incidence.n, 0);
    assert_true(isnan(incidence_median(&incidence, 1).time));
    incidence_free(&incidence);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_that_of_survival),
        cmocka_unit_test(who_is_at_risk),
        cmocka_unit_test(all_seen_to_the_end_is_a_share),
        cmocka_unit_test(nobody_has_no_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
