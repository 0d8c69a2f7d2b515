/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small campaigns in which every contact succeeds, so that costs, capacity, budget, seats and
 * days can be worked out by hand. Nothing is random unless a comment says so. */
#include "simulate.h"

#define SURE "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0"
#define EXACTLY 1e-9

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* Share of all companies that joined by a day of the campaign. */
static double joined_by(const struct simulated *s, int day)
{
    struct study_point point = {0};
    struct estimate e = estimate_undefined();
    for (int step = 0; step <= day; step++)
        e = study_curve_step(&s->study, &s->one, CURVE_CAMPAIGN_DAY, 0, step, &point);
    return e.value;
}

#define OCCASION                                                                               \
    "contact_moments.a.occasion={ first_day = 3; every_days = 10; seats = 4; cost = 80.0; "    \
    "hours = 2.0; }"
#define COSTS                                                                                  \
    SURE, "campaign.outreach_days=365", "campaign.horizon_days=365", OCCASION,                 \
        "contact_moments.a.cost=30.0", "team.research_hours=1.5", "team.fill=0.5",             \
        "aids=( { id = \"site\"; cost = 900.0; life_years = 3.0; cost_per_year = 100.0; } )",  \
        "strategies.s.aids=(\"site\")"

/* Research 1.5 h; a: 1 h and 30 euro and half (1 / (4 seats * 0.5)) of 2 h and 80 euro; b, c,
 * talk 1 h each; all at 100 an hour; the site 900 / 3 + 100. */
