/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Campaigns at the edges give sensible figures, and undefined ones are NAN in the program
 * (empty in a file), never a number. */
#include "simulate.h"

#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define EXACTLY 1e-9

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* No figure is infinite, and shares are shares. */
static void all_figures_are_sensible(const struct simulated *s)
{
    for (int m = 0; m < n_measures; m++) {
        for (int cell = 0; cell < s->one.campaign->cells.n; cell++) {
            struct figure f = study_figure(&s->study, &s->one, cell, m);
            const double all[] = {f.estimate.value, f.estimate.se, f.estimate.low,
                f.estimate.high, f.p05, f.p50, f.p95};
            for (int i = 0; i < 7; i++)
                assert_true(isinf(all[i]) == 0);
            if (measures[m].kind == MEASURE_SHARE || measures[m].kind == MEASURE_EVENT)
                assert_false(f.estimate.value < 0.0 || f.estimate.value > 1.0);
            if (strcmp(measures[m].unit, "companies") == 0)
                assert_false(f.estimate.low < 0.0);
        }
    }
}

static void no_companies(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 50);
    assert_close(value(&s, "partners"), 0.0, 0.0, 0.0);
    assert_close(value(&s, "cost"), 0.0, 0.0, 0.0);
    assert_nan(value(&s, "conversion_rate"));
    assert_nan(value(&s, "cost_per_partner"));
    assert_nan(value(&s, "days_to_partner_median"));
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

/* What is the same in all campaigns is its own quantile, to the last digit. */
static void what_never_differs_is_its_own_quantile(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=7", "team.hourly_rate=33.3",
        "packages.p.price=1234.56", "campaign.outreach_days=300", "campaign.horizon_days=300",
        NULL};
    static const char *const names[] = {"conversion_rate", "partners", "contacts_per_company",
        "open_share", "seven_or_more_share", "cost", "cost_per_company", "revenue", "hours"};
    struct simulated s;
    simulate(&s, plain_world, sets, 60);
    for (int i = 0; i < 9; i++) {
        struct figure f = study_total(&s.study, &s.one, names[i]);
        assert_close(f.p05, f.estimate.value, 1e-14, 0.0);
        assert_close(f.p50, f.estimate.value, 1e-14, 0.0);
        assert_close(f.p95, f.estimate.value, 1e-14, 0.0);
    }
    assert_close(study_total(&s.study, &s.one, "revenue").p95, 7 * 1234.56, 1e-14, 0.0);
    simulated_free(&s);
}

/* Of six companies a share of k/6 joins: with all its digits, however many companies there are
 * besides in other campaigns. */
static void shares_of_counts_are_quotients(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=6",
        "response.dropout=(0.9,0.9,0.9,0.9)", "packages.p.value.base=50.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 400);
    struct figure f = study_total(&s.study, &s.one, "conversion_rate");
    double partners = study_total(&s.study, &s.one, "partners").p95;
    assert_true(partners > 0.0);
    assert_true(f.p95 == partners / 6.0);
    assert_true(f.p05 == study_total(&s.study, &s.one, "partners").p05 / 6.0);
    simulated_free(&s);
}

/* The lower bound of a count is not below 0, that of an amount may be. */
static void counts_are_not_below_nothing(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=5",
        "response.dropout=(0.95,0.95,0.95,0.95)", "packages.p.value.base=50.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 8);
    all_figures_are_sensible(&s);
    struct figure partners = study_total(&s.study, &s.one, "partners");
    assert_true(partners.estimate.value > 0.0);
    assert_true(partners.estimate.value - 2.0 * partners.estimate.se < 0.0);
    assert_true(partners.estimate.low >= 0.0);
    simulated_free(&s);
}

/* Under ten partners in all campaigns a median has no interval; with ten it has one. */
static void a_median_of_few_partners_has_no_interval(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3", NULL};
    for (uint64_t n = 3; n <= 4; n++) {
        struct simulated s;
        simulate(&s, plain_world, sets, n);
        struct estimate contacts = measured(&s, "contacts_per_partner_median");
        assert_close(contacts.value, 4.0, 0.0, 0.0);
        assert_int_equal(isnan(contacts.low) != 0, n == 3);
        assert_int_equal(isnan(measured(&s, "days_to_partner_median").high) != 0, n == 3);
        simulated_free(&s);
    }
}

/* A list with no rows has no segments at all; the aids are paid for all the same, in every
 * campaign alike. */
