/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "memory.h"
#include "recept.h"

#include <dirent.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Two strategies, a company list beside the config, a number that is not known. */
static const char world[] =
    "axes = ( { id = \"size\"; levels = (\"small\", \"larger\"); } );\n"
    "modes = ( { id = \"personal\"; appointment = true; trust = true; } );\n"
    "contact_moments = (\n"
    "  { id = \"visit\"; stage = \"attention\"; mode = \"personal\"; strength = 1.0;\n"
    "    hours = 4.0; lead_days = 14.0; participation = true; },\n"
    "  { id = \"call\"; stage = \"attention\"; mode = \"personal\"; strength = 0.5;\n"
    "    hours = 1.0; lead_days = 4.0; },\n"
    "  { id = \"talk\"; stage = \"action\"; mode = \"personal\"; hours = 2.0; lead_days = 7.0; "
    "} );\n"
    "packages = ( { id = \"partner\"; price = 1500.0; value = { base = 1.0; }; } );\n"
    "campaign = { name = \"api\"; start = \"2026-01-05\"; outreach_days = 90; horizon_days = "
    "90;\n"
    "  targets = { in_view = 3; active = 2; paying = 1; }; };\n"
    "population = { list = \"companies.csv\"; };\n"
    "team = { hourly_rate = 75.0; };\n"
    "response = { intercept = (0.0, -0.5, -0.5); dropout = (0.02, 0.02, 0.05, 0.1);\n"
    "  warm = { mean = 0.5; sd = 0.2; }; };\n"
    "strategies = (\n"
    "  { id = \"visits\"; attention = (\"visit\"); interest = (\"visit\"); desire = "
    "(\"visit\");\n"
    "    intake_per_week = 5.0; },\n"
    "  { id = \"calls\"; attention = (\"call\"); interest = (\"call\", \"visit\");\n"
    "    desire = (\"visit\", \"call\"); intake_per_week = 5.0; } );\n";

static const char companies[] =
    "name,size,warm\nA,small,yes\nB,larger,no\nC,small,no\nD,small,no\n";

static int reads;

static bool read_file(void *context, const char *name, const char **bytes, size_t *length)
{
    (void)context;
    reads++;
    *bytes = strcmp(name, "campaign.cfg") == 0 ? world : companies;
    *length = strlen(*bytes);
    return strcmp(name, "campaign.cfg") == 0 || strcmp(name, "companies.csv") == 0;
}

static struct recept_origin from_files(void)
{
    return (struct recept_origin){.name = "campaign.cfg", .read = read_file};
}

static struct recept_config *open_world(void)
{
    struct recept_config *config;
    const struct recept_origin origin = from_files();
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_OK);
    assert_int_equal(recept_config_messages(config), 0);
    return config;
}

/* ---- Configs ---- */

static void files_come_through_the_callers_function(void **state)
{
    (void)state;
    reads = 0;
    struct recept_config *config = open_world();
    assert_int_equal(reads, 2);
    assert_int_equal(recept_config_strategies(config), 2);
    assert_string_equal(recept_config_strategy(config, 1), "calls");
    recept_config_free(config);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct recept_origin origin = from_files();
    const char *const settings[] = {"population.list=\"nobody.csv\""};
    struct recept_config *config;
    origin.settings = settings;
    origin.n_settings = 1;
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_CONFIG);
    assert_int_equal(recept_config_messages(config), 1);
    assert_non_null(strstr(recept_config_message(config, 0), "nobody.csv"));
    recept_config_free(config);
}

static void errors_are_told_in_the_language_that_is_asked_for(void **state)
{
    (void)state;
    static const char *const words[] = {"is not a date", "is geen datum"};
    const char *const settings[] = {"campaign.start=\"now\"", "team.hourly_rate=-1.0"};
    for (int language = 0; language < 2; language++) {
        struct recept_origin origin = from_files();
        struct recept_config *config;
        origin.settings = settings;
        origin.n_settings = 2;
        origin.language = (enum recept_language)language;
        assert_int_equal(recept_config_open(&config, &origin), RECEPT_CONFIG);
        assert_int_equal(recept_config_messages(config), 2);
        assert_non_null(strstr(recept_config_message(config, 0), words[language]));
        recept_config_free(config);
    }
}

static void a_setting_that_is_none_is_wrong_use(void **state)
{
    (void)state;
    struct recept_origin origin = from_files();
    const char *const settings[] = {"campaign.start"};
    struct recept_config *config;
    origin.settings = settings;
    origin.n_settings = 1;
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_USAGE);
    recept_config_free(config);
}

