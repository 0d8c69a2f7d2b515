/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results/README.md tells what columns hold and what measures are in the words of their
 * descriptions. With RECEPT_UPDATE=1 in the environment that part is written anew. */
#include "check.h"

#include "measures.h"
#include "tables.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define README SOURCE_DIR "/results/README.md"
#define BEGIN "<!-- Written by tests/unit/test_columns_readme.c with RECEPT_UPDATE=1. -->\n"
#define END "<!-- End of what is written. -->\n"

/* By hand, but for all. */
static void every_table_is_told_of(void **state)
{
    (void)state;
    struct text readme = {0}, name = {0};
    struct messages errors = {0};
    struct table table;
    assert_int_equal(file_read(README, 1 << 20, &readme, &errors), STATUS_OK);
    for (int i = 0; tables_describe(i, &table); i++) {
        text_printf(&name, "`%s.csv`", table.name);
        if (strstr(readme.data, name.data) == NULL)
            fail_msg("%s is not told of", name.data);
        text_free(&name);
        table_free(&table);
    }
    text_free(&readme);
}

/* The tables that have a column so described; of many only that they are. */
static void add_places(struct text *out, const struct column *described)
{
    enum { MANY = 9 };
    struct text places = {0};
    struct table table;
    const char *dot = strchr(described->id, '.');
    const char *id = dot != NULL ? dot + 1 : described->id;
    int n = 0;
    for (int i = 0; tables_describe(i, &table); i++) {
        int column = table_column(&table, id);
        if (column >= 0 && strcmp(table.column[column].meaning, described->meaning) == 0)
            text_printf(&places, n++ == 0 ? "%s" : ", %s", table.name);
        table_free(&table);
    }
    assert_true(n > 0); /* else no table has what is described */
    text_add_string(out, n > MANY ? "most" : text_string(&places));
    text_free(&places);
}

static void add_columns(struct text *out)
{
    text_add_string(
        out, "| column | unit | what it holds | tables |\n| --- | --- | --- | --- |\n");
    for (int i = 0; i < n_described_columns; i++) {
        const char *dot = strchr(described_columns[i].id, '.');
        const char *unit = described_columns[i].role >= ROLE_ERROR ? "of the value"
                           : strcmp(described_columns[i].unit, UNIT_OF_ROW) == 0
                               ? "see `unit`"
                               : described_columns[i].unit;
        text_printf(out, "| `%s` | %s | %s | ", dot != NULL ? dot + 1 : described_columns[i].id,
            unit, described_columns[i].meaning);
        add_places(out, &described_columns[i]);
        text_add_string(out, " |\n");
    }
}

static void add_measures(struct text *out)
{
    text_add_string(out, "\n| measure | unit | what it is |\n| --- | --- | --- |\n");
    for (int m = 0; m < n_measures; m++)
        text_printf(out, "| `%s` | %s | %s |\n", measures[m].name, measures[m].unit,
            measures[m].meaning);
}

static void the_readme_says_what_columns_hold(void **state)
{
    (void)state;
    struct text readme = {0}, made = {0};
    struct messages errors = {0};
    assert_int_equal(file_read(README, 1 << 20, &readme, &errors), STATUS_OK);
    char *begin = strstr(readme.data, BEGIN), *end = strstr(readme.data, END);
    assert_non_null(begin);
    assert_non_null(end);
    begin += strlen(BEGIN);
    add_columns(&made);
    add_measures(&made);
    if (getenv("RECEPT_UPDATE") != NULL) {
        FILE *file = fopen(README, "w");
        assert_non_null(file);
        fwrite(readme.data, 1, (size_t)(begin - readme.data), file);
        fputs(made.data, file);
        fputs(end, file);
        assert_int_equal(fclose(file), 0);
    } else {
        *end = '\0';
        assert_string_equal(begin, made.data);
    }
    text_free(&readme);
    text_free(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_is_told_of),
        cmocka_unit_test(the_readme_says_what_columns_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
