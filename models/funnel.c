/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "expected.h"
#include "no_show.h"
#include "reach.h"

/* ---- What comes in between ---- */

/* The words of the contact after `held` others: its number counts from 1. */
INLINED uint32_t *words_after(const struct step *s, int held)
{
    return s->block->ahead[step_company(s) * AHEAD + held % AHEAD].word;
}

/* Draws for the contacts from number 1, 9, ... on of which the next is one. */
SELDOM static void draw_ahead(struct block *block, int index)
{
    struct step s = step_outreach(block, index, 0);
    uint32_t first = 1u + s.course->held / AHEAD * AHEAD;
    philox_row(block->ahead + step_company(&s) * AHEAD,
        step_counter(&s, first, PURPOSE_CONTACT, 0), s.campaign->seed);
}

/* Whether the planned contact is delayed, and for how long, is drawn anew each time it is to
 * come up again; what happens when it is held is drawn once. */
INLINED void draw_again(const struct step *s)
{
    if (s->plan->day >= s->campaign->outreach_days)
        return;
    uint32_t *word = words_after(s, s->course->held);
    struct philox_block draw =
        step_draw(s, s->course->held + 1u, PURPOSE_CONTACT, s->plan->attempt);
    word[WORD_DELAY] = draw.word[WORD_DELAY];
    word[WORD_LEAD] = draw.word[WORD_LEAD];
}

/* The chance that a busy spell (production hell) has begun since the contact was planned, which
 * is looked at once. */
INLINED chance busy_chance(const struct step *s, int day)
{
    const struct course *course = s->course;
    if (course->looked || !step_moment(s)->appointment)
        return 0;
    return s->cohort->begun[day - course->since];
}

enum delay { BUSY, ABSENT, MOVED };

/* Postpones the contact that comes up on `day`. */
SELDOM static void delay(struct block *block, int index, int day, enum delay why)
{
    struct step s = step_outreach(block, index, day);
    uint32_t word = words_after(&s, s.course->held)[WORD_LEAD];
    int wanted;
    if (why == MOVED) {
        wanted = appointment_move(&s, word);
    } else if (why == ABSENT) {
        wanted = no_show(&s, word);
    } else {
        const struct count_table *length = s.campaign->busy.length[s.course->segment];
        step_record(&s)->busy_delays++;
        wanted = day + count_draw(length, word);
        appointment_postpone(&s, wanted);
    }
    draw_again(&s);
    if (s.followed)
        expected_planned(block, index, wanted);
}

/* One word decides whether the company is busy, if not, whether it does not turn up, and if it
 * does, whether the contact is moved. True when it is postponed. */
INLINED bool is_delayed(const struct step *s, int day)
{
    uint32_t word = words_after(s, s->course->held)[WORD_DELAY];
    const struct moment *moment = step_moment(s);
    chance busy = busy_chance(s, day), absent = busy;
    if (moment->no_show > 0)
        absent = chance_then(busy, moment->no_show);
    chance moved = chance_then(absent, moment->reschedule);
    s->course->looked = true;
    if (s->followed)
        expected_delay(s->block, s->index, day, busy, moved, word < moved);
    if (word >= moved)
        return false;
    delay(s->block, s->index, day, word < busy ? BUSY : word < absent ? ABSENT : MOVED);
    return true;
}

/* What comes in between is settled as soon as the contact is planned, and it comes up when it
 * can take place. */
INLINED void settle(const struct step *s)
{
    while (s->plan->day < s->campaign->outreach_days) {
        if (is_delayed(s, s->plan->day))
            continue;
        s->course->settled = true;
        return;
    }
}

/* ---- Planning ---- */

/* The next contact moment where the order is random. */
SELDOM static int draw_contact(struct block *block, int index)
{
    struct step s = step_outreach(block, index, 0);
    struct philox_block draw =
        step_draw(&s, s.course->held + 1u, PURPOSE_ORDER, s.plan->attempt);
    return strategy_draw(&s.cohort->order, (enum stage)s.course->stage, draw.word[0]);
}

/* Chooses the next contact moment; false: the cocktail has run out. */
INLINED bool choose_contact(const struct step *s)
{
    const struct course *course = s->course;
    const struct order_tables *order = &s->cohort->order;
    enum stage stage = (enum stage)course->stage;
    int contact = order->at_most[stage] == NULL
                      ? strategy_next(order, stage, course->place[stage], course->held)
                      : draw_contact(s->block, s->index);
    s->plan->contact = (int16_t)contact;
    return contact != NONE;
}

