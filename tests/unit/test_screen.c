/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "csv_table.h"
#include "language.h"
#include "screen.h"
#include "screen_text.h"
#include "small_study.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static char *printed(void (*print)(FILE *))
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    print(file);
    fclose(file);
    return bytes;
}

static void print_table(FILE *file)
{
    messages_add(&notices, "a notice");
    screen_table(file, &study, 143, 97, &notices);
}

static void print_json(FILE *file)
{
    assert_int_equal(screen_json(file, &study), STATUS_OK);
}

static void print_csv(FILE *file)
{
    screen_csv(file, &study);
}

/* Lines fit the screen; those of the table are equally wide, headers at most as wide. */
static void assert_narrow(const char *text)
{
    for (const char *line = text; *line != '\0'; line = strchr(line, '\n') + 1) {
        char copy[1000];
        size_t length = strcspn(line, "\n");
        assert_true(length < sizeof copy);
        memcpy(copy, line, length);
        copy[length] = '\0';
        assert_true(text_columns(copy) <= SCREEN_COLUMNS);
    }
}

static void the_screen_is_not_too_wide(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    scenario.strategy[TRY].label.en =
        "A try with a name that is longer than there is room for it "
        "on a screen of a hundred columns";
    char *text = printed(print_table);
    assert_narrow(text);
    assert_non_null(strstr(text, "…, 150, =1"));
    assert_non_null(strstr(text, "strategy, outreach"));
    assert_non_null(strstr(text, "4 in"));
    assert_non_null(strstr(text, "143 numbers, of which 97"));
    assert_non_null(strstr(text, "a notice\n"));
    assert_non_null(strstr(text, "never, 90, z"));
    assert_null(strstr(text, "nan"));
    free(text);
}

static void the_screen_speaks_dutch(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    study.n_vary = 0;
    language_use(DUTCH);
    char *text = printed(print_table);
    language_use(ENGLISH);
    assert_narrow(text);
    assert_non_null(strstr(text, "Proberen"));
    assert_non_null(strstr(text, "€ "));
    char average[40];
    snprintf(average, sizeof average, "%.2f ±", total(TRY, "partners"));
    assert_null(strstr(text, average));
    *strchr(average, '.') = ',';
    assert_non_null(strstr(text, average));
    free(text);
}

static void programs_can_read_along(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    char *text = printed(print_json);
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    assert_non_null(json);
    assert_int_equal(json_array_size(json), STRATEGIES * n_measures);
    json_t *partners = json_array_get(json, 1);
    assert_true(
        json_real_value(json_object_get(partners, "estimate")) == total(TRY, "partners"));
    json_decref(json);
    free(text);
    text = printed(print_csv);
    struct text bytes = {0};
    struct csv_table table;
    text_add_string(&bytes, text);
    assert_int_equal(csv_table_read(&table, &arena, "-", &bytes, &errors), STATUS_OK);
    assert_int_equal(table.n, STRATEGIES * n_measures);
    text_free(&bytes);
    free(text);
}

/* ---- Figures ---- */

static void assert_shown(struct text *text, const char *expected)
{
    assert_string_equal(text_string(text), expected);
    text_free(text);
}

static void figures_follow_the_language(void **state)
{
    (void)state;
    struct text text = {0};
    screen_add_number(&text, 1234567.891, 2);
    assert_shown(&text, "1,234,567.89");
    screen_add_number(&text, -999.6, 0);
    assert_shown(&text, "-1,000");
    screen_add_number(&text, -0.001, 2);
    assert_shown(&text, "0.00");
    screen_add_money(&text, 12345.4);
    assert_shown(&text, "€12,345");
    language_use(DUTCH);
    screen_add_number(&text, 1234567.891, 2);
    assert_shown(&text, "1.234.567,89");
    screen_add_money(&text, 12345.4);
    assert_shown(&text, "€ 12.345");
    screen_add_percent(&text, 0.1724);
    language_use(ENGLISH);
    assert_shown(&text, "17,2%");
}

static void what_is_not_defined_is_a_dash(void **state)
{
    (void)state;
    struct text text = {0};
    screen_add_number(&text, NAN, 2);
    screen_add_money(&text, INFINITY);
    screen_add_percent(&text, NAN);
    screen_add_chance(&text, NAN);
    assert_shown(&text, "––––");
}

/* A chance of 0.9999 is not certainty. */
static void chances_are_not_rounded_to_certainty(void **state)
{
    (void)state;
    static const double chances[] = {0.0, 0.001, 0.006, 0.5, 0.994, 0.9999, 1.0};
    static const char *const shown[] = {"0%", "<1%", "1%", "50%", "99%", ">99%", "100%"};
    for (int i = 0; i < 7; i++) {
        struct text text = {0};
        screen_add_chance(&text, chances[i]);
        assert_string_equal(text_string(&text), shown[i]);
        text_free(&text);
    }
}

static void text_is_cut_between_characters(void **state)
{
    (void)state;
    struct text text = {0};
    screen_add_cut(&text, "één één", 7);
    assert_shown(&text, "één één");
    screen_add_cut(&text, "één één", 6);
    assert_shown(&text, "één é…");
    screen_add_cut(&text, "één één", 5);
    assert_shown(&text, "één…");
    screen_add_cut(&text, "één", 1);
    assert_shown(&text, "…");
    screen_add_cut(&text, "één", 0);
    assert_shown(&text, "");
}

static void print_long_lines(FILE *file)
{
    struct text text = {0};
    for (int i = 0; i < 50; i++)
        text_add_string(&text, "word ");
    screen_print_line(file, text_string(&text));
    text_free(&text);
    for (int i = 0; i < 250; i++)
        text_add_string(&text, "é");
    screen_print_line(file, text_string(&text));
    text_free(&text);
}

static void long_lines_are_broken(void **state)
{
    (void)state;
    char *text = printed(print_long_lines);
    assert_narrow(text);
    free(text);
}

/* Without one number for all rows, the header has none. */
static void targets_that_differ_have_no_number(void **state)
{
    (void)state;
    run_study(false, 10);
    static struct scenario other;
    other = scenario;
    other.campaign.targets.paying = 7;
    cases[NEVER].scenario = &other;
    char *text = printed(print_table);
    assert_null(strstr(text, "4 in"));
    assert_non_null(strstr(text, "view active paying"));
    free(text);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(the_screen_is_not_too_wide),
        in_folder(the_screen_speaks_dutch),
        in_folder(programs_can_read_along),
        in_folder(targets_that_differ_have_no_number),
        cmocka_unit_test(figures_follow_the_language),
        cmocka_unit_test(what_is_not_defined_is_a_dash),
        cmocka_unit_test(chances_are_not_rounded_to_certainty),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(long_lines_are_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
