/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logbooks as people keep them: headings and words in two languages, dates and numbers, and
 * every mistake at its line. */
#include "logs.h"

#include <math.h>
#include <string.h>

static struct told_log log_of;

static const struct log *read_log(const char *text)
{
    tell_log(&log_of, text, NULL, (struct log_ask){0});
    return &log_of.logbook.log;
}

static int end(void **state)
{
    (void)state;
    told_log_free(&log_of);
    return 0;
}

static long day_of(const char *iso)
{
    long day, start;
    assert_true(calendar_parse(iso, &day));
    assert_true(calendar_parse(log_of.config.scenario->campaign.start, &start));
    return day - start;
}

static void canonical_records_are_read(void **state)
{
    (void)state;
    const struct log *log = read_log(
        "company,date,contact,outcome,planned_on,first_date,stage_after,person,won,hours,cost_"
        "eur,"
        "package,reason\n"
        "04,2023-11-20,company_meeting,held,2023-11-06,2023-11-15,desire,owner,yes,1.5,12.5,,\n"
        "4,2023-12-04,company_meeting,moved,2023-11-20,2023-12-04,,,,,,,busy\n"
        "11,2023-12-05,,joined,,,partner,,,,,network,\n");
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log->n, 3);
    const struct log_record *r = &log->record[0];
    assert_int_equal(r->company, 3);
    assert_int_equal(r->day, day_of("2023-11-20"));
    assert_int_equal(r->planned_on, day_of("2023-11-06"));
    assert_int_equal(r->first_day, day_of("2023-11-15"));
    assert_string_equal(log->scenario->catalogue.contact[r->contact].id, "company_meeting");
    assert_int_equal(r->outcome, LOG_HELD);
    assert_int_equal(r->stage_after, DESIRE);
    assert_int_equal(r->person, OWNER);
    assert_int_equal(r->won, YES);
    assert_true(r->hours == 1.5f && r->cost_eur == 12.5f);
    /* A number is that of the row where no company is called so. */
    assert_int_equal(log->record[1].company, 3);
    assert_int_equal(log->record[1].reason, REASON_BUSY);
    assert_true(isnan(log->record[1].hours));
    assert_int_equal(log->record[2].outcome, LOG_JOINED);
    assert_int_equal(log->record[2].stage_after, LOG_PARTNER);
    assert_int_equal(log->record[2].contact, NONE);
    assert_string_equal(log->scenario->packages.package[log->record[2].package].id, "network");
    assert_int_equal(log->until, day_of("2023-12-05"));
    assert_true(log->kept >> LOG_MOVED & 1u);
}

static void dutch_sheets_are_read(void **state)
{
    (void)state;
    const struct log *log = read_log("\xef\xbb\xbf"
                                     "BEDRIJF *;Datum;Contactmoment;Uitkomst;Fase erna;"
                                     "Gesproken met;Uren;Kosten;;;;\r\n"
                                     "04;20-11-2023;Rondleiding;Gehouden;Interesse;DGA;0,5;"
                                     "1.250,50;;;;\r\n"
                                     ";;;;;;;;;;;\r\n"
                                     "11;5-12-2023;Keuze partnership;vond plaats;;medewerker;"
                                     "26:30;\xe2\x82\xac 12,5;;;;\r\n"
                                     "11;6-12-2023;;zei nee;;;1:30:00;;;;;\r\n");
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.reading.n_refusals, 0);
    assert_int_equal(log->n, 3);
    assert_true(log->record[0].hours == 0.5f && log->record[0].cost_eur == 1250.5f);
    assert_true(log->record[1].hours == 26.5f && log->record[1].cost_eur == 12.5f);
    assert_true(log->record[2].hours == 1.5f);
    assert_int_equal(log->record[1].day, day_of("2023-12-05"));
    assert_int_equal(log->record[1].person, EMPLOYEE);
    assert_int_equal(log->record[2].outcome, LOG_SAID_NO);
}