/* Where the caller's locale has a decimal comma, 0.5 is still a half. */
static void the_callers_locale_is_left_alone(void **state)
{
    (void)state;
    if (setlocale(LC_NUMERIC, "nl_NL.UTF-8") == NULL &&
        setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL)
        print_message("no locale with a decimal comma is installed\n");
    char before[64], after[64];
    snprintf(before, sizeof before, "%s %.1f", setlocale(LC_NUMERIC, NULL), 0.5);
    recept_config_free(open_world());
    snprintf(after, sizeof after, "%s %.1f", setlocale(LC_NUMERIC, NULL), 0.5);
    assert_string_equal(before, after);
    setlocale(LC_NUMERIC, "C");
}

/* ---- Studies ---- */

static const struct recept_options quick = {.replications = 512, .threads = 2};

static void figures_are_those_of_the_tables(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    struct recept_figure figure;
    const struct recept_table *table;
    assert_int_equal(recept_run(&study, config, &quick), RECEPT_OK);
    assert_int_equal(recept_study_replications(study), 512);
    assert_int_equal(
        recept_study_figure(study, "calls", "small", "conversion_rate", &figure), RECEPT_OK);
    assert_true(
        figure.estimate > 0.0 && figure.estimate < 1.0 && figure.mc_low < figure.estimate);
    assert_int_equal(recept_study_table(study, "summary", &table), RECEPT_OK);
    int found = 0;
    for (size_t row = 0; row < recept_table_rows(table); row++)
        if (strcmp(recept_table_text(table, row, 0), "calls") == 0 &&
            strcmp(recept_table_text(table, row, 2), "small") == 0 &&
            strcmp(recept_table_text(table, row, 3), "conversion_rate") == 0) {
            assert_true(recept_table_number(table, row, 5) == figure.estimate);
            found++;
        }
    assert_int_equal(found, 1);
    assert_string_equal(recept_table_column(table, 5).id, "estimate");
    assert_int_equal(recept_table_column(table, 5).type, RECEPT_NUMBER);
    assert_int_equal(
        recept_study_figure(study, "nobody", NULL, "partners", &figure), RECEPT_USAGE);
    assert_int_equal(
        recept_study_figure(study, "calls", "x", "partners", &figure), RECEPT_USAGE);
    assert_int_equal(recept_study_figure(study, "calls", NULL, "x", &figure), RECEPT_USAGE);
    recept_study_free(study);
    recept_config_free(config);
}

static void every_table_can_be_written(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    assert_int_equal(recept_run(&study, config, &quick), RECEPT_OK);
    assert_true(recept_study_tables(study) >= 8);
    for (size_t i = 0; i < recept_study_tables(study); i++) {
        const struct recept_table *table, *again;
        const char *name = recept_study_table_name(study, i), *bytes;
        size_t length;
        assert_int_equal(recept_study_table(study, name, &table), RECEPT_OK);
        assert_int_equal(recept_study_table(study, name, &again), RECEPT_OK);
        assert_ptr_equal(table, again);
        assert_int_equal(
            recept_table_write(study, table, RECEPT_CSV, &bytes, &length), RECEPT_OK);
        assert_int_equal(strlen(bytes), length);
        assert_int_equal(strncmp(bytes, recept_table_column(table, 0).id,
                             strlen(recept_table_column(table, 0).id)),
            0);
        assert_int_equal(
            recept_table_write(study, table, RECEPT_JSON, &bytes, &length), RECEPT_OK);
        assert_int_equal(bytes[0], '[');
    }
    const struct recept_table *none;
    assert_int_equal(recept_study_table(study, "nothing", &none), RECEPT_USAGE);
    recept_study_free(study);
    recept_config_free(config);
}

static void a_comparison_and_a_plan_have_their_tables(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    const struct recept_table *table;
    const double budgets[] = {500.0, 1000.0};
    const struct recept_comparison comparison = {.baseline = "calls", .without = "visit"};
    const struct recept_plan plan = {.n_budgets = 2, .budgets_eur = budgets, .paying = 1};
    assert_int_equal(recept_compare(&study, config, &quick, &comparison), RECEPT_OK);
    assert_int_equal(recept_study_table(study, "contact_worth", &table), RECEPT_OK);
    recept_study_free(study);
    const struct recept_comparison wrong = {.baseline = "cals"};
    assert_int_equal(recept_compare(&study, config, &quick, &wrong), RECEPT_USAGE);
    assert_non_null(strstr(recept_study_message(study, 0), "calls"));
    recept_study_free(study);
    const struct recept_options few = {
        .replications = 100, .threads = 2, .strategies = "calls"};
    assert_int_equal(recept_plan(&study, config, &few, &plan), RECEPT_OK);
    assert_int_equal(recept_study_table(study, "plan_answers", &table), RECEPT_OK);
    assert_int_equal(recept_study_replications(study), 100);
    recept_study_free(study);
    recept_config_free(config);
}

