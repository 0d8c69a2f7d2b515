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
        cmocka_unit_test(an_empty_list),
        cmocka_unit_test(no_days),
        cmocka_unit_test(one_day_approaches_and_holds_nothing),
        cmocka_unit_test(one_replication_has_no_error),
        cmocka_unit_test(nobody_ever_joins),
        cmocka_unit_test(probabilities_of_0_and_1),
        cmocka_unit_test(a_long_quiet_campaign),
        cmocka_unit_test(another_hub_needs_no_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
