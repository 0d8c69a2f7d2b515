/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "csv_table.h"
#include "notices.h"
#include "small_study.h"
#include "fill.h"
#include "tables.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct csv_table read_table(const char *name)
{
    struct text bytes = {0};
    struct csv_table table;
    read_file(name, &bytes);
    assert_null(strstr(bytes.data, "nan"));
    assert_null(strstr(bytes.data, "inf"));
    assert_null(strstr(bytes.data, ",-0,"));
    assert_int_equal(csv_table_read(&table, &arena, name, &bytes, &errors), STATUS_OK);
    for (long i = 0; i < table.n; i++)
        assert_int_equal(table.row[i].n, table.header.n);
    text_free(&bytes);
    return table;
}

static const char *field(const struct csv_table *table, long row, const char *column)
{
    for (int i = 0; i < table->header.n; i++)
        if (strcmp(table->header.field[i], column) == 0)
            return table->row[row].field[i];
    fail_msg("no column %s", column);
    return NULL;
}

static double number(const struct csv_table *table, long row, const char *column)
{
    const char *text = field(table, row, column);
    return text[0] == '\0' ? NAN : strtod(text, NULL);
}

/* Whether the row starts with these fields; NULL fits any. */
static bool fits(const struct csv_row *row, const char *const key[3])
{
    for (int i = 0; i < 3; i++)
        if (key[i] != NULL && strcmp(row->field[i], key[i]) != 0)
            return false;
    return true;
}

/* The sum of a column over the rows that start with these three fields. */
static double sum(const struct csv_table *table, const char *a, const char *b, const char *c,
    const char *column)
{
    const char *const key[] = {a, b, c};
    double all = 0.0;
    int rows = 0;
    for (long i = 0; i < table->n; i++) {
        if (!fits(&table->row[i], key))
            continue;
        all += number(table, i, column);
        rows++;
    }
    assert_true(rows > 0);
    return all;
}

static const struct results results = {.study = &study, .simulated = &study};

static void write_tables(bool full, uint64_t replications)
{
    run_study(full, replications);
    assert_int_equal(tables_write(&folder, &results, NULL), STATUS_OK);
    assert_int_equal(errors.count, 0);
}

/* ---- What the tables say ---- */

static void columns_are_as_documented(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    const char *const columns[][2] = {
        {"summary.csv",
            "strategy,hub,segment,measure,unit,estimate,se,mc_low,mc_high,p05,p50,p95,"
            "method,variance_reduction"},
        {"companies.csv", "strategy,company,converted,se,mc_low,mc_high,said_no,given_up,open,"
                          "contacts,hours,cost_eur,days,package"},
        {"conversion_by_day.csv",
            "strategy,segment,clock,day,converted,mc_low,mc_high,p05,p95"},
        {"conversion_by_contact.csv",
            "strategy,segment,contacts,joined,said_no,given_up,open,mc_low,mc_high,p05,p95"},
        {"contact_moments.csv", "strategy,contact,stage,held,moved,waited,progressed,cost_eur,"
                                "not_reached,no_show,no_show_hours,no_show_cost"},
        {"packages.csv", "strategy,segment,package,partners,se,mc_low,mc_high,share,contacts"},
        {"funnel.csv", "strategy,segment,stage,companies,se,mc_low,mc_high,share"},
        {"costs.csv", "strategy,kind,hours,hours_cost_eur,cash_eur,cost_eur"},
        {"cost_chance.csv", "strategy,amount_eur,probability,mc_low,mc_high"},
    };
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        struct text bytes = {0}, expected = {0};
        read_file(columns[i][0], &bytes);
        text_printf(&expected, "%s,campaign.outreach_days,\"x,\"\"y\"\"\"\n", columns[i][1]);
        assert_memory_equal(bytes.data, expected.data, expected.length);
        text_free(&bytes);
        text_free(&expected);
        struct csv_table table = read_table(columns[i][0]);
        assert_string_equal(field(&table, 0, "campaign.outreach_days"), "150");
        assert_string_equal(field(&table, 0, "x,\"y\""), "=1");
        if (strcmp(table.row[table.n - 1].field[0], "never") == 0)
            assert_string_equal(field(&table, table.n - 1, "x,\"y\""), "z");
    }
}

