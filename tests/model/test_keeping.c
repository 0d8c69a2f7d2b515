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

/* Who was warm renews more often, by segment, every year, also past the days simulated. */
static void warm_partners_stay_longer(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "packages.p.price=1000.0", "retention.base=0.3",
        "retention.warm=( { when = { size = \"small\"; }; value = 0.9; }, { value = 0.4; } )",
        "population.count=10", "population.warm=0.5", "retention.value_years=3",
        "campaign.outreach_days=10", "campaign.horizon_days=400", NULL};
    double cold = logistic(0.3), small = logistic(1.2), larger = logistic(0.7);
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_agrees(measured_in(&s, "first_year_renewal", "small"), 0.5 * (cold + small));
    assert_agrees(measured_in(&s, "first_year_renewal", "larger"), 0.5 * (cold + larger));
    assert_rejects(measured_in(&s, "first_year_renewal", "larger"), cold);
    assert_agrees(measured_in(&s, "lifetime_value", "small"),
        500.0 * (1.0 + cold + cold * cold) + 500.0 * (1.0 + small + small * small));
    assert_rejects(measured_in(&s, "lifetime_value", "small"),
        1000.0 + 500.0 * (cold + small) * (1.0 + cold));
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

#define TWO_OF_CARE                                                                            \
    SURE, "strategies.s.interest=(\"a\")", "strategies.s.desire=(\"a\")",                      \
        "strategies.s.care=(\"b\", \"c\")"

/* Wanted on days 126 and 247, and a year later. The first is moved day after day, at no cost,
 * and never held; the second is held on its own days all the same. */