/* Each mistake at its line; what is right between them is read. */
static void mistakes_are_told_at_their_lines(void **state)
{
    (void)state;
    const struct log *log = read_log("Company,Date,Contact,Outcome,Stage after it,Hours,Cost\n"
                                     "Nobody,2023-11-20,campus_tour,held,,,\n"    /* 2 */
                                     "04,2023-11-31,campus_tour,held,,,\n"        /* 3 */
                                     "04,,campus_tour,held,,,\n"                  /* 4 */
                                     "04,2023-11-20,campus_tuor,held,,,\n"        /* 5 */
                                     "04,2023-11-20,campus_tour,heldd,,,\n"       /* 6 */
                                     "04,2023-11-20,campus_tour,held,nirvana,,\n" /* 7 */
                                     "04,2023-11-20,campus_tour,held,,long,\n"    /* 8 */
                                     "04,2023-11-20,campus_tour,held,,-1,\n"      /* 9 */
                                     "04,2023-11-20,campus_tour,held,,,much\n"    /* 10 */
                                     "04,2023-11-20,,held,,,\n"                   /* 11 */
                                     "04,2023-11-20,campus_tour,,,,\n"            /* 12 */
                                     ",2023-11-20,campus_tour,held,,,\n"          /* 13 */
                                     "04,59,campus_tour,held,,,\n"                /* 14 */
                                     "04,2023-11-20,campus_tour,held,,26:61,\n"   /* 15 */
                                     "04,45250,campus_tour,held,,,\n");           /* 16 */
    assert_int_equal(log_of.status, STATUS_OK);
    assert_true(refused(&log_of, 2, "not on the list"));
    assert_true(refused(&log_of, 3, "not a date"));
    assert_true(refused(&log_of, 4, "no date"));
    assert_true(refused(&log_of, 5, "a contact moment"));
    assert_true(refused(&log_of, 6, "an outcome"));
    assert_true(refused(&log_of, 7, "a stage"));
    assert_true(refused(&log_of, 8, "hours"));
    assert_true(refused(&log_of, 9, "hours"));
    assert_true(refused(&log_of, 10, "euros"));
    assert_true(refused(&log_of, 11, "no contact moment"));
    assert_true(refused(&log_of, 12, "no outcome"));
    assert_true(refused(&log_of, 13, "no company"));
    assert_true(refused(&log_of, 14, "not a date"));
    assert_true(refused(&log_of, 15, "hours"));
    assert_int_equal(logbook_refused(&log_of.logbook), 14);
    assert_int_equal(log->n, 1);
    assert_int_equal(log->record[0].line, 16);
    assert_int_equal(log->record[0].day, day_of("2023-11-20"));
}

static void what_is_likely_meant_is_told(void **state)
{
    (void)state;
    read_log("company,date,contact,outcome,Datm\n04,2023-11-20,campus_tuor,held,x\n");
    assert_string_equal(log_of.logbook.reading.refusal[0].meant, "campus_tour");
    assert_string_equal(log_of.logbook.reading.refusal[0].value, "campus_tuor");
    assert_true(says(&log_of.notices, "'Datm' is left unread; did you mean"));
    assert_true(says(&log_of.notices, "layout recept"));
}

static void day_and_month_must_be_sure(void **state)
{
    (void)state;
    read_log("company,date,contact,outcome\n04,03-04-2024,campus_tour,held\n");
    assert_int_equal(log_of.status, STATUS_CONFIG);
    assert_true(says(&log_of.errors, "log.csv:2: in no date, as '03-04-2024'"));
    told_log_free(&log_of);
    read_log("company,date,contact,outcome\n04,13-04-2024,campus_tour,held\n"
             "04,04/14/2024,campus_tour,held\n");
    assert_int_equal(log_of.status, STATUS_CONFIG);
    assert_true(says(&log_of.errors, "log.csv:2: the date '13-04-2024' has the day first"));
    told_log_free(&log_of);
    /* One that is sure tells of all. */
    read_log("company,date,contact,outcome\n04,03-04-2024,campus_tour,held\n"
             "04,13-04-2024,campus_tour,held\n");
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.log.record[0].day, day_of("2024-04-03"));
    told_log_free(&log_of);
    tell_log(&log_of, "company,When,contact,outcome\n04,03-04-2024,campus_tour,held\n", NULL,
        (struct log_ask){.columns = "When=date:mdy"});
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.log.record[0].day, day_of("2024-03-04"));
}

