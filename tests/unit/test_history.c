/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of companies: endings, stages, what cannot be so, and what is left open. */
#include "logs.h"

#include <string.h>

static struct told_log log_of;

#define HEAD "company,date,contact,outcome,stage_after,package,hours\n"

static const struct history *tell(const char *rows)
{
    struct text text = {0};
    text_printf(&text, HEAD "%s", rows);
    tell_log(&log_of, text_string(&text), NULL, (struct log_ask){0});
    text_free(&text);
    assert_int_equal(log_of.status, STATUS_OK);
    assert_int_equal(log_of.logbook.reading.n_refusals, 0);
    return &log_of.logbook.history;
}

static int end(void **state)
{
    (void)state;
    told_log_free(&log_of);
    return 0;
}

/* Company 04, which starts in attention; 11 starts in interest, after two contacts. */
enum { FOURTH = 3, ELEVENTH = 5 };

static void a_way_to_a_partnership(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-10,newsletter,held,interest,,\n"
                                   "04,2024-01-03,newsletter,held,attention,,\n"
                                   "04,2024-02-01,partnership_talk,held,,,\n"
                                   "04,2024-01-20,company_meeting,held,action,,\n"
                                   "04,2024-02-01,,refused,,,\n"
                                   "04,2024-03-01,partnership_talk,held,,,\n"
                                   "04,2024-03-01,,joined,partner,network,\n"
                                   "04,2024-03-20,repeat_event,held,,,\n");
    const struct company_history *c = &h->company[FOURTH];
    assert_int_equal(c->n, 8);
    assert_int_equal(c->ending, ENDED_JOINED);
    assert_int_equal(c->held, 5); /* what is held with a partner is care */
    assert_int_equal(c->ended - c->origin, 58);
    assert_string_equal(
        log_of.config.scenario->packages.package[(int)c->package].id, "network");
    const struct log_event *e = h->event + c->first;
    assert_int_equal(e[0].stage_before, ATTENTION);
    assert_int_equal(e[1].stage_before, ATTENTION);
    assert_int_equal(e[1].stage_after, INTEREST);
    assert_int_equal(e[2].stage_before, INTEREST);
    assert_int_equal(e[3].joined, NO);
    assert_int_equal(e[5].joined, YES);
    assert_int_equal(e[7].role, ROLE_CARE);
    /* From interest to action a stage is missing, and nothing else is wrong. */
    assert_int_equal(h->defects.of_kind[DEFECT_GAP], 1);
    assert_int_equal(h->defects.n, 1);
}

static void a_choice_without_a_talk_implies_one(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-10,,joined,,network,\n");
    assert_int_equal(h->company[FOURTH].held, 1);
    assert_int_equal(h->company[FOURTH].ended - h->company[FOURTH].origin, 0);
    assert_int_equal(h->defects.of_kind[DEFECT_GAP], 1);
}

/* Exports with the newest first, and talks of which the outcome is written days later. */
static void the_order_of_a_day_is_that_of_things(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-03-01,,joined,partner,network,\n"
                                   "04,2024-03-01,partnership_talk,held,,,\n"
                                   "11,2024-02-01,,said_no,,,\n"
                                   "11,2024-02-01,partnership_talk,held,,,\n"
                                   "12,2024-02-01,partnership_talk,held,,,\n"
                                   "12,2024-02-05,,joined,,network,\n");
    assert_int_equal(h->company[FOURTH].held, 1);
    assert_int_equal(h->company[ELEVENTH].held, 1);
    assert_int_equal(h->company[ELEVENTH].ending, ENDED_NO);
    /* The talk of the 1st came to nothing, and one of the 5th is missing. */
    assert_int_equal(h->event[h->company[ELEVENTH + 1].first].joined, NO);
    assert_int_equal(h->company[ELEVENTH + 1].held, 2);
    assert_int_equal(h->defects.n, 1);
}

static void a_talk_that_anything_follows_was_refused(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-10,partnership_talk,held,,,\n"
                                   "04,2024-01-10,,said_no,,,\n"
                                   "11,2024-01-11,partnership_talk,held,,,\n");
    assert_int_equal(h->event[h->company[FOURTH].first].joined, NO);
    assert_int_equal(h->event[h->company[ELEVENTH].first].joined, NOT_SAID);
    assert_int_equal(h->company[FOURTH].ending, ENDED_NO);
    assert_int_equal(h->company[ELEVENTH].ending, LOG_OPEN);
    assert_int_equal(h->company[ELEVENTH].ended, log_of.logbook.log.until);
    assert_int_equal(h->defects.n, 0);
}

/* A contact of which the stage is not written leaves it unknown until the next that tells. */
static void stages_are_known_as_far_as_they_are_written(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-03,newsletter,held,,,\n"
                                   "04,2024-01-10,newsletter,held,interest,,\n"
                                   "04,2024-01-17,newsletter,held,interest,,\n");
    const struct log_event *e = h->event + h->company[FOURTH].first;
    assert_true(e[0].stage_known);
    assert_false(e[1].stage_known);
    assert_true(e[2].stage_known);
}