static void the_summary_has_a_row_a_figure(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("summary.csv");
    int events = 5; /* four chances and the share of hours, for all companies only */
    assert_int_equal(table.n, STRATEGIES * (3 * n_measures - 2 * events) - 3 * UNTOLD);
    for (long i = 0; i < n_measures; i++) {
        assert_string_equal(field(&table, i, "hub"), "all");
        assert_string_equal(field(&table, i, "segment"), "all");
        assert_string_equal(field(&table, i, "measure"), measures[i].name);
        assert_string_equal(field(&table, i, "unit"), measures[i].unit);
        struct figure figure = study_figure(&study, &cases[TRY], 0, (int)i);
        if (isnan(figure.estimate.value))
            assert_string_equal(field(&table, i, "estimate"), "");
        else
            assert_close(number(&table, i, "estimate"), figure.estimate.value, 1e-11, 0.0);
    }
    assert_string_equal(field(&table, n_measures, "segment"), "small");
}

static void what_is_not_defined_is_empty(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("summary.csv");
    for (long i = 0; i < table.n; i++) {
        if (strcmp(table.row[i].field[0], "never") != 0)
            continue;
        const char *measure = field(&table, i, "measure");
        if (strcmp(measure, "cost_per_partner") == 0 ||
            strcmp(measure, "days_to_partner") == 0) {
            assert_string_equal(field(&table, i, "estimate"), "");
            assert_string_equal(field(&table, i, "mc_low"), "");
        }
        if (strcmp(measure, "partners") == 0)
            assert_string_equal(field(&table, i, "estimate"), "0");
    }
    table = read_table("companies.csv");
    assert_string_equal(field(&table, COMPANIES, "days"), "");
    assert_string_equal(field(&table, COMPANIES, "package"), "");
    assert_string_equal(field(&table, COMPANIES, "given_up"), "1");
}

static void names_of_companies_survive(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("companies.csv");
    assert_int_equal(table.n, STRATEGIES * COMPANIES);
    for (int i = 0; i < COMPANIES; i++)
        assert_string_equal(table.row[i].field[1], hostile[i]);
    struct text bytes = {0};
    read_file("companies.csv", &bytes);
    assert_null(strstr(bytes.data, ",=1"));
    text_free(&bytes);
}

static void companies_add_up_to_the_summary(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("companies.csv");
    assert_close(sum(&table, "try", NULL, NULL, "converted"), total(TRY, "partners"), 1e-9, 0);
    assert_close(sum(&table, "try", NULL, NULL, "hours"), total(TRY, "hours"), 1e-9, 0);
    assert_close(sum(&table, "try", NULL, NULL, "open"), total(TRY, "open"), 1e-9, 1e-9);
    for (int i = 0; i < COMPANIES; i++) {
        struct estimate e =
            estimate_share(REPLICATIONS, REPLICATIONS * number(&table, i, "converted"), 0.95);
        assert_close(number(&table, i, "se"), e.se, 1e-9, 1e-12);
        assert_close(number(&table, i, "mc_low"), e.low, 1e-9, 1e-12);
        assert_close(number(&table, i, "mc_high"), e.high, 1e-9, 1e-12);
    }
    assert_true(number(&table, 0, "days") > 0.0);
    assert_string_equal(field(&table, 0, "package"), "premium");
}

/* The kinds of cost add up to the measure, however occasions are charged; so do the contacts.
 */
static void costs_add_up(bool full)
{
    write_tables(full, REPLICATIONS);
    struct csv_table table = read_table("costs.csv");
    assert_int_equal(table.n, 7 + 6);
    double all = sum(&table, "try", "total", NULL, "cost_eur");
    assert_close(all, total(TRY, "cost"), 1e-7, 0);
    assert_close(sum(&table, "try", "total", NULL, "hours"), total(TRY, "hours"), 1e-7, 0);
    assert_close(sum(&table, "try", NULL, NULL, "cost_eur"), 2.0 * all, 1e-9, 0);
    double aids = sum(&table, "try", "aids", NULL, "cost_eur");
    double research = sum(&table, "try", "research", NULL, "cost_eur");
    assert_close(aids, 365.0, 1e-9, 0);
    assert_close(research, COMPANIES * 0.7 * 75.0, 1e-9, 0);
    assert_true(sum(&table, "try", "occasions", NULL, "cash_eur") > 0.0);
    assert_true(sum(&table, "try", "moves", NULL, "hours") > 0.0);
    struct csv_table moments = read_table("contact_moments.csv");
    assert_close(sum(&moments, "try", NULL, NULL, "cost_eur"), all - aids - research, 1e-7, 0);
    assert_close(sum(&moments, "try", NULL, NULL, "moved"), total(TRY, "moved"), 1e-9, 0);
    const char *const told[] = {"not_reached", "no_show", "no_show_hours", "no_show_cost"};
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        assert_true(total(TRY, told[i]) > 0.0);
        assert_close(sum(&moments, "try", NULL, NULL, told[i]), total(TRY, told[i]), 1e-7, 0);
    }
    double no_shows = sum(&table, "try", "no_show", NULL, "hours");
    assert_close(no_shows, total(TRY, "no_show_hours"), 1e-7, 0);
    assert_close(no_shows, total(TRY, "no_show") * 0.4 * 1.7, 1e-7, 0);
    assert_close(
        sum(&table, "try", "no_show", NULL, "cost_eur"), total(TRY, "no_show_cost"), 1e-7, 0);
    assert_close(sum(&moments, "try", NULL, NULL, "waited"), total(TRY, "waited"), 1e-9, 0);
    assert_close(
        sum(&moments, "try", "talk", "action", "progressed"), total(TRY, "partners"), 1e-9, 0);
    assert_close(
        sum(&table, "never", "total", NULL, "cost_eur"), total(NEVER, "cost"), 1e-9, 0);
}