static void numbers_that_may_be_two_are_refused(void **state)
{
    (void)state;
    const struct log *log = read_log("company,date,contact,outcome,hours\n"
                                     "04,2023-11-20,campus_tour,held,1.500\n"
                                     "04,2023-11-21,campus_tour,held,2.5\n");
    assert_true(refused(&log_of, 2, "can be read as"));
    assert_int_equal(log->n, 1);
    assert_true(log->record[0].hours == 2.5f);
}

static void companies_can_be_added(void **state)
{
    (void)state;
    static const char text[] = "company,date,contact,outcome,size,character,ownership\n"
                               "New Ltd,2023-11-20,campus_tour,held,small,family,private\n"
                               "Other,2023-11-21,campus_tour,held,,,\n"
                               "new ltd,2023-11-22,campus_tour,held,,,\n";
    tell_log(&log_of, text, NULL, (struct log_ask){.add_companies = true});
    const struct log *log = &log_of.logbook.log;
    assert_int_equal(log_of.logbook.reading.added, 1);
    assert_true(refused(&log_of, 3, "not on the list"));
    assert_int_equal(log->n, 2);
    assert_int_equal(log->record[0].company, log->n_companies - 1);
    assert_int_equal(log->record[1].company, log->n_companies - 1);
    assert_true(log->known[log->n_companies - 1].added);
}

/* A row that is refused for something else adds nobody. */
static void a_refused_row_adds_no_company(void **state)
{
    (void)state;
    tell_log(&log_of,
        "company,date,contact,outcome,size,character,ownership\n"
        "New Ltd,2023-11-31,campus_tour,held,small,family,private\n",
        NULL, (struct log_ask){.add_companies = true});
    assert_true(refused(&log_of, 2, "not a date"));
    assert_int_equal(log_of.logbook.reading.added, 0);
}

/* Where companies have numbers for names, with or without the zeros that spreadsheets drop, a
 * number is never a place in the list; in records that recept wrote it always is. */
static void a_number_is_a_name_or_a_place(void **state)
{
    (void)state;
    static const char list[] =
        "name,size,character,ownership\n18,small,family,private\n02,small,family,private\n";
    static const char text[] = "company,date,contact,outcome\n"
                               "2,2023-11-20,campus_tour,held\n"
                               "1,2023-11-20,campus_tour,held\n"
                               "18,2023-11-20,campus_tour,held\n";
    static const bool numbered[] = {true};
    tell_log(&log_of, text, list, (struct log_ask){0});
    assert_int_equal(log_of.logbook.log.n, 2);
    assert_int_equal(log_of.logbook.log.record[0].company, 1);
    assert_int_equal(log_of.logbook.log.record[1].company, 0);
    assert_true(refused(&log_of, 3, "not on the list"));
    told_log_free(&log_of);
    tell_log(&log_of, text, list, (struct log_ask){.numbered = numbered});
    assert_int_equal(log_of.logbook.log.n, 2);
    assert_int_equal(log_of.logbook.log.record[0].company, 1);
    assert_int_equal(log_of.logbook.log.record[1].company, 0);
    assert_int_equal(log_of.logbook.log.record[1].line, 3);
    assert_true(refused(&log_of, 4, "not the number of a company"));
}

