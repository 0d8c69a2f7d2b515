/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "screen.h"
#include "text_grid.h"

#include <stdlib.h>
#include <string.h>

static char *printed(const struct text_grid *grid)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    text_grid_print(file, grid);
    fclose(file);
    return bytes;
}

/* Every line has as many columns as the first; returns how many, and the number of lines. */
static int columns_of(const char *text, int *lines)
{
    int columns = -1;
    *lines = 0;
    for (const char *at = text; *at != '\0'; at = strchr(at, '\n') + 1) {
        struct text line = {0};
        text_add(&line, at, strcspn(at, "\n"));
        if (columns >= 0)
            assert_int_equal(text_columns(text_string(&line)), columns);
        columns = text_columns(text_string(&line));
        text_free(&line);
        ++*lines;
    }
    return columns;
}

static void names_stand_left_and_figures_right(void **state)
{
    (void)state;
    struct text_grid grid;
    text_grid_init(&grid, 2, 3);
    text_grid_header(&grid, 0, "strategy");
    text_grid_header(&grid, 1, "two\nlines");
    text_grid_header(&grid, 2, "\nlow");
    text_add_string(text_grid_cell(&grid, 0, 0), "één");
    text_add_string(text_grid_cell(&grid, 0, 1), "€ 7");
    text_add_string(text_grid_cell(&grid, 1, 2), "1,234");
    char *text = printed(&grid);
    assert_string_equal(text, "            two       \n"
                              "strategy  lines    low\n"
                              "één         € 7       \n"
                              "                 1,234\n");
    free(text);
    text_grid_free(&grid);
}

/* A grid with a name of `name` columns and figures that take `each` in each of `columns`. */
static char *with_widths(int name, int columns, int each)
{
    struct text_grid grid;
    text_grid_init(&grid, 1, 1 + columns);
    for (int i = 0; i < name; i++)
        text_add_string(text_grid_cell(&grid, 0, 0), i % 2 == 0 ? "n" : "é");
    for (int column = 1; column <= columns; column++)
        for (int i = 0; i < each; i++)
            text_add_string(text_grid_cell(&grid, 0, column), "9");
    char *text = printed(&grid);
    text_grid_free(&grid);
    return text;
}

static void names_give_way_to_figures(void **state)
{
    (void)state;
    int lines;
    /* All fits with two columns between; then with one; then the name is cut. */
    char *fits = with_widths(40, 5, 10);
    assert_int_equal(columns_of(fits, &lines), 100);
    assert_null(strstr(fits, "…"));
    free(fits);
    char *close = with_widths(45, 5, 10);
    assert_int_equal(columns_of(close, &lines), 100);
    assert_non_null(strstr(close, "n 9999999999 9"));
    assert_null(strstr(close, "…"));
    free(close);
    char *cut = with_widths(46, 5, 10);
    assert_int_equal(columns_of(cut, &lines), SCREEN_COLUMNS);
    assert_non_null(strstr(cut, "… 9999999999 9"));
    assert_int_equal(lines, 1 + GRID_HEADERS);
    free(cut);
}

/* Ten columns of a name stay, whatever the figures take. */
static void something_of_a_name_always_stays(void **state)
{
    (void)state;
    int lines;
    char *text = with_widths(30, 11, 12);
    assert_int_equal(columns_of(text, &lines), 10 + 11 * 13);
    free(text);
}

static void a_grid_without_rows_has_its_headers(void **state)
{
    (void)state;
    struct text_grid grid;
    text_grid_init(&grid, 0, 2);
    text_grid_header(&grid, 0, "name");
    text_grid_header(&grid, 1, "a\nb");
    char *text = printed(&grid);
    assert_string_equal(text, "      a\nname  b\n");
    free(text);
    text_grid_free(&grid);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_stand_left_and_figures_right),
        cmocka_unit_test(names_give_way_to_figures),
        cmocka_unit_test(something_of_a_name_always_stays),
        cmocka_unit_test(a_grid_without_rows_has_its_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