static void an_attendee_pays_its_share_of_an_occasion(void **state)
{
    (void)state;
    static const char *const sets[] = {COSTS, NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "hours"), 1.5 + 2.0 + 3.0, 0.0, EXACTLY);
    assert_close(
        value(&s, "cost"), 150.0 + (200.0 + 30.0 + 40.0) + 300.0 + 400.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost_per_partner"), 1120.0, 0.0, EXACTLY);
    assert_close(value(&s, "days_to_partner"), 3 + 1 + 1 + 1, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Charged whole, an occasion is paid once, however many of this campaign attend. */
static void a_full_occasion_is_charged_once(void **state)
{
    (void)state;
    static const char *const sets[] = {
        COSTS, "team.allocation=\"full\"", "population.count=2", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "hours"), 2 * (1.5 + 1.0 + 3.0) + 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 2 * (150.0 + 130.0 + 300.0) + 280.0 + 400.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Every appointment is moved by a day, every day from day 1 to day 9. */
static void moving_costs_and_leaves_the_company_open(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "contact_moments.a.reschedule=1.0",
        "team.reschedule_hours=0.25", "campaign.outreach_days=10", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "moved"), 9.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 9 * 25.0, 0.0, EXACTLY);
    assert_close(value(&s, "in_view"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "open_attention"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Three companies, two hours a week, an hour a contact. Week 0: companies 0 and 1 on day 1,
 * company 2 waits; their next contacts (day 2) wait too. Each Monday the two that are further
 * go first: contacts on days 7, 14 and 21, when both join. Company 2 has its first on day 28,
 * its second on 29, its third waits until 35, its talk is on 36. Waited, each once: a and c of
 * company 2; b, c and talk of the others. */
static void a_week_has_so_many_hours(void **state)
{
    (void)state;
    static const char *const sets[] = {
        SURE, "population.count=3", "team.hours_per_week=2.0", "modes.visit.waits=true", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(joined_by(&s, 20), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 21), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 35), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 36), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "waited"), 8.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Three hours do not fit in a week of two: such a contact has a week of its own. */
static void a_contact_longer_than_a_week_goes_ahead_in_an_unused_one(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=2", "team.hours_per_week=2.0",
        "modes.visit.waits=true", "contact_moments.a.hours=3.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    /* Company 0: day 1; the week is overdrawn, so b waits until 7, c is on 8, the talk
     * until 14. Company 1: a waits until 7, but there company 0 goes first; 14 likewise (the
     * talk); 21; then b 28, c 29, talk 35. */
    assert_close(joined_by(&s, 13), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 14), 0.5, 0.0, EXACTLY);
    assert_close(joined_by(&s, 34), 0.5, 0.0, EXACTLY);
    assert_close(joined_by(&s, 35), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Contacts that need no free hours use them all the same. */
static void contacts_that_do_not_wait_overdraw_the_week(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3", "team.hours_per_week=2.0",
        "modes=( { id = \"visit\"; appointment = true; }, { id = \"talks\"; waits = true; } )",
        "contact_moments.talk.mode=\"talks\"", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    /* Nine hours on days 1 to 3; the talks of day 4 wait: two on day 7, one on day 14. */
    assert_close(joined_by(&s, 6), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 7), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 14), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "waited"), 3.0, 0.0, EXACTLY);
    simulated_free(&s);
}

#define BUDGET SURE, "population.count=3", "team.research_hours=0.5"

/* Approaching costs 50, a contact 100. With 420 euro: three approached (150), two first
 * contacts promised (200), the third would make 450. After the two are held (350 spent) nothing
 * more can be promised. */
static void a_budget_bounds_what_is_promised(void **state)
{
    (void)state;
    static const char *const sets[] = {BUDGET, "campaign.budget=420.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "approached"), 3.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 3.0, 0.0, EXACTLY);
    assert_close(value(&s, "in_view"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 350.0, 0.0, EXACTLY);
    assert_close(value(&s, "open"), 0.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Exactly enough is enough: 3 * (50 + 400). */
static void a_budget_may_be_spent_to_the_last_cent(void **state)
{
    (void)state;
    static const char *const sets[] = {BUDGET, "campaign.budget=1350.0", NULL};
    static const char *const short_sets[] = {BUDGET, "campaign.budget=1349.9", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "partners"), 3.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, short_sets, 3);
    assert_close(value(&s, "partners"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

static void who_cannot_be_approached_is_unfunded_and_not_approached(void **state)
{
    (void)state;
    static const char *const sets[] = {BUDGET, "campaign.budget=40.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "approached"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 3.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 0.0, 0.0, EXACTLY);
    assert_nan(value(&s, "conversion_rate"));
    simulated_free(&s);
}

/* With occasions charged whole, the first appointment promises all of it (280 with 100 an hour)
 * and the others only their own hour. 2 * 100 + 280 = 480 for two companies on one date. */
static void a_full_occasion_is_promised_once(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, OCCASION, "team.allocation=\"full\"",
        "population.count=2", "campaign.budget=480.0", NULL};
    static const char *const short_sets[] = {SURE, OCCASION, "team.allocation=\"full\"",
        "population.count=2", "campaign.budget=479.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(value(&s, "in_view"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 480.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, short_sets, 3);
    assert_close(value(&s, "in_view"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 380.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* One seat a date: dates 3, 13 and 23. The second falls in a closed period and is held on
 * day 16. */
static void occasions_have_seats_and_closed_days(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3",
        "contact_moments.a.occasion={ first_day = 3; every_days = 10; seats = 1; }",
        "campaign.closed=( { from = \"2024-01-12\"; to = \"2024-01-16\"; } )", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(joined_by(&s, 5), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 6), 1.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 18), 1.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 19), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 26), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Companies are approached on days floor(7 j / 2): 0, 3, 7; a contact planned into a closed
 * period (days 8 and 9) moves to the first open day. */
static void intake_sets_the_day_of_approach(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3",
        "strategies.s.intake_per_week=2.0",
        "campaign.closed=( { from = \"2024-01-09\"; to = \"2024-01-10\"; } )", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(joined_by(&s, 4), 1.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 7), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 12), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 13), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* The same, as a period without a year; and the campaign begins in the midst of one, which is
 * closed in the year after as well. */
static void what_is_closed_every_year(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=3",
        "strategies.s.intake_per_week=2.0",
        "campaign.closed=( { from = \"01-09\"; to = \"01-10\"; } )", NULL};
    static const char *const next[] = {SURE, "campaign.start=2023-12-30",
        "campaign.closed=( { from = \"12-22\"; to = \"01-07\"; } )",
        "strategies.s.pace_days=356", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 3);
    assert_close(joined_by(&s, 12), 2.0 / 3.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 13), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
    /* Held on day 9, 2024-01-08; the next is wanted 357 days later, on day 366, which is
     * 2024-12-30, and held on day 375, 2025-01-08; then on day 732, 2025-12-31: day 740. */
    simulate(&s, plain_world, next, 3);
    assert_close(joined_by(&s, 740 + 356), 0.0, 0.0, EXACTLY);
    assert_close(joined_by(&s, 740 + 357 + 8), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* A sequence takes the k-th contact whatever the stage, the talk in the place of the fourth. */
static void a_sequence_runs_out(void **state)
{
    (void)state;
    static const char *const four[] = {SURE,
        "strategies=( { id = \"s\"; sequence = (\"c\", \"b\", \"a\", \"a\"); "
        "intake_per_week = 7.0; } )",
        NULL};
    static const char *const three[] = {SURE,
        "strategies=( { id = \"s\"; sequence = (\"c\", \"b\", \"a\"); "
        "intake_per_week = 7.0; } )",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, four, 3);
    assert_close(value(&s, "partners"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, three, 3);
    assert_close(value(&s, "partners"), 0.0, 0.0, EXACTLY);
    assert_close(value(&s, "given_up"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "contacts_per_company"), 3.0, 0.0, EXACTLY);
    simulated_free(&s);
}

static void the_hub_gives_up_in_time(void **state)
{
    (void)state;
    static const char *const patience[] = {
        "response.intercept=(50.0, -50.0, 0.0)", "strategies.s.patience=3", NULL};
    static const char *const most[] = {
        "response.intercept=(50.0, -50.0, 0.0)", "strategies.s.max_contacts=6", NULL};
    static const char *const empty[] = {SURE, "strategies.s.desire=()", NULL};
    struct simulated s;
    simulate(&s, plain_world, patience, 3);
    assert_close(value(&s, "given_up"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "contacts_per_company"), 1.0 + 3.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, most, 3);
    assert_close(value(&s, "contacts_per_company"), 6.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, empty, 3);
    assert_close(value(&s, "given_up"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "contacts_per_company"), 2.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* Random: company 0 joins on day 4 and brings Poisson(2.5) introductions; the others are due
 * much later and outreach ends before anybody introduced can join. */
static void introductions_are_poisson(void **state)
{
    (void)state;
    static const char *const sets[] = {SURE, "population.count=40",
        "strategies.s.intake_per_week=1.0", "campaign.outreach_days=6", "peers.referrals=2.5",
        NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    assert_close(value(&s, "partners"), 1.0, 0.0, EXACTLY);
    assert_agrees(measured(&s, "approached"), 1.0 + 2.5);
    assert_rejects(measured(&s, "approached"), 1.0);
    /* The variance of a Poisson number is its mean. */
    assert_close(measured(&s, "approached").se, sqrt(2.5 / 40000.0), 0.03, 0.0);
    simulated_free(&s);
}

/* Random: company 0 joins on day 4. Company 1, approached on day 7, then has a potential
 * customer inside with probability 0.3, which takes its chance of progress from 1/2 to
 * logistic(1.5). */
static void a_potential_customer_inside_helps(void **state)
{
    (void)state;
    static const char *const sets[] = {"response.intercept=(0.0, 50.0, 50.0)",
        "packages.p.value.base=50.0", "population.count=2", "strategies.s.intake_per_week=1.0",
        "peers.customer_share=0.3", "peers.customer=1.5",
        "response.dropout=(1.0, 0.0, 0.0, 0.0)", NULL};
    struct simulated s;
    simulate(&s, plain_world, sets, 40000);
    double helped = 0.3 * logistic(1.5) + 0.7 * 0.5;
    /* Company 0 joins with probability 1/2; only then can it help. */
    assert_agrees(measured(&s, "partners"), 0.5 + 0.5 * helped + 0.5 * 0.5);
    assert_rejects(measured(&s, "partners"), 1.0);
    simulated_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_attendee_pays_its_share_of_an_occasion),
        cmocka_unit_test(a_full_occasion_is_charged_once),
        cmocka_unit_test(moving_costs_and_leaves_the_company_open),
        cmocka_unit_test(a_week_has_so_many_hours),
        cmocka_unit_test(a_contact_longer_than_a_week_goes_ahead_in_an_unused_one),
        cmocka_unit_test(contacts_that_do_not_wait_overdraw_the_week),
        cmocka_unit_test(a_budget_bounds_what_is_promised),
        cmocka_unit_test(a_budget_may_be_spent_to_the_last_cent),
        cmocka_unit_test(who_cannot_be_approached_is_unfunded_and_not_approached),
        cmocka_unit_test(a_full_occasion_is_promised_once),
        cmocka_unit_test(occasions_have_seats_and_closed_days),
        cmocka_unit_test(intake_sets_the_day_of_approach),
        cmocka_unit_test(what_is_closed_every_year),
        cmocka_unit_test(a_sequence_runs_out),
        cmocka_unit_test(the_hub_gives_up_in_time),
        cmocka_unit_test(introductions_are_poisson),
        cmocka_unit_test(a_potential_customer_inside_helps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
