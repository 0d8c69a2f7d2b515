/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "terminal.h"
#include "wrap.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Inlined, gcc takes what it returns for the address of a variable of it. */
__attribute__((noinline)) static char *printed(struct grid *grid)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    grid_print(file, grid);
    fclose(file);
    return bytes;
}

static void assert_printed(struct grid *grid, const char *expected)
{
    char *text = printed(grid);
    assert_string_equal(text, expected);
    free(text);
}

/* How wide the widest line is. */
static int columns_of(const char *text)
{
    int columns = 0;
    for (const char *at = text; *at != '\0'; at = strchr(at, '\n') + 1) {
        struct text line = {0};
        text_add(&line, at, strcspn(at, "\n"));
        int width = wrap_columns(text_string(&line));
        columns = width > columns ? width : columns;
        text_free(&line);
    }
    return columns;
}

/* In any locale: these tests run in "C". */
static void names_stand_left_and_figures_right(void **state)
{
    (void)state;
    assert_string_equal(setlocale(LC_ALL, NULL), "C");
    struct grid grid;
    grid_init(&grid, 2, 3, (const char *[]){"strategy", "two\nlines", "\nlow"});
    *grid_cell(&grid, 0, 0) = "één 中";
    *grid_cell(&grid, 0, 1) = "\u2212€\u00a07";
    *grid_cell(&grid, 1, 2) = "1,234";
    assert_printed(&grid, "            two\n"
                          "strategy  lines    low\n"
                          "één 中     -€ 7\n"
                          "                 1,234\n");
}

static void a_grid_without_rows_has_its_headers(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 0, 2, (const char *[]){"name", "a\nb"});
    assert_printed(&grid, "      a\nname  b\n");
}

static void prose_stands_left_from_the_first_line(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 3, (const char *[]){"fact", NULL, "holds"});
    grid.prose = true;
    *grid_cell(&grid, 0, 0) = "one\nand\ntwo";
    *grid_cell(&grid, 0, 1) = "figure";
    *grid_cell(&grid, 0, 2) = "yes\nit does";
    assert_printed(&grid, "fact          holds\n"
                          "\n"
                          "one   figure  yes\n"
                          "and           it does\n"
                          "two\n");
}

/* A grid with a name of `name` columns and figures that take `each` in each of `columns`. */
static char *with_widths(int name, int columns, int each)
{
    struct grid grid;
    grid_init(&grid, 1, 1 + columns, (const char *[20]){NULL});
    struct text names = {0}, figure = {0};
    for (int i = 0; i < name; i++)
        text_add_string(&names, i % 2 == 0 ? "n" : "é");
    for (int i = 0; i < each; i++)
        text_add_string(&figure, "9");
    *grid_cell(&grid, 0, 0) = names.data;
    for (int column = 1; column <= columns; column++)
        *grid_cell(&grid, 0, column) = figure.data;
    char *text = printed(&grid);
    text_free(&names);
    text_free(&figure);
    return text;
}

static void names_give_way_to_figures(void **state)
{
    (void)state;
    /* All fits with two columns between; then with one; then the name is cut. */
    char *fits = with_widths(40, 5, 10);
    assert_int_equal(columns_of(fits), TERMINAL_COLUMNS);
    assert_null(strstr(fits, "…"));
    free(fits);
    char *close = with_widths(45, 5, 10);
    assert_int_equal(columns_of(close), TERMINAL_COLUMNS);
    assert_non_null(strstr(close, "n 9999999999 9"));
    assert_null(strstr(close, "…"));
    free(close);
    char *cut = with_widths(46, 5, 10);
    assert_int_equal(columns_of(cut), TERMINAL_COLUMNS);
    assert_non_null(strstr(cut, "… 9999999999 9"));
    free(cut);
}

/* Ten columns of a name stay, whatever the figures take. */
static void something_of_a_name_always_stays(void **state)
{
    (void)state;
    char *text = with_widths(30, 1, 92);
    assert_int_equal(columns_of(text), 10 + 93);
    free(text);
}

/* Eleven columns of 12 beside a name of 30: four, and what is left in tables below. */
static void columns_without_room_come_below(void **state)
{
    (void)state;
    char *text = with_widths(30, 11, 12);
    int names = 0;
    for (const char *line = text; line != NULL; line = strchr(line + 1, '\n')) {
        line = strstr(line, "né");
        if (line == NULL)
            break;
        names++;
    }
    assert_true(columns_of(text) <= TERMINAL_COLUMNS);
    assert_int_equal(names, 2);
    free(text);
}

