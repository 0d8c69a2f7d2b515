/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "language.h"
#include "plot_text.h"

static void assert_text(struct text *text, const char *expected)
{
    assert_string_equal(text_string(text), expected);
    text_free(text);
}

static void numbers_follow_the_language(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    language_use(DUTCH);
    plot_add_euros(&text, 1234567.4);
    assert_text(&text, "\u20ac\u00a01.234.567");
    plot_add_number(&text, -1234.56, 1);
    assert_text(&text, "\u22121.234,6");
    language_use(ENGLISH);
    plot_add_euros(&text, 999.5);
    assert_text(&text, "\u20ac1,000");
    plot_add_number(&text, -0.4, 0);
    assert_text(&text, "0");
    plot_add_number(&text, (double)NAN, 0);
    assert_text(&text, "\u2013");
    const double share[] = {0.0, 0.0002, 0.0421, 0.42, 0.991, 0.9999, 1.0};
    const char *const words[] = {"0%", "<0.1%", "4.2%", "42%", "99.1%", ">99.9%", "100%"};
    for (int i = 0; i < 7; i++) {
        plot_add_share(&text, share[i]);
        assert_text(&text, words[i]);
    }
    plot_add_at_most(&text, 0.141, 1);
    assert_text(&text, "0.2");
    plot_add_at_most(&text, 0.0, 2);
    assert_text(&text, "0.01");
}

static void axes_have_round_steps(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    plot_add_ticks(&text, plot_scale(0.23, 5, 0.01), plot_add_share_tick);
    assert_text(
        &text, "('0%%' 0, '5%%' 0.05, '10%%' 0.1, '15%%' 0.15, '20%%' 0.2, '25%%' 0.25)");
    plot_add_ticks(&text, plot_scale(2.0, 5, 1.0), plot_add_whole);
    assert_text(&text, "('0' 0, '1' 1, '2' 2)");
    struct plot_scale scale = plot_scale((double)NAN, 5, 1.0);
    assert_close(scale.end, 1.0, 0.0, 0.0);
    scale = plot_scale(1e9, 6, 1.0);
    assert_close(scale.step, 2e8, 0.0, 1.0);
}

static void long_names_are_broken_and_cut(void **state)
{
    (void)state;
    struct text text;
    text_init(&text);
    plot_wrap(&text, "Online first, personal last", 12, 3);
    assert_text(&text, "Online\nfirst,\npersonal la\u2026");
    plot_wrap(&text, "wwwwwwwwww", 4, 2);
    assert_text(&text, "wwww\nwww\u2026");
    plot_wrap(&text, "\u4e2d\u6587\u540d", 4, 1);
    assert_text(&text, "\u4e2d\u2026");
    plot_clean(&text, " \t two \n  words ");
    assert_text(&text, "two words");
    plot_add_field(&text, "a\\b \"c\"\nd\te");
    assert_text(&text, "\"a\\\\b \\042c\\042\\nd e\"");
    plot_add_literal(&text, "it's 'so'\n");
    assert_text(&text, "'it''s ''so'' '");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(axes_have_round_steps),
        cmocka_unit_test(long_names_are_broken_and_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
