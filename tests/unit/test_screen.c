/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "language.h"
#include "screen.h"
#include "small_study.h"
#include "wrap.h"

#include <stdlib.h>
#include <string.h>

/* Inlined, gcc takes what it returns for the address of a variable of it. */
__attribute__((noinline)) static char *printed(void (*print)(FILE *))
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    print(file);
    fclose(file);
    return bytes;
}

static bool whole_legend;

static void print_table(FILE *file)
{
    const struct config config = {.basis = {{46, 0, 0, 0, 97}}};
    struct recept_study shown = {.setup = {.study = study, .configs = &config}};
    messages_add(&shown.notices, "a notice");
    shown.legend = whole_legend;
    struct screen screen = {0};
    screen_run(&screen, &shown, &shown.notices);
    screen_print(file, &screen);
    screen_free(&screen);
    messages_free(&shown.notices);
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
        assert_true(wrap_columns(copy) <= TERMINAL_COLUMNS);
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
    assert_non_null(strstr(text, "…       150    =1"));
    assert_non_null(strstr(text, "strategy "));
    assert_non_null(strstr(text, "4 in"));
    assert_non_null(strstr(text, "143 numbers, of which 97"));
    assert_non_null(strstr(text, "a notice\n"));
    assert_non_null(strstr(text, " 90     z"));
    assert_null(strstr(text, "nan"));
    free(text);
}

static void vary(const char *const *path, const char *const *first, const char *const *second)
{
    study.vary_path = path;
    cases[TRY].vary_value = first;
    cases[NEVER].vary_value = second;
}

