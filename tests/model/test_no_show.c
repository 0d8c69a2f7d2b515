/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Companies that do not turn up for an appointment. Known answers have the error rate of
 * simulate.h (0.001 / 20) and are shown to reject a model without no-shows, or with another
 * order of things; the rest can be worked out by hand and is compared exactly. */
#include "simulate.h"

#define EXACTLY 1e-9
#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define LIST(name) "population={ list = \"" SOURCE_DIR "/tests/model/" name "\"; }"
#define LEAD(contact, days)                                                                    \
    "contact_moments." contact ".lead_days=" days, "contact_moments." contact ".lead_shape="   \
                                                   "1e6"
/* The four contact moments alike. */
#define EACH(set)                                                                              \
    "contact_moments.a." set, "contact_moments.b." set, "contact_moments.c." set,              \
        "contact_moments.talk." set

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* ---- Known answers ---- */

enum { N = 40000 };

/* Chance that four contacts, each held on a day with probability p, are held within so many
 * days: of the fourth success in a row of trials. */
static double four_held_by(int days, double p)
{
    double at[5] = {1.0};
    for (int day = 0; day < days; day++)
        for (int k = 3; k >= 0; k--) {
            at[k + 1] += at[k] * p;
            at[k] *= 1.0 - p;
        }
    return at[4];
}

/* An appointment is held after a geometric number of no-shows. Each takes a quarter of an hour
 * and of 40 euro. */
static void no_shows_are_geometric(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, EACH("no_show=0.3"), EACH("cost=40.0"),
        "team.no_show_share=0.25", "team.reschedule_hours=3.0", "population.count=5", NULL};
    double each = 4.0 * 0.3 / 0.7;
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "no_show"), 5.0 * each);
    assert_agrees(measured(&s, "no_show_hours"), 5.0 * each * 0.25);
    assert_agrees(measured(&s, "no_show_cost"), 5.0 * each * 0.25 * 140.0);
    assert_agrees(measured(&s, "cost"), 5.0 * (4.0 + each * 0.25) * 140.0);
    assert_rejects(measured(&s, "cost"), 5.0 * 4.0 * 140.0);
    assert_agrees(measured(&s, "hours_counted"), 5.0 * (4.0 + each * 0.25));
    for (int day = 4; day <= 8; day += 2) {
        assert_agrees(converted_by(&s, day), four_held_by(day, 0.7));
        assert_rejects(converted_by(&s, day), 1.0);
    }
    assert_close(value(&s, "moved"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "hours_on_top"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "contacts_per_company"), 4.0, 0.0, EXACTLY);
    simulated_free(&s);
}

static void no_shows_go_by_segment(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=10",
        "contact_moments.b.no_show=( { when = { size = \"small\"; }; value = 0.5; }, "
        "{ value = 0.2; } )",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured_in(&s, "no_show", "small"), 5.0 * 0.5 / 0.5);
    assert_agrees(measured_in(&s, "no_show", "larger"), 5.0 * 0.2 / 0.8);
    assert_rejects(measured_in(&s, "no_show", "larger"), 5.0);
    simulated_free(&s);
}

/* Each time it comes due a contact is a no-show, else moved, else held. With moved first there
 * would be more moves and fewer no-shows. */
static void no_shows_come_before_moves(void **state)
{
    (void)state;
    static const char *const sets[] = {
        SURE, EACH("no_show=0.4"), EACH("reschedule=0.5"), "population.count=5", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured(&s, "no_show"), 5.0 * 4.0 * 0.4 / (0.6 * 0.5));
    assert_agrees(measured(&s, "moved"), 5.0 * 4.0 * 0.5 / 0.5);
    assert_rejects(measured(&s, "no_show"), 5.0 * 4.0 * 0.4 / 0.6);
    assert_rejects(measured(&s, "moved"), 5.0 * 4.0 * 0.5 / (0.6 * 0.5));
    simulated_free(&s);
}

/* An hour a week, of which the small company takes the first on day 1 and is given up. The
 * larger one, due every day of that week until it turns up, then waits, and is held on day 7
 * without being a no-show once more; else it is due on day 7 as well. */
static void who_waited_turns_up(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, LIST("small_and_larger.csv"),
        "team.hours_per_week=1.0", "team.no_show_share=0.0", "modes.visit.waits=true",
        "strategies.s.max_contacts=1",
        "contact_moments.a.no_show=( { when = { size = \"larger\"; }; value = 0.5; }, "
        "{ value = 0.0; } )",
        "campaign.outreach_days=8", "campaign.horizon_days=8", NULL};
    double never = pow(0.5, 6.0);
    struct simulated s;
    simulate(&s, plain_world, sets, N);
    assert_agrees(measured_in(&s, "in_view", "larger"), 1.0 - never + never * 0.5);
    assert_rejects(measured_in(&s, "in_view", "larger"), 0.5);
    simulated_free(&s);
}

/* ---- By hand ---- */