static const char *goal_of(const struct recept_table *table, size_t row)
{
    assert_string_equal(recept_table_column(table, 1).id, "goal");
    return recept_table_text(table, row, 1);
}

/* In the order of the rings, whatever that of the members; a chance of 0.9 unless it is said.
 */
static void goals_are_targets_and_a_cost(void **state)
{
    (void)state;
    const double budgets[] = {500.0};
    const struct recept_plan plan = {.n_budgets = 1,
        .budgets_eur = budgets,
        .companies = 5,
        .cost_per_partner_eur = 3000.0,
        .paying = 1,
        .in_view = 2};
    const struct recept_options few = {.replications = 20, .threads = 2, .strategies = "calls"};
    struct recept_config *config = open_world();
    struct recept_study *study;
    const struct recept_table *table;
    assert_int_equal(recept_plan(&study, config, &few, &plan), RECEPT_OK);
    assert_int_equal(recept_study_table(study, "plan_answers", &table), RECEPT_OK);
    assert_int_equal(recept_table_rows(table), 7); /* targets by each of three levers */
    assert_string_equal(goal_of(table, 0), "p_in_view");
    assert_string_equal(goal_of(table, 3), "p_paying");
    assert_string_equal(goal_of(table, 6), "cost_per_partner");
    assert_close(recept_table_number(table, 0, 2), 2.0, 0.0, 0.0);
    assert_close(recept_table_number(table, 3, 3), 0.9, 0.0, 0.0);
    assert_close(recept_table_number(table, 6, 3), 3000.0, 0.0, 0.0);
    recept_study_free(study);
    recept_config_free(config);
}

/* The program refuses the same. */
static void comparisons_out_of_range_are_refused(void **state)
{
    (void)state;
    const double infinite = INFINITY, loss = -1.0, undefined = NAN, value = 4000.0;
    const struct recept_comparison wrong[] = {{.value = &infinite}, {.value = &loss},
        {.value = &undefined}, {.equal = (enum recept_equal)7}, {.until_sure = 0.5},
        {.until_sure = 0.9}, {.difference = 0.1}, {.until_sure = 0.9, .difference = 1.0},
        {.value = &value, .until_sure = 0.9, .difference = INFINITY}};
    struct recept_config *config = open_world();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct recept_study *study;
        assert_int_equal(recept_compare(&study, config, &quick, &wrong[i]), RECEPT_USAGE);
        assert_true(recept_study_messages(study) >= 1);
        assert_int_equal(recept_study_tables(study), 0);
        assert_int_equal(recept_study_replications(study), 0);
        recept_study_free(study);
    }
    const struct recept_comparison right = {
        .value = &value, .until_sure = 0.9, .difference = 1e4};
    struct recept_study *study;
    const struct recept_table *table;
    assert_int_equal(recept_compare(&study, config, &quick, &right), RECEPT_OK);
    assert_int_equal(recept_study_table(study, "selection", &table), RECEPT_OK);
    recept_study_free(study);
    recept_config_free(config);
}

/* What is asked may be gone by the time that a table is made. */
static void what_is_asked_is_copied(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    const struct recept_table *table;
    char without[] = "visit";
    const struct recept_comparison comparison = {.baseline = "calls", .without = without};
    assert_int_equal(recept_compare(&study, config, &quick, &comparison), RECEPT_OK);
    memset(without, 'x', sizeof without - 1);
    assert_int_equal(recept_study_table(study, "contact_worth", &table), RECEPT_OK);
    assert_string_equal(recept_table_text(table, 0, 1), "visit");
    recept_study_free(study);
    recept_config_free(config);
}

static void a_wrong_config_is_not_simulated(void **state)
{
    (void)state;
    struct recept_origin origin = from_files();
    const char *const settings[] = {"team.hourly_rate=-1.0"};
    struct recept_config *config;
    struct recept_study *study;
    origin.settings = settings;
    origin.n_settings = 1;
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_CONFIG);
    assert_int_equal(recept_run(&study, config, &quick), RECEPT_CONFIG);
    assert_int_equal(recept_study_messages(study), 1);
    recept_study_free(study);
    recept_config_free(config);
}

