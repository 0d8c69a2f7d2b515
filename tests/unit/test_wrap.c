/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "wrap.h"

static void assert_text(struct text *text, const char *expected)
{
    assert_string_equal(text_string(text), expected);
    text_free(text);
}

static void columns_are_those_of_a_terminal(void **state)
{
    (void)state;
    assert_int_equal(wrap_columns(""), 0);
    assert_int_equal(wrap_columns("€ 5"), 3);
    assert_int_equal(wrap_columns("中文"), 4);
    assert_int_equal(wrap_columns("e\u0301"), 1);
}

static void text_is_cut_between_characters(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_string_equal(wrap_cut(&arena, "één één", 7), "één één");
    assert_string_equal(wrap_cut(&arena, "één één", 6), "één é…");
    assert_string_equal(wrap_cut(&arena, "één één", 5), "één…");
    assert_string_equal(wrap_cut(&arena, "中文名", 4), "中…");
    assert_string_equal(wrap_cut(&arena, "één", 1), "…");
    assert_string_equal(wrap_cut(&arena, "één", 0), "");
    arena_free(&arena);
}

static void lines_are_broken_between_words(void **state)
{
    (void)state;
    struct text text = {0};
    wrap_add(&text, "Online first, personal last", 15, 0, 0);
    assert_text(&text, "Online first,\npersonal last");
    wrap_add(&text, "one-to-one of €14,000–€19,500 more", 16, 0, 0);
    assert_text(&text, "one-to-one of\n€14,000–€19,500\nmore");
    wrap_add(&text, "needs packages.network. So be it.", 20, 0, 0);
    assert_text(&text, "needs\npackages.network. So\nbe it.");
    wrap_add(&text, "two words", 9, 0, 0);
    assert_text(&text, "two words");
    wrap_add(&text, "two  words", 3, 0, 0);
    assert_text(&text, "two\nwor\nds");
    wrap_add(&text, "waard € 0 tot €\u00a0269 nu", 16, 0, 0);
    assert_text(&text, "waard € 0 tot\n€\u00a0269 nu");
    wrap_add(&text, "wwwwwwwwww", 4, 0, 0);
    assert_text(&text, "wwww\nwwww\nww");
    wrap_add(&text, "", 4, 0, 0);
    assert_text(&text, "");
}

static void paragraphs_are_kept_and_their_lines_indented(void **state)
{
    (void)state;
    struct text text = {0};
    wrap_add(&text, "one two three\nfour five\n", 9, 2, 0);
    assert_text(&text, "one two\n  three\nfour five");
    wrap_add(&text, "a\n\nb", 9, 2, 0);
    assert_text(&text, "a\n\nb");
}

static void too_many_lines_end_in_an_ellipsis(void **state)
{
    (void)state;
    struct text text = {0};
    wrap_add(&text, "Online first, personal last", 12, 0, 3);
    assert_text(&text, "Online\nfirst,\npersonal la…");
    wrap_add(&text, "wwwwwwwwww", 4, 0, 2);
    assert_text(&text, "wwww\nwww…");
    wrap_add(&text, "one two", 9, 0, 1);
    assert_text(&text, "one two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_those_of_a_terminal),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(lines_are_broken_between_words),
        cmocka_unit_test(paragraphs_are_kept_and_their_lines_indented),
        cmocka_unit_test(too_many_lines_end_in_an_ellipsis),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
