/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "funnel.h"

/* One course under way: shorthand that the steps hand to each other. */
struct step {
    struct block *block;
    const struct campaign *campaign;
    struct course *course;
    struct ledger *ledger;
    int replication, index, day;
    const uint32_t *word;
};

static struct step step_of(struct block *block, int index, int day, const uint32_t *word)
{
    int replication = block_replication(block, index);
    return (struct step){
        .block = block,
        .campaign = block->campaign,
        .course = &block->course[index],
        .ledger = &block->ledger[replication],
        .replication = replication,
        .index = index,
        .day = day,
        .word = word,
    };
}

static struct philox_block draw(const struct step *s, uint32_t ordinal, enum purpose purpose)
{
    return stream_draw(s->campaign->seed, s->block->first + (uint32_t)s->replication,
        (uint32_t)block_company(s->block, s->index), ordinal, purpose, 0);
}

static struct contact_counts *counts_of(const struct step *s)
{
    return &s->block->contacts[s->course->contact];
}

static void spend(const struct step *s, micro hours, micro cost)
{
    s->course->hours += hours;
    s->course->cost += cost;
    s->ledger->spent += cost;
}

static void leave(const struct step *s, enum standing standing)
{
    s->course->standing = (uint8_t)standing;
}

/* ---- Appointments: days, seats, and what they commit ---- */

static uint16_t *seats_of(const struct step *s)
{
    return s->block->seats + (size_t)s->replication * (size_t)s->campaign->agenda.n;
}

static bool *attended_of(const struct step *s)
{
    return s->block->attended + (size_t)s->replication * (size_t)s->campaign->agenda.n;
}

/* What an appointment for the contact at `date` commits. With occasions charged whole, the
 * first attendee's own cost is the whole occasion. */
static micro own_cost(const struct step *s, int contact, int date)
{
    const struct toll *toll = &s->campaign->team.toll[contact];
    bool first = date != NONE && seats_of(s)[date] == 0 && !attended_of(s)[date];
    return toll->cost + (first ? toll->occasion_cost : 0);
}

struct slot {
    int day, date;
};

/* The first day at or after `wanted` on which the contact moment can take place: an occasion
 * with a free seat, or an open day. outreach_days: not within outreach. */
static struct slot find_slot(const struct step *s, int contact, int wanted)
{
    const struct campaign *c = s->campaign;
    struct slot never = {c->outreach_days, NONE};
    if (wanted >= c->outreach_days)
        return never;
    if (c->agenda.from_day[contact] == NULL) {
        int day = calendar_open(&c->calendar, wanted);
        return day < c->outreach_days ? (struct slot){day, NONE} : never;
    }
    int date = agenda_find(&c->agenda, &c->scenario->catalogue, contact, wanted, seats_of(s));
    return date != NO_DATE ? (struct slot){c->agenda.day[date], date} : never;
}

static void make_appointment(const struct step *s, struct slot slot)
{
    struct course *course = s->course;
    course->day = slot.day;
    course->date = slot.date;
    if (slot.day >= s->campaign->outreach_days)
        return;
    s->ledger->committed += own_cost(s, course->contact, slot.date);
    if (slot.date != NONE)
        seats_of(s)[slot.date]++;
    block_enqueue(s->block, s->index);
}

/* Gives back the seat and what was committed. */
static void cancel_appointment(const struct step *s)
{
    struct course *course = s->course;
    if (course->date != NONE)
        seats_of(s)[course->date]--;
    s->ledger->committed -= own_cost(s, course->contact, course->date);
}

static void postpone(const struct step *s, int wanted)
{
    s->course->attempt++;
    cancel_appointment(s);
    make_appointment(s, find_slot(s, s->course->contact, wanted));
}

/* ---- Planning ---- */

static bool owner_is_spoken_to(const struct course *course)
{
    return course->stage == ACTION || course->person == OWNER;
}

static int lead_time(const struct step *s, bool handover, uint32_t word)
{
    const struct course *course = s->course;
    int kind = (owner_is_spoken_to(course) ? LEAD_OWNER : 0) | (handover ? LEAD_HANDOVER : 0);
    return count_draw(s->campaign->lead.of[course->segment][course->contact][kind], word);
}

static const struct cocktail *cocktail_of(const struct step *s)
{
    return &s->campaign->strategy->at[s->course->segment];
}