static void costs_add_up_by_attendee(void **state)
{
    (void)state;
    costs_add_up(false);
}

static void costs_add_up_by_whole_occasion(void **state)
{
    (void)state;
    costs_add_up(true);
}

static void curves_end_at_the_conversion_rate(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("conversion_by_day.csv");
    assert_int_equal(table.n, STRATEGIES * 3 * 2 * 151);
    double rate = total(TRY, "conversion_rate");
    assert_true(rate > 0.1 && rate < 0.9);
    for (int clock = 0; clock < 2; clock++) {
        long last = clock * 151 + 150;
        assert_string_equal(field(&table, last, "clock"), clock == 0 ? "own" : "campaign");
        assert_string_equal(field(&table, last, "day"), "150");
        assert_close(number(&table, last, "converted"), rate, 1e-12, 0);
        assert_true(number(&table, last, "mc_low") < rate);
        assert_true(number(&table, last, "mc_high") > rate);
        for (long i = last - 150; i < last; i++)
            assert_true(number(&table, i, "converted") <= number(&table, i + 1, "converted"));
    }
}

static void contacts_end_one_past_the_last_event(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("conversion_by_contact.csv");
    long last = 0;
    while (strcmp(field(&table, last + 1, "segment"), "all") == 0)
        last++;
    assert_close(number(&table, last, "joined"), total(TRY, "conversion_rate"), 1e-12, 0);
    assert_close(number(&table, last, "open"), total(TRY, "open_share"), 1e-12, 1e-12);
    assert_int_equal(last, 9); /* at most eight held, and one before */
    for (long i = 0; i <= last; i++) {
        assert_int_equal(number(&table, i, "contacts"), i);
        double all = number(&table, i, "joined") + number(&table, i, "said_no") +
                     number(&table, i, "given_up") + number(&table, i, "open");
        assert_close(all, 1.0, 4 * 0.5e-12, 0); /* of four numbers of 12 digits */
    }
}

static void groups_add_up(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("packages.csv");
    assert_int_equal(table.n, STRATEGIES * 3 * 2); /* none for students */
    assert_close(sum(&table, "try", "all", NULL, "partners"), total(TRY, "partners"), 1e-9, 0);
    assert_close(sum(&table, "try", "small", NULL, "share"), 1.0, 1e-9, 0);
    assert_string_equal(field(&table, table.n - 1, "share"), "");
    table = read_table("funnel.csv");
    assert_int_equal(table.n, STRATEGIES * 3 * (N_STAGES + 1));
    assert_close(sum(&table, "try", "all", "attention", "share"), 1.0, 1e-12, 0);
    assert_close(
        sum(&table, "try", "all", "partner", "share"), total(TRY, "conversion_rate"), 1e-12, 0);
    for (long i = 0; i < N_STAGES; i++)
        assert_true(number(&table, i, "companies") >= number(&table, i + 1, "companies"));
    assert_close(sum(&table, "try", "small", "desire", "companies") +
                     sum(&table, "try", "larger", "desire", "companies"),
        sum(&table, "try", "all", "desire", "companies"), 1e-12, 0);
}

static void the_chance_of_a_cost_rises_past_95_percent(void **state)
{
    (void)state;
    write_tables(false, REPLICATIONS);
    struct csv_table table = read_table("cost_chance.csv");
    long last = 0;
    while (strcmp(table.row[last + 1].field[0], "try") == 0)
        last++;
    assert_in_range(last, 20, 80);
    assert_true(number(&table, 0, "amount_eur") == 0.0);
    for (long i = 0; i < last; i++)
        assert_true(number(&table, i, "probability") <= number(&table, i + 1, "probability"));
    double with_partner = study_cost_chance(&study, &cases[TRY], 1e9).value;
    assert_true(number(&table, last, "probability") >= 0.949 * with_partner);
    assert_string_equal(field(&table, table.n - 1, "probability"), "0");
}