/* Whether the budget has room for `cost` more. */
INLINED bool can_pay(const struct step *s, micro cost)
{
    struct ledger *ledger = s->ledger;
    micro all = ledger->spent + ledger->committed + cost;
    if (!s->campaign->team.bounded)
        return true;
    bool room = all <= s->campaign->team.budget;
    if (room && all > ledger->granted)
        ledger->granted = all;
    if (!room && all < ledger->refused)
        ledger->refused = all;
    return room;
}

/* Whether it has for the planned contact in that slot. */
SELDOM static bool can_pay_for(struct block *block, int index, struct slot slot)
{
    struct step s = step_outreach(block, index, 0);
    bool commits = slot.day < s.campaign->outreach_days;
    return can_pay(&s, commits ? appointment_cost(&s, s.plan->contact, slot.date) : 0);
}

/* Plans the chosen contact for day `wanted` or after. */
INLINED void plan_for(const struct step *s, int wanted)
{
    struct planned_contact *plan = s->plan;
    struct course *course = s->course;
    struct slot slot = appointment_find(s, plan->contact, wanted);
    if (s->campaign->team.bounded && !can_pay_for(s->block, s->index, slot)) {
        step_leave(s, UNFUNDED);
        return;
    }
    if (course->held % AHEAD == 0 && plan->attempt == 0)
        draw_ahead(s->block, s->index);
    plan->waited = false;
    plan->place = s->ledger->planned++;
    course->since = s->day;
    course->looked = course->settled = course->handover = course->to_plan = false;
    appointment_make(s, slot);
    if (SELDOM_IF(plan->attempt > 0))
        draw_again(s);
    if (step_moment(s)->settles && !s->block->unsettled)
        settle(s);
}

/* The day for which the contact after the one that was held is wanted; `word` stands for its
 * lead time. */
INLINED int day_of_next(const struct step *s, uint32_t word)
{
    const struct course *course = s->course;
    int lead = appointment_lead(s, course->handover, word);
    return s->day + s->cohort->order.pace_days + lead;
}

INLINED int day_of_first(const struct step *s)
{
    return s->day + appointment_lead(s, false, s->block->at_approach[s->index].word[2]);
}

/* A company found busy at the start is planned for when the rest of its spell is over; 0: now.
 */
INLINED int rest_of_spell(const struct step *s)
{
    const struct course *course = s->course;
    const struct busy_tables *busy = &s->campaign->busy;
    const uint32_t *word = s->block->at_approach[s->index].word;
    if (!step_moment(s)->appointment ||
        !chance_happens(busy->at_start[course->segment], word[0]))
        return 0;
    return count_draw(busy->rest[course->segment], word[1]);
}

/* Plans the first contact of a company, today. */
SELDOM static void plan_first(struct block *block, int index)
{
    struct step s = step_outreach(block, index, block->course[index].plan.day);
    int wanted = day_of_first(&s);
    if (s.followed) {
        expected_first(block, index, s.day);
        expected_planned(block, index, wanted);
    }
    plan_for(&s, wanted);
}

bool funnel_approach(struct block *block, int index, int day)
{
    struct step s = step_outreach(block, index, day);
    struct course *course = s.course;
    const struct team_tables *team = &s.campaign->team;
    if (course->standing != NOT_APPROACHED)
        return false;
    if (!can_pay(&s, team->research.cost)) {
        step_leave(&s, UNFUNDED);
        return true;
    }
    course->standing = OPEN;
    block->record[index].approached = day;
    block->approached++;
    step_spend(&s, team->research.hours, team->research.cost);
    if (course->warm && course->stage < INTEREST)
        course->stage = INTEREST;
    course->furthest = course->stage;
    if (!choose_contact(&s)) {
        step_leave(&s, GIVEN_UP);
        return true;
    }
    int rest = rest_of_spell(&s);
    course->to_plan = true;
    course->plan.day = day + rest;
    if (rest > 0)
        course->plan.place = s.ledger->planned++;
    else
        plan_first(block, index);
    return true;
}

/* ---- Held ---- */

SELDOM static void fall_back(struct block *block, int index, chance relapse)
{
    struct step s = step_outreach(block, index, 0);
    struct course *course = s.course;
    if (!chance_happens(relapse, step_draw(&s, course->held, PURPOSE_RELAPSE, 0).word[0]))
        return;
    if (course->stage == DESIRE)
        course->won_first = false;
    course->stage--;
}