/* Chooses the next contact moment; false: the cocktail has run out. */
static bool choose_contact(const struct step *s)
{
    struct course *course = s->course;
    const struct cocktail *cocktail = cocktail_of(s);
    uint32_t word = cocktail->random ? draw(s, course->held + 1u, PURPOSE_ORDER).word[0] : 0;
    int contact = strategy_next(cocktail, &s->campaign->order[course->segment],
        (enum stage)course->stage, course->counted[course->stage], course->held,
        s->campaign->scenario->catalogue.talk, word);
    course->contact = (int16_t)contact;
    return contact != NONE;
}

/* Plans the chosen contact for day `wanted` or after. */
static void plan(const struct step *s, int wanted)
{
    struct course *course = s->course;
    const struct team_tables *team = &s->campaign->team;
    struct slot slot = find_slot(s, course->contact, wanted);
    bool commits = slot.day < s->campaign->outreach_days;
    micro own = commits ? own_cost(s, course->contact, slot.date) : 0;
    if (team->bounded && s->ledger->spent + s->ledger->committed + own > team->budget) {
        leave(s, UNFUNDED);
        return;
    }
    course->planned = s->day;
    course->attempt = 0;
    course->looked = false;
    course->waited = false;
    course->place = s->ledger->planned++;
    make_appointment(s, slot);
}

static void plan_next(const struct step *s)
{
    struct course *course = s->course;
    if (!choose_contact(s)) {
        leave(s, GIVEN_UP);
        return;
    }
    int lead = lead_time(s, course->handover, s->word[3]);
    course->handover = false;
    plan(s, s->day + cocktail_of(s)->pace_days + lead);
}

/* A company found busy at the start is planned for when the rest of its spell is over; 0: now.
 */
static int rest_of_spell(const struct step *s, const struct philox_block *words)
{
    const struct course *course = s->course;
    const struct busy_tables *busy = &s->campaign->busy;
    if (!s->campaign->appointment[course->contact] ||
        !chance_happens(busy->at_start[course->segment], words->word[0]))
        return 0;
    return count_draw(busy->rest[course->segment], words->word[1]);
}

static void plan_first(const struct step *s, uint32_t lead_word)
{
    s->course->to_plan = false;
    plan(s, s->day + lead_time(s, false, lead_word));
}

/* Comes back on `day` to plan the first contact, if outreach lasts that long. */
static void plan_later(const struct step *s, int day)
{
    if (day >= s->campaign->outreach_days)
        return;
    s->course->day = day;
    s->course->place = s->ledger->planned++;
    block_enqueue(s->block, s->index);
}

void funnel_approach(struct block *block, int index, int day)
{
    struct step s = step_of(block, index, day, NULL);
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
    spend(&s, team->research_hours, team->research_cost);
    if (course->warm && course->stage < INTEREST)
        course->stage = INTEREST;
    course->furthest = course->stage;
    if (!choose_contact(&s)) {
        leave(&s, GIVEN_UP);
        return;
    }
    struct philox_block words = draw(&s, 0, PURPOSE_APPROACH);
    int rest = rest_of_spell(&s, &words);
    course->to_plan = rest > 0;
    if (rest == 0)
        plan_first(&s, words.word[2]);
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
    const struct campaign *c = s->campaign;
    if (course->waited)
        return false;
    chance busy = !course->looked && c->appointment[course->contact]
                      ? c->busy.begun[course->segment][s->day - course->planned]
                      : 0;
    course->looked = true;
    if (chance_happens(busy, s->word[0])) {
        course->busy_delays++;
        postpone(s, s->day + count_draw(c->busy.length[course->segment], s->word[3]));
        return true;
    }
    if (chance_happens(chance_then(busy, c->reschedule[course->contact]), s->word[0])) {
        course->moves++;
        counts_of(s)->moved[course->stage]++;
        spend(s, c->team.move_hours, c->team.move_cost);
        postpone(s, s->day + lead_time(s, false, s->word[3]));
        return true;
    }
    return false;
}

/* True when the team has no hours left this week: the contact goes to the first day of the
 * next. */
static bool waits_for_capacity(const struct step *s)
{
    struct course *course = s->course;
    const struct campaign *c = s->campaign;
    if (!c->team.limited || !c->waits[course->contact])
        return false;
    int week = s->day / DAYS_PER_WEEK;
    micro used = s->block->used[(size_t)s->replication * (size_t)c->weeks + (size_t)week];
    if (!team_must_wait(&c->team, used, c->team.toll[course->contact].hours))
        return false;
    if (!course->waited) {
        course->waits++;
        counts_of(s)->waited[course->stage]++;
    }
    course->waited = true;
    postpone(s, (week + 1) * DAYS_PER_WEEK);
    return true;
}

