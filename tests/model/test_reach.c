/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts that do not reach the company. Known answers are those of an absorbing chain that is
 * gone through day by day, with the error rate of simulate.h (0.001 / 20) and shown to reject a
 * model without reach; the rest can be worked out by hand and is compared exactly. */
#include "simulate.h"

#define EXACTLY 1e-9
#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define LEAD(contact, days)                                                                    \
    "contact_moments." contact ".lead_days=" days, "contact_moments." contact ".lead_shape="   \
                                                   "1e6"
/* A contact moment c in a mode of which no contact ever reaches anybody. */
#define MAIL(contact)                                                                          \
    "modes=( { id = \"visit\"; appointment = true; }, { id = \"mail\"; reach = 0.0; } )",      \
        "contact_moments." contact ".mode=\"mail\""

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* ---- Known answers ---- */

enum { N = 40000, DAYS = 2000 };
static const double logits[4] = {-0.2, 0.1, -0.3, -0.5};
static const double dropout[4] = {0.19, 0.21, 0.23, 0.45};
#define CHAIN                                                                                  \
    "response.intercept=(-0.2, 0.1, -0.3)", "packages.p.value.base=-0.5",                      \
        "response.dropout=(0.19, 0.21, 0.23, 0.45)"

/* A company has a contact a day, of which a share reaches it and is held. */
struct chain {
    double joined[DAYS + 1]; /* by the end of each day */
    double held, not_reached;
};

static void go_through(struct chain *chain, double reach)
{
    double at[4] = {1.0};
    *chain = (struct chain){0};
    for (int day = 1; day <= DAYS; day++) {
        chain->joined[day] = chain->joined[day - 1];
        for (int i = 3; i >= 0; i--) {
            double p = logistic(logits[i]), held = at[i] * reach, won = held * p;
            chain->held += held;
            chain->not_reached += at[i] - held;
            at[i] += (held - won) * (1.0 - dropout[i]) - held;
            *(i < 3 ? &at[i + 1] : &chain->joined[day]) += won;
        }
    }
}

/* Reach changes when things happen and what that takes, not how they end. */
static void reach_makes_a_slower_chain(void **state)
{
    (void)state;
    static const char *const sets[] = {
        CHAIN, "modes.visit.reach=0.4", "population.count=5", NULL};
    static struct chain chain, all;
    go_through(&chain, 0.4);
    go_through(&all, 1.0);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "conversion_rate"), all.joined[DAYS]);
    assert_agrees(measured(&s, "contacts_per_company"), all.held);
    assert_agrees(measured(&s, "not_reached"), 5.0 * chain.not_reached);
    assert_close(chain.not_reached, all.held * 0.6 / 0.4, 1e-9, 0.0);
    assert_agrees(measured(&s, "cost"), 5.0 * 100.0 * (chain.held + chain.not_reached));
    assert_rejects(measured(&s, "cost"), 5.0 * 100.0 * all.held);
    for (int day = 4; day <= 10; day += 2) {
        assert_agrees(converted_by(&s, day), chain.joined[day]);
        assert_rejects(converted_by(&s, day), all.joined[day]);
    }
    simulated_free(&s);
}

static void reach_goes_by_segment(void **state)
{
    (void)state;
    static const char *const sets[] = {CHAIN, "population.count=10",
        "modes.visit.reach=( { when = { size = \"small\"; }; value = 0.5; }, { value = 0.8; } "
        ")",
        NULL};
    static struct chain small, larger;
    go_through(&small, 0.5);
    go_through(&larger, 0.8);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured_in(&s, "not_reached", "small"), 5.0 * small.not_reached);
    assert_agrees(measured_in(&s, "not_reached", "larger"), 5.0 * larger.not_reached);
    assert_rejects(measured_in(&s, "not_reached", "larger"), 5.0 * small.not_reached);
    assert_agrees(measured(&s, "not_reached"), 5.0 * (small.not_reached + larger.not_reached));
    simulated_free(&s);
}

/* Care of three contacts a year, of which one is taking part: those that reach the partner
 * count. Later years, past the days simulated, are worth what they are on average. */
