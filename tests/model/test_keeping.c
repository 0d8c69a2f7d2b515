/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping partners and funding: renewals, care contacts, value, who else pays. Error rates as
 * in simulate.h; what is not random is compared exactly. */
#include "simulate.h"

#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define FEES "packages.p.price=1000.0", "packages.p.cost_per_year=200.0"
#define EXACTLY 1e-9

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* Joined on day 4; anniversaries on days 369, 734, 1099, 1464 and 1829. With renewal
 * probability p the number of fees is a truncated geometric variable: 1 + p + ... + p^5. */
static void renewals_are_geometric(void **state)
{
    (void)state;
    static const char *const sets[] = {
        SURE, FEES, "retention.base=1.1", "campaign.outreach_days=10", NULL};
    static const char *const off[] = {
        SURE, FEES, "retention.base=50.0", "campaign.outreach_days=10", NULL};
    double p = logistic(1.1), fees = (1.0 - pow(p, 6.0)) / (1.0 - p);
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_agrees(measured(&s, "revenue"), 1000.0 * fees);
    assert_agrees(measured(&s, "serving_cost"), 200.0 * fees);
    assert_agrees(measured(&s, "first_year_renewal"), p);
    assert_agrees(measured(&s, "left"), 1.0 - pow(p, 5.0));
    assert_rejects(measured(&s, "revenue"), 6000.0);
    simulated_free(&s);
    simulate(&s, plain_world, off, 50);
    assert_close(value(&s, "revenue"), 6000.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* The first anniversary has its own effect; care contacts held and taking part add theirs. */
static void renewal_depends_on_year_care_and_result(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, FEES, "retention.base=0.3",
        "retention.first_year=-0.5", "retention.care=0.2", "retention.result=0.4",
        "strategies.s.care=(\"a\", \"b\", \"a\")", "contact_moments.b.participation=true",
        "campaign.outreach_days=10", "campaign.horizon_days=735", NULL};
    double first = logistic(0.3 - 0.5 + 0.2 * 3 + 0.4), second = logistic(0.3 + 0.2 * 3 + 0.4);
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_agrees(measured(&s, "first_year_renewal"), first);
    assert_agrees(measured(&s, "revenue"), 1000.0 * (1.0 + first + first * second));
    assert_rejects(measured(&s, "first_year_renewal"), logistic(0.3 - 0.5));
    simulated_free(&s);
}

/* Care on days 365 * k / 3 after joining on day 4: 126 and 247, and a year later; an hour at
 * 100 each. */
static void care_is_spread_over_the_year_and_booked_apart(void **state)
{
    (void)state;
    static const char *const one[] = {SURE, "strategies.s.care=(\"a\", \"b\")",
        "campaign.outreach_days=10", "campaign.horizon_days=126", NULL};
    static const char *const two[] = {SURE, "strategies.s.care=(\"a\", \"b\")",
        "campaign.outreach_days=10", "campaign.horizon_days=127", NULL};
    static const char *const all[] = {SURE, "strategies.s.care=(\"a\", \"b\")",
        "retention.base=50.0", "campaign.outreach_days=10", "campaign.horizon_days=734", NULL};
    struct simulated s;
    simulate(&s, plain_world, one, 3);
    assert_close(value(&s, "care_cost"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, two, 3);
    assert_close(value(&s, "care_cost"), 100.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 400.0, 0.0, EXACTLY);
    assert_close(value(&s, "hours"), 4.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, all, 3);
    assert_close(value(&s, "care_contacts"), 4.0, 0.0, EXACTLY);
    assert_close(value(&s, "net_result"), -400.0 - 400.0, 0.0, EXACTLY);
    simulated_free(&s);
}

#define ONE_HOUR                                                                               \
    SURE, "team.hours_per_week=1.0", "modes.visit.waits=true",                                 \
        "strategies.s.intake_per_week=0.0492", "strategies.s.care=(\"a\", \"a\")",             \
        "campaign.outreach_days=165"

/* One hour a week: company 0 has its contacts on days 1, 7, 14 and 21, so its first care is
 * wanted on day 143. Company 1 is approached on day 142 and has its contacts on days 143, 147,
 * 154 and 161; each time outreach takes the week's hour first and care waits, until day 168. */
static void care_waits_for_outreach(void **state)
{
    (void)state;
    static const char *const alone[] = {
        ONE_HOUR, "population.count=1", "campaign.horizon_days=165", NULL};
    static const char *const waits[] = {
        ONE_HOUR, "population.count=2", "campaign.horizon_days=168", NULL};
    static const char *const held[] = {
        ONE_HOUR, "population.count=2", "campaign.horizon_days=169", NULL};
    struct simulated s;
    simulate(&s, plain_world, alone, 3);
    assert_close(value(&s, "care_contacts"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, waits, 3);
    assert_close(value(&s, "partners"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "care_contacts"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, held, 3);
    assert_close(value(&s, "care_contacts"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

#define LADDER                                                                                 \
    "packages=( { id = \"low\"; price = 1000.0; ladder = \"l\"; value = { base = 50.0; }; },"  \
    " { id = \"high\"; price = 3000.0; ladder = \"l\"; value = { base = -50.0; }; } )"

static void renewing_partners_move_up_their_ladder(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(50.0, 50.0, 50.0)", LADDER,
        "retention.base=50.0", "retention.upgrade=0.25", "campaign.outreach_days=10",
        "campaign.horizon_days=740", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    /* Two renewals: the first is of the dearer package with probability 1/4, the second with
     * 7/16. */
    double expected = 1000.0 + (1000.0 + 2000.0 * 0.25) + (1000.0 + 2000.0 * 7.0 / 16.0);
    assert_agrees(measured(&s, "revenue"), expected);
    assert_rejects(measured(&s, "revenue"), 3000.0);
    simulated_free(&s);
}

/* A margin of 800 a year less a care contact of 100, three years, renewal probability p, 5 % a
 * year. The horizon holds the first anniversary; the third year is by formula. */
static void value_goes_on_beyond_the_horizon(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, FEES, "retention.base=0.9", "retention.care=0.2",
        "retention.value_years=3", "campaign.discount_rate=0.05", "strategies.s.care=(\"a\")",
        "campaign.outreach_days=10", "campaign.horizon_days=600", NULL};
    double p = logistic(1.1), year = pow(1.05, -1.0), joined = pow(1.05, -4.0 / 365.0);
    double care = 100.0 * pow(1.05, -183.0 / 365.0);
    double expected = joined * (800.0 - care + p * (800.0 * year - care * year) +
                                   p * p * 700.0 * year * year);
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_agrees(measured(&s, "lifetime_value"), expected);
    assert_rejects(measured(&s, "lifetime_value"), joined * 800.0);
    simulated_free(&s);
}

static void value_is_not_defined_without_an_anniversary(void **state)
{
    (void)state;
    static const char *const sets[] = {
        SURE, FEES, "campaign.outreach_days=10", "campaign.horizon_days=300", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 10);
    assert_nan(value(&s, "lifetime_value"));
    assert_nan(value(&s, "first_year_renewal"));
    simulated_free(&s);
}

#define FUNDING                                                                                \
    SURE, "population.count=2",                                                                \
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"online\"; } )",             \
        "contact_moments.a.mode=\"online\"", "campaign.outreach_days=100",                     \
        "campaign.horizon_days=100"

/* Six visits of 100 are funded for half, at most 250; the two online contacts are not. */
static void funding_pays_the_hub_up_to_its_cap(void **state)
{
    (void)state;
    static const char *const all[] = {FUNDING,
        "funding={ to = \"hub\"; share = 0.5; modes = (\"visit\"); cap = 1000.0; }", NULL};
    static const char *const capped[] = {FUNDING,
        "funding={ to = \"hub\"; share = 0.5; modes = (\"visit\"); cap = 250.0; }", NULL};
    static const char *const without_cap[] = {
        FUNDING, "funding={ to = \"hub\"; share = 0.5; modes = (\"visit\"); }", NULL};
    static const char *const none[] = {FUNDING,
        "funding={ to = \"hub\"; share = 0.0; modes = (\"visit\"); cap = 250.0; }", NULL};
    struct simulated s;
    simulate(&s, plain_world, all, 3);
    assert_close(value(&s, "cost"), 800.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost_net"), 800.0 - 300.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, capped, 3);
    assert_close(value(&s, "cost_net"), 800.0 - 250.0, 0.0, EXACTLY);
    assert_close(value(&s, "net_result"), -550.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, without_cap, 3);
    assert_close(value(&s, "cost_net"), 800.0 - 300.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, none, 3);
    assert_close(value(&s, "cost_net"), 800.0, 0.0, EXACTLY);
    simulated_free(&s);
}

#define PRICED                                                                                 \
    "response.intercept=(50.0, 50.0, 50.0)", "response.dropout=(0.0, 0.0, 0.0, 1.0)",          \
        "packages.p.price=4000.0", "choice.price_sensitivity=0.5",                             \
        "campaign.outreach_days=100"

/* Half of 4,000 euro, at most 1,500 or without a cap: the company feels 2,500 or 2,000, the hub
 * gets 4,000. */
static void funding_of_companies_lowers_the_price_they_feel(void **state)
{
    (void)state;
    static const char *const sets[] = {
        PRICED, "funding={ to = \"company\"; share = 0.5; cap = 1500.0; }", NULL};
    static const char *const without_cap[] = {
        PRICED, "funding={ to = \"company\"; share = 0.5; }", NULL};
    double joins = logistic(-0.5 * 2.5);
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_agrees(measured(&s, "conversion_rate"), joins);
    assert_rejects(measured(&s, "conversion_rate"), logistic(-0.5 * 4.0));
    assert_close(measured(&s, "cost").value, measured(&s, "cost_net").value, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, without_cap, 40000);
    assert_agrees(measured(&s, "conversion_rate"), logistic(-0.5 * 2.0));
    simulated_free(&s);
}

/* A mechanism whose effect is 0 changes nothing, to the last bit, against a config without it.
 */
static void what_has_no_effect_changes_nothing(void **state)
{
    (void)state;
    static const char *const with[] = {"population.count=5", "response.click_sd=1.0",
        "funding={ to = \"hub\"; share = 0.0; modes = (\"visit\"); cap = 0.0; }",
        "peers={ customer_share = 0.3; customer = 0.0; referrals = 0.0; }",
        "busy={ rate = 0.0; days = 50.0; }", "response.warm=0.0", "population.warm=0.0",
        "response.relapse_per_month=(0.0, 0.0, 0.0)", "choice.overlap=0.0",
        "decision={ second_decider = 0.0; handover_factor = 3.0; employee = 1.0; }", NULL};
    static const char *const without[] = {"population.count=5", "response.click_sd=1.0", NULL};
    struct simulated a, b;
    simulate(&a, plain_world, with, 500);
    simulate(&b, plain_world, without, 500);
    for (int m = 0; m < n_measures; m++) {
        struct figure x = study_figure(&a.study, &a.one, 0, m);
        struct figure y = study_figure(&b.study, &b.one, 0, m);
        assert_memory_equal(&x.estimate.value, &y.estimate.value, sizeof(double));
        assert_memory_equal(&x.p05, &y.p05, 3 * sizeof(double));
    }
    simulated_free(&a);
    simulated_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(renewals_are_geometric),
        cmocka_unit_test(renewal_depends_on_year_care_and_result),
        cmocka_unit_test(care_is_spread_over_the_year_and_booked_apart),
        cmocka_unit_test(care_waits_for_outreach),
        cmocka_unit_test(renewing_partners_move_up_their_ladder),
        cmocka_unit_test(value_goes_on_beyond_the_horizon),
        cmocka_unit_test(value_is_not_defined_without_an_anniversary),
        cmocka_unit_test(funding_pays_the_hub_up_to_its_cap),
        cmocka_unit_test(funding_of_companies_lowers_the_price_they_feel),
        cmocka_unit_test(what_has_no_effect_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
