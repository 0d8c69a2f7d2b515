/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "plot_text.h"

static void assert_text(struct text *text, const char *expected)
{
    assert_string_equal(text_string(text), expected);
    text_free(text);
}

static void names_are_made_fit_to_be_seen(void **state)
{
    (void)state;
    struct text text = {0};
    plot_add_cut(&text, " \t two \n  words ", 20, 1);
    assert_text(&text, "two words");
    plot_add_cut(&text,
        "\xe2\x80\xae"
        "right to left\xe2\x80\x8b",
        20, 1);
    assert_text(&text, "right to left");
}

static void texts_are_no_program(void **state)
{
    (void)state;
    struct text text = {0};
    plot_add_word(&text, "a\\b \"1\"\nd\te");
    assert_text(&text, "\t\"a\\\\b \\00421\\0042\\nd e\"");
    plot_add_literal(&text, "it's 'so'\n");
    assert_text(&text, "'it''s ''so'' '");
    plot_add_row(&text, 3, 0.25, NAN);
    plot_add_word(&text, "b");
    plot_add_row(&text, -1e-9);
    assert_text(&text, "\n3\t0.25\tNaN\t\"b\"\n-1e-09");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_made_fit_to_be_seen),
        cmocka_unit_test(texts_are_no_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