static void an_empty_list(void **state)
{
    (void)state;
    static const char *const sets[] = {"population={ list = \"" SOURCE_DIR
                                       "/tests/model/nobody.csv\"; }",
        "aids=({ id = \"site\"; cost = 365.0; life_years = 1.0; effect = (0.0, 0.0, 0.0, 0.0); "
        "})",
        "strategies.s.aids=(\"site\")", "campaign.outreach_days=100",
        "campaign.horizon_days=100", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 700);
    assert_close(value(&s, "cost"), 100.0, 1e-12, 0.0);
    assert_close(study_total(&s.study, &s.one, "cost").p95, 100.0, 1e-3, 0.0);
    assert_nan(value(&s, "conversion_rate"));
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

/* With so many companies and days followed that counts may be too large to be kept as such they
 * are amounts, a part of the companies at a time. What happens in the first weeks does not
 * depend on how long partners are followed. */
static void counts_that_may_be_large_are_the_same(void **state)
{
    (void)state;
    static const char *const few_days[] = {"population.count=20000",
        "campaign.outreach_days=30", "campaign.horizon_days=30", NULL};
    static const char *const many_days[] = {"population.count=20000",
        "campaign.outreach_days=30", "campaign.horizon_days=36500", NULL};
    static const int quantities[] = {Q_APPROACHED, Q_PARTNERS, Q_HELD, Q_HELD_BY_PARTNERS,
        Q_DAYS, Q_SAID_NO, Q_OPEN_IN + INTEREST, Q_REACHED + ACTION, Q_PACKAGE, Q_PACKAGE + 1};
    struct simulated s, large;
    simulate(&s, plain_world, few_days, 9);
    simulate(&large, plain_world, many_days, 9);
    assert_int_equal(outcome_amounts(s.one.campaign), N_AMOUNTS);
    assert_int_equal(
        outcome_amounts(large.one.campaign), outcome_quantities(large.one.campaign));
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++)
        for (int cell = 0; cell < s.one.campaign->cells.n; cell++) {
            struct estimate a = study_quantity(&s.study, &s.one, cell, quantities[i]);
            struct estimate b = study_quantity(&large.study, &large.one, cell, quantities[i]);
            assert_true(a.value == b.value);
            assert_memory_equal(&a.se, &b.se, sizeof a.se);
        }
    assert_true(study_quantity(&s.study, &s.one, 0, Q_DAYS).value > 10000.0);
    static const char *const told[] = {"partners", "conversion_rate", "contacts_per_company"};
    for (int i = 0; i < 3; i++) {
        struct figure a = study_total(&s.study, &s.one, told[i]);
        struct figure b = study_total(&large.study, &large.one, told[i]);
        assert_true(a.p05 == b.p05 && a.p50 == b.p50 && a.p95 == b.p95 && a.p95 > 0.0);
    }
    simulated_free(&s);
    simulated_free(&large);
}

/* Shares of so many companies have the last codes there are, and are read as they are written.
 */
static void shares_of_many_companies_are_read_back(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=254", NULL};
    struct simulated s;
    struct tally read;
    struct text bytes = {0}, again = {0};
    simulate(&s, plain_world, sets, 40);
    tally_write(&bytes, &s.one.tally);
    struct bytes in = {bytes.data, bytes.length};
    tally_init(&read, s.one.campaign, s.one.tally.unit);
    assert_true(tally_read(&in, &read));
    tally_write(&again, &read);
    assert_int_equal(again.length, bytes.length);
    assert_memory_equal(again.data, bytes.data, bytes.length);
    text_free(&bytes);
    text_free(&again);
    tally_free(&read);
    simulated_free(&s);
}

static void no_days(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "campaign.outreach_days=0", "campaign.horizon_days=0", "population.count=3", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 50);
    assert_close(value(&s, "approached"), 0.0, 0.0, 0.0);
    assert_close(value(&s, "open"), 0.0, 0.0, 0.0);
    assert_nan(value(&s, "conversion_rate"));
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