static void what_is_out_of_range_is_told(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    const double falling[] = {3000.0, 1000.0}, unknown[] = {(double)NAN};
    const struct recept_plan plan = {.n_budgets = 2,
        .budgets_eur = falling,
        .n_hours = 1,
        .hours_per_week = unknown,
        .companies = -5,
        .probability = 1.0};
    const struct recept_options options = {.threads = 5000, .precision = -0.1};
    assert_int_equal(recept_plan(&study, config, &options, &plan), RECEPT_USAGE);
    assert_int_equal(recept_study_messages(study), 6);
    assert_non_null(strstr(recept_study_message(study, 1), "threads"));
    recept_study_free(study);
    recept_config_free(config);
}

static bool stop_at_once(void *context, double share, double campaigns)
{
    (void)share;
    (void)campaigns;
    ++*(int *)context;
    return false;
}

static void a_study_can_be_stopped(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    int asked = 0;
    struct recept_options options = {
        .replications = 10000000, .progress = stop_at_once, .context = &asked};
    assert_int_equal(recept_run(&study, config, &options), RECEPT_STOPPED);
    assert_true(asked > 0);
    recept_study_free(study);
    recept_config_free(config);
}

/* What a study said of its progress. */
struct told_progress {
    int times;
    double share, campaigns;
    bool back; /* it went back, or out of its range */
};

static bool note_progress(void *context, double share, double campaigns)
{
    struct told_progress *told = context;
    told->times++;
    told->back = told->back || !(share >= told->share && share <= 1.0 + 1e-9) ||
                 campaigns < told->campaigns;
    told->share = share;
    told->campaigns = campaigns;
    return true;
}

static void assert_goes_forward(const struct told_progress *told)
{
    assert_true(told->times > 3);
    assert_false(told->back);
    assert_true(told->share > 0.9);
    assert_true(told->campaigns > 0.0);
}

static void progress_is_of_all_the_work_and_never_goes_back(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct told_progress told[3] = {{0}};
    struct recept_options options = {.replications = 2000, .progress = note_progress};
    const struct recept_comparison comparison = {.equal = RECEPT_EQUAL_COST};
    const struct recept_plan plan = {.paying = 1, .probability = 0.5, .companies = 30};
    struct recept_study *study;
    for (int i = 0; i < 3; i++) {
        options.context = &told[i];
        assert_int_equal(i == 0   ? recept_run(&study, config, &options)
                         : i == 1 ? recept_compare(&study, config, &options, &comparison)
                                  : recept_plan(&study, config, &options, &plan),
            RECEPT_OK);
        recept_study_free(study);
        assert_goes_forward(&told[i]);
    }
    recept_config_free(config);
}

static void wrong_strategies_are_told(void **state)
{
    (void)state;
    struct recept_config *config = open_world();
    struct recept_study *study;
    const struct recept_options options = {.strategies = "vists", .language = RECEPT_DUTCH};
    assert_int_equal(recept_run(&study, config, &options), RECEPT_USAGE);
    assert_int_equal(recept_study_messages(study), 1);
    assert_non_null(strstr(recept_study_message(study, 0), "bedoelde u 'visits'"));
    recept_study_free(study);
    recept_config_free(config);
}

/* ---- Want of memory ---- */

static enum recept_status do_open(struct recept_config *none)
{
    const struct recept_origin origin = from_files();
    enum recept_status status = recept_config_open(&none, &origin);
    recept_config_free(none);
    return status;
}

static const struct recept_options few = {
    .replications = 6, .threads = 2, .strategies = "calls"};

static enum recept_status do_run(struct recept_config *config)
{
    struct recept_study *study = NULL;
    const struct recept_table *table = NULL;
    const char *bytes;
    size_t length;
    enum recept_status status = recept_run(&study, config, &few);
    if (status == RECEPT_OK)
        status = recept_study_table(study, "summary", &table);
    if (status == RECEPT_OK)
        status = recept_table_write(study, table, RECEPT_JSON, &bytes, &length);
    recept_study_free(study);
    return status;
}

static enum recept_status do_compare(struct recept_config *config)
{
    struct recept_study *study = NULL;
    const struct recept_comparison comparison = {
        .equal = RECEPT_EQUAL_COST, .without = "visit"};
    enum recept_status status = recept_compare(&study, config, &few, &comparison);
    recept_study_free(study);
    return status;
}