/* Columns of one file may be written differently; one that shows nothing is as the others. */
static void each_column_has_its_order(void **state)
{
    (void)state;
    const struct log *log = read_log("company,date,contact,outcome,planned_on,first_date\n"
                                     "04,13-11-2023,campus_tour,held,10/13/2023,2023-11-02\n"
                                     "04,03-11-2023,newsletter,held,10/03/2023,03-11-2023\n");
    assert_int_equal(log_of.status, STATUS_CONFIG);
    assert_true(says(&log_of.errors, "first_date=first_date:dmy"));
    told_log_free(&log_of);
    log = read_log("company,date,contact,outcome,planned_on,first_date\n"
                   "04,13-11-2023,campus_tour,held,10-11-2023,2023-11-02\n"
                   "04,03-11-2023,newsletter,held,02-11-2023,03-11-2023\n");
    assert_int_equal(log->n, 2);
    assert_int_equal(log->record[1].day, day_of("2023-11-03"));
    assert_int_equal(log->record[1].planned_on, day_of("2023-11-02"));
    assert_int_equal(log->record[1].first_day, day_of("2023-11-03"));
}

static void what_is_said_of_columns_holds(void **state)
{
    (void)state;
    static const char text[] = "company,date,contact,outcome,note,planned_on,when agreed\n"
                               "04,2023-12-13,campus_tour,held,,03/04/2023,2023-11-01\n";
    tell_log(&log_of, text, NULL, (struct log_ask){.columns = "planned_on=planned_on:ymd"});
    assert_true(refused(&log_of, 2, "not a date"));
    told_log_free(&log_of);
    tell_log(&log_of, text, NULL, (struct log_ask){.columns = "when agreed=planned_on"});
    assert_int_equal(log_of.logbook.log.record[0].planned_on, day_of("2023-11-01"));
    told_log_free(&log_of);
    tell_log(&log_of, text, NULL, (struct log_ask){.columns = "when agred=planned_on"});
    assert_int_equal(log_of.status, STATUS_USAGE);
    assert_true(says(&log_of.errors, "no file has the heading 'when agred'"));
}

static void a_file_of_companies_takes_the_place_of_the_list(void **state)
{
    (void)state;
    tell_log(&log_of, "company,date,contact,outcome\nB,2023-11-20,campus_tour,held\n",
        "name,size,character,ownership,approached\nA,small,family,private,\n"
        "B,larger,family,group,2023-10-01\n"
        "C,larger,family,group,2023-10-02\n",
        (struct log_ask){0});
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.log.n_companies, 3);
    assert_int_equal(log_of.logbook.log.record[0].company, 1);
    assert_int_equal(log_of.logbook.log.known[1].approached, day_of("2023-10-01"));
    assert_int_equal(log_of.logbook.log.known[0].approached, LOG_NO_DAY);
    told_log_free(&log_of);
    tell_log(&log_of, "company,date,contact,outcome\n",
        "name,size,character,ownership,approached\nA,small,family,private,03-10-2023\n"
        "B,small,family,private,13-10-2023\n",
        (struct log_ask){0});
    assert_int_equal(log_of.logbook.log.known[0].approached, day_of("2023-10-03"));
    told_log_free(&log_of);
    tell_log(&log_of, "company,date,contact,outcome\n",
        "name,size,character,ownership,approached\nA,small,family,private,03-10-2023\n",
        (struct log_ask){0});
    assert_int_equal(log_of.status, STATUS_CONFIG);
    assert_true(says(&log_of.errors, "companies.csv:2: in no date, as '03-10-2023'"));
}

/* Records of later days: an appointment that was agreed by then is planned, for the date that
 * it had. */
