/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occasions charged whole, where outreach and care meet: an event of 1,000 euro on days 4, 204,
 * 404, ...; an hour of staff is a euro, and so is every contact. Nothing is random. */
#include "simulate.h"

#include "appointment.h"

#define EXACTLY 1e-9

/* Company 0 attends on day 4, joins on day 7 (1,004 euro), and is wanted for care on day 7 +
 * 183: it takes a seat on day 204. Company 1 is approached on day 191. */
#define EVENTS                                                                                 \
    "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0",                     \
        "team.allocation=\"full\"", "team.hourly_rate=1.0",                                    \
        "contact_moments.a.occasion={ first_day = 4; every_days = 200; seats = 4; "            \
        "cost = 1000.0; }",                                                                    \
        "population.count=2", "strategies.s.intake_per_week=0.036635",                         \
        "strategies.s.care=(\"a\")", "campaign.outreach_days=300", "campaign.horizon_days=300"

static double value(const struct simulated *s, const char *measure)
{
    return measured(s, measure).value;
}

/* A seat that a partner has there does not make the occasion free for outreach. */
static void a_partners_seat_hides_nothing_from_the_budget(void **state)
{
    (void)state;
    static const char *const little[] = {EVENTS, "campaign.budget=2004.0", NULL};
    static const char *const enough[] = {EVENTS, "campaign.budget=2008.0", NULL};
    struct simulated s;
    simulate(&s, plain_world, little, 3);
    assert_close(value(&s, "approached"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "unfunded"), 1.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 1004.0, 0.0, EXACTLY);
    assert_close(value(&s, "care_cost"), 1001.0, 0.0, EXACTLY);
    simulated_free(&s);
    simulate(&s, plain_world, enough, 3);
    assert_close(value(&s, "partners"), 2.0, 0.0, EXACTLY);
    assert_close(value(&s, "cost"), 2008.0, 0.0, EXACTLY);
    /* Outreach goes first on a day and has paid. */
    assert_close(value(&s, "care_cost"), 1.0, 0.0, EXACTLY);
    simulated_free(&s);
}

/* ---- Appointment by appointment ---- */

enum { EVENT, DAY = 4 };

/* One replication in which company 0 is a partner and companies 1 and 2 are not. */
struct room {
    struct simulated s;
    struct block block;
    struct step care, outreach, other;
};

static struct step member(struct block *block, int company, bool care)
{
    struct planned_contact *plan = &block->course[company].plan;
    *plan = (struct planned_contact){.contact = EVENT};
    return step_of(block, company, plan, DAY, care);
}

static void enter(struct room *room)
{
    static const char *const sets[] = {
        EVENTS, "population.count=3", "campaign.budget=100000.0", NULL};
    simulate(&room->s, plain_world, sets, 1);
    block_init(&room->block, room->s.one.campaign);
    block_enter(&room->block, 0);
    room->care = member(&room->block, 0, true);
    room->outreach = member(&room->block, 1, false);
    room->other = member(&room->block, 2, false);
}

static void leave(struct room *room)
{
    block_free(&room->block);
    simulated_free(&room->s);
}

static void make(const struct step *s)
{
    appointment_make(s, appointment_find(s, EVENT, DAY));
    assert_int_equal(s->plan->day, DAY);
}

static void assert_committed(const struct room *room, double euro)
{
    assert_close((double)room->block.ledger[0].committed / MICRO, euro, 0.0, EXACTLY);
}

static void what_was_committed_is_released(void **state)
{
    (void)state;
    struct room room;
    enter(&room);
    make(&room.outreach);
    make(&room.care);
    make(&room.other);
    assert_committed(&room, 1002.0);
    appointment_cancel(&room.outreach);
    assert_committed(&room, 1001.0);
    appointment_cancel(&room.other);
    assert_committed(&room, 0.0);
    make(&room.outreach);
    assert_committed(&room, 1001.0);
    appointment_cancel(&room.care);
    assert_committed(&room, 1001.0);
    leave(&room);
}

static void the_first_to_attend_pays_outreach(void **state)
{
    (void)state;
    struct room room;
    enter(&room);
    make(&room.care);
    make(&room.outreach);
    make(&room.other);
    appointment_hold(&room.outreach);
    assert_committed(&room, 1.0);
    appointment_hold(&room.care);
    assert_committed(&room, 1.0);
    appointment_cancel(&room.other);
    assert_committed(&room, 0.0);
    assert_close((double)room.block.ledger[0].spent / MICRO, 1001.0, 0.0, EXACTLY);
    assert_close((double)room.block.member[0].care_cost / MICRO, 1.0, 0.0, EXACTLY);
    leave(&room);
}

static void the_first_to_attend_pays_care(void **state)
{
    (void)state;
    struct room room;
    enter(&room);
    make(&room.care);
    make(&room.outreach);
    assert_committed(&room, 1001.0);
    appointment_hold(&room.care);
    assert_committed(&room, 1.0);
    make(&room.other);
    assert_committed(&room, 2.0);
    appointment_hold(&room.outreach);
    appointment_hold(&room.other);
    assert_committed(&room, 0.0);
    assert_close((double)room.block.ledger[0].spent / MICRO, 2.0, 0.0, EXACTLY);
    assert_close((double)room.block.member[0].care_cost / MICRO, 1001.0, 0.0, EXACTLY);
    leave(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_partners_seat_hides_nothing_from_the_budget),
        cmocka_unit_test(what_was_committed_is_released),
        cmocka_unit_test(the_first_to_attend_pays_outreach),
        cmocka_unit_test(the_first_to_attend_pays_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