static void introductions_start_in_interest(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-02,,introduced,,,\n"
                                   "04,2024-01-03,newsletter,held,interest,,\n");
    assert_int_equal(h->event[h->company[FOURTH].first + 1].stage_before, INTEREST);
    assert_true(h->company[FOURTH].introduced != LOG_NO_DAY);
}

static void whoever_was_known_enters_late(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-03,newsletter,held,,,\n"
                                   "11,2024-01-03,newsletter,held,,,\n");
    assert_false(h->company[FOURTH].late);
    assert_true(h->company[ELEVENTH].late);
    assert_int_equal(h->company[ELEVENTH].held, 1);
    assert_int_equal(h->company[ELEVENTH].contacts, 3);
}

/* ---- What cannot be so ---- */

static void each_defect_is_found_at_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *rows;
        enum defect_kind kind;
        int line;
    } logs[] = {
        {"04,2024-01-10,,said_no,,,\n04,2024-01-10,,stopped,,,\n", DEFECT_OVERLAP, 3},
        {"04,2024-01-10,campus_tour,no_show,,,\n04,2024-01-10,campus_tour,held,,,\n",
            DEFECT_OVERLAP, 3},
        {"04,2024-01-10,newsletter,held,action,,\n", DEFECT_GAP, 2},
        {"04,2024-01-10,,stage,interest,,\n", DEFECT_JUMP, 2},
        {"04,2024-01-10,campus_tour,moved,interest,,\n", DEFECT_JUMP, 2},
        {"04,2024-01-10,newsletter,held,interest,,\n04,2024-01-10,campus_tour,held,desire,,\n",
            DEFECT_TELEPORT, 3},
        {"04,2024-01-10,,said_no,,,\n04,2024-01-11,campus_tour,held,,,\n", DEFECT_AFTER_END, 3},
        {"04,2024-01-10,campus_tour,held,,,\n04,2024-01-10,campus_tour,held,,,\n",
            DEFECT_DUPLICATE, 3},
        {"04,2024-01-10,campus_tour,cancelled,,,\n11,2024-04-10,campus_tour,held,,,\n",
            DEFECT_LOOSE_END, 2},
    };
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        const struct history *h = tell(logs[i].rows);
        if (h->defects.n != 1 || h->defects.defect[0].kind != logs[i].kind)
            fail_msg("%zu: %d defects", i, (int)h->defects.n);
        assert_int_equal(h->defects.defect[0].line, logs[i].line);
        assert_int_equal(h->defects.defect[0].company, FOURTH);
        told_log_free(&log_of);
    }
}

/* The same things on other days, or with what was missing, are fine. */
static void what_can_be_so_is_no_defect(void **state)
{
    (void)state;
    static const char *const logs[] = {
        "04,2024-01-10,campus_tour,no_show,,,\n04,2024-01-17,campus_tour,held,,,\n",
        "04,2024-01-10,campus_tour,moved,,,\n04,2024-01-10,campus_tour,held,,,\n",
        "04,2024-01-10,newsletter,held,interest,,\n04,2024-01-17,campus_tour,held,desire,,\n",
        "04,2024-01-10,newsletter,held,,,\n04,2024-01-10,,stage,interest,,\n",
        "04,2024-01-10,campus_tour,held,,,\n04,2024-01-11,campus_tour,held,,,\n",
        "04,2024-01-10,campus_tour,cancelled,,,\n04,2024-02-10,campus_tour,held,,,\n"
        "11,2024-04-10,campus_tour,held,,,\n",
        "04,2024-01-10,newsletter,held,interest,,\n04,2024-01-17,campus_tour,held,attention,,"
        "\n",
    };
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        const struct history *h = tell(logs[i]);
        if (h->defects.n != 0)
            fail_msg("%zu: %s", i, defect_names[h->defects.defect[0].kind]);
        told_log_free(&log_of);
    }
}

/* What is left out counts for nothing. */
static void defects_do_not_count(void **state)
{
    (void)state;
    const struct history *h = tell("04,2024-01-10,campus_tour,held,,,\n"
                                   "04,2024-01-10,campus_tour,held,,,\n"
                                   "04,2024-01-20,,said_no,,,\n"
                                   "04,2024-01-21,campus_tour,held,,,\n");
    assert_int_equal(h->company[FOURTH].held, 1);
    assert_int_equal(h->defects.n, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_way_to_a_partnership, end),
        cmocka_unit_test_teardown(a_choice_without_a_talk_implies_one, end),
        cmocka_unit_test_teardown(the_order_of_a_day_is_that_of_things, end),
        cmocka_unit_test_teardown(a_talk_that_anything_follows_was_refused, end),
        cmocka_unit_test_teardown(stages_are_known_as_far_as_they_are_written, end),
        cmocka_unit_test_teardown(introductions_start_in_interest, end),
        cmocka_unit_test_teardown(whoever_was_known_enters_late, end),
        cmocka_unit_test(each_defect_is_found_at_its_line),
        cmocka_unit_test(what_can_be_so_is_no_defect),
        cmocka_unit_test_teardown(defects_do_not_count, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
