/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "language.h"
#include "number_format.h"

static void assert_form(double value, enum number_form form, const char *expected)
{
    struct arena arena = {0};
    assert_string_equal(number_text(&arena, value, form), expected);
    arena_free(&arena);
}

static void numbers_follow_the_language(void **state)
{
    (void)state;
    assert_form(1234567.891, NUMBER_HUNDREDTHS, "1,234,567.89");
    assert_form(-999.6, NUMBER_WHOLE, "\u22121,000");
    assert_form(-0.001, NUMBER_HUNDREDTHS, "0.00");
    assert_form(12345.4, NUMBER_MONEY, "€12,345");
    assert_form(-12.0, NUMBER_MONEY, "\u2212€12");
    language_use(DUTCH);
    assert_form(1234567.891, NUMBER_HUNDREDTHS, "1.234.567,89");
    assert_form(-12345.4, NUMBER_MONEY, "\u2212€\u00a012.345");
    assert_form(0.1724, NUMBER_PERCENT, "17,2%");
    language_use(ENGLISH);
}

static void decimals_are_those_of_the_form(void **state)
{
    (void)state;
    assert_form(99.994, NUMBER_AVERAGE, "99.99");
    assert_form(100.6, NUMBER_AVERAGE, "101");
    assert_form(8.0, NUMBER_SHORT, "8");
    assert_form(7.5, NUMBER_SHORT, "7.5");
    assert_form(7.25, NUMBER_SHORT, "7.2");
    assert_form(95.0, NUMBER_EXACT, "95");
    assert_form(99.95, NUMBER_EXACT, "99.95");
    assert_form(1.0 / 3.0, NUMBER_EXACT, "0.333333");
    assert_form(0.15, NUMBER_PERCENT_SHORT, "15%");
    assert_form(0.155, NUMBER_PERCENT_SHORT, "15.5%");
    assert_form(0.1724, NUMBER_POINTS, "17.2");
    assert_form(3.0, NUMBER_TENTHS, "3.0");
}

static void what_is_not_defined_is_a_dash(void **state)
{
    (void)state;
    for (int form = 0; form < N_NUMBER_FORMS; form++) {
        assert_form(NAN, (enum number_form)form, "–");
        assert_form(-INFINITY, (enum number_form)form, "–");
    }
}

/* A chance of 0.9999 is not certainty. */
static void chances_are_not_rounded_to_certainty(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *chance, *exact, *adapted;
    } rows[] = {
        {0.0, "0%", "0.0%", "0%"},
        {0.0002, "<1%", "<0.1%", "<0.1%"},
        {0.0005, "<1%", "<0.1%", "<0.1%"},
        {0.005, "<1%", "0.5%", "0.5%"},
        {0.006, "1%", "0.6%", "0.6%"},
        {0.0421, "4%", "4.2%", "4.2%"},
        {0.42, "42%", "42.0%", "42%"},
        {0.991, "99%", "99.1%", "99.1%"},
        {0.995, ">99%", "99.5%", "99.5%"},
        {0.9995, ">99%", ">99.9%", ">99.9%"}, /* 1,999 of 2,000 */
        {0.9999, ">99%", ">99.9%", ">99.9%"},
        {1.0, "100%", "100.0%", "100%"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_form(rows[i].share, NUMBER_CHANCE, rows[i].chance);
        assert_form(rows[i].share, NUMBER_CHANCE_EXACT, rows[i].exact);
        assert_form(rows[i].share, NUMBER_SHARE, rows[i].adapted);
    }
}

static void two_ends_are_said_once_where_they_look_the_same(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(number_range(&arena, 2.0, 5.0, NUMBER_WHOLE), "2–5");
    assert_string_equal(number_range(&arena, 2.0, 2.0, NUMBER_WHOLE), "2");
    assert_string_equal(number_span(&arena, 0.12, 0.34, NUMBER_CHANCE), "12% to 34%");
    assert_string_equal(number_span(&arena, 0.121, 0.122, NUMBER_CHANCE), "12%");
    arena_free(&arena);
}