static void one_campaign_has_no_errors(void **state)
{
    (void)state;
    write_tables(false, 1);
    struct csv_table table = read_table("summary.csv");
    assert_string_equal(field(&table, 1, "measure"), "partners");
    assert_true(number(&table, 1, "estimate") >= 0.0);
    assert_string_equal(field(&table, 1, "se"), "");
    assert_string_equal(field(&table, 1, "mc_low"), "");
}

/* With few campaigns the number of partners may well be zero: a ratio to it has no bounds. */
static void an_unbounded_error_is_told_of_once(void **state)
{
    (void)state;
    write_tables(false, 2);
    uint64_t unbounded = 0;
    study_notices(&study, &notices);
    for (int m = 0; m < n_measures; m++)
        unbounded += study_figure(&study, &cases[TRY], 0, m).estimate.unbounded;
    assert_true(unbounded > 0);
    assert_int_equal(notices.count, 1);
    assert_non_null(strstr(notices.lines[0], "error has no bounds"));
    static const char *const called[] = {[Q_PARTNERS] = "per partner, as",
        [Q_ACTIVE] = "per active company, as",
        [Q_APPROACHED] = "per company, as",
        [Q_MARGIN] = "years until a partner pays itself back, as",
        [Q_FIRST_ANNIVERSARIES] = "of first anniversaries, as",
        [Q_CAPACITY] = "share of the team's hours, as"};
    /* Every measure that is divided by something has a reason. */
    for (int m = 0; m < n_measures; m++)
        if (measure_is_ratio(&measures[m]))
            assert_true(measures[m].x < (int)(sizeof called / sizeof called[0]) &&
                        called[measures[m].x] != NULL);
    for (int m = 0; m < n_measures; m++)
        if (study_figure(&study, &cases[TRY], 0, m).estimate.unbounded)
            assert_non_null(strstr(notices.lines[0], called[measures[m].x]));
    struct csv_table table = read_table("summary.csv");
    for (long i = 0; i < n_measures; i++) {
        struct figure figure = study_figure(&study, &cases[TRY], 0, (int)i);
        if (figure.estimate.unbounded)
            assert_string_equal(field(&table, i, "mc_low"), "");
    }
}

static char *printed(bool json)
{
    char *bytes = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&bytes, &size);
    tables_print(file, &results, json);
    fclose(file);
    return bytes;
}

static void programs_can_read_along(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    char *text = printed(true);
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    assert_non_null(json);
    assert_int_equal(json_array_size(json), STRATEGIES * n_measures - UNTOLD);
    json_t *partners = json_array_get(json, 1);
    assert_true(
        json_real_value(json_object_get(partners, "estimate")) == total(TRY, "partners"));
    assert_string_equal(json_string_value(json_object_get(partners, "hub")), "all");
    json_t *vary = json_object_get(partners, "vary");
    assert_string_equal(json_string_value(json_object_get(vary, "x,\"y\"")), "=1");
    json_decref(json);
    free(text);
    text = printed(false);
    struct text bytes = {0};
    struct csv_table table;
    text_add_string(&bytes, text);
    assert_int_equal(csv_table_read(&table, &arena, "-", &bytes, &errors), STATUS_OK);
    assert_int_equal(table.n, STRATEGIES * n_measures - UNTOLD);
    text_free(&bytes);
    free(text);
}

/* In JSON as in CSV, and in a table that has no column for it at the end. */
static void rows_name_their_hub(void **state)
{
    (void)state;
    run_study(false, 10);
    study.has_hubs = true;
    cases[TRY].hub = "Zeeland";
    char *text = printed(true);
    json_t *json = json_loads(text, 0, NULL);
    const char *hub = json_string_value(json_object_get(json_array_get(json, 1), "hub"));
    assert_string_equal(hub, "Zeeland");
    json_decref(json);
    free(text);
    assert_int_equal(tables_write(&folder, &results, NULL), STATUS_OK);
    struct csv_table table = read_table("costs.csv");
    assert_string_equal(table.header.field[6], "hub");
    assert_string_equal(field(&table, 0, "hub"), "Zeeland");
    assert_string_equal(field(&table, table.n - 1, "hub"), "all");
    table = read_table("summary.csv");
    assert_string_equal(table.header.field[1], "hub");
    assert_int_equal(table.header.n, 16);
}