/* Days since the contact before; 0: this is the first. */
INLINED int gap_before(const struct step *s)
{
    struct course *course = s->course;
    int before = course->last_held;
    course->last_held = s->day;
    if (before != NONE)
        return s->day - before;
    step_record(s)->seen = s->day;
    return 0;
}

/* The first contact with participation makes a company active. */
INLINED void note_participation(const struct step *s)
{
    struct record *record = step_record(s);
    int day = step_moment(s)->participation ? s->day : NO_DAY;
    record->activated = day < record->activated ? day : record->activated;
}

/* Books the contact, and lets the company fall back if it has waited too long. */
INLINED void hold(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    const struct moment *moment = step_moment(s);
    s->plan->attempt = 0;
    course->held++;
    course->trusting = (uint16_t)(course->trusting + moment->trust);
    note_participation(s);
    if (course->person == UNKNOWN)
        course->person = (uint8_t)decision_first(
            &c->decision, course->segment, s->plan->contact, step_record(s)->decider_word);
    chance relapse = c->response.relapse[course->stage][gap_before(s)];
    if (relapse > 0)
        fall_back(s->block, s->index, relapse);
    appointment_hold(s);
    uint16_t *place = &course->place[course->stage];
    *place =
        (uint16_t)strategy_position_after(&s->cohort->order, (enum stage)course->stage, *place);
}

/* ---- Response ---- */

INLINED double odds_against(const struct step *s)
{
    const struct course *course = s->course;
    const struct campaign *c = s->campaign;
    uint8_t *times = &s->block->times[step_company(s) * c->n_contacts + s->plan->contact];
    bool customer = peers_customer_in(&c->peers, (enum answer)course->customer_listed,
        s->ledger->partners, course->customer_word);
    bool staff = course->person == EMPLOYEE && course->stage == DESIRE;
    struct asked asked = {
        .contact = step_moment(s)->against[course->stage],
        .held = course->before + course->held - 1,
        .times = *times,
        .click = course->click,
        .circumstance = WARM * course->warm | CUSTOMER * customer | STAFF * staff,
    };
    *times = (uint8_t)(*times + (*times < MAX_TIMES));
    return response_odds_against(&c->response, &s->cohort->response, &asked);
}

/* A stage gained, or the first of two deciders won. */
INLINED void progress(const struct step *s)
{
    struct course *course = s->course;
    step_counts(s)->progressed[course->stage]++;
    if (course->stage == DESIRE && course->two_deciders && !course->won_first) {
        course->won_first = true;
        course->handover = true;
        course->person = course->person == OWNER ? EMPLOYEE : OWNER;
        return;
    }
    course->stage++;
    if (course->stage > course->furthest)
        course->furthest = course->stage;
}

/* ---- A contact ---- */

/* Whether the contact brings progress. */
INLINED bool is_won_over(const struct step *s, const uint32_t *word)
{
    double against = odds_against(s);
    bool progress = response_progress(against, word[WORD_RESPONSE]);
    if (s->followed)
        expected_response(s->block, s->index, s->day, 1.0 / (1.0 + against),
            step_moment(s)->appointment, step_came(s, progress, word[WORD_DROPOUT]));
    return progress;
}

INLINED bool has_had_enough(const struct step *s)
{
    const struct course *course = s->course;
    const struct order_tables *order = &s->cohort->order;
    return course->held >= order->most_held || course->in_a_row >= order->most_in_a_row;
}

/* Whether there is a next contact; else the company is given up. */
INLINED bool goes_on(const struct step *s)
{
    if (choose_contact(s))
        return true;
    step_leave(s, GIVEN_UP);
    return false;
}

/* What comes of a contact that is held: true, the next is to be planned. */
INLINED bool respond(const struct step *s, const uint32_t *word)
{
    struct course *course = s->course;
    bool progressed = false;
    if (course->stage == ACTION) {
        if (talk_joins(s->block, s->index, s->day, word))
            return false;
    } else {
        progressed = is_won_over(s, word);
    }
    course->in_a_row = progressed ? 0 : (uint16_t)(course->in_a_row + 1);
    if (progressed) {
        progress(s);
    } else if (step_says_no(s, word[WORD_DROPOUT])) {
        step_leave(s, SAID_NO);
        return false;
    }
    if (!has_had_enough(s))
        return goes_on(s);
    step_leave(s, GIVEN_UP);
    return false;
}

