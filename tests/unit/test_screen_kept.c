/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "folder.h"
#include "screen.h"

#include <string.h>

static const struct results_kind nobodys = {.marker = "manifest.json"};

/* Inlined, gcc takes what it returns for the address of a variable of it. */
__attribute__((noinline)) static char *printed(const struct screen *screen)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    screen_print(file, screen);
    fclose(file);
    return bytes;
}

static void fill(struct screen *screen, const char *name)
{
    struct grid table;
    screen_add_text(
        screen, "A paragraph with \"quotes\", a \u20ac and a \x1b[31mcolour.\nAnd\n");
    grid_init(&table, 2, 4, (const char *[4]){"strategy", "a\nb", "caf\xe9", NULL});
    table.turn = 2;
    *grid_cell(&table, 0, 0) = name;
    *grid_cell(&table, 1, 3) = "\u202e17%";
    screen_add_table(screen, &table);
    screen_add_blank(screen);
    screen_add_text(screen, "");
}

static void what_was_kept_prints_the_same_bytes(void **state)
{
    (void)state;
    struct screen screen[N_LANGUAGES] = {{{0}}};
    struct results_folder folder;
    struct messages errors = {0};
    struct text bytes = {0};
    fill(&screen[ENGLISH], "one");
    fill(&screen[DUTCH], "\u00e9\u00e9n");
    assert_int_equal(results_begin(&folder, "r", &nobodys, false, &errors), STATUS_OK);
    assert_int_equal(screens_write(&folder, screen), STATUS_OK);
    assert_int_equal(results_commit(&folder), STATUS_OK);
    assert_int_equal(file_read("r/" SCREENS_NAME, 1 << 20, &bytes, &errors), STATUS_OK);
    for (int language = 0; language < N_LANGUAGES; language++) {
        struct screen again = {0};
        assert_true(screens_read(&again, (enum language)language, &bytes));
        char *first = printed(&screen[language]), *second = printed(&again);
        assert_string_equal(first, second);
        assert_null(strchr(first, '\x1b'));
        assert_null(strstr(first, "\u202e"));
        free(first);
        free(second);
        screen_free(&again);
        screen_free(&screen[language]);
    }
    text_free(&bytes);
}

static bool reads(const char *json)
{
    struct screen screen = {0};
    struct text bytes = {0};
    text_add_string(&bytes, json);
    bool read = screens_read(&screen, ENGLISH, &bytes);
    if (read) {
        char *text = printed(&screen);
        for (const char *c = text; *c != '\0'; c++)
            assert_true((unsigned char)*c >= ' ' || *c == '\n');
        free(text);
    }
    screen_free(&screen);
    text_free(&bytes);
    return read;
}

static void a_stranger_s_screen_is_plain_text_or_none(void **state)
{
    (void)state;
    assert_true(reads("{\"en\": [\"\\u001b]0;title\\u0007\\u0090 text\\r\\n\", null]}"));
    assert_true(
        reads("{\"en\": [{\"fixed\": 1, \"turn\": 9e9, \"rows\": [[\"\\u001b[2J\"]]}]}"));
    assert_true(
        reads("{\"en\": [{\"fixed\": 1, \"rows\": [[\"a\", \"b\"], [\"c\", \"d\"]]}]}"));
    static const char *const none[] = {"", "null", "{}", "[]", "{\"en\": []}", "{\"en\": {}}",
        "{\"nl\": [\"a\"]}", "{\"en\": [1]}", "{\"en\": [[]]}", "{\"en\": [{}]}",
        "{\"en\": [{\"fixed\": 1, \"rows\": []}]}",
        "{\"en\": [{\"fixed\": 1, \"rows\": [[]]}]}",
        "{\"en\": [{\"fixed\": 0, \"rows\": [[\"a\"]]}]}",
        "{\"en\": [{\"fixed\": 2, \"rows\": [[\"a\"]]}]}",
        "{\"en\": [{\"fixed\": 1, \"turn\": -1, \"rows\": [[\"a\"]]}]}",
        "{\"en\": [{\"fixed\": 1, \"turn\": 5, \"rows\": [[\"a\"]]}]}",
        "{\"en\": [{\"fixed\": 1, \"rows\": [[\"a\", \"b\"], [\"c\"]]}]}",
        "{\"en\": [{\"fixed\": 1, \"rows\": [[\"a\"], [1]]}]}",
        "{\"en\": [{\"fixed\": 1, \"rows\": "
        "[[\"\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n"
        "\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\"]]}]}"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        if (reads(none[i]))
            fail_msg("%s", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_prints_the_same_bytes),
        cmocka_unit_test(a_stranger_s_screen_is_plain_text_or_none),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
