/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model says in small print, in campaigns that can be worked out by hand: nothing is
 * random, an hour costs 100 euro and every contact takes one. */
#include "simulate.h"

#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define EXACTLY 1e-9
#define LIST(name) "population={ list = \"" SOURCE_DIR "/tests/model/" name "\"; }"
/* A lead time of exactly that many days: of a hair less, rounded up. */
#define LEAD(contact, days)                                                                    \
    "contact_moments." contact ".lead_days=" days, "contact_moments." contact ".lead_shape="   \
                                                   "1e6"

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

static double joined_by(const struct simulated *s, int day)
{
    struct study_point point = {0};
    struct estimate e = estimate_undefined();
    for (int step = 0; step <= day; step++)
        e = study_curve_step(&s->study, &s->one, CURVE_CAMPAIGN_DAY, 0, step, &point);
    return e.value;
}

/* Two partners join on day 4; the care of both is wanted on day 4 + 182, a Tuesday, and takes
 * the two hours of a week each: one waits. Outreach never does. */
static void care_that_waits_is_not_among_what_waited(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=2", "team.hours_per_week=2.0",
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"caring\"; waits = true; } )",
        "contact_moments.b.mode=\"caring\"", "contact_moments.b.hours=2.0",
        "strategies.s.interest=(\"a\")", "strategies.s.care=(\"b\")",
        "campaign.outreach_days=300", "campaign.horizon_days=300", NULL};
    enum { B = 1 };
    struct simulated s;
    simulate(&s, plain_world, sets, 10);
    assert_close(joined_by(&s, 4), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "care_contacts"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "waited"), 0.0, 0.0, EXACTLY);
    const struct contact_counts *care = &s.one.tally.counts.contact[B];
    assert_int_equal(care->waited[COUNTED_AS_CARE], 10);
    assert_int_equal(care->held[COUNTED_AS_CARE], 20);
    simulated_free(&s);
}

/* A company is busy all the time: each of four contacts is put off once, and care, of the same
 * kind, never. Nor does what is found at the start count. */
static void busy_delays_are_those_of_outreach(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "busy.rate=1000.0", "busy.days=0.5",
        LEAD("a", "59.5"), LEAD("b", "59.5"), LEAD("c", "59.5"), LEAD("talk", "59.5"),
        "strategies.s.care=(\"a\", \"b\", \"c\")", "retention.base=50.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 10);
    assert_close(value(&s, "partners"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "busy_delays"), 4.0, 0.0, EXACTLY);
    assert_true(value(&s, "care_contacts") >= 12.0);
    simulated_free(&s);
}

/* Two deciders everywhere, and appointments with the owner take three times 2.5 days, which
 * makes 8. A company that starts in action deals with the owner; whom another will meet first
 * is not known when its first contact is planned, so that takes 3 days. */