/* A contact that does not reach the company: the next has the same number, and comes up as one
 * more attempt at it. True: it is to be planned. */
SELDOM static bool miss(struct block *block, int index)
{
    struct step s = step_outreach(block, index, block->course[index].plan.day);
    reach_fail(&s);
    s.plan->attempt++;
    return goes_on(&s);
}

/* A contact that is not settled comes up on its day; true: it is delayed. */
SELDOM static bool is_delayed_today(struct block *block, int index)
{
    struct planned_contact *plan = &block->course[index].plan;
    struct step s = step_outreach(block, index, plan->day);
    return !plan->waited && is_delayed(&s, plan->day);
}

/* Whoever has waited once waits for the team only. */
SELDOM static void wait(struct block *block, int index)
{
    struct step s = step_outreach(block, index, block->course[index].plan.day);
    s.course->settled = true;
    appointment_wait(&s);
    draw_again(&s);
}

/* The contact takes place; true: the next is to be planned. */
INLINED bool takes_place(const struct step *s, const uint32_t *word)
{
    bool reached = reach_succeeds(s, s->course->held + 1u);
    if (s->followed)
        expected_due(s->block, s->index, s->day, step_moment(s)->reach, reached);
    if (!reached)
        return miss(s->block, s->index);
    hold(s);
    return respond(s, word);
}

/* `followed`: by block->expected, known where this becomes part of a function. */
INLINED void contact(struct block *block, int index, bool followed)
{
    struct step s = step_outreach(block, index, block->course[index].plan.day);
    s.followed = followed;
    if (SELDOM_IF(!s.course->settled)) {
        if (s.course->to_plan) {
            plan_first(block, index);
            return;
        }
        if (is_delayed_today(block, index))
            return;
    }
    if (SELDOM_IF(appointment_must_wait(&s))) {
        wait(block, index);
        return;
    }
    const uint32_t *word = words_after(&s, s.course->held);
    if (!takes_place(&s, word))
        return;
    int wanted = day_of_next(&s, word[WORD_LEAD]);
    if (s.followed)
        expected_planned(block, index, wanted);
    plan_for(&s, wanted);
}

void funnel_contact(struct block *block, int index)
{
    if (block->expected != NULL)
        contact(block, index, true);
    else
        contact(block, index, false);
}

void funnel_draw(struct block *block, int index)
{
    struct step s = step_outreach(block, index, 0);
    draw_ahead(block, index);
    if (s.plan->attempt > 0)
        draw_again(&s);
}

void funnel_resume(struct block *block, int index)
{
    funnel_draw(block, index);
    block_await(block, index);
}

/* ---- From a state ---- */

/* A lead time that was so short that the contact would have come up by now was another; one of
 * so many is not. */
enum { MOST_LEADS = 64 };

static int wanted_after(const struct step *s, int day)
{
    uint32_t number = s->course->held + 1u;
    int pace = s->course->held > 0 ? s->cohort->order.pace_days : 0;
    for (uint32_t i = 0; i < MOST_LEADS; i++) {
        uint32_t word =
            step_draw(s, number, PURPOSE_CONTACT, s->plan->attempt + i).word[WORD_LEAD];
        int wanted = s->day + pace + appointment_lead(s, s->course->handover, word);
        if (appointment_find(s, s->plan->contact, wanted).day >= day)
            return wanted;
    }
    return day;
}

/* The same of the rest of a spell in which a company was found that is still busy. */
static int busy_until(const struct step *s, int day)
{
    const struct count_table *rest = s->campaign->busy.rest[s->course->segment];
    for (uint32_t i = 0; i < MOST_LEADS; i++) {
        uint32_t word = step_draw(s, 0, PURPOSE_STATE, 1 + i).word[0];
        int over = s->day + count_draw(rest, word);
        if (over >= day)
            return over;
    }
    return day;
}

void funnel_plan_again(struct block *block, int index, int day)
{
    struct course *course = &block->course[index];
    int last = course->held > 0 ? course->last_held : block->record[index].approached;
    struct step s = step_outreach(block, index, last);
    bool ended = course->held > 0 && has_had_enough(&s);
    if (ended || !choose_contact(&s)) {
        step_leave(&s, GIVEN_UP);
        return;
    }
    if (!course->to_plan) {
        plan_for(&s, wanted_after(&s, day));
        return;
    }
    course->plan.day = busy_until(&s, day);
    course->plan.place = s.ledger->planned++;
}