static void attend_occasion(const struct step *s, const struct toll *toll)
{
    bool *attended = &attended_of(s)[s->course->date];
    if (*attended)
        return;
    *attended = true;
    if (toll->occasion_cost == 0 && toll->occasion_hours == 0)
        return;
    s->ledger->committed -= toll->occasion_cost;
    spend(s, toll->occasion_hours, toll->occasion_cost);
    counts_of(s)->occasions[s->course->stage]++;
}

static void fall_back(const struct step *s)
{
    struct course *course = s->course;
    if (course->stage == ATTENTION || course->stage == ACTION)
        return;
    int gap = course->last_held == NONE ? 0 : s->day - course->last_held;
    chance relapse = s->campaign->response.relapse[course->stage][gap];
    if (relapse == 0 ||
        !chance_happens(relapse, draw(s, course->held, PURPOSE_RELAPSE).word[0]))
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
    const struct toll *toll = &c->team.toll[course->contact];
    if (course->date != NONE)
        attend_occasion(s, toll);
    s->ledger->committed -= toll->cost;
    spend(s, toll->charged, toll->cost);
    s->block
        ->used[(size_t)s->replication * (size_t)c->weeks + (size_t)(s->day / DAYS_PER_WEEK)] +=
        toll->hours;
    course->held++;
    course->trusting = (uint16_t)(course->trusting + c->trust[course->contact]);
    course->active |= c->scenario->catalogue.contact[course->contact].participation;
    if (course->person == UNKNOWN)
        course->person = (uint8_t)decision_first(
            &c->decision, course->segment, course->contact, course->decider_word);
    fall_back(s);
    course->last_held = s->day;
    course->counted[course->stage]++;
    counts_of(s)->held[course->stage]++;
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
        &s->block->times[(size_t)s->index * (size_t)c->n_contacts + (size_t)course->contact];
    struct asked asked = {
        .segment = course->segment,
        .contact = course->contact,
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
    if (!response_progress(odds, s->word[1]))
        return false;
    counts_of(s)->progressed[course->stage]++;
    progress(s);
    return true;
}

static void join(const struct step *s, int package, uint32_t referrals_word)
{
    struct course *course = s->course;
    leave(s, PARTNER);
    course->package = (int8_t)package;
    course->joined = s->day;
    counts_of(s)->progressed[ACTION]++;
    s->ledger->partners++;
    int introductions = count_draw(&s->campaign->peers.referrals, referrals_word);
    for (int i = 0; i < introductions; i++)
        introduce_one(s);
}

/* True when the talk ends in a partnership. */
static bool chooses(const struct step *s)
{
    const struct course *course = s->course;
    const struct cocktail *cocktail = cocktail_of(s);
    struct philox_block words = draw(s, course->held, PURPOSE_TALK);
    bool steered = chance_happens(chance_of(cocktail->steering), words.word[0]);
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .trusting = course->trusting,
        .front_runner = course->front_runner,
        .only = steered ? cocktail->offer : NONE,
    };
    int package = choice_make(&s->campaign->choice, &chooser, s->word[1]);
    if (package < 0)
        return false;
    join(s, package, words.word[1]);
    return true;
}

void funnel_contact(struct block *block, int index, int day, const uint32_t word[PHILOX_WORDS])
{
    struct step s = step_of(block, index, day, word);
    struct course *course = s.course;
    if (course->to_plan) {
        plan_first(&s, draw(&s, 0, PURPOSE_APPROACH).word[2]);
        return;
    }
    if (is_delayed(&s) || waits_for_capacity(&s))
        return;
    hold(&s);
    bool talk = course->stage == ACTION;
    bool progressed = talk ? chooses(&s) : responds(&s);
    if (course->standing == PARTNER)
        return;
    course->in_a_row = progressed ? 0 : (uint16_t)(course->in_a_row + 1);
    /* A response leaves the stage as it was unless there was progress, so this is that stage's.
     */
    if (!progressed && s.campaign->appointment[course->contact] &&
        chance_happens(s.campaign->response.dropout[course->stage], word[2])) {
        leave(&s, SAID_NO);
        return;
    }
    const struct cocktail *cocktail = cocktail_of(&s);
    if ((cocktail->max_contacts > 0 && course->held >= cocktail->max_contacts) ||
        (cocktail->patience > 0 && course->in_a_row >= cocktail->patience)) {
        leave(&s, GIVEN_UP);
        return;
    }
    plan_next(&s);
}
