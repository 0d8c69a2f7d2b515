/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "table.h"
#include "text.h"
#include "write_csv.h"

#include <stdlib.h>
#include <string.h>

/* A table of two rows, of which the second is like the first but for its value. */
static void fill(struct table *table)
{
    table_init(table, "made_up", "strategy,day,estimate,se,mc_low,mc_high");
    table_add_column(table, (struct column){"=size", COLUMN_TEXT, ROLE_KEY, "", "a setting"});
    for (int i = 0; i < 2; i++) {
        char name[] = "a, \"b\"";
        table_text(table, name);
        name[0] = 'X'; /* the table has a text of its own */
        table_number(table, 3.0);
        const double numbers[] = {0.5 + i, 1.0 / 3.0, NAN, INFINITY};
        for (int c = 0; c < 4; c++)
            table_number(table, numbers[c]);
        table_text(table, "-1");
        table_end_row(table);
    }
}

static void assert_csv(const struct table *table, const char *expected)
{
    struct text bytes = {0};
    csv_add(&bytes, table);
    assert_string_equal(bytes.data, expected);
    text_free(&bytes);
}

static void cells_are_kept_under_their_columns(void **state)
{
    (void)state;
    struct table table;
    fill(&table);
    assert_int_equal(table.n, 2);
    assert_int_equal(table.n_columns, 7);
    assert_int_equal(table_column(&table, "se"), 3);
    assert_int_equal(table_column(&table, "p05"), -1);
    assert_string_equal(table_cell(&table, 1, 0).text, "a, \"b\"");
    assert_true(table_cell(&table, 1, 2).number == 1.5);
    assert_true(isnan(table_cell(&table, 1, 5).number));
    assert_int_equal(table.column[1].type, COLUMN_WHOLE);
    assert_string_equal(table.column[1].unit, "days");
    assert_string_equal(column_roles[table.column[3].role], "error");
    table_free(&table);
}

static void csv_is_quoted_where_needed(void **state)
{
    (void)state;
    struct table table;
    fill(&table);
    assert_csv(&table, "strategy,day,estimate,se,mc_low,mc_high,'=size\n"
                       "\"a, \"\"b\"\"\",3,0.5,0.333333333333,,,'-1\n"
                       "\"a, \"\"b\"\"\",3,1.5,0.333333333333,,,'-1\n");
    table_free(&table);
}

/* By parts or at once, the bytes are the same. */
static void a_long_table_is_written_by_parts(void **state)
{
    (void)state;
    enum { ROWS = 2 * TABLE_PART + 10 };
    char *bytes[2] = {NULL, NULL};
    for (int parts = 0; parts < 2; parts++) {
        size_t length = 0;
        struct table table;
        table_init(&table, "made_up", "strategy,day");
        FILE *file = open_memstream(&bytes[parts], &length);
        table.file = parts == 1 ? file : NULL;
        for (int i = 0; i < ROWS; i++) {
            table_text(&table, i / 3 % 2 == 0 ? "a" : "b");
            table_number(&table, i / 2);
            table_end_row(&table);
        }
        assert_int_equal(table.n, parts == 1 ? 10 : ROWS);
        table.file = file;
        table_flush(&table);
        assert_int_equal(table.n, 0);
        fclose(file);
        table_free(&table);
    }
    assert_memory_equal(bytes[0], "strategy,day\na,0\na,0\na,1\nb,1\n", 29);
    assert_string_equal(bytes[0], bytes[1]);
    free(bytes[0]);
    free(bytes[1]);
}

/* As a row that says so, and as any other: numbers become longer, shorter, and nothing. */
static void rows_like_the_one_above_are_written_alike(void **state)
{
    (void)state;
    static const double number[] = {8, 9, 10, 9, 0.125, NAN, 99, 100, -1e-9, 1e15, 7, NAN, NAN};
    enum { N = sizeof number / sizeof number[0], COLUMNS = 4 };
    for (int column = 0; column < COLUMNS; column++) {
        struct text bytes[2] = {{0}, {0}};
        for (int again = 0; again < 2; again++) {
            struct table table;
            table_init(&table, "made_up",
                column == 0   ? "day,hub,strategy,mc_low"
                : column == 1 ? "hub,day,strategy,mc_low"
                : column == 2 ? "strategy,hub,day,mc_low"
                              : "strategy,mc_low,hub,day");
            for (int i = 0; i < N; i++) {
                union cell *cell = table_begin_row(&table);
                for (int k = 0; k < COLUMNS; k++)
                    cell[k] = table.column[k].type == COLUMN_TEXT ? cell_text("a, b")
                              : k == column                       ? cell_number(number[i])
                                                                  : cell_number(1.0 / 3.0);
                if (again == 1 && i > 0)
                    table_end_again(&table, column);
                else
                    table_end_row(&table);
            }
            csv_add(&bytes[again], &table);
            table_free(&table);
        }
        assert_string_equal(bytes[0].data, bytes[1].data);
        text_free(&bytes[0]);
        text_free(&bytes[1]);
    }
}

static void rows_of_other_tables_go_under_the_same_columns(void **state)
{
    (void)state;
    struct table from, all;
    fill(&from);
    table_init(&all, "all", "table,mc_low,day,strategy,p05,hub");
    table_append(&all, &from);
    assert_csv(&all, "table,mc_low,day,strategy,p05,hub\n"
                     "made_up,,3,\"a, \"\"b\"\"\",,\n"
                     "made_up,,3,\"a, \"\"b\"\"\",,\n");
    table_free(&from);
    table_free(&all);
}

static void a_column_of_one_table_goes_before_that_of_all(void **state)
{
    (void)state;
    assert_string_equal(column_describe("funnel", "stage")->id, "funnel.stage");
    assert_string_equal(column_describe("contact_moments", "stage")->id, "stage");
    assert_null(column_describe("summary", "no such column"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cells_are_kept_under_their_columns),
        cmocka_unit_test(csv_is_quoted_where_needed),
        cmocka_unit_test(a_long_table_is_written_by_parts),
        cmocka_unit_test(rows_like_the_one_above_are_written_alike),
        cmocka_unit_test(rows_of_other_tables_go_under_the_same_columns),
        cmocka_unit_test(a_column_of_one_table_goes_before_that_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