/* Always busy when it first comes due, on day 60: then a no-show on every day from 61 on. */
static void busy_comes_before_no_shows(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "busy.rate=1000.0", "busy.days=0.001",
        LEAD("a", "59.5"), "contact_moments.a.no_show=1.0", "campaign.outreach_days=200",
        "campaign.horizon_days=200", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "busy_delays"), 1.0, 0.0, EXACTLY);
    /* Days 61, 121 and 181. */
    assert_close(value(&s, "no_show"), 3.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Nobody turns up on days 1 to 4: half of an hour of 100 euro and of 40 euro each, whatever
 * moves take. */
static void a_no_show_takes_its_share_and_no_move(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "contact_moments.a.no_show=1.0",
        "contact_moments.a.cost=40.0", "team.reschedule_hours=2.0", "strategies.s.pace_days=9",
        "funding={ to = \"hub\"; share = 0.5; modes = (\"visit\"); }",
        "campaign.outreach_days=5", "campaign.horizon_days=5", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 5);
    assert_close(value(&s, "no_show"), 4.0, 0.0, EXACTLY);
    assert_close(value(&s, "no_show_hours"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "no_show_cost"), 280.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 280.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost_net"), 140.0, 0.0, EXACTLY);
    assert_close(value(&s, "hours"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "moved"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "in_view"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "open_attention"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Two companies and an event with one seat on days 4, 8, 12 and 16: each day is one's, who
 * stays away. It pays for its seat, 40 euro, or charged whole for all of it, and half of its
 * own 100 euro. */
static void a_seat_is_used_and_charged(void **state)
{
    (void)state;
    static const char *const allocations[] = {"attendee", "full"};
    for (int i = 0; i < 2; i++) {
        char allocation[40];
        snprintf(allocation, sizeof allocation, "team.allocation=\"%s\"", allocations[i]);
        const char *const sets[] = {SURE, "contact_moments.a.no_show=1.0",
            "contact_moments.a.occasion={ first_day = 4; every_days = 4; seats = 1; cost = "
            "40.0; }",
            "population.count=2", "campaign.outreach_days=17", "campaign.horizon_days=17",
            allocation, NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 5);
        assert_close(value(&s, "no_show"), 4.0, 0.0, EXACTLY);
        assert_close(value(&s, "no_show_cost"), 200.0, 0.0, EXACTLY);
        assert_close(value(&s, "cost"), 360.0, 0.0, EXACTLY);
        assert_close(value(&s, "hours_counted"), 2.0, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* A company that stays away every day has spent 300 euro by day 7, when another is approached,
 * and its next appointment commits 100: with the 100 of the other's that makes 500. Of the
 * first nothing is refused, whatever there is left. */
static void a_no_show_spends_and_is_never_refused(void **state)
{
    (void)state;
    static const struct {
        const char *budget;
        double in_view;
    } cases[] = {{"campaign.budget=500.0", 1.0}, {"campaign.budget=499.0", 0.0}};
    for (int i = 0; i < 2; i++) {
        const char *const sets[] = {SURE, LIST("small_and_larger.csv"),
            "contact_moments.a.no_show=( { when = { size = \"small\"; }; value = 1.0; }, "
            "{ value = 0.0; } )",
            cases[i].budget, "strategies.s.intake_per_week=1.0", "campaign.outreach_days=10",
            "campaign.horizon_days=10", NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 5);
        assert_close(value(&s, "no_show"), 9.0, 0.0, EXACTLY);
        assert_close(
            measured_in(&s, "in_view", "larger").value, cases[i].in_view, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* With an hour a week the small company's no-show on day 5 takes half of it; the larger one is
 * held before that, on day 3, or has to wait, if it comes after, on day 6. */
static void a_no_show_takes_hours_of_its_week_on_its_day(void **state)
{
    (void)state;
    static const struct {
        const char *lead;
        double in_view;
    } cases[] = {
        {"contact_moments.b.lead_days=2.5", 1.0}, {"contact_moments.b.lead_days=5.5", 0.0}};
    for (int i = 0; i < 2; i++) {
        const char *const sets[] = {SURE, LIST("small_and_larger.csv"),
            "team.hours_per_week=1.0", "modes.visit.waits=true",
            "contact_moments.a.no_show=1.0", LEAD("a", "4.5"), cases[i].lead,
            "contact_moments.b.lead_shape=1e6",
            "strategies.s.variants=( { when = { size = \"larger\"; }; attention = (\"b\"); } )",
            "campaign.outreach_days=7", "campaign.horizon_days=7", NULL};
        struct simulated s;
        simulate(&s, plain_world, sets, 5);
        assert_close(
            measured_in(&s, "in_view", "larger").value, cases[i].in_view, 0.0, EXACTLY);
        assert_close(value(&s, "no_show"), 1.0, 0.0, EXACTLY);
        simulated_free(&s);
    }
}

/* Care wanted on day 4 + 183: the partner stays away on days 187, 188 and 189, which is no
 * outreach. */
static void care_may_be_a_no_show(void **state)
{
    (void)state;
    enum { B = 1 };
    static const char *const sets[] = {SURE, "strategies.s.interest=(\"a\")",
        "strategies.s.care=(\"b\")", "contact_moments.b.no_show=1.0",
        "contact_moments.b.reschedule=0.7", "campaign.outreach_days=10",
        "campaign.horizon_days=190", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 10);
    assert_int_equal(s.one.tally.counts.contact[B].no_show[COUNTED_AS_CARE], 30);
    assert_int_equal(s.one.tally.counts.contact[B].moved[COUNTED_AS_CARE], 0);
    assert_close(value(&s, "care_cost"), 150.0, 0.0, EXACTLY);
    assert_close(value(&s, "care_hours"), 1.5, 0.0, EXACTLY);
    assert_close(value(&s, "care_contacts"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "no_show"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "no_show_cost"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 400.0, 0.0, EXACTLY);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_shows_are_geometric),
        cmocka_unit_test(no_shows_go_by_segment),
        cmocka_unit_test(no_shows_come_before_moves),
        cmocka_unit_test(who_waited_turns_up),
        cmocka_unit_test(busy_comes_before_no_shows),
        cmocka_unit_test(a_no_show_takes_its_share_and_no_move),
        cmocka_unit_test(a_seat_is_used_and_charged),
        cmocka_unit_test(a_no_show_spends_and_is_never_refused),
        cmocka_unit_test(a_no_show_takes_hours_of_its_week_on_its_day),
        cmocka_unit_test(care_may_be_a_no_show),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