static void what_is_known_ends(void **state)
{
    (void)state;
    tell_log(&log_of,
        "company,date,contact,outcome,planned_on\n"
        "04,2023-11-20,campus_tour,held,2023-11-01\n"
        "04,2023-12-11,repeat_event,held,2023-11-20\n"
        "04,2023-12-04,repeat_event,moved,2023-11-20\n"
        "11,2023-12-20,campus_tour,held,2023-12-10\n"
        "11,2023-12-21,newsletter,planned,2023-12-10\n",
        NULL, (struct log_ask){.until = "2023-11-30"});
    const struct log *log = &log_of.logbook.log;
    assert_int_equal(log->until, day_of("2023-11-30"));
    assert_int_equal(log->n, 2);
    assert_int_equal(log->record[1].outcome, LOG_PLANNED);
    assert_int_equal(log->record[1].day, day_of("2023-12-04"));
    assert_int_equal(log_of.logbook.reading.after_until, 3);
    assert_int_equal(log_of.logbook.history.defects.of_kind[DEFECT_FUTURE], 3);
}

static void records_of_days_to_come_are_told(void **state)
{
    (void)state;
    static const char text[] = "company,date,contact,outcome\n04,2023-11-20,campus_tour,held\n";
    long day;
    assert_true(calendar_parse("2023-11-19", &day));
    tell_log(&log_of, text, NULL, (struct log_ask){.today = day});
    assert_true(says(&log_of.notices, "2023-11-20, a day that is still to come"));
    told_log_free(&log_of);
    tell_log(&log_of, text, NULL, (struct log_ask){.today = day + 1});
    assert_false(says(&log_of.notices, "still to come"));
}

/* A log in which nothing happened yet, of companies that were approached before. */
static void an_empty_log_is_one(void **state)
{
    (void)state;
    tell_log(&log_of, "company,date,contact,outcome\n",
        "name,size,character,ownership,approached\nA,small,family,private,2023-01-01\n",
        (struct log_ask){0});
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.log.n, 0);
    assert_true(log_of.logbook.described.figure[FIGURE_COMPANIES].value == 0.0);
}

static void files_without_known_headings_are_refused(void **state)
{
    (void)state;
    read_log("a,b\n1,2\n");
    assert_int_equal(log_of.status, STATUS_CONFIG);
    assert_true(says(&log_of.errors, "log.csv:1: no headings of a company and a date"));
    told_log_free(&log_of);
    tell_log(&log_of, "company,date\n", NULL, (struct log_ask){.columns = "x=nothing"});
    assert_int_equal(log_of.status, STATUS_USAGE);
    told_log_free(&log_of);
    tell_log(&log_of, "company,date\n", NULL, (struct log_ask){.kept = "held"});
    assert_int_equal(log_of.status, STATUS_USAGE);
    told_log_free(&log_of);
    tell_log(&log_of, "company,date\n", NULL, (struct log_ask){.until = "soon"});
    assert_int_equal(log_of.status, STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(canonical_records_are_read, end),
        cmocka_unit_test_teardown(dutch_sheets_are_read, end),
        cmocka_unit_test_teardown(mistakes_are_told_at_their_lines, end),
        cmocka_unit_test_teardown(what_is_likely_meant_is_told, end),
        cmocka_unit_test_teardown(day_and_month_must_be_sure, end),
        cmocka_unit_test_teardown(numbers_that_may_be_two_are_refused, end),
        cmocka_unit_test_teardown(companies_can_be_added, end),
        cmocka_unit_test_teardown(a_refused_row_adds_no_company, end),
        cmocka_unit_test_teardown(a_number_is_a_name_or_a_place, end),
        cmocka_unit_test_teardown(each_column_has_its_order, end),
        cmocka_unit_test_teardown(what_is_said_of_columns_holds, end),
        cmocka_unit_test_teardown(records_of_days_to_come_are_told, end),
        cmocka_unit_test_teardown(a_file_of_companies_takes_the_place_of_the_list, end),
        cmocka_unit_test_teardown(what_is_known_ends, end),
        cmocka_unit_test_teardown(an_empty_log_is_one, end),
        cmocka_unit_test_teardown(files_without_known_headings_are_refused, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