/* By as many of their last parts as tell them apart; texts without their quotes. */
static void varied_settings_have_a_column_each(void **state)
{
    (void)state;
    static const char *const alike[] = {"a.try.pace", "a.never.pace"};
    static const char *const longer[] = {"pace", "a.pace"};
    static const char *const value[] = {"\"2026-11-01\"", "=1"}, *const other[] = {"\"", "z"};
    run_study(false, REPLICATIONS);
    vary(alike, value, other);
    char *text = printed(print_table);
    assert_non_null(strstr(text, " try. never. "));
    assert_non_null(strstr(text, " pace   pace "));
    assert_non_null(strstr(text, "2026-11-01     =1 "));
    assert_null(strstr(text, "\"2026"));
    assert_non_null(strstr(text, " \"      z "));
    assert_narrow(text);
    free(text);
    vary(longer, value, other);
    text = printed(print_table);
    assert_non_null(strstr(text, " a."));
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

/* Without one number for all rows, the header has none. */
static void targets_that_differ_have_no_number(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    static struct scenario other;
    other = scenario;
    other.campaign.targets.paying = 7;
    cases[NEVER].scenario = &other;
    study.n_vary = 0;
    char *text = printed(print_table);
    assert_non_null(strstr(text, "and active"));
    *strstr(text, "Rests on") = '\0'; /* the table alone */
    assert_null(strstr(text, "4 in"));
    assert_null(strstr(text, "1 paying"));
    free(text);
}

/* Has `met` campaigns meet a target by `day`, besides those that did before. */
static void meet(int strategy, int target, int day, uint64_t met)
{
    struct over_time *times = &cases[strategy].tally.counts.over_time;
    times->met[target * times->days + day] = met;
}

/* Of 200 campaigns 149 are the fewest whose interval (Wilson's, 95 %) reaches 0.8, and 172 the
 * fewest whose interval has nothing below it. */
static void days_are_told_as_far_as_they_are_shown(void **state)
{
    (void)state;
    run_study(false, 200);
    study.n_vary = 0;
    for (int i = 0; i < STRATEGIES; i++) {
        struct over_time *times = &cases[i].tally.counts.over_time;
        memset(times->met, 0, over_time_size(times) * sizeof *times->met);
    }
    meet(TRY, RING_IN_VIEW, 20, 148);
    meet(TRY, RING_IN_VIEW, 31, 1);
    meet(TRY, RING_IN_VIEW, 40, 11);
    meet(TRY, RING_IN_VIEW, 46, 11);
    meet(TRY, RING_IN_VIEW, 52, 1);
    meet(TRY, RING_ACTIVE, 63, 172);
    meet(TRY, RING_PAYING, 75, 171); /* 85.5 % in the sample, and still not shown */
    meet(TRY, TARGET_ALL, 86, 149);  /* 74.5 %, and still possible */
    meet(NEVER, RING_IN_VIEW, 96, 148);
    char *text = printed(print_table);
    assert_non_null(strstr(text, "8 in 10 campaigns"));
    assert_non_null(strstr(text, " 40 (31–52) "));
    assert_non_null(strstr(text, " 63 "));
    assert_non_null(strstr(text, " not before 75 "));
    assert_non_null(strstr(text, " not before 86\n"));
    assert_non_null(strstr(text, "a dash: shown that fewer do"));
    assert_null(strstr(text, " 96"));
    assert_narrow(text);
    free(text);
    scenario.campaign.targets = (struct targets){4, 0, 0};
    text = printed(print_table);
    assert_non_null(strstr(text, " 40 (31–52)\n"));
    assert_null(strstr(text, " 63 "));
    assert_null(strstr(text, " 86")); /* all targets: that one */
    free(text);
    scenario.campaign.targets = (struct targets){0, 0, 0};
    text = printed(print_table);
    assert_null(strstr(text, "8 in 10"));
    free(text);
}

/* Averages with their error, and neither chances nor ranges. */
static void few_campaigns_tell_no_chances(void **state)
{
    (void)state;
    run_study(false, STUDY_FEW - 1);
    study.n_vary = 0;
    char *text = printed(print_table);
    assert_null(strstr(text, "4 in"));
    assert_null(strstr(text, "and active"));
    assert_null(strstr(text, "9 in 10"));
    assert_null(strstr(text, "Still open"));
    assert_null(strstr(text, "8 in 10"));
    assert_non_null(strstr(text, "average of 29 simulated campaigns (95%), a dash where"));
    assert_non_null(strstr(text, "fewer than 30"));
    assert_null(strstr(text, " range "));
    int plus_minus = 0; /* of TRY's average and others that are not one-sided */
    for (const char *at = text; (at = strstr(at, " ± ")) != NULL; at++)
        plus_minus++;
    assert_true(plus_minus >= 4);
    assert_narrow(text);
    free(text);
    free_study();
    run_study(false, STUDY_FEW);
    text = printed(print_table);
    assert_non_null(strstr(text, "9 in 10"));
    assert_non_null(strstr(text, "8 in 10"));
    assert_non_null(strstr(text, "4 in"));
    free(text);
}

/* Strategy NEVER wins nobody, in all campaigns alike: that is no error of 0, but has the bounds
 * of a count that did not vary. */
static void campaigns_that_came_to_the_same_have_bounds(void **state)
{
    (void)state;
    run_study(false, STUDY_FEW - 1);
    study.n_vary = 0;
    char *text = printed(print_table);
    assert_null(strstr(text, "± 0.00"));
    assert_non_null(strstr(text, " 0.00 (0.00 to "));
    free(text);
    free_study();
    run_study(false, STUDY_FEW);
    study.n_vary = 0;
    text = printed(print_table);
    assert_null(strstr(text, "± 0.00"));
    assert_non_null(strstr(text, " 0.00 (0.00 to "));
    free(text);
}

static void one_campaign_has_no_average(void **state)
{
    (void)state;
    run_study(false, 1);
    study.n_vary = 0;
    char *text = printed(print_table);
    assert_null(strstr(text, "average ±"));
    assert_null(strstr(text, "average of"));
    assert_null(strstr(text, "4 in"));
    assert_non_null(
        strstr(text, "One campaign was simulated: the figures are what it came to"));
    free(text);
}

/* What would be misread is explained, the rest on request. */
static void the_legend_is_short_unless_asked_for(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    char *text = printed(print_table);
    assert_non_null(strstr(text, "paying and active: chance that one campaign reaches"));
    assert_null(strstr(text, "contacts held per partner:"));
    free(text);
    whole_legend = true;
    text = printed(print_table);
    whole_legend = false;
    assert_non_null(strstr(text, "contacts held per partner:"));
    assert_non_null(strstr(text, "still open: companies that"));
    assert_narrow(text);
    free(text);
}

/* Those with partners, and those that the campaign held for each. */
static void contacts_stand_side_by_side(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    study.n_vary = 0;
    char *text = printed(print_table), of_won[40], held[40];
    snprintf(of_won, sizeof of_won, " %.1f ", total(TRY, "contacts_per_partner"));
    snprintf(held, sizeof held, " %.1f ", total(TRY, "all_contacts_per_partner"));
    const char *first = strstr(text, of_won);
    assert_non_null(first);
    assert_non_null(strstr(first, held));
    free(text);
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(the_screen_is_not_too_wide),
        in_folder(varied_settings_have_a_column_each),
        in_folder(the_screen_speaks_dutch),
        in_folder(targets_that_differ_have_no_number),
        in_folder(days_are_told_as_far_as_they_are_shown),
        in_folder(few_campaigns_tell_no_chances),
        in_folder(campaigns_that_came_to_the_same_have_bounds),
        in_folder(one_campaign_has_no_average),
        in_folder(the_legend_is_short_unless_asked_for),
        in_folder(contacts_stand_side_by_side),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