static void care_counts_as_far_as_it_reaches(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "packages.p.price=1000.0",
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"mail\"; reach = 0.3; } )",
        "contact_moments.b.mode=\"mail\"", "contact_moments.c.mode=\"mail\"",
        "contact_moments.b.hours=0.0", "contact_moments.c.hours=0.0",
        "contact_moments.c.participation=true", "strategies.s.interest=(\"a\")",
        "strategies.s.desire=(\"a\")", "strategies.s.care=(\"b\", \"c\", \"b\")",
        "retention.base=-0.8", "retention.care=0.9", "retention.result=1.3",
        "retention.value_years=4", "campaign.outreach_days=10", "campaign.horizon_days=400",
        NULL};
    double renewal = 0.0;
    for (int i = 0; i < 8; i++) {
        int held = (i & 1) + (i >> 1 & 1) + (i >> 2 & 1), part = i >> 1 & 1;
        renewal +=
            pow(0.3, held) * pow(0.7, 3 - held) * logistic(-0.8 + 0.9 * held + 1.3 * part);
    }
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "first_year_renewal"), renewal);
    assert_rejects(measured(&s, "first_year_renewal"), logistic(-0.8 + 0.9 * 3 + 1.3));
    assert_agrees(measured(&s, "care_contacts"), 3 * 0.3);
    assert_agrees(
        measured(&s, "lifetime_value"), 1000.0 * (1.0 - pow(renewal, 4.0)) / (1.0 - renewal));
    /* Care is no outreach. */
    assert_close(value(&s, "not_reached"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Random order: every day a or e, evenly, of which e reaches nobody. A company is in interest
 * from its first a on, and never gets further. A miss leaves a gap, in which the next contact
 * held finds it fallen back to attention, from where that contact brings it back. */
static void a_gap_grows_while_nobody_is_reached(void **state)
{
    (void)state;
    enum { OUTREACH = 60, A = 0 };
    static const char *const sets[] = {
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"mail\"; reach = 0.0; } )",
        "contact_moments=( { id = \"a\"; stage = \"attention\"; mode = \"visit\"; lead_days = "
        "0.0; }, { id = \"e\"; stage = \"interest\"; mode = \"mail\"; lead_days = 0.0; }, "
        "{ id = \"talk\"; stage = \"action\"; mode = \"visit\"; lead_days = 0.0; } )",
        "strategies.s.attention=(\"a\")", "strategies.s.interest=(\"a\", \"e\")",
        "strategies.s.desire=(\"a\")", "strategies.s.order=\"random\"",
        "response.intercept=(50.0, -50.0, 0.0)", "response.relapse_per_month=(0.0, 1e4, 0.0)",
        "response.grace_days=1", "campaign.outreach_days=60", "population.count=5", NULL};
    double held_yesterday = 1.0, fallen = 0.0; /* of interest, as of day 1 */
    for (int day = 2; day < OUTREACH; day++) {
        fallen += 0.5 * (1.0 - held_yesterday);
        held_yesterday = 0.5;
    }
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    const uint64_t *progressed = s.one.tally.counts.contact[A].progressed;
    /* A run of the coin is a binomial variable, of days that hang together by one at most. */
    double first = 5.0 * N, back = (double)progressed[ATTENTION] - first;
    assert_true(fabs(back - first * fallen) < AGREES * sqrt(first * OUTREACH * 0.25));
    assert_true(fabs(back - 0.0) > AGREES * sqrt(first * OUTREACH * 0.25));
    assert_agrees(measured(&s, "not_reached"), 5.0 * 0.5 * (OUTREACH - 2));
    simulated_free(&s);
}

/* ---- By hand ---- */

/* Of nobody reached: a contact on day 2, and every 3 + 2 days: 7, 12, 17, 22 and 27. Nothing
 * else comes of it, and nobody loses patience. */
static void nobody_reached_is_tried_until_the_end(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, MAIL("a"), LEAD("a", "1.5"),
        "strategies.s.pace_days=3", "strategies.s.patience=1", "strategies.s.max_contacts=1",
        "response.dropout=(1.0, 1.0, 1.0, 1.0)", "campaign.outreach_days=28",
        "campaign.horizon_days=28", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "not_reached"), 6.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 600.0, 0.0, EXACTLY);
    assert_close(value(&s, "hours_counted"), 6.0, 0.0, EXACTLY);
    assert_close(value(&s, "contacts_per_company"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "in_view"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "active"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "open_attention"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Contacts on days 1 (a), 2 (b) and 3 (c), which wins the first decider. The next, d, takes 10
 * days instead of 2, reaches nobody, and is on days 13, 15, 17 and 19. */
static void handover_takes_time_once_reached_or_not(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE,
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"mail\"; reach = 0.0; } )",
        "contact_moments=( { id = \"a\"; stage = \"attention\"; mode = \"visit\"; lead_days = "
        "0.0; }, { id = \"d\"; stage = \"desire\"; mode = \"mail\"; lead_days = 1.9; "
        "lead_shape = 1e6; }, "
        "{ id = \"talk\"; stage = \"action\"; mode = \"visit\"; lead_days = 0.0; } )",
        "strategies.s.interest=(\"a\")", "strategies.s.desire=(\"a\", \"d\")",
        "decision.second_decider=1.0", "decision.handover_factor=5.0",
        "campaign.outreach_days=20", "campaign.horizon_days=20", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "contacts_per_company"), 3.0, 0.0, EXACTLY);
    assert_close(value(&s, "not_reached"), 4.0, 0.0, EXACTLY);
    assert_close(value(&s, "open_desire"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Two companies and an event with one seat on days 4, 8, 12, ...: each day takes one of them,
 * reached or not, and costs the 40 euro of its seat or, charged whole, all of it. */
static void a_seat_is_used_and_charged(void **state)
{
    (void)state;
    static const char *const allocations[] = {"\"attendee\"", "\"full\""};
    for (int i = 0; i < 2; i++) {
        char allocation[40];
        snprintf(allocation, sizeof allocation, "team.allocation=%s", allocations[i]);
        const char *const sets[] = {SURE, MAIL("a"), "contact_moments.a.hours=0.0",
            "contact_moments.a.occasion={ first_day = 4; every_days = 4; seats = 1; cost = "
            "40.0; }",
            "population.count=2", "campaign.outreach_days=17", "campaign.horizon_days=17",
            allocation, NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 5);
        assert_close(value(&s, "not_reached"), 4.0, 0.0, EXACTLY);
        assert_close(value(&s, "cost"), 160.0, 0.0, EXACTLY);
        assert_close(value(&s, "cost_net"), 160.0, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* An hour a week for two companies that are never reached: they take turns, on days 1, 7, 14
 * and 21. */
static void what_is_missed_takes_hours_of_the_week(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, MAIL("a"), "modes.mail.waits=true",
        "team.hours_per_week=1.0", "population.count=2", "campaign.outreach_days=22",
        "campaign.horizon_days=22", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "not_reached"), 4.0, 0.0, EXACTLY);
    assert_close(value(&s, "hours_counted"), 4.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Money for three contacts of 100 euro: they are spent, and then there is none left. */
static void what_is_missed_is_paid_from_the_budget(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, MAIL("a"), "campaign.budget=399.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "not_reached"), 3.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 300.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Moved appointments are moved until one can take place; only that may miss. */
static void moved_comes_before_reached(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "modes.visit.reach=0.0",
        "contact_moments.a.reschedule=1.0", "campaign.outreach_days=10",
        "campaign.horizon_days=10", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "moved"), 9.0, 0.0, EXACTLY);
    assert_close(value(&s, "not_reached"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reach_makes_a_slower_chain),
        cmocka_unit_test(reach_goes_by_segment),
        cmocka_unit_test(care_counts_as_far_as_it_reaches),
        cmocka_unit_test(a_gap_grows_while_nobody_is_reached),
        cmocka_unit_test(nobody_reached_is_tried_until_the_end),
        cmocka_unit_test(handover_takes_time_once_reached_or_not),
        cmocka_unit_test(a_seat_is_used_and_charged),
        cmocka_unit_test(what_is_missed_takes_hours_of_the_week),
        cmocka_unit_test(what_is_missed_is_paid_from_the_budget),
        cmocka_unit_test(moved_comes_before_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