static void one_day_approaches_and_holds_nothing(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "campaign.outreach_days=1",
        "campaign.horizon_days=1", "team.research_hours=1.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 50);
    assert_close(value(&s, "approached"), 1.0, 0.0, 0.0);
    assert_close(value(&s, "cost"), 100.0, 0.0, EXACTLY);
    assert_close(value(&s, "open_share"), 1.0, 0.0, 0.0);
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

static void one_replication_has_no_error(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 1);
    struct estimate rate = measured(&s, "conversion_rate");
    assert_close(rate.value, 1.0, 0.0, 0.0);
    assert_nan(rate.se);
    assert_nan(rate.low);
    assert_close(value(&s, "contacts_per_partner_median"), 4.0, 0.0, 0.0);
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

static void nobody_ever_joins(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "packages.p.value.base=-100.0", "strategies.s.max_contacts=20", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 1000);
    struct estimate rate = measured(&s, "conversion_rate");
    assert_close(rate.value, 0.0, 0.0, 0.0);
    /* Nobody in 1,000 campaigns is not "certainly nobody". */
    assert_true(rate.high > 0.001 && rate.high < 0.01);
    assert_nan(value(&s, "cost_per_partner"));
    assert_nan(value(&s, "contacts_per_partner"));
    assert_close(value(&s, "given_up"), 1.0, 0.0, 0.0);
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

static void probabilities_of_0_and_1(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "decision.second_decider=1.0",
        "contact_moments.a.owner=0.0", "population.warm=1.0", "population.front_runner=1.0",
        "response.dropout=(1.0, 1.0, 1.0, 1.0)", "peers.customer_share=1.0",
        "choice.overlap=1.0", "strategies.s.steering=1.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 50);
    /* Warm companies start in interest: b, c twice, the talk. */
    assert_close(value(&s, "contacts_per_partner"), 4.0, 0.0, EXACTLY);
    assert_close(value(&s, "conversion_rate"), 1.0, 0.0, 0.0);
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

static void a_long_quiet_campaign(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "campaign.outreach_days=36500",
        "campaign.horizon_days=36500", "contact_moments.a.lead_days=30000.0",
        "contact_moments.a.lead_shape=1e6", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 50);
    assert_close(value(&s, "conversion_rate"), 1.0, 0.0, 0.0);
    assert_close(value(&s, "days_to_partner"), 30003.0, 0.01, 0.0);
    simulated_free(&s);
}

/* 4 contacts of an hour of 1,125.75: every campaign costs 4,503 per partner, which no amount
 * below that is enough for, and all above it are, by replications and by pairs. */
static void the_cost_per_partner_is_within_an_amount_or_not(void **state)
{
    (void)state;
    static const char *const sets[] = {
        SURE, "population.count=3", "team.hourly_rate=1125.75", NULL};
    static const struct {
        double amount, chance;
    } known[] = {{4450, 0}, {4500, 0}, {4502, 0}, {4503, 1}, {4504, 1}, {4550, 1}, {1e6, 1}};
    struct simulated s;
    simulate(&s, plain_world, sets, 60);
    assert_close(value(&s, "cost_per_partner"), 4503.0, 1e-14, 0.0);
    for (int i = 0; i < 7; i++)
        assert_true(
            study_cost_chance(&s.study, &s.one, known[i].amount).value == known[i].chance);
    simulated_free(&s);
}

/* cost <= amount * partners with neither, and with cost alone. */
static void without_partners_only_what_is_free_is_within_an_amount(void **state)
{
    (void)state;
    static const char *const free_sets[] = {"population.count=0", NULL};
    static const char *const dear_sets[] = {"packages.p.value.base=-50.0",
        "strategies.s.max_contacts=8", "response.intercept=(50.0, 50.0, 50.0)", NULL};
    struct simulated s;
    for (int dear = 0; dear < 2; dear++) {
        simulate(&s, plain_world, dear ? dear_sets : free_sets, 60);
        assert_true((value(&s, "cost") > 0.0) == dear);
        for (double amount = 0.0; amount < 1e7; amount = 10.0 * amount + 1.0)
            assert_true(study_cost_chance(&s.study, &s.one, amount).value == !dear);
        simulated_free(&s);
    }
}

/* Another hub: one axis of three levels, contact moments and packages of its own, a random
 * order, a joint population, a variant. No line of code knows it. */
static void another_hub_needs_no_code(void **state)
{
    (void)state;
    struct simulated s;
    simulate_file(&s, SOURCE_DIR "/configs/chamber.cfg", "breakfasts", NULL, 2000);
    assert_int_equal(s.one.scenario->axes.n, 1);
    assert_int_equal(axes_segments(&s.one.scenario->axes), 3);
    assert_true(measured(&s, "conversion_rate").value > 0.02);
    assert_true(measured_in(&s, "conversion_rate", "growing").value > 0.0);
    all_figures_are_sensible(&s);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_companies),
        cmocka_unit_test(what_never_differs_is_its_own_quantile),
        cmocka_unit_test(shares_of_counts_are_quotients),
        cmocka_unit_test(counts_are_not_below_nothing),
        cmocka_unit_test(a_median_of_few_partners_has_no_interval),
        cmocka_unit_test(an_empty_list),
        cmocka_unit_test(counts_that_may_be_large_are_the_same),
        cmocka_unit_test(shares_of_many_companies_are_read_back),
        cmocka_unit_test(no_days),
        cmocka_unit_test(one_day_approaches_and_holds_nothing),
        cmocka_unit_test(one_replication_has_no_error),
        cmocka_unit_test(nobody_ever_joins),
        cmocka_unit_test(probabilities_of_0_and_1),
        cmocka_unit_test(a_long_quiet_campaign),
        cmocka_unit_test(the_cost_per_partner_is_within_an_amount_or_not),
        cmocka_unit_test(without_partners_only_what_is_free_is_within_an_amount),
        cmocka_unit_test(another_hub_needs_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
