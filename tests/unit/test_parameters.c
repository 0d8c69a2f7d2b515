/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "files.h"
#include "parameters.h"

#include <stdio.h>
#include <stdlib.h>

/* The page docs/parameters.md is made from the table of parameters; with RECEPT_UPDATE in the
 * environment this test writes it instead of comparing it. */
static const char page[] = SOURCE_DIR "/docs/parameters.md";

static const char head[] =
    "# The numbers of the model\n\n"
    "Every number that a config can give, as the program knows it: what it may be, what stands "
    "in\n"
    "for it where it is left out, and whether the source document states it (S) or it is "
    "assumed\n"
    "(A). \"By stage\" is one number for each stage, \"by segment\" one number or a list of\n"
    "`{ when = { ... }; value = ...; }`. A number that is not whole may also be a "
    "distribution.\n"
    "`variants` of a strategy may override any of its fields but `intake_per_week`, which is "
    "of\n"
    "all companies together; a list of contact moments of its own brings its own `weights`, "
    "and\n"
    "without these its contact moments are drawn evenly.\n"
    "A config can say of any number where it is from, which the column `basis` tells "
    "otherwise:\n"
    "`{ value = 0.3; basis = \"measured\"; source = \"logbook 2025\"; }`, where `basis` is "
    "stated,\n"
    "published, learned, measured or assumed. `basis` and `source` may also stand in a "
    "distribution,\n"
    "and beside the `value`, `add` or `share` of an entry by segment. What `--set` and "
    "`--vary`\n"
    "set counts as yours, as what is measured does.\n"
    "This page is made from `models/parameters.c`: `RECEPT_UPDATE=1 test_parameters` makes it "
    "anew.\n";

static const char *kind_of(const struct parameter *p)
{
    static const char *const names[] = {
        "number", "probability", "number", "number above 0", "whole number", "true or false"};
    return names[p->kind];
}

static const char *shape_of(const struct parameter *p)
{
    static const char *const names[] = {
        "", ", by stage but action", ", by stage", ", by segment"};
    return names[p->shape];
}

static void add_fallback(struct text *text, const struct parameter *p)
{
    if (p->absence == MUST_BE_GIVEN)
        text_add_string(text, "must be given");
    else if (p->absence == MAY_BE_ABSENT)
        text_add_string(text, "off");
    else if (p->kind == PARAMETER_FLAG)
        text_add_string(text, p->fallback != 0.0 ? "true" : "false");
    else
        text_printf(text, "%.10g", p->fallback);
}

static void add_row(struct text *text, const struct parameter *p)
{
    text_printf(text, "| `%s` | %s%s", p->name, kind_of(p), shape_of(p));
    if (p->kind != PARAMETER_FLAG && p->kind != PARAMETER_PROBABILITY)
        text_printf(text, ", %.10g to %.10g", p->low, p->high);
    text_printf(text, " | %s | ", p->unit);
    add_fallback(text, p);
    text_printf(text, " | %c | %s |\n", p->basis, p->text);
}

static void make_page(struct text *text)
{
    text_add_string(text, head);
    const char *section = "";
    for (int i = 0; i < n_parameters; i++) {
        if (strcmp(parameters[i].section, section) != 0)
            text_printf(text,
                "\n## %s\n\n| name | what it may be | unit | left out | basis | meaning |\n"
                "| --- | --- | --- | --- | --- | --- |\n",
                parameters[i].section);
        section = parameters[i].section;
        add_row(text, &parameters[i]);
    }
}

static void the_page_is_that_of_the_table(void **state)
{
    (void)state;
    struct text made = {0}, there = {0};
    struct messages errors = {0};
    make_page(&made);
    if (getenv("RECEPT_UPDATE") != NULL) {
        FILE *file = fopen(page, "w");
        assert_non_null(file);
        fputs(text_string(&made), file);
        assert_int_equal(fclose(file), 0);
    }
    assert_int_equal(file_read(page, 1000000, &there, &errors), STATUS_OK);
    assert_string_equal(text_string(&there), text_string(&made));
    text_free(&made);
    text_free(&there);
    messages_free(&errors);
}

static void every_number_is_described(void **state)
{
    (void)state;
    for (int i = 0; i < n_parameters; i++) {
        const struct parameter *p = &parameters[i];
        assert_true(p->text[0] != '\0');
        assert_true(p->kind == PARAMETER_FLAG || p->low <= p->high);
        if (p->absence == HAS_DEFAULT && p->kind != PARAMETER_FLAG)
            assert_true(p->fallback >= p->low && p->fallback <= p->high);
        for (int j = 0; j < i; j++)
            assert_false(strcmp(parameters[j].section, p->section) == 0 &&
                         strcmp(parameters[j].name, p->name) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_that_of_the_table),
        cmocka_unit_test(every_number_is_described),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
