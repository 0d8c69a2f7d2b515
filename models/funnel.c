/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "no_show.h"
#include "reach.h"

#include <string.h>

static void leave(const struct step *s, enum standing standing)
{
    s->course->standing = (uint8_t)standing;
}

/* ---- What comes in between ---- */

/* The words of the planned contact as it comes up. What is decided when it is held is drawn
 * once. */
static inline void draw(const struct step *s)
{
    struct planned_contact *plan = s->plan;
    if (plan->attempt > 0)
        step_draw_again(s, PURPOSE_CONTACT);
    else
        memcpy(plan->word, s->block->ahead[s->index * AHEAD + (plan->number - 1) % AHEAD].word,
            sizeof plan->word);
}

/* Draws for the planned contact and those after it. */
static void draw_ahead(const struct step *s)
{
    struct philox_block *ahead = s->block->ahead + s->index * AHEAD;
    for (uint32_t i = 0; i < AHEAD; i++)
        ahead[i] = step_counter(s, s->plan->number + i, PURPOSE_CONTACT, 0);
    philox_batch(ahead, AHEAD, s->campaign->seed);
}

/* Whether a busy spell (production hell) has begun is looked at once per planned contact. One
 * word decides that, if not, whether the company does not turn up, and if it does, whether the
 * contact is moved. True when it is postponed. */
static inline bool is_delayed(const struct step *s)
{
    struct planned_contact *plan = s->plan;
    const struct busy_tables *tables = &s->campaign->busy;
    uint32_t word = plan->word[WORD_DELAY];
    chance busy = !plan->looked && step_moment(s)->appointment
                      ? tables->begun[s->course->segment][s->day - plan->since]
                      : 0;
    chance absent = busy;
    if (step_moment(s)->no_show != NULL)
        absent = chance_then(busy, step_moment(s)->no_show[s->course->segment]);
    plan->looked = true;
    if (word >= chance_then(absent, step_moment(s)->reschedule))
        return false;
    if (word >= absent) {
        appointment_move(s);
    } else if (word >= busy) {
        no_show(s);
    } else {
        s->course->busy_delays++;
        appointment_postpone(
            s, s->day + count_draw(tables->length[s->course->segment], plan->word[WORD_LEAD]));
    }
    return true;
}

/* A contact that takes no seat, in a campaign without a budget, is delayed by nobody but its
 * company, and nobody else sees that unless it takes hours of the team's week, as a no-show
 * does.
 */
static inline bool can_settle(const struct step *s)
{
    const struct team_tables *team = &s->campaign->team;
    const struct moment *moment = step_moment(s);
    return !moment->dated && !team->bounded && (moment->no_show == NULL || !team->limited);
}

/* What comes in between is then settled as soon as the contact is planned, and it comes up when
 * it can take place. */
static void settle(struct step s)
{
    struct planned_contact *plan = s.plan;
    do {
        if (plan->day >= step_end(&s))
            return;
        s.day = plan->day;
        draw(&s);
    } while (is_delayed(&s));
    plan->settled = true;
    block_enqueue(s.block, plan);
}

/* ---- Planning ---- */

/* Chooses the next contact moment; false: the cocktail has run out. */
static bool choose_contact(const struct step *s)
{
    const struct course *course = s->course;
    const struct order_tables *order = &s->campaign->order[course->segment];
    enum stage stage = (enum stage)course->stage;
    int contact = strategy_next(order, stage, course->place[stage], course->held);
    if (order->at_most[stage] != NULL)
        contact = strategy_draw(order, stage,
            step_draw(s, course->held + 1u, PURPOSE_ORDER, s->plan->attempt).word[0]);
    s->plan->contact = (int16_t)contact;
    return contact != NONE;
}

/* Whether the budget has room for `cost` more. */
static inline bool can_pay(const struct step *s, micro cost)
{
    const struct team_tables *team = &s->campaign->team;
    return !team->bounded || s->ledger->spent + s->ledger->committed + cost <= team->budget;
}

