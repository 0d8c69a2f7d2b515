/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel.h"

#include "appointment.h"
#include "care.h"

static void leave(const struct step *s, enum standing standing)
{
    s->course->standing = (uint8_t)standing;
}

/* ---- Planning ---- */

/* Chooses the next contact moment; false: the cocktail has run out. */
static bool choose_contact(const struct step *s)
{
    struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    uint32_t word =
        cocktail->random ? step_draw(s, course->held + 1u, PURPOSE_ORDER, 0).word[0] : 0;
    int contact = strategy_next(cocktail, &s->campaign->order[course->segment],
        (enum stage)course->stage, course->counted[course->stage], course->held,
        s->campaign->scenario->catalogue.talk, word);
    s->plan->contact = (int16_t)contact;
    return contact != NONE;
}

static void queue_appointment(const struct step *s, struct slot slot)
{
    appointment_make(s, slot);
    if (slot.day < step_end(s))
        block_enqueue(s->block, s->plan);
}

/* Plans the chosen contact for day `wanted` or after. */
static void plan_for(const struct step *s, int wanted)
{
    struct planned_contact *plan = s->plan;
    const struct team_tables *team = &s->campaign->team;
    struct slot slot = appointment_find(s, plan->contact, wanted);
    bool commits = slot.day < s->campaign->outreach_days;
    micro own = commits ? appointment_cost(s, plan->contact, slot.date) : 0;
    if (team->bounded && s->ledger->spent + s->ledger->committed + own > team->budget) {
        leave(s, UNFUNDED);
        return;
    }
    plan->since = s->day;
    plan->number = (uint16_t)(s->course->held + 1);
    plan->attempt = 0;
    plan->looked = false;
    plan->waited = false;
    plan->place = s->ledger->planned++;
    queue_appointment(s, slot);
}

static void plan_next(const struct step *s)
{
    struct course *course = s->course;
    if (!choose_contact(s)) {
        leave(s, GIVEN_UP);
        return;
    }
    int lead = appointment_lead(s, course->handover, s->word[WORD_LEAD]);
    course->handover = false;
    plan_for(s, s->day + step_cocktail(s)->pace_days + lead);
}

/* A company found busy at the start is planned for when the rest of its spell is over; 0: now.
 */
static int rest_of_spell(const struct step *s)
{
    const struct course *course = s->course;
    const struct busy_tables *busy = &s->campaign->busy;
    if (!s->campaign->appointment[s->plan->contact] ||
        !chance_happens(
            busy->at_start[course->segment], s->block->at_approach[s->index].word[0]))
        return 0;
    return count_draw(busy->rest[course->segment], s->block->at_approach[s->index].word[1]);
}

static void plan_first(const struct step *s)
{
    s->course->to_plan = false;
    plan_for(s, s->day + appointment_lead(s, false, s->block->at_approach[s->index].word[2]));
}

/* Comes back on `day` to plan the first contact, if outreach lasts that long. */
static void plan_later(const struct step *s, int day)
{
    if (day >= s->campaign->outreach_days)
        return;
    s->plan->day = day;
    s->plan->place = s->ledger->planned++;
    block_enqueue(s->block, s->plan);
}

void funnel_approach(struct block *block, int index, int day)
{
    struct step s = step_of(block, &block->plan[index], day, false, NULL);
    struct course *course = s.course;
    const struct team_tables *team = &s.campaign->team;
    if (course->standing != NOT_APPROACHED)
        return;
    if (team->bounded &&
        s.ledger->spent + s.ledger->committed + team->research_cost > team->budget) {
        leave(&s, UNFUNDED);
        return;
    }
    course->standing = OPEN;
    course->approached = day;
    block->approached++;
    step_spend(&s, team->research_hours, team->research_cost);
    if (course->warm && course->stage < INTEREST)
        course->stage = INTEREST;
    course->furthest = course->stage;
    if (!choose_contact(&s)) {
        leave(&s, GIVEN_UP);
        return;
    }
    int rest = rest_of_spell(&s);
    course->to_plan = rest > 0;
    if (rest == 0)
        plan_first(&s);
    else
        plan_later(&s, day + rest);
}

/* ---- Introductions ---- */

/* Companies are introduced in approach order: first those not yet approached, at once and as
 * warm; then those open, warm from that day. Neither search ever has to look back: who was
 * passed over once is warm or out for good. */
static void introduce_one(const struct step *s)
{
    struct block *block = s->block;
    struct ledger *ledger = s->ledger;
    int companies = s->campaign->n_companies;
    const int32_t *order = block->order + (size_t)s->replication * (size_t)companies;
    for (; ledger->next_new < companies; ledger->next_new++) {
        struct course *other = &block->course[order[ledger->next_new]];
        if (other->standing == NOT_APPROACHED && !other->warm) {
            other->warm = true;
            funnel_approach(block, order[ledger->next_new], s->day);
            return;
        }
    }
    for (; ledger->next_open < companies; ledger->next_open++) {
        struct course *other = &block->course[order[ledger->next_open]];
        if (other->standing == OPEN && !other->warm) {
            other->warm = true;
            return;
        }
    }
}

/* ---- One contact ---- */