static void bounds_are_rounded_up(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(number_at_most(&arena, 0.141, NUMBER_TENTHS), "0.2");
    assert_string_equal(number_at_most(&arena, 0.0, NUMBER_HUNDREDTHS), "0.01");
    assert_string_equal(number_at_most(&arena, 0.0121, NUMBER_POINTS), "1.3");
    assert_string_equal(number_at_most(&arena, 12.0, NUMBER_MONEY), "€12");
    arena_free(&arena);
}

static struct estimate between(double low, double value, double high)
{
    return (struct estimate){.value = value, .low = low, .high = high};
}

static void errors_are_told_by_side_where_they_differ(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(number_estimate(&arena, between(4723.0, 4829.0, 4935.0), NUMBER_MONEY),
        "€4,829 ± €106");
    assert_string_equal(number_estimate(&arena, between(4700.0, 4829.0, 5100.0), NUMBER_MONEY),
        "€4,829 (€4,700 to €5,100)");
    /* The sides differ by more than a fifth, but by less than a unit. */
    assert_string_equal(
        number_estimate(&arena, between(9.8, 10.0, 10.3), NUMBER_WHOLE), "10 ± 1");
    assert_string_equal(
        number_estimate(&arena, between(NAN, 150.0, NAN), NUMBER_AVERAGE), "150");
    /* All the same is no error of 0. */
    assert_string_equal(
        number_estimate(&arena, between(0.0, 0.0, 0.0), NUMBER_AVERAGE), "0.00");
    struct estimate unbounded = {4829.0, 100.0, NAN, NAN, true};
    assert_string_equal(number_estimate(&arena, unbounded, NUMBER_MONEY), "€4,829 ± –");
    assert_string_equal(
        number_difference(&arena, between(0.011, 0.021, 0.031), NUMBER_POINTS), "+2.1 ± 1.0");
    assert_string_equal(
        number_difference(&arena, between(-120.25, -100.25, -80.25), NUMBER_AVERAGE),
        "\u2212100 ± 20");
    assert_string_equal(number_difference(&arena, estimate_undefined(), NUMBER_AVERAGE), "–");
    arena_free(&arena);
}

static void strings_are_kept_in_an_arena(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *first = number_text(&arena, 12.0, NUMBER_MONEY);
    assert_string_equal(number_text(&arena, NAN, NUMBER_CHANCE), "–");
    assert_string_equal(first, "€12");
    arena_free(&arena);
}

static void chances_have_their_error_where_it_is_not_small(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct estimate wide = {0.76, 0.02, 0.73, 0.79, false};
    struct estimate narrow = {0.76, 0.004, 0.752, 0.768, false};
    struct estimate edge = {1.0, 0.0, 0.96, 1.0, false}, sure = {1.0, 0.0, 0.995, 1.0, false};
    struct estimate none = {0.5, NAN, NAN, NAN, false};
    assert_string_equal(number_chance(&arena, wide), "76% ± 3%");
    assert_string_equal(number_chance(&arena, narrow), "76%");
    assert_string_equal(number_chance(&arena, edge), "100% (96% to 100%)");
    assert_string_equal(number_chance(&arena, sure), "100%");
    assert_string_equal(number_chance(&arena, none), "50%");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(decimals_are_those_of_the_form),
        cmocka_unit_test(what_is_not_defined_is_a_dash),
        cmocka_unit_test(chances_are_not_rounded_to_certainty),
        cmocka_unit_test(two_ends_are_said_once_where_they_look_the_same),
        cmocka_unit_test(bounds_are_rounded_up),
        cmocka_unit_test(errors_are_told_by_side_where_they_differ),
        cmocka_unit_test(strings_are_kept_in_an_arena),
        cmocka_unit_test(chances_have_their_error_where_it_is_not_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