static void single_campaigns_are_rows(void **state)
{
    (void)state;
    run_study(false, 10);
    const struct results saved = {.study = &study, .simulated = &study, .has = SAVED};
    double quantities[Q_FIXED] = {[Q_PARTNERS] = 3, [Q_COST] = 0.5};
    struct table stream;
    assert_int_equal(tables_stream(&stream, &saved, &folder, NULL), STATUS_OK);
    tables_add_replication(&stream, &cases[NEVER], 7, quantities);
    assert_int_equal(tables_close(&stream, &folder), STATUS_OK);
    struct csv_table table = read_table("replications.csv");
    assert_int_equal(table.n, 1);
    assert_string_equal(table.row[0].field[0], "never");
    assert_true(number(&table, 0, "replication") == 7);
    assert_true(number(&table, 0, "partners") == 3);
    assert_true(number(&table, 0, "cost") == 0.5);
    assert_string_equal(field(&table, 0, "campaign.outreach_days"), "90");
}

/* Every column of every file, and no other. */
static void columns_say_what_tables_hold(void **state)
{
    (void)state;
    write_tables(false, 10);
    struct csv_table columns = read_table("columns.csv");
    long row = 0;
    while (row < columns.n) {
        struct text name = {0};
        text_printf(&name, "%s.csv", field(&columns, row, "table"));
        struct csv_table table = read_table(text_string(&name));
        for (int i = 0; i < table.header.n; i++, row++) {
            assert_string_equal(field(&columns, row, "column"), table.header.field[i]);
            assert_true(strlen(field(&columns, row, "meaning")) > 5);
        }
        text_free(&name);
    }
    assert_string_equal(field(&columns, row - 1, "table"), "columns");
    assert_string_equal(field(&columns, 5, "role"), "value");
    assert_string_equal(field(&columns, 5, "unit"), "unit");
}

static void a_table_is_filled_by_name(void **state)
{
    (void)state;
    run_study(false, REPLICATIONS);
    struct table table;
    assert_true(tables_fill(&table, "funnel", &results));
    assert_int_equal(table.n, STRATEGIES * 3 * (N_STAGES + 1));
    assert_true(table_cell(&table, N_STAGES, table_column(&table, "companies")).number ==
                total(TRY, "partners"));
    assert_int_equal(table.n_varied, 2);
    table_free(&table);
    assert_false(tables_fill(&table, "compare", &results));
    assert_false(tables_fill(&table, "no such table", &results));
}

static void a_drawn_population_has_no_company_table(void **state)
{
    (void)state;
    run_study(false, 10);
    for (int i = 0; i < STRATEGIES; i++) {
        memory_free(cases[i].tally.counts.company);
        cases[i].tally.counts.company = NULL;
    }
    assert_int_equal(tables_write(&folder, &results, NULL), STATUS_OK);
    struct text path = {0};
    path_join(&path, text_string(&folder.partial), "companies.csv");
    assert_int_not_equal(access(path.data, F_OK), 0);
    text_free(&path);
}

static void a_full_disk_is_told_of(void **state)
{
    (void)state;
    run_study(false, 10);
    struct text path = {0};
    path_join(&path, text_string(&folder.partial), "funnel.csv");
    assert_int_equal(symlink("/dev/full", path.data), 0);
    text_free(&path);
    assert_int_equal(tables_write(&folder, &results, NULL), STATUS_FAILED);
    assert_int_equal(errors.count, 1);
    assert_string_equal(errors.lines[0], "r/funnel.csv: No space left on device");
}

#define in_folder(test) cmocka_unit_test_setup_teardown(test, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_folder(columns_are_as_documented),
        in_folder(the_summary_has_a_row_a_figure),
        in_folder(what_is_not_defined_is_empty),
        in_folder(names_of_companies_survive),
        in_folder(companies_add_up_to_the_summary),
        in_folder(costs_add_up_by_attendee),
        in_folder(costs_add_up_by_whole_occasion),
        in_folder(curves_end_at_the_conversion_rate),
        in_folder(contacts_end_one_past_the_last_event),
        in_folder(groups_add_up),
        in_folder(the_chance_of_a_cost_rises_past_95_percent),
        in_folder(one_campaign_has_no_errors),
        in_folder(an_unbounded_error_is_told_of_once),
        in_folder(programs_can_read_along),
        in_folder(rows_name_their_hub),
        in_folder(single_campaigns_are_rows),
        in_folder(columns_say_what_tables_hold),
        in_folder(a_table_is_filled_by_name),
        in_folder(a_drawn_population_has_no_company_table),
        in_folder(a_full_disk_is_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