/* Busy (production hell) or moved: true when the contact does not take place today. */
static bool is_delayed(const struct step *s)
{
    struct course *course = s->course;
    struct planned_contact *plan = s->plan;
    const struct campaign *c = s->campaign;
    if (plan->waited)
        return false;
    chance busy = !plan->looked && c->appointment[plan->contact]
                      ? c->busy.begun[course->segment][s->day - plan->since]
                      : 0;
    plan->looked = true;
    if (!chance_happens(busy, s->word[WORD_DELAY]))
        return appointment_moved(s, busy);
    course->busy_delays++;
    appointment_postpone(
        s, s->day + count_draw(c->busy.length[course->segment], s->word[WORD_LEAD]));
    return true;
}

static void fall_back(const struct step *s)
{
    struct course *course = s->course;
    if (course->stage == ATTENTION || course->stage == ACTION)
        return;
    int gap = course->last_held == NONE ? 0 : s->day - course->last_held;
    chance relapse = s->campaign->response.relapse[course->stage][gap];
    if (relapse == 0 ||
        !chance_happens(relapse, step_draw(s, course->held, PURPOSE_RELAPSE, 0).word[0]))
        return;
    if (course->stage == DESIRE)
        course->won_first = false;
    course->stage--;
}

/* Books the contact, and lets the company fall back if it has waited too long. */
static void hold(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    course->held++;
    course->trusting = (uint16_t)(course->trusting + c->trust[s->plan->contact]);
    course->active |= c->scenario->catalogue.contact[s->plan->contact].participation;
    if (course->person == UNKNOWN)
        course->person = (uint8_t)decision_first(
            &c->decision, course->segment, s->plan->contact, course->decider_word);
    fall_back(s);
    appointment_hold(s);
    course->last_held = s->day;
    course->counted[course->stage]++;
}

/* A stage gained, or the first of two deciders won. */
static void progress(const struct step *s)
{
    struct course *course = s->course;
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

/* True on progress in attention, interest or desire. */
static bool responds(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    uint8_t *times =
        &s->block->times[(size_t)s->index * (size_t)c->n_contacts + (size_t)s->plan->contact];
    struct asked asked = {
        .segment = course->segment,
        .contact = s->plan->contact,
        .held = course->before + course->held,
        .times = *times,
        .click = course->click,
        .warm = course->warm,
        .customer = peers_customer_in(&c->peers, (enum answer)course->customer_listed,
            s->ledger->partners, course->customer_word),
        .employee = course->person == EMPLOYEE,
    };
    *times = (uint8_t)(*times < MAX_TIMES ? *times + 1 : MAX_TIMES);
    double odds = response_odds_against(&c->response, (enum stage)course->stage, &asked);
    if (!response_progress(odds, s->word[WORD_RESPONSE]))
        return false;
    step_counts(s)->progressed[course->stage]++;
    progress(s);
    return true;
}

static void join(const struct step *s, int package)
{
    struct course *course = s->course;
    leave(s, PARTNER);
    course->package = (int8_t)package;
    course->joined = s->day;
    care_begin(s->block, s->index);
    step_counts(s)->progressed[ACTION]++;
    s->ledger->partners++;
    int introductions = count_draw(&s->campaign->peers.referrals, s->word[WORD_REFERRALS]);
    for (int i = 0; i < introductions; i++)
        introduce_one(s);
}

/* True when the talk ends in a partnership. */
static bool chooses(const struct step *s)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    bool steered = chance_happens(chance_of(cocktail->steering), s->word[WORD_STEERING]);
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .trusting = course->trusting,
        .front_runner = course->front_runner,
        .only = steered ? cocktail->offer : NONE,
    };
    int package = choice_make(&s->campaign->choice, &chooser, s->word[WORD_RESPONSE]);
    if (package < 0)
        return false;
    join(s, package);
    return true;
}

void funnel_contact(
    struct block *block, struct planned_contact *plan, const uint32_t word[N_WORDS])
{
    struct step s = step_of(block, plan, plan->day, false, word);
    struct course *course = s.course;
    if (course->to_plan) {
        plan_first(&s);
        return;
    }
    if (is_delayed(&s) || appointment_waits(&s)) {
        if (plan->day < step_end(&s))
            block_enqueue(block, plan);
        return;
    }
    hold(&s);
    bool talk = course->stage == ACTION;
    bool progressed = talk ? chooses(&s) : responds(&s);
    if (course->standing == PARTNER)
        return;
    course->in_a_row = progressed ? 0 : (uint16_t)(course->in_a_row + 1);
    /* A response leaves the stage as it was unless there was progress, so this is that stage's.
     */
    if (!progressed && s.campaign->appointment[plan->contact] &&
        chance_happens(s.campaign->response.dropout[course->stage], word[WORD_DROPOUT])) {
        leave(&s, SAID_NO);
        return;
    }
    const struct cocktail *cocktail = step_cocktail(&s);
    if ((cocktail->max_contacts > 0 && course->held >= cocktail->max_contacts) ||
        (cocktail->patience > 0 && course->in_a_row >= cocktail->patience)) {
        leave(&s, GIVEN_UP);
        return;
    }
    plan_next(&s);
}