static void care_does_not_wait_for_care_that_is_moved(void **state)
{
    (void)state;
    static const struct {
        const char *horizon;
        double held;
    } cases[] = {{"campaign.horizon_days=247", 0.0}, {"campaign.horizon_days=248", 1.0},
        {"campaign.horizon_days=612", 1.0}, {"campaign.horizon_days=613", 2.0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const sets[] = {TWO_OF_CARE, "contact_moments.b.reschedule=1.0",
            "retention.base=50.0", "campaign.outreach_days=200", cases[i].horizon, NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 3);
        assert_close(value(&s, "care_contacts"), cases[i].held, 0.0, EXACTLY);
        assert_close(value(&s, "care_cost"), 100.0 * cases[i].held, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* The first waits for an occasion on day 300; the second is held before it, on day 247. Both
 * are of the first year, in which the first is taking part. */
static void care_that_is_late_counts_in_the_year_in_which_it_is_held(void **state)
{
    (void)state;
    static const char *const early[] = {TWO_OF_CARE,
        "contact_moments.b.occasion={ first_day = 300; every_days = 5000; seats = 1; }",
        "campaign.outreach_days=200", "campaign.horizon_days=300", NULL};
    static const char *const year[] = {TWO_OF_CARE,
        "contact_moments.b.occasion={ first_day = 300; every_days = 5000; seats = 1; }",
        "contact_moments.b.participation=true", "retention.base=-50.0", "retention.care=20.0",
        "retention.result=60.0", "campaign.outreach_days=200", "campaign.horizon_days=370",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, early, 3);
    assert_close(value(&s, "care_contacts"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, year, 3);
    assert_close(value(&s, "care_contacts"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "first_year_renewal"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Two events with one seat each, on days 400 and 550. Company 0 has joined on day 4 and takes
 * both, on days 126 and 247. It leaves on day 369. Company 1 is approached on day 254, joins on
 * day 258 and wants them on days 380 and 501: it takes the seats that have come free. */
static void who_leaves_frees_the_seats_of_all_its_care(void **state)
{
    (void)state;
    static const char *const sets[] = {TWO_OF_CARE, "population.count=2",
        "strategies.s.intake_per_week=0.02755",
        "contact_moments.b.occasion={ first_day = 400; every_days = 5000; seats = 1; }",
        "contact_moments.c.occasion={ first_day = 550; every_days = 5000; seats = 1; }",
        "retention.base=-50.0", "campaign.outreach_days=300", "campaign.horizon_days=551",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "partners"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "left"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "care_contacts"), 2.0, 0.0, EXACTLY);
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

#define RUNG(id, price, rules)                                                                 \
    " { id = \"" id "\"; price = " price "; ladder = \"l\"; " rules                            \
    " value = { base = -50.0; }; }"
#define LOW                                                                                    \
    "packages=( { id = \"low\"; price = 1000.0; ladder = \"l\"; value = { base = 50.0; }; },"
#define UPGRADES                                                                               \
    "response.intercept=(50.0, 50.0, 50.0)", "retention.base=50.0", "retention.upgrade=1.0",   \
        "campaign.outreach_days=10", "campaign.horizon_days=740"

/* The fees of the second and third year, after 1,000 in the first. Rules are those of the
 * choice set; what a partner cannot choose it passes over. It had four contacts. */
static void upgrades_keep_to_the_choice_set(void **state)
{
    (void)state;
    static const struct {
        const char *packages, *front_runner;
        double later;
    } cases[] = {
        {LOW RUNG("mid", "2000.0", "for_companies = false;") "," RUNG("top", "3000.0", "") ")",
            "0.0", 3000.0 + 3000.0},
        {LOW RUNG("mid", "2000.0", "front_runners_only = true;") "," RUNG(
             "top", "3000.0", "") ")",
            "0.0", 3000.0 + 3000.0},
        {LOW RUNG("mid", "2000.0", "front_runners_only = true;") "," RUNG(
             "top", "3000.0", "") ")",
            "1.0", 2000.0 + 3000.0},
        {LOW RUNG("top", "3000.0", "min_contacts = 5;") ")", "0.0", 1000.0 + 1000.0},
        {LOW RUNG("top", "3000.0", "min_contacts = 4;") ")", "0.0", 3000.0 + 3000.0},
        {LOW RUNG("top", "3000.0", "only = { size = (\"small\", \"larger\"); };") ")", "0.0",
            3000.0 + 3000.0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char front_runner[] = "population.front_runner=0.0";
        front_runner[sizeof front_runner - 4] = cases[i].front_runner[0];
        const char *const sets[] = {UPGRADES, cases[i].packages, front_runner, NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 3);
        assert_close(value(&s, "revenue"), 1000.0 + cases[i].later, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* A package for larger companies only; and equal prices are rungs in the order of the list: two
 * renewals take a partner over the middle one, whose serving costs 100. */
static void ladders_are_those_of_the_choice(void **state)
{
    (void)state;
    static const char *const larger[] = {
        UPGRADES, LOW RUNG("top", "3000.0", "only = { size = \"larger\"; };") ")", NULL};
    static const char *const equal[] = {UPGRADES,
        LOW RUNG("same", "1000.0", "cost_per_year = 100.0;") "," RUNG("top", "3000.0", "") ")",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, larger, 40);
    assert_true(measured_in(&s, "partners", "small").value > 0.0);
    assert_close(measured_in(&s, "revenue", "small").value,
        3000.0 * measured_in(&s, "partners", "small").value, 0.0, EXACTLY);
    assert_close(measured_in(&s, "revenue", "larger").value,
        7000.0 * measured_in(&s, "partners", "larger").value, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, equal, 3);
    assert_close(value(&s, "revenue"), 1000.0 + 1000.0 + 3000.0, 0.0, EXACTLY);
    assert_close(value(&s, "serving_cost"), 100.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Joined on day 4, so that each of these holds an anniversary; some end before or after the
 * care contact of a year, one on its day, and some after all the years that count. */
static const char *const horizons[] = {"campaign.horizon_days=370", "campaign.horizon_days=552",
    "campaign.horizon_days=553", "campaign.horizon_days=735", "campaign.horizon_days=1000",
    "campaign.horizon_days=2000"};
enum { HORIZONS = sizeof horizons / sizeof horizons[0] };

/* Two years of a fee of 100 less a care contact of 10, whatever the horizon. */
static void value_counts_so_many_years(void **state)
{
    (void)state;
    for (int i = 0; i < HORIZONS; i++) {
        const char *const sets[] = {SURE, "packages.p.price=100.0", "retention.base=50.0",
            "retention.value_years=2", "contact_moments.a.hours=0.1",
            "strategies.s.care=(\"a\")", "campaign.outreach_days=10", horizons[i], NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 3);
        assert_close(value(&s, "lifetime_value"), 180.0, 0.0, 1e-6);
        simulated_free(&s);
    }
}

/* A margin of 800 a year less a care contact of 100 halfway, three years, renewal probability
 * p, 5 % a year. */
static void value_is_of_who_is_still_in_and_discounted(void **state)
{
    (void)state;
    double p = logistic(1.1), year = pow(1.05, -1.0), joined = pow(1.05, -4.0 / 365.0);
    double one = 800.0 - 100.0 * pow(1.05, -183.0 / 365.0);
    double expected = joined * one * (1.0 + p * year + p * p * year * year);
    for (int i = 0; i < HORIZONS; i++) {
        const char *const sets[] = {SURE, FEES, "retention.base=0.9", "retention.care=0.2",
            "retention.value_years=3", "campaign.discount_rate=0.05",
            "strategies.s.care=(\"a\")", "campaign.outreach_days=10", horizons[i], NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 40000);
        assert_agrees(measured(&s, "lifetime_value"), expected);
        assert_rejects(measured(&s, "lifetime_value"), expected + 100.0);
        simulated_free(&s);
    }
}

/* The expected fee of a partner that is in: 1,000 in the first year, of the rungs 1,000 and
 * 2,000 in the second, and of all three in the third. */
static void value_has_upgrades(void **state)
{
    (void)state;
    static const char packages[] =
        LOW RUNG("mid", "2000.0", "") "," RUNG("top", "3000.0", "") ")";
    double p = logistic(1.1), u = 0.25;
    double second = 1000.0 + 1000.0 * u, third = second + 1000.0 * u;
    double expected = 1000.0 + p * second + p * p * third;
    for (int i = 0; i < HORIZONS; i++) {
        const char *const sets[] = {"response.intercept=(50.0, 50.0, 50.0)", packages,
            "retention.base=1.1", "retention.upgrade=0.25", "retention.value_years=3",
            "campaign.outreach_days=10", horizons[i], NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 40000);
        assert_agrees(measured(&s, "lifetime_value"), expected);
        assert_rejects(measured(&s, "lifetime_value"), 1000.0 * (1.0 + p + p * p));
        simulated_free(&s);
    }
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

/* Every figure of every group, and every step of the curves. */
static void assert_same_bits(const char *const *with, const char *const *without)
{
    struct simulated a, b;
    simulate(&a, plain_world, with, 500);
    simulate(&b, plain_world, without, 500);
    for (int cell = 0; cell < a.one.campaign->cells.n; cell++) {
        for (int m = 0; m < n_measures; m++) {
            struct figure x = study_figure(&a.study, &a.one, cell, m);
            struct figure y = study_figure(&b.study, &b.one, cell, m);
            const double of_x[] = {x.estimate.value, x.estimate.se, x.estimate.low,
                x.estimate.high, x.p05, x.p50, x.p95};
            const double of_y[] = {y.estimate.value, y.estimate.se, y.estimate.low,
                y.estimate.high, y.p05, y.p50, y.p95};
            assert_memory_equal(of_x, of_y, sizeof of_x);
        }
    }
    const struct curve *x = &a.one.tally.counts.curve[CURVE_OWN_DAY],
                       *y = &b.one.tally.counts.curve[CURVE_OWN_DAY];
    assert_memory_equal(
        x->rise, y->rise, (size_t)x->cells * (size_t)x->steps * sizeof *x->rise);
    simulated_free(&a);
    simulated_free(&b);
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
    assert_same_bits(with, without);
}

/* The same of partners' years: care that does nothing for renewal, upgrades without a ladder.
 */
static void what_has_no_effect_on_partners_changes_nothing(void **state)
{
    (void)state;
    static const char *const with[] = {"population.count=5", "campaign.horizon_days=2400",
        "retention={ base = 1.0; first_year = 0.0; care = 0.0; result = 0.0; upgrade = 0.9; }",
        NULL};
    static const char *const without[] = {"population.count=5", "campaign.horizon_days=2400",
        "retention={ base = 1.0; upgrade = 0.0; }", NULL};
    assert_same_bits(with, without);
}

/* More of it than a number of 16 bits holds: each of 900 contacts a year for a century, all of
 * them held on the day on which they are wanted. */
static void no_care_is_lost_of_a_long_list(void **state)
{
    (void)state;
    enum { A_YEAR = 900, DAYS = 36500, JOINED = 4 };
    static char care[32 + 5 * A_YEAR] = "strategies.s.care=(\"a\"";
    for (int i = 1; i < A_YEAR; i++)
        strcat(care, ",\"a\"");
    strcat(care, ")");
    const char *const sets[] = {SURE, FEES, "retention.base=50.0", "population.count=1",
        "campaign.outreach_days=10", "campaign.horizon_days=36500", care, NULL};
    int wanted = 0;
    for (int year = JOINED; year < DAYS; year += DAYS_PER_YEAR)
        for (int i = 0; i < A_YEAR; i++)
            wanted += year + retention_care_day(i, A_YEAR) < DAYS;
    struct simulated s;
    simulate(&s, plain_world, sets, 2);
    assert_true(wanted > UINT16_MAX);
    assert_close(value(&s, "care_contacts"), wanted, 0.0, EXACTLY);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_care_is_lost_of_a_long_list),
        cmocka_unit_test(renewals_are_geometric),
        cmocka_unit_test(renewal_depends_on_year_care_and_result),
        cmocka_unit_test(warm_partners_stay_longer),
        cmocka_unit_test(care_is_spread_over_the_year_and_booked_apart),
        cmocka_unit_test(care_waits_for_outreach),
        cmocka_unit_test(care_does_not_wait_for_care_that_is_moved),
        cmocka_unit_test(care_that_is_late_counts_in_the_year_in_which_it_is_held),
        cmocka_unit_test(who_leaves_frees_the_seats_of_all_its_care),
        cmocka_unit_test(renewing_partners_move_up_their_ladder),
        cmocka_unit_test(upgrades_keep_to_the_choice_set),
        cmocka_unit_test(ladders_are_those_of_the_choice),
        cmocka_unit_test(value_counts_so_many_years),
        cmocka_unit_test(value_is_of_who_is_still_in_and_discounted),
        cmocka_unit_test(value_has_upgrades),
        cmocka_unit_test(value_is_not_defined_without_an_anniversary),
        cmocka_unit_test(funding_pays_the_hub_up_to_its_cap),
        cmocka_unit_test(funding_of_companies_lowers_the_price_they_feel),
        cmocka_unit_test(what_has_no_effect_changes_nothing),
        cmocka_unit_test(what_has_no_effect_on_partners_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