static void in_action_the_lead_time_is_the_owners(void **state)
{
    (void)state;
#define SLOW_OWNERS "decision.second_decider=1.0", "decision.owner_lead_factor=3.0"
    static const char *const in_action[] = {
        SURE, SLOW_OWNERS, LIST("in_action.csv"), LEAD("talk", "2.5"), NULL};
    static const char *const in_attention[] = {
        SURE, SLOW_OWNERS, LEAD("a", "2.5"), "strategies.s.max_contacts=1", NULL};
    struct simulated s;
    simulate(&s, plain_world, in_action, 5);
    assert_close(joined_by(&s, 7), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 8), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
    for (int days = 3; days <= 4; days++) {
        char outreach[64];
        const char *sets[sizeof in_attention / sizeof in_attention[0] + 1];
        memcpy(sets, in_attention, sizeof in_attention);
        snprintf(outreach, sizeof outreach, "campaign.outreach_days=%d", days);
        sets[sizeof in_attention / sizeof in_attention[0] - 1] = outreach;
        sets[sizeof in_attention / sizeof in_attention[0]] = NULL;
        simulate(&s, plain_world, sets, 5);
        assert_close(value(&s, "in_view"), days - 3.0, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* Research is paid for who is approached, also where the first list is empty. The third company
 * cannot be paid for, so it is not approached. */
static void an_approach_costs_its_research_whatever_comes_of_it(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3", "team.research_hours=1.5",
        "strategies.s.attention=()", "campaign.budget=300.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "approached"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "given_up"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 300.0, 0.0, EXACTLY);
    assert_close(value(&s, "in_view"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* With money for one contact: that of the first company, whose appointment is on day `first`;
 * the second company, a larger one, is approached on day 7 and has its contact on day 8. */
static double larger_in_view(const char *first, const char *reschedule)
{
    const char *const sets[] = {SURE, LIST("small_and_larger.csv"), "campaign.outreach_days=10",
        "campaign.budget=100.0", "strategies.s.intake_per_week=1.0", first,
        "contact_moments.a.lead_shape=1e6", "team.reschedule_hours=0.0", reschedule,
        "strategies.s.variants=( { when = { size = \"larger\"; }; attention = (\"b\"); } )",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    double in_view = measured_in(&s, "in_view", "larger").value;
    simulated_free(&s);
    return in_view;
}

/* An appointment after the days of outreach takes no money, when it is made and when it is
 * moved there; one within them does, and keeps it while it is moved within them. */
static void an_appointment_past_outreach_frees_its_money(void **state)
{
    (void)state;
#define ALWAYS "contact_moments.a.reschedule=1.0"
#define NEVER "contact_moments.a.reschedule=0.0"
    assert_close(larger_in_view("contact_moments.a.lead_days=8.5", NEVER), 0.0, 0.0, EXACTLY);
    assert_close(larger_in_view("contact_moments.a.lead_days=9.5", NEVER), 1.0, 0.0, EXACTLY);
    assert_close(larger_in_view("contact_moments.a.lead_days=12.5", NEVER), 1.0, 0.0, EXACTLY);
    assert_close(larger_in_view("contact_moments.a.lead_days=5.5", ALWAYS), 1.0, 0.0, EXACTLY);
    assert_close(larger_in_view("contact_moments.a.lead_days=4.5", ALWAYS), 1.0, 0.0, EXACTLY);
    assert_close(larger_in_view("contact_moments.a.lead_days=2.5", ALWAYS), 0.0, 0.0, EXACTLY);
}

/* Talks about nothing but the offer by kind of company: small ones always, larger ones never.
 * Two packages are worth the same and nobody wants none, so the larger half of the companies
 * takes either as often. */
#define TWO_PACKAGES                                                                           \
    "packages=( { id = \"p\"; price = 0.0; value = { base = 50.0; }; }, "                      \
    "{ id = \"q\"; price = 0.0; value = { base = 50.0; }; } )",                                \
        "response.intercept=(50.0, 50.0, 50.0)", "population.count=10",                        \
        "strategies.s.offer=\"q\""
#define WHEN(level) "{ when = { size = \"" level "\"; }; value = "

static void steering_goes_by_segment(void **state)
{
    (void)state;
    enum { Q = 1, N = 4000 };
    static const char *const lists[][2] = {
        {"strategies.s.steering=(" WHEN("small") "1.0; }, { value = 0.0; } )", NULL},
        /* Of those that fit the first counts. */
        {"strategies.s.steering=(" WHEN("small") "1.0; }, " WHEN(
             "small") "0.5; }, { value = 0.0; } )",
            NULL},
        {"strategies.s.steering=0.0",
            "strategies.s.variants=( { when = { size = \"small\"; }; steering = 1.0; } )"},
        /* A variant has to say it for its own segments alone. */
        {"strategies.s.steering=( { value = 0.0; } )",
            "strategies.s.variants=( { when = { size = \"small\"; }; steering = (" WHEN(
                "small") "1.0; }); } )"},
        {"strategies.s.steering=(" WHEN("small") "1.0; }, { value = 0.0; } )",
            "strategies.s.variants=( { when = { size = \"larger\"; }; pace_days = 1; } )"},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const char *const sets[] = {TWO_PACKAGES, lists[i][0], lists[i][1], NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, N);
        assert_agrees(measured_package(&s, Q), 10.0 * (0.5 + 0.5 * 0.5));
        assert_rejects(measured_package(&s, Q), 10.0 * 0.5);
        assert_rejects(measured_package(&s, Q), 10.0);
        simulated_free(&s);
    }
}

/* Both kinds are steered with a probability of its own that is not known, of mean 1/2 and
 * variance 1/16 (beta with a = b = 3/2). Of 40 companies 20 + 10 (s + t) take the offer on
 * average, so the variance that comes from not knowing is 100 / 8 = 12.5; were one number drawn
 * for all it would be 25. The rest is 40 E p (1 - p), with p = 1/2 + (s + t) / 4. */
static void steering_by_segment_may_be_uncertain(void **state)
{
    (void)state;
    enum { Q = 1, N = 20000 };
#define DRAWN "{ dist = \"beta\"; a = 1.5; b = 1.5; }; }"
    static const char *const sets[] = {TWO_PACKAGES, "population.count=40",
        "packages.q.price=1.0", "campaign.outreach_days=60", "campaign.horizon_days=60",
        "strategies.s.steering=(" WHEN("small") DRAWN ", { value = " DRAWN ")"};
    const struct recept_origin origin = {.name = "world.cfg",
        .bytes = plain_world,
        .length = strlen(plain_world),
        .settings = sets,
        .n_settings = sizeof sets / sizeof sets[0]};
    const struct recept_options options = {.replications = N};
    struct recept_config *config;
    struct recept_study *study;
    assert_int_equal(recept_config_open(&config, &origin), RECEPT_OK);
    assert_int_equal(recept_run(&study, config, &options), RECEPT_OK);
    const struct study *of = &study->setup.study;
    assert_agrees(study_quantity(of, of->cases, 0, Q_PACKAGE + Q), 40.0 * 0.75);
    double within = 40.0 * (0.75 - 0.75 * 0.75 - 0.125 / 16.0);
    double alike = 40.0 * (0.75 - 0.75 * 0.75 - 0.25 / 16.0);
    struct estimate share = study_unknown_share(of, of->cases, Q_REVENUE); /* the offer's */
    assert_agrees(share, 12.5 / (12.5 + within));
    assert_rejects(share, 25.0 / (25.0 + alike));
    recept_study_free(study);
    recept_config_free(config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(care_that_waits_is_not_among_what_waited),
        cmocka_unit_test(busy_delays_are_those_of_outreach),
        cmocka_unit_test(in_action_the_lead_time_is_the_owners),
        cmocka_unit_test(an_approach_costs_its_research_whatever_comes_of_it),
        cmocka_unit_test(an_appointment_past_outreach_frees_its_money),
        cmocka_unit_test(steering_goes_by_segment),
        cmocka_unit_test(steering_by_segment_may_be_uncertain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