/* Three fixed columns, of which the last two are figures; the table turns where it should. */
static void a_broken_table_has_its_fixed_columns_again(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 8, (const char *[]){"name", "h", "d", "a", "b", "c", "turned", "last"});
    static const char wide[] = "123456789012345678901234";
    for (int column = 0; column < 8; column++)
        *grid_cell(&grid, 0, column) = column < 3 ? "x" : wide;
    grid.fixed = 3;
    grid.turn = 5;
    char *text = printed(&grid);
    assert_non_null(strstr(text, "\n\nname  h  d "));
    size_t below = (size_t)(strstr(text, "\n\n") - text);
    assert_true((size_t)(strstr(text, "b\n") - text) < below);
    assert_true((size_t)(strstr(text, " c ") - text) > below);
    assert_true(columns_of(text) <= TERMINAL_COLUMNS);
    free(text);
}

/* Before a column, with what was in the table where it was; in a broken table twice. */
static void columns_can_be_inserted(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 2, 2, (const char *[]){"strategy", "cost"});
    *grid_cell(&grid, 0, 0) = "one";
    *grid_cell(&grid, 0, 1) = "5";
    *grid_cell(&grid, 1, 1) = "7";
    grid_insert(&grid, 1, 2);
    *grid_cell(&grid, HEADER, 1) = "a";
    *grid_cell(&grid, 1, 2) = "99";
    assert_int_equal(grid.fixed, 3);
    assert_int_equal(grid.turn, 0);
    assert_printed(&grid, "strategy  a      cost\n"
                          "one                 5\n"
                          "             99     7\n");
    grid_init(&grid, 1, 3, (const char *[]){"name", "b", "c"});
    static const char wide[] = "123456789012345678901234567890123456789012345678901234";
    *grid_cell(&grid, 0, 1) = *grid_cell(&grid, 0, 2) = wide;
    grid.turn = 2;
    grid_insert(&grid, 0, 1);
    *grid_cell(&grid, 0, 0) = "x";
    assert_int_equal(grid.turn, 3);
    char *text = printed(&grid), *below = strstr(text, "\n\n");
    assert_non_null(below);
    assert_int_equal(strncmp(text, "  name ", 7), 0);
    assert_int_equal(strncmp(below, "\n\n   name ", 10), 0);
    assert_non_null(strstr(below, "\nx "));
    free(text);
}

static void columns_can_be_dropped(void **state)
{
    (void)state;
    struct grid grid;
    grid_init(&grid, 1, 4, (const char *[]){"name", "a", "b", "c"});
    for (int column = 0; column < 4; column++)
        *grid_cell(&grid, 0, column) = (const char *[]){"one", "1", "2", "3"}[column];
    grid.fixed = 2;
    grid.turn = 3;
    grid_drop(&grid, 2);
    assert_int_equal(grid.fixed, 2);
    assert_int_equal(grid.turn, 2);
    grid_drop(&grid, 1);
    assert_int_equal(grid.fixed, 1);
    assert_int_equal(grid.turn, 1);
    assert_printed(&grid, "name  c\n"
                          "one   3\n");
}

static void paragraphs_are_broken_where_there_is_no_terminal(void **state)
{
    (void)state;
    char *bytes = NULL;
    size_t size = 0;
    struct text text = {0};
    for (int i = 0; i < 50; i++)
        text_printf(&text, "word ");
    text_add_string(&text, "\nlast\n");
    FILE *file = open_memstream(&bytes, &size);
    terminal_print(file, text.data);
    terminal_print(file, "");
    fclose(file);
    assert_int_equal(columns_of(bytes), TERMINAL_COLUMNS - 1);
    assert_string_equal(strrchr(strstr(bytes, "last") - 2, 'd'), "d\nlast\n");
    free(bytes);
    text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_left_and_figures_right),
        cmocka_unit_test(a_grid_without_rows_has_its_headers),
        cmocka_unit_test(prose_stands_left_from_the_first_line),
        cmocka_unit_test(names_give_way_to_figures),
        cmocka_unit_test(something_of_a_name_always_stays),
        cmocka_unit_test(columns_without_room_come_below),
        cmocka_unit_test(a_broken_table_has_its_fixed_columns_again),
        cmocka_unit_test(columns_can_be_inserted),
        cmocka_unit_test(columns_can_be_dropped),
        cmocka_unit_test(paragraphs_are_broken_where_there_is_no_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
