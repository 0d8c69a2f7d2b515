/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sum of effects decides, however large its parts: where these would leave the range of
 * numbers as factors, and where they would not. Error rates as in test_known_answers.c. */
#include "simulate.h"

enum { N = 4000 };

static void assert_converts(const char *const *sets, bool logs, double share, double wrong)
{
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_true((s.one.campaign->response.logs || s.one.campaign->choice.logs) == logs);
    assert_agrees(measured(&s, "conversion_rate"), share);
    assert_rejects(measured(&s, "conversion_rate"), wrong);
    simulated_free(&s);
}

#define ALL_WON "response.intercept=(50.0, 50.0, 50.0)"

/* 200 against 180: all take the first. With both held to the same value half would. */
static void of_two_large_values_the_larger_is_taken(void **state)
{
    (void)state;
    static const char *const sets[] = {ALL_WON,
        "packages=( { id = \"p\"; price = 0.0; value = { base = 100.0; effects = ( { add = "
        "100.0; "
        "} ); }; }, { id = \"q\"; price = 0.0; value = { base = 100.0; effects = ( { add = "
        "80.0; } "
        "); }; } )",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_false(s.one.campaign->choice.logs);
    assert_true(measured_package(&s, 0).value == 1.0);
    assert_true(measured_package(&s, 1).value == 0.0);
    simulated_free(&s);
}

/* -25 * 10 + 4 * 41 = -86: nobody joins. */
static void a_price_is_not_outweighed_by_less_than_it(void **state)
{
    (void)state;
    struct simulated s;
    static const char *const sets[] = {ALL_WON, "packages.p.price=10000.0",
        "choice.price_sensitivity=25.0", "packages.p.value.per_contact=4.0",
        "strategies.s.max_contacts=100", NULL};
    simulate(&s, plain_world, sets, 1);
    const struct choice_tables *t = &s.one.campaign->choice;
    for (uint32_t word = 0; word < UINT32_MAX - 99999; word += 99999) {
        struct chooser chooser = {.held = 41, .only = -1};
        double joining;
        assert_int_equal(choice_make(t, &chooser, word, &joining), -1);
        chooser.held = 83; /* -250 + 332 */
        assert_int_equal(choice_make(t, &chooser, word, &joining), 0);
    }
    simulated_free(&s);
}

/* V = -40 * 10 + 100 * 4 + 0.5 or 1.5: parts of 400 that cancel. */
static void huge_parts_of_a_value_cancel(void **state)
{
    (void)state;
    static const char *const sets[] = {ALL_WON,
        "packages=( { id = \"p\"; price = 10000.0; value = { base = 0.5; per_contact = 100.0; "
        "}; "
        "}, { id = \"q\"; price = 10000.0; value = { base = 1.5; per_contact = 100.0; }; } )",
        "choice.price_sensitivity=40.0", "strategies.s.max_contacts=4", NULL};
    double p = exp(0.5), q = exp(1.5), all = 1.0 + p + q;
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_true(s.one.campaign->choice.logs);
    assert_agrees(measured_package(&s, 0), p / all);
    assert_agrees(measured_package(&s, 1), q / all);
    assert_agrees(measured(&s, "conversion_rate"), (p + q) / all);
    assert_rejects(measured_package(&s, 0), 1.0 / 3.0);
    simulated_free(&s);
}

/* The second contact has x = -100 + 99.5: with either part held to 80 it would be 0. */
static void what_builds_up_is_added_to_what_there_is(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(-100.0, 50.0, 50.0)",
        "response.build_up=99.5", "response.build_up_cap=1", "packages.p.value.base=50.0",
        "strategies.s.patience=2", NULL};
    assert_converts(sets, false, logistic(-0.5), 0.5);
}

/* A click of sd 100 against -100: one of six companies, as a click is above its sd that often.
 * The logistic rounds the edge by less than 1 in 10,000. With -80 for -100 it would be 0.21. */
static void clicks_are_added_to_large_effects(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(-100.0, 99.0, 99.0)",
        "response.click_sd=100.0", "response.build_up=100.0", "response.build_up_cap=9",
        "packages.p.value.base=50.0", "strategies.s.patience=1", NULL};
    assert_converts(sets, true, 0.5 * erfc(sqrt(0.5)), 0.5 * erfc(0.8 * sqrt(0.5)));
}

static const char *const usual[] = {"response.intercept=(-0.4, 0.3, -0.9)",
    "response.build_up=0.2", "response.click_sd=0.7", "response.dropout=(0.1, 0.1, 0.1, 0.1)",
    "packages=( { id = \"p\"; price = 400.0; value = { base = -0.5; per_contact = 0.1; }; }, { "
    "id "
    "= \"q\"; price = 900.0; value = { base = 0.4; }; } )",
    "choice.price_sensitivity=0.5", "population.count=20", "strategies.s.max_contacts=9"};
enum { USUAL = sizeof usual / sizeof usual[0] };

/* The two ways are one model: numbers that reach nobody but are too large for factors change no
 * company's course. */
static void both_ways_come_to_the_same(void **state)
{
    (void)state;
    const char *sets[USUAL + 5] = {0};
    memcpy(sets, usual, sizeof usual);
    struct simulated plain, logs;
    simulate(&plain, plain_world, sets, N);
    sets[USUAL] = "choice.trust=100.0"; /* no contact is trusting */
    sets[USUAL + 1] = "choice.trust_cap=40";
    sets[USUAL + 2] = "response.time_scarcity=100.0"; /* the talk has a choice, no response */
    sets[USUAL + 3] = "contact_moments.talk.company_hours=10.0";
    simulate(&logs, plain_world, sets, N);
    assert_false(plain.one.campaign->choice.logs || plain.one.campaign->response.logs);
    assert_true(logs.one.campaign->choice.logs && logs.one.campaign->response.logs);
    for (int m = 0; m < n_measures; m++) {
        struct figure a = study_figure(&plain.study, &plain.one, 0, m);
        struct figure b = study_figure(&logs.study, &logs.one, 0, m);
        assert_true(a.estimate.value == b.estimate.value ||
                    (isnan(a.estimate.value) && isnan(b.estimate.value)));
    }
    simulated_free(&plain);
    simulated_free(&logs);
}

/* The shipped config takes the fast way. */
static void the_shipped_config_needs_no_logarithms(void **state)
{
    (void)state;
    static const char *const ids[] = {"spark", "personal", "online", "sessions"};
    for (int i = 0; i < 4; i++) {
        struct simulated s;
        simulate_file(&s, SOURCE_DIR "/configs/spark.cfg", ids[i], NULL, 1);
        assert_false(s.one.campaign->choice.logs || s.one.campaign->response.logs);
        simulated_free(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_two_large_values_the_larger_is_taken),
        cmocka_unit_test(a_price_is_not_outweighed_by_less_than_it),
        cmocka_unit_test(huge_parts_of_a_value_cancel),
        cmocka_unit_test(what_builds_up_is_added_to_what_there_is),
        cmocka_unit_test(clicks_are_added_to_large_effects),
        cmocka_unit_test(both_ways_come_to_the_same),
        cmocka_unit_test(the_shipped_config_needs_no_logarithms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