static enum recept_status do_plan(struct recept_config *config)
{
    struct recept_study *study = NULL;
    /* Of one budget others around it would be simulated as well, which takes long. */
    const double budgets[] = {300.0, 500.0};
    const struct recept_plan plan = {.n_budgets = 2, .budgets_eur = budgets, .companies = 2};
    const struct recept_options fewer = {
        .replications = 2, .threads = 1, .strategies = "calls"};
    enum recept_status status = recept_plan(&study, config, &fewer, &plan);
    recept_study_free(study);
    return status;
}

/* Allocation number n of each thing that is done fails, for n = 1 and then `step` further each
 * time, whichever thread makes it: the call says so, and what there is can be freed (the
 * address sanitizer tells what is not). A config is opened once: how long it all takes goes
 * with the square of what is allocated. */
static void fail_allocations(int64_t step)
{
    static enum recept_status (*const done[])(struct recept_config *) = {
        do_open, do_run, do_compare, do_plan};
    static const char *const names[] = {"open", "run", "compare", "plan"};
    for (size_t i = 0; i < sizeof done / sizeof done[0]; i++) {
        struct recept_config *config = i > 0 ? open_world() : NULL;
        bool failed = true;
        int64_t n = 1;
        assert_int_equal(done[i](config), RECEPT_OK);
        for (; failed; n += step) {
            memory_fail_at(n);
            enum recept_status status = done[i](config);
            failed = memory_has_failed();
            memory_fail_at(0);
            assert_int_equal(status, failed ? RECEPT_NO_MEMORY : RECEPT_OK);
        }
        print_message("%s: %lld allocations\n", names[i], (long long)n);
        assert_true(n > 20);
        recept_config_free(config);
    }
}

static void want_of_memory_is_a_status(void **state)
{
    (void)state;
    fail_allocations(17);
}

static int files_open(void)
{
    int n = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != NULL && readdir(folder) != NULL)
        n++;
    if (folder != NULL)
        closedir(folder);
    return n;
}

static void no_file_stays_open_for_want_of_memory(void **state)
{
    (void)state;
    const struct recept_origin origin = {.name = SOURCE_DIR "/configs/spark.cfg"};
    int before = files_open();
    bool failed = true;
    for (int64_t n = 1; failed; n += 5) {
        struct recept_config *config;
        memory_fail_at(n);
        recept_config_open(&config, &origin);
        failed = memory_has_failed();
        memory_fail_at(0);
        recept_config_free(config);
    }
    assert_int_equal(files_open(), before);
}

static void every_allocation_can_fail(void **state)
{
    (void)state;
    fail_allocations(1);
}

static void what_there_is_has_names(void **state)
{
    (void)state;
    assert_true(recept_measures() > 40 && recept_parameters() > 60);
    assert_string_equal(recept_measure(0).name, "conversion_rate");
    assert_string_equal(recept_parameter(0).section, "campaign");
    assert_string_equal(
        recept_status_text(RECEPT_NO_MEMORY, RECEPT_DUTCH), "te weinig geheugen");
    assert_string_equal(recept_status_text(RECEPT_OK, RECEPT_ENGLISH), "done");
    recept_study_free(NULL);
    recept_config_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_come_through_the_callers_function),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
        cmocka_unit_test(errors_are_told_in_the_language_that_is_asked_for),
        cmocka_unit_test(a_setting_that_is_none_is_wrong_use),
        cmocka_unit_test(the_callers_locale_is_left_alone),
        cmocka_unit_test(figures_are_those_of_the_tables),
        cmocka_unit_test(every_table_can_be_written),
        cmocka_unit_test(a_comparison_and_a_plan_have_their_tables),
        cmocka_unit_test(goals_are_targets_and_a_cost),
        cmocka_unit_test(comparisons_out_of_range_are_refused),
        cmocka_unit_test(what_is_asked_is_copied),
        cmocka_unit_test(a_wrong_config_is_not_simulated),
        cmocka_unit_test(what_is_out_of_range_is_told),
        cmocka_unit_test(a_study_can_be_stopped),
        cmocka_unit_test(progress_is_of_all_the_work_and_never_goes_back),
        cmocka_unit_test(wrong_strategies_are_told),
        cmocka_unit_test(want_of_memory_is_a_status),
        cmocka_unit_test(no_file_stays_open_for_want_of_memory),
        slow_test(every_allocation_can_fail),
        cmocka_unit_test(what_there_is_has_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
