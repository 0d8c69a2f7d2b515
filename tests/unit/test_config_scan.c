/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "config_scan.h"
#include "files.h"
#include "language.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* What the scan says of a config in memory: its messages, lines between. To be freed. */
static char *scanned(const char *config, size_t length)
{
    struct config_text source;
    struct arena arena = {0};
    struct messages errors = {0}, notices = {0};
    struct text said = {0};
    enum status status =
        config_text_read(&source, &arena, &files_on_disk, "c", config, length, &errors);
    if (status == STATUS_OK)
        status = config_scan(&source, &errors, &notices);
    assert_int_equal(status, errors.count > 0 ? STATUS_CONFIG : STATUS_OK);
    for (size_t i = 0; i < errors.count; i++)
        text_printf(&said, "%s%s", i > 0 ? "\n" : "", errors.lines[i]);
    for (size_t i = 0; i < notices.count; i++)
        text_printf(&said, "%snotice: %s", said.length > 0 ? "\n" : "", notices.lines[i]);
    char *kept = strdup(text_string(&said));
    text_free(&said);
    config_text_free(&source);
    arena_free(&arena);
    messages_free(&errors);
    messages_free(&notices);
    return kept;
}

static void check_said(const char *config, const char *expected)
{
    char *said = scanned(config, strlen(config));
    if (strcmp(said, expected) != 0)
        fail_msg("%s\nsays: %s\n not: %s", config, said, expected);
    free(said);
}

static const struct {
    const char *config, *said;
} mistakes[] = {
    /* numbers */
    {"a = 0,5; b = 1;",
        "c:1: a: a config writes a decimal comma as a point; write: a = 0.5; b = 1;"},
    {"\n  x = ( { rate = -0,25 } );", "c:2: rate: a config writes a decimal comma as a point; "
                                      "write: x = ( { rate = -0.25 } );"},
    {"a = 10%;", "c:1: a: a share is written without %, as a part of 1; write: a = 0.1;"},
    {"a : 12,5 %;", "c:1: a: a share is written without %, as a part of 1; write: a : 0.125;"},
    {"a = (10%, 0.5);",
        "c:1: a share is written without %, as a part of 1; write: a = (0.1, 0.5);"},
    {"a = 25 000;", "c:1: a: a number is digits and at most one point; write: a = 25000;"},
    {"budget = 25.000;", "notice: c:1: budget: 25.000 is read as 25, as a config has a decimal "
                         "point; write 25000.0 for thousands, or 25.0"},
    {"x = ( { price = 1.250; }, { price = 0.250; }, { price = 1.255; }, { price = 12.50; } );",
        "notice: c:1: price: 1.250 is read as 1.25, as a config has a decimal point; write "
        "1250.0 for thousands, or 1.25"},
    {"a = 1.000.000", "c:1: a: a number is digits and at most one point; write: a = 1000000"},
    {"a = \u20ac 500;", "c:1: a: a number is digits and at most one point; write: a = 500;"},
    {"a = \u20ac 25.000;",
        "c:1: '\u20ac 25.000' can be read as '25000' or '25'; write the one that is meant"},
    {"a = 0,5 # b\nc = 0,6",
        "c:1: a: a config writes a decimal comma as a point; write: a = 0.5 # b\n"
        "c:2: c: a config writes a decimal comma as a point; write: c = 0.6"},
    /* texts and dates */
    {"a = \u201cx\u201d; b = 2;",
        "c:1: a: texts stand between straight quotation marks; write: a = \"x\"; b = 2;"},
    {"a = \u2018x\u2019;",
        "c:1: a: texts stand between straight quotation marks; write: a = \"x\";"},
    {"a = 'x';", "c:1: a: texts stand between straight quotation marks; write: a = \"x\";"},
    {"a = \"x\u201d;\nb = \"y\";",
        "c:1: a: texts stand between straight quotation marks; write: a = \"x\";"},
    {"a = \"x;\nb = \"y\";", "c:1: the text that begins here is not closed; write: a = \"x\";"},
    {"a = x;", "c:1: a: the text x has no quotation marks; write: a = \"x\";"},
    {"a = ja;", "c:1: a: a config says true or false; write: a = true;"},
    {"a = 2024-01-05;", "c:1: a: a date is a text: year, month, day between quotation marks; "
                        "write: a = \"2024-01-05\";"},
    {"a = 5-1-2024;", "c:1: a: a date is a text: year, month, day between quotation marks; "
                      "write: a = \"2024-01-05\";"},
    /* signs that are missing, or too many */
    {"a = (1 2);", "c:1: a comma is missing between members of a list; write: a = (1 , 2);"},
    {"l = ( { a = 1; }\n  { a = 2; } );",
        "c:1: a comma is missing behind a member of a list; write: l = ( { a = 1; },"},
    {"g { a = 1; }", "c:1: '=' is missing between name and value; write: g = { a = 1; }"},
    {"a 5;", "c:1: '=' is missing between name and value; write: a = 5;"},
    {"b = = 2;", "c:1: b: one '=' is enough; write: b = 2;"},
    {"a = 5;; b = 1;", "c:1: this ';' ends no setting; write: a = 5; b = 1;"},
    {"g =\n  a = 1;\n  b = 2;",
        "c:1: g: the value is missing; groups begin with '{', lists with '('"},
    {"a = ;", "c:1: the value is missing"},
    {"l = (1, 2,);", "c:1: the last member of a list has no comma behind it, before the ')'"},
    /* brackets */
    {"g = {\n a = (1;\n};", "c:3: '}' does not close the '(' of c:2"},
    {"g = {\n a = 1;\n", "c:1: the '{' that opens here is not closed"},
    {"a = 1;\n}", "c:2: '}' closes nothing that was opened"},
    /* no config */
    {"name;size\nx;small\n",
        "c:1: this is a table, not a config; 'recept init NAME' writes a config, in which "
        "population.list names a table of companies"},
    {"sep=;\nname;size\n",
        "c:1: this is a table, not a config; 'recept init NAME' writes a config, in which "
        "population.list names a table of companies"},
};