/* Plans the chosen contact for day `wanted` or after. */
static inline void plan_for(const struct step *s, int wanted)
{
    struct planned_contact *plan = s->plan;
    struct slot slot = appointment_find(s, plan->contact, wanted);
    bool commits = slot.day < s->campaign->outreach_days;
    if (!can_pay(s, commits ? appointment_cost(s, plan->contact, slot.date) : 0)) {
        leave(s, UNFUNDED);
        return;
    }
    plan->since = s->day;
    plan->number = (uint16_t)(s->course->held + 1);
    if ((plan->number - 1) % AHEAD == 0)
        draw_ahead(s);
    plan->looked = false;
    plan->waited = false;
    plan->place = s->ledger->planned++;
    plan->settled = false;
    appointment_make(s, slot);
    if (can_settle(s))
        settle(*s);
    else
        step_queue(s);
}

static inline void plan_next(const struct step *s)
{
    struct course *course = s->course;
    if (!choose_contact(s)) {
        leave(s, GIVEN_UP);
        return;
    }
    int lead = appointment_lead(s, course->handover, s->plan->word[WORD_LEAD]);
    course->handover = false;
    plan_for(s, s->day + step_cocktail(s)->pace_days + lead);
}

/* A company found busy at the start is planned for when the rest of its spell is over; 0: now.
 */
static int rest_of_spell(const struct step *s)
{
    const struct course *course = s->course;
    const struct busy_tables *busy = &s->campaign->busy;
    if (!step_moment(s)->appointment || !chance_happens(busy->at_start[course->segment],
                                            s->block->at_approach[s->index].word[0]))
        return 0;
    return count_draw(busy->rest[course->segment], s->block->at_approach[s->index].word[1]);
}

static void plan_first(const struct step *s)
{
    s->course->to_plan = false;
    int lead = appointment_lead(s, false, s->block->at_approach[s->index].word[2]);
    plan_for(s, s->day + lead);
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
    struct step s = step_of(block, &block->plan[index], day, false);
    struct course *course = s.course;
    const struct team_tables *team = &s.campaign->team;
    if (course->standing != NOT_APPROACHED)
        return;
    if (!can_pay(&s, team->research.cost)) {
        leave(&s, UNFUNDED);
        return;
    }
    course->standing = OPEN;
    course->approached = day;
    block->approached++;
    step_spend(&s, team->research.hours, team->research.cost);
    if (course->warm && course->stage < INTEREST)
        course->stage = INTEREST;
    course->furthest = course->stage;
    if (!choose_contact(&s)) {
        leave(&s, GIVEN_UP);
        return;
    }
    int rest = rest_of_spell(&s);
    course->to_plan = rest > 0;
    if (rest > 0)
        plan_later(&s, day + rest);
    else
        plan_first(&s);
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

/* ---- Held ---- */

static void fall_back(const struct step *s, chance relapse)
{
    struct course *course = s->course;
    if (!chance_happens(relapse, step_draw(s, course->held, PURPOSE_RELAPSE, 0).word[0]))
        return;
    if (course->stage == DESIRE)
        course->won_first = false;
    course->stage--;
}

/* Books the contact, and lets the company fall back if it has waited too long. */
static inline void hold(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    const struct moment *moment = step_moment(s);
    s->plan->attempt = 0;
    course->held++;
    course->trusting = (uint16_t)(course->trusting + moment->trust);
    if (moment->participation && s->day < course->activated)
        course->activated = s->day;
    if (course->person == UNKNOWN)
        course->person = (uint8_t)decision_first(
            &c->decision, course->segment, s->plan->contact, course->decider_word);
    int gap = 0;
    if (course->last_held == NONE)
        course->seen = s->day;
    else
        gap = s->day - course->last_held;
    chance relapse = c->response.relapse[course->stage][gap];
    if (relapse > 0)
        fall_back(s, relapse);
    appointment_hold(s);
    course->last_held = s->day;
    uint16_t *place = &course->place[course->stage];
    *place = (uint16_t)strategy_position_after(
        &c->order[course->segment], (enum stage)course->stage, *place);
}

/* ---- Response ---- */

static inline double odds_against(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    uint8_t *times =
        &s->block->times[(size_t)s->index * (size_t)c->n_contacts + (size_t)s->plan->contact];
    bool customer = peers_customer_in(&c->peers, (enum answer)course->customer_listed,
        s->ledger->partners, course->customer_word);
    bool staff = course->person == EMPLOYEE && course->stage == DESIRE;
    struct asked asked = {
        .segment = course->segment,
        .contact = s->plan->contact,
        .held = course->before + course->held,
        .times = *times,
        .click = course->click,
        .circumstance = WARM * course->warm | CUSTOMER * customer | STAFF * staff,
    };
    *times = (uint8_t)(*times + (*times < MAX_TIMES));
    return response_odds_against(&c->response, (enum stage)course->stage, &asked);
}

/* A stage gained, or the first of two deciders won. */
static inline void progress(const struct step *s)
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

/* ---- Talks ---- */

/* The words of a talk besides those of every contact. */
enum { WORD_STEERING, WORD_REFERRALS };

static void join(const struct step *s, int package, uint32_t word)
{
    struct course *course = s->course;
    leave(s, PARTNER);
    course->package = (int8_t)package;
    course->joined = s->day;
    if (course->activated != NO_DAY)
        course->paying = s->day;
    care_begin(s->block, s->index);
    step_counts(s)->progressed[ACTION]++;
    s->ledger->partners++;
    int introductions = count_draw(&s->campaign->peers.referrals, word);
    for (int i = 0; i < introductions; i++)
        introduce_one(s);
}

/* The package that the talk ends in, or NONE. */
static int chosen(const struct step *s, uint32_t steering)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    bool steered = chance_happens(chance_of(cocktail->steering), steering);
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .trusting = course->trusting,
        .front_runner = course->front_runner,
        .only = steered ? cocktail->offer : NONE,
    };
    return choice_make(&s->campaign->choice, &chooser, s->plan->word[WORD_RESPONSE]);
}

