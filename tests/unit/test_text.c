/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "text.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

static void grows_and_stays_a_string(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal(text_string(&text), "");
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "%d,", i % 10);
    assert_int_equal(text.length, 2000);
    assert_int_equal(strlen(text.data), 2000);
    assert_memory_equal(text.data + 1990, "5,6,7,8,9,", 11);
    text_free(&text);
    assert_string_equal(text_string(&text), "");
}

static void keeps_bytes_that_are_zero(void **state)
{
    (void)state;
    struct text text = {0};
    text_add(&text, "a\0b", 3);
    text_add(&text, NULL, 0);
    text_add_string(&text, "c");
    assert_int_equal(text.length, 4);
    assert_memory_equal(text.data, "a\0bc", 5);
    text_free(&text);
}

static void assert_number(double value, int real, const char *expected)
{
    struct text text = {0};
    text_add_number(&text, value, real);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

static void numbers_are_as_short_as_can_be(void **state)
{
    (void)state;
    assert_number(0.1, 0, "0.1");
    assert_number(3.0, 0, "3");
    assert_number(-2.5, 0, "-2.5");
    assert_number(1.0 / 3.0, 0, "0.3333333333333333");
    assert_number(0.1 + 0.2, 0, "0.30000000000000004");
    assert_number(1e-300, 0, "1e-300");
    assert_number(1e22, 0, "1e+22");
    assert_number(0.0, 0, "0");
}

/* A config with 20,000 replications may not come back as the real number 2e+04. */
static void whole_numbers_have_no_exponent(void **state)
{
    (void)state;
    assert_number(10.0, 0, "10");
    assert_number(1500.0, 0, "1500");
    assert_number(20000.0, 0, "20000");
    assert_number(-100000.0, 0, "-100000");
    assert_number(20240313.0, 0, "20240313");
    assert_number(999999999999999.0, 0, "999999999999999");
    assert_number(0.0001, 0, "0.0001");
}

static void real_numbers_look_real(void **state)
{
    (void)state;
    assert_number(3.0, 1, "3.0");
    assert_number(0.0, 1, "0.0");
    assert_number(-10.0, 1, "-10.0");
    assert_number(0.1, 1, "0.1");
    assert_number(1e22, 1, "1e+22");
    assert_number((double)INFINITY, 1, "inf");
    assert_number((double)NAN, 1, "nan");
}

static void assert_reads_back(double value)
{
    for (int real = 0; real < 2; real++) {
        struct text text = {0};
        text_add_number(&text, value, real);
        double back = strtod(text_string(&text), NULL);
        assert_memory_equal(&back, &value, sizeof value);
        text_free(&text);
    }
}

static void numbers_read_back_as_themselves(void **state)
{
    (void)state;
    const double values[] = {0.0, -0.0, 0.1, -0.1, 1e-300, 3.0, 1e22, -1e22, 1e15, 123456.789,
        DBL_MAX, DBL_MIN, DBL_TRUE_MIN, DBL_EPSILON, 9007199254740993.0, 1e-4, 9.9e-5};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        assert_reads_back(values[i]);
    uint64_t bits = 1;
    for (int i = 0; i < 20000; i++) {
        /* Any bit pattern: the multiplier of Knuth's generator visits all exponents. */
        bits = bits * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        double value;
        memcpy(&value, &bits, sizeof value);
        if (isfinite(value))
            assert_reads_back(value);
    }
}

static const char *const moments[] = {
    "open_coffee", "newsletter", "company_meeting", "campus_tour", "fax"};

static const char *nearest(const char *word)
{
    return text_nearest(word, NAMES(moments, sizeof moments / sizeof moments[0]));
}

static void a_typo_finds_its_word(void **state)
{
    (void)state;
    assert_string_equal(nearest("newsletter"), "newsletter");
    assert_string_equal(nearest("newsleter"), "newsletter");
    assert_string_equal(nearest("campus-tour"), "campus_tour");
    assert_string_equal(nearest("open_cofee"), "open_coffee");
    assert_string_equal(nearest("compny_metting"), "company_meeting");
    assert_string_equal(nearest("fx"), "fax");
}

static void nonsense_finds_nothing(void **state)
{
    (void)state;
    assert_null(nearest("xyzzy"));
    assert_null(nearest("news"));
    assert_null(nearest("company_meetings_of_all_kinds"));
    assert_null(nearest(""));
    assert_null(text_nearest("fax", NAMES(moments, 0)));
}

static void the_nearest_of_several_wins(void **state)
{
    (void)state;
    const char *const names[] = {"desires", "desired", "desire"};
    assert_string_equal(text_nearest("desir", NAMES(names, 3)), "desire");
    assert_string_equal(text_nearest("dessired", NAMES(names, 3)), "desired");
}

/* Four changes are too many, however long the word. */
static void long_words_may_differ_by_three(void **state)
{
    (void)state;
    const char *const names[] = {"abcdefghijklmnopqrstuvwxyz"};
    assert_non_null(text_nearest("abcdefghijklmnopqrstuvw", NAMES(names, 1)));
    assert_null(text_nearest("abcdefghijklmnopqrstuv", NAMES(names, 1)));
    char endless[200];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    const char *const far[] = {endless};
    assert_null(text_nearest("abc", NAMES(far, 1)));
    assert_null(text_nearest(endless, NAMES(names, 1)));
}

static void a_name_is_found_where_it_stands(void **state)
{
    (void)state;
    const struct {
        const char *name;
        int other;
    } rows[] = {{"visit", 1}, {"fax", 2}};
    assert_int_equal(text_find("fax", NAMES(rows, 2)), 1);
    assert_int_equal(text_find("fax", NAMES(rows, 1)), -1);
    assert_int_equal(text_find("campus_tour", NAMES(moments, 5)), 3);
    assert_int_equal(text_find("", NAMES(moments, 5)), -1);
}

static void assert_utf8(const char *data, size_t length, const char *expected)
{
    struct text text = {0};
    text_to_utf8(&text, data, length);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

#define utf8_of(data, expected) assert_utf8(data, sizeof(data) - 1, expected)

static void utf8_stays_as_it_is(void **state)
{
    (void)state;
    utf8_of("plain", "plain");
    utf8_of("Caf\xc3\xa9", "Caf\xc3\xa9");
    utf8_of("\xe2\x82\xac \xf0\x9f\x98\x80", "\xe2\x82\xac \xf0\x9f\x98\x80");
    utf8_of(
        "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf", "\xed\x9f\xbf\xee\x80\x80\xf4\x8f\xbf\xbf");
    utf8_of("", "");
    assert_utf8(NULL, 0, "");
}

static void a_byte_order_mark_is_dropped(void **state)
{
    (void)state;
    utf8_of("\xef\xbb\xbfname;size", "name;size");
    utf8_of("\xef\xbb\xbf", "");
    utf8_of("\xef\xbb\xbf"
            "Caf\xe9",
        "Caf\xc3\xa9");
    utf8_of("a\xef\xbb\xbf", "a\xef\xbb\xbf");
}

static void other_bytes_are_windows_1252(void **state)
{
    (void)state;
    utf8_of("Caf\xe9", "Caf\xc3\xa9");
    utf8_of("\x80 5", "\xe2\x82\xac 5");
    utf8_of("\x93quoted\x94", "\xe2\x80\x9cquoted\xe2\x80\x9d");
    /* Not in that code page: the replacement character, not a lost line. */
    utf8_of("a\x81z", "a\xef\xbf\xbdz");
    /* Cut short in the middle of a character. */
    utf8_of("a\xc3", "a\xc3\x83");
}

/* The Unicode Standard, table 3-7: what looks like UTF-8 by its first byte but is none. */
static void ill_formed_utf8_is_not_taken_for_utf8(void **state)
{
    (void)state;
    const char *const none[] = {"\xc0\xaf", "\xe0\x80\xaf", "\xe0\x9f\xbf", "\xf0\x80\x80\xaf",
        "\xf0\x8f\xbf\xbf", "\xed\xa0\xa0", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xa0"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        struct text text = {0};
        text_to_utf8(&text, none[i], strlen(none[i]));
        assert_string_not_equal(text_string(&text), none[i]);
        text_free(&text);
    }
}

static void assert_printable(const char *string, const char *expected)
{
    struct text text = {0};
    text_add_printable(&text, string);
    assert_string_equal(text_string(&text), expected);
    text_free(&text);
}

static void control_characters_are_printed_as_spaces(void **state)
{
    (void)state;
    assert_printable("one\ntwo\r\tthree\x7f", "one two  three ");
    assert_printable("\x1b[2J\x1b]0;title\x07", " [2J ]0;title ");
    /* U+009B is an escape sequence of one character, U+0085 a newline. */
    assert_printable("\xc2\x9b"
                     "31m\xc2\x85",
        " 31m ");
    assert_printable("Caf\xc3\xa9\xc2\xa0\xe2\x82\xac", "Caf\xc3\xa9\xc2\xa0\xe2\x82\xac");
    /* A lone C1 byte, and escape written longer than needed. */
    assert_printable("\x9b"
                     "31m",
        " 31m");
    assert_printable("\xe0\x80\x9b"
                     "31m",
        "   31m");
    assert_printable("cut \xe2\x82", "cut   ");
    assert_printable("", "");
    /* Overrides, isolates and marks of direction, and what no eye sees. */
    assert_printable("a\u202e\u2066b\u200f\u061c\u200b\ufeff\u2028c", "abc");
    struct text lines = {0};
    text_add_lines(&lines, "a\x1b[1m\nb\u202e\tc");
    assert_string_equal(lines.data, "a [1m\nb c");
    text_free(&lines);
}

static void strings_are_made_in_an_arena(void **state)
{
    (void)state;
    struct arena arena = {0};
    const char *first = arena_printf(&arena, "%s %d", "size", 12);
    const char *wide = arena_printf(&arena, "%5000s", "x");
    assert_string_equal(arena_printable(&arena, "one\ntwo"), "one two");
    assert_string_equal(arena_printable(&arena, ""), "");
    assert_string_equal(first, "size 12");
    assert_int_equal(strlen(wide), 5000);
    assert_string_equal(wide + 4998, " x");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows_and_stays_a_string),
        cmocka_unit_test(keeps_bytes_that_are_zero),
        cmocka_unit_test(numbers_are_as_short_as_can_be),
        cmocka_unit_test(whole_numbers_have_no_exponent),
        cmocka_unit_test(real_numbers_look_real),
        cmocka_unit_test(numbers_read_back_as_themselves),
        cmocka_unit_test(a_name_is_found_where_it_stands),
        cmocka_unit_test(a_typo_finds_its_word),
        cmocka_unit_test(nonsense_finds_nothing),
        cmocka_unit_test(the_nearest_of_several_wins),
        cmocka_unit_test(long_words_may_differ_by_three),
        cmocka_unit_test(utf8_stays_as_it_is),
        cmocka_unit_test(a_byte_order_mark_is_dropped),
        cmocka_unit_test(other_bytes_are_windows_1252),
        cmocka_unit_test(ill_formed_utf8_is_not_taken_for_utf8),
        cmocka_unit_test(control_characters_are_printed_as_spaces),
        cmocka_unit_test(strings_are_made_in_an_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
