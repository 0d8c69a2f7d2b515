/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "messages.h"

#include <string.h>
#include <time.h>

static void keep_their_order(void **state)
{
    (void)state;
    struct messages messages = {0};
    for (int i = 0; i < 100; i++)
        messages_add(&messages, "line %d of %s", i, "many");
    assert_int_equal(messages.count, 100);
    for (int i = 0; i < 100; i++) {
        char expected[40];
        snprintf(expected, sizeof expected, "line %d of many", i);
        assert_string_equal(messages.lines[i], expected);
    }
    messages_free(&messages);
}

/* Names come from files of others: one may not start a line of its own or colour the screen. */
static void control_characters_become_spaces(void **state)
{
    (void)state;
    struct messages messages = {0};
    messages_add(&messages, "company %s", "Bakker\nerror: all is lost\r\x1b[31m\x07\x7f");
    assert_string_equal(messages.lines[0], "company Bakker error: all is lost  [31m  ");
    messages_free(&messages);
}

static void accented_letters_stay(void **state)
{
    (void)state;
    struct messages messages = {0};
    messages_add(&messages, "%s", "Caf\xc3\xa9 \xe2\x82\xac 5");
    assert_string_equal(messages.lines[0], "Caf\xc3\xa9 \xe2\x82\xac 5");
    messages_free(&messages);
}

static void an_argument_is_not_a_format(void **state)
{
    (void)state;
    struct messages messages = {0};
    messages_add(&messages, "%s", "100 %n %s");
    assert_string_equal(messages.lines[0], "100 %n %s");
    messages_free(&messages);
}

static void an_empty_line_is_a_line(void **state)
{
    (void)state;
    struct messages messages = {0};
    messages_add(&messages, "%s", "");
    assert_int_equal(messages.count, 1);
    assert_string_equal(messages.lines[0], "");
    messages_free(&messages);
}

static void long_lines_are_kept_whole(void **state)
{
    (void)state;
    static char name[20001];
    memset(name, 'x', sizeof name - 1);
    struct messages messages = {0};
    messages_add(&messages, "[%s]", name);
    assert_int_equal(strlen(messages.lines[0]), sizeof name + 1);
    messages_free(&messages);
}

static void can_be_used_again_after_being_freed(void **state)
{
    (void)state;
    struct messages messages = {0};
    messages_free(&messages);
    messages_add(&messages, "first");
    messages_free(&messages);
    assert_int_equal(messages.count, 0);
    assert_null(messages.lines);
    messages_add(&messages, "second");
    assert_string_equal(messages.lines[0], "second");
    messages_free(&messages);
}

static void repeats_are_dropped_and_the_rest_keeps_its_order(void **state)
{
    (void)state;
    static const char *const lines[] = {"b", "a", "b", "c", "a", "b"};
    struct messages messages = {0};
    messages_drop_repeats(&messages);
    assert_int_equal(messages.count, 0);
    for (int i = 0; i < 6; i++)
        messages_add(&messages, "%s", lines[i]);
    messages_drop_repeats(&messages);
    assert_int_equal(messages.count, 3);
    assert_string_equal(messages.lines[0], "b");
    assert_string_equal(messages.lines[1], "a");
    assert_string_equal(messages.lines[2], "c");
    messages_free(&messages);
}

/* Each line compared with every other would take minutes. */
static void many_repeats_are_dropped_quickly(void **state)
{
    (void)state;
    enum { LINES = 200000 };
    struct messages messages = {0};
    for (int i = 0; i < 2 * LINES; i++)
        messages_add(&messages, "list.csv:%d: size: 'x' is not small", i % LINES);
    clock_t start = clock();
    messages_drop_repeats(&messages);
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
    assert_int_equal(messages.count, LINES);
    messages_free(&messages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keep_their_order),
        cmocka_unit_test(control_characters_become_spaces),
        cmocka_unit_test(accented_letters_stay),
        cmocka_unit_test(an_argument_is_not_a_format),
        cmocka_unit_test(an_empty_line_is_a_line),
        cmocka_unit_test(long_lines_are_kept_whole),
        cmocka_unit_test(repeats_are_dropped_and_the_rest_keeps_its_order),
        cmocka_unit_test(many_repeats_are_dropped_quickly),
        cmocka_unit_test(can_be_used_again_after_being_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