/* True when the talk ends in a partnership. */
static bool talk(const struct step *s)
{
    struct philox_block draw = step_draw(s, s->plan->number, PURPOSE_TALK, 0);
    int package = chosen(s, draw.word[WORD_STEERING]);
    if (package == NONE)
        return false;
    join(s, package, draw.word[WORD_REFERRALS]);
    return true;
}

/* ---- A contact ---- */

/* A response leaves the stage as it was unless there was progress, so dropout is that stage's.
 */
static inline bool says_no(const struct step *s)
{
    return step_moment(s)->appointment &&
           chance_happens(
               s->campaign->response.dropout[s->course->stage], s->plan->word[WORD_DROPOUT]);
}

static inline bool has_had_enough(const struct step *s)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = step_cocktail(s);
    return (cocktail->max_contacts > 0 && course->held >= cocktail->max_contacts) ||
           (cocktail->patience > 0 && course->in_a_row >= cocktail->patience);
}

/* What comes of a contact that is held. */
static inline void respond(const struct step *s)
{
    struct course *course = s->course;
    bool is_talk = course->stage == ACTION;
    bool progressed =
        is_talk ? talk(s) : response_progress(odds_against(s), s->plan->word[WORD_RESPONSE]);
    if (is_talk && progressed)
        return;
    course->in_a_row = progressed ? 0 : (uint16_t)(course->in_a_row + 1);
    if (progressed) {
        progress(s);
    } else if (says_no(s)) {
        leave(s, SAID_NO);
        return;
    }
    if (has_had_enough(s))
        leave(s, GIVEN_UP);
    else
        plan_next(s);
}

/* A contact that does not reach the company: the next has the same number, and comes up as one
 * more attempt at it. */
static void miss(struct step s)
{
    reach_fail(&s);
    s.plan->attempt++;
    plan_next(&s);
}

void funnel_contact(struct block *block, struct planned_contact *plan)
{
    struct step s = step_of(block, plan, plan->day, false);
    if (s.course->to_plan) {
        plan_first(&s);
        return;
    }
    if (!plan->settled) {
        draw(&s);
        if (!plan->waited && is_delayed(&s)) {
            step_queue(&s);
            return;
        }
    }
    if (appointment_waits(&s)) {
        plan->settled = false;
        step_queue(&s);
        return;
    }
    if (!reach_succeeds(&s)) {
        miss(s);
        return;
    }
    hold(&s);
    respond(&s);
}