static void mistakes_have_words_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++)
        check_said(mistakes[i].config, mistakes[i].said);
}

static void workbooks_are_told(void **state)
{
    (void)state;
    char *said = scanned("PK\3\4\0\0x", 7);
    assert_string_equal(said,
        "c:1: c: this is a workbook of a spreadsheet or another packed file, not a config");
    free(said);
}

/* All that libconfig reads, among it a semicolon that is missing. */
static void what_is_right_passes(void **state)
{
    (void)state;
    static const char *const right[] = {"", "a = 5\nb = 6\nc = \"x\"\nd = \"y\"",
        "a = 5, b = 6,", "a : -5.5e3; b = 0x1F; c = 5000000000L; d = .5; e = 5.;",
        "a = True; b = false", "a = \"0,5\"; # 10%\n// \u201cx\u201d\n/* b = 0,5 */",
        "a = (1, 2.5, \"x\", (), { });", "a = [1, 2]; b = [0.5,0.5]; c = ( (1,2),(3,4) );",
        "g = { a = 1; } h = { };", "a = \"x\" \"y\"\n  \"z\"; b = (\"x\" \"y\", \"z\");",
        "a = \"x\\\" ; \";", "a = \"first\nsecond \u201cx\u201d\";", "name-of*it = 1;"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        check_said(right[i], "");
}

/* ---- Limits ---- */

/* A group of `n` settings, or a list. */
static void add_many(struct text *text, const char *name, int n, bool list)
{
    text_printf(text, "%s = %c\n", name, list ? '(' : '{');
    for (int i = 0; i < n; i++)
        if (list)
            text_printf(text, "%s1", i > 0 ? "," : "");
        else
            text_printf(text, "a%d = 1;\n", i);
    text_printf(text, "%c;\n", list ? ')' : '}');
}

static void groups_and_configs_have_a_limit(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++)
        for (int list = 0; list < 2; list++) {
            struct text text = {0};
            add_many(&text, "g", MOST_SETTINGS_IN_GROUP + more, list);
            char *said = scanned(text_string(&text), text.length);
            assert_int_equal(said[0] != '\0', more);
            assert_int_equal(
                strstr(said, "more than 10000 settings in one group or list") != NULL, more);
            free(said);
            text_free(&text);
        }
    struct text text = {0};
    for (int i = 0; i < 21; i++) {
        char name[8];
        snprintf(name, sizeof name, "g%d", i);
        add_many(&text, name, MOST_SETTINGS_IN_GROUP, i % 2);
    }
    char *said = scanned(text_string(&text), text.length);
    assert_true(strstr(said, "more than 200000 settings in all") != NULL);
    free(said);
    text_free(&text);
}

static void nesting_and_mistakes_have_a_limit(void **state)
{
    (void)state;
    struct text text = {0};
    text_add_string(&text, "a = ");
    for (int i = 0; i < MOST_NESTED + 1; i++)
        text_add_string(&text, "(");
    check_said(text_string(&text), "c:1: groups and lists are nested too deep");
    text_free(&text);
    for (int i = 0; i < 1000; i++)
        text_printf(&text, "a%d = 0,5;\n", i);
    char *said = scanned(text_string(&text), text.length);
    assert_true(strstr(said, "c:100: and so on: mend these first") != NULL ||
                strstr(said, "c:101: and so on: mend these first") != NULL);
    assert_true(strstr(said, "a101:") == NULL);
    free(said);
    text_free(&text);
}

/* Files that are made when they are asked for. */
static enum status read_made(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    int *includes = context;
    (void)most;
    (void)errors;
    if (strcmp(name, "all") == 0)
        for (int i = 0; i < *includes; i++)
            text_add_string(out, "@include \"one\"\n");
    else if (strcmp(name, "large") == 0)
        for (int i = 0; i < *includes; i++)
            text_add_string(out, "@include \"mega\"\n");
    else if (strcmp(name, "mega") == 0)
        for (int i = 0; i < 1 << 16; i++)
            text_add_string(out, "# fifteen bytes\n");
    else
        text_add_string(out, "# one\n");
    return STATUS_OK;
}

static void check_included(const char *path, int includes, const char *error)
{
    struct config_text source;
    struct arena arena = {0};
    struct messages errors = {0};
    const struct file_reader files = {read_made, &includes};
    enum status status = config_text_read(&source, &arena, &files, path, NULL, 0, &errors);
    assert_int_equal(status, error != NULL ? STATUS_CONFIG : STATUS_OK);
    assert_int_equal(errors.count, error != NULL);
    if (error != NULL)
        assert_true(strstr(errors.lines[0], error) != NULL);
    config_text_free(&source);
    arena_free(&arena);
    messages_free(&errors);
}

static void includes_have_a_limit(void **state)
{
    (void)state;
    check_included("all", 256, NULL);
    check_included("all", 257, "more than 256 files are included");
    check_included("all", 100000, "more than 256 files are included");
    check_included("large", 63, NULL);
    check_included("large", 64, "the config and what it includes are more than 64 MB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_have_words_of_their_own),
        cmocka_unit_test(workbooks_are_told),
        cmocka_unit_test(what_is_right_passes),
        cmocka_unit_test(groups_and_configs_have_a_limit),
        cmocka_unit_test(nesting_and_mistakes_have_a_limit),
        cmocka_unit_test(includes_have_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
