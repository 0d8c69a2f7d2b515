/* SPDX-License-Identifier: GPL-3.0-or-later */
/* results/README.md tells what columns hold and what measures are in the words of their
 * descriptions. With RECEPT_UPDATE=1 in the environment that part is written anew. */
#include "check.h"

#include "measures.h"
#include "fill.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define README SOURCE_DIR "/results/README.md"
#define BEGIN "<!-- Written by tests/unit/test_columns_readme.c with RECEPT_UPDATE=1. -->\n"
#define END "<!-- End of what is written. -->\n"

/* The kind of table number `i` of those that can be files; NULL: there are no more. */
static const struct table_kind *kind_at(int i)
{
    static const struct table_kind *const groups[] = {ALL_TABLES};
    for (size_t group = 0; group < sizeof groups / sizeof groups[0]; group++)
        for (const struct table_kind *kind = groups[group]; kind->name != NULL; kind++)
            if ((kind->to & (TO_FILE | STREAMED)) != 0 && i-- == 0)
                return kind;
    return NULL;
}

/* By hand, but for all. */
static void every_table_is_told_of(void **state)
{
    (void)state;
    struct text readme = {0}, name = {0};
    struct messages errors = {0};
    const struct table_kind *kind;
    assert_int_equal(file_read(README, 1 << 20, &readme, &errors), STATUS_OK);
    for (int i = 0; (kind = kind_at(i)) != NULL; i++) {
        text_printf(&name, "`%s.csv`", kind->name);
        if (strstr(readme.data, name.data) == NULL)
            fail_msg("%s is not told of", name.data);
        text_free(&name);
    }
    text_free(&readme);
}

/* The tables that have a column so described; of many only that they are. */
static void add_places(struct text *out, const struct column *described)
{
    enum { MANY = 9 };
    struct text places = {0};
    const struct table_kind *kind;
    const char *dot = strchr(described->id, '.');
    const char *id = dot != NULL ? dot + 1 : described->id;
    int n = 0;
    for (int i = 0; (kind = kind_at(i)) != NULL; i++) {
        struct table table;
        table_init(&table, kind->name, kind->columns);
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
        const struct column *column = &described_columns[i];
        const char *dot = strchr(column->id, '.');
        const char *unit = column->role >= ROLE_ERROR && column->unit[0] == '\0'
                               ? "of the value"
                           : strcmp(column->unit, UNIT_OF_ROW) == 0 ? "see `unit`"
                                                                    : column->unit;
        text_printf(out, "| `%s` | %s | %s | ", dot != NULL ? dot + 1 : column->id, unit,
            column->meaning);
        add_places(out, column);
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
