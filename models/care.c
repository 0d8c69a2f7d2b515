/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond.h"
#include "no_show.h"
#include "reach.h"

INLINED const struct id_list *care_list(const struct step *s)
{
    return &step_cocktail(s)->care;
}

/* Has the care contact come up on its day, if that is in time. */
static inline void await(const struct step *s, int which)
{
    if (s->plan->day < s->campaign->days)
        queue_put(&s->block->queue, (unsigned)s->plan->day * SLOTS_PER_DAY + CARE_OF_DAY,
            block_care_item(s->block, s->index, which), s->plan->place);
}

/* The day on which care contact `which` of membership year `year` is wanted. */
static inline int wanted_day(const struct block *block, int index, int year, int which)
{
    const int *days = block->campaign->retention.care_day[block->course[index].segment];
    return block->record[index].joined + DAYS_PER_YEAR * year + days[which];
}

/* Care contact `which` of membership year `year` is to be planned on its day; tomorrow, when
 * last year's took so long that its day has passed. */
static void want(const struct step *s, int year, int which)
{
    int wanted = wanted_day(s->block, s->index, year, which);
    block_care(s->block, s->index)[which] = (struct care_contact){
        .plan =
            {
                .day = wanted > s->day ? wanted : s->day + 1,
                .date = NO_DATE,
                .place = s->ledger->planned++,
                .contact = (int16_t)care_list(s)->id[which],
            },
        .year = (uint16_t)year,
    };
    await(s, which);
}

static bool year_counts(const struct campaign *campaign, int year)
{
    return year < campaign->retention.retention->value_years;
}

/* Adds what comes in today to the partner's value, if membership year `year` counts. */
static void add_value(const struct step *s, int year, double euro)
{
    if (year_counts(s->campaign, year))
        step_member(s)->value += euro * retention_discount(&s->campaign->retention, s->day);
}

static int next_anniversary(int joined, const struct partnership *member)
{
    return joined + DAYS_PER_YEAR * (member->anniversaries + 1);
}

static void await_anniversary(const struct step *s)
{
    int day = next_anniversary(step_record(s)->joined, step_member(s));
    if (day < s->campaign->days)
        queue_put(&s->block->queue, (unsigned)day * SLOTS_PER_DAY + OUTREACH_OF_DAY,
            block_item(s->block, s->index), (uint64_t)RANK_ANNIVERSARY << 32 | s->plan->place);
}

/* Fee and serving of a year of membership that begins today, at whose end the next anniversary
 * comes up. */
static void begin_year(const struct step *s)
{
    struct partnership *member = step_member(s);
    const struct package *package =
        &s->campaign->scenario->packages.package[member->package_now];
    member->fees += package->price_eur;
    member->serving += package->cost_per_year;
    add_value(s, member->anniversaries, package->price_eur - package->cost_per_year);
    member->care_held = 0;
    member->took_part = false;
    await_anniversary(s);
}

void care_begin(struct block *block, int index)
{
    const struct record *record = &block->record[index];
    struct course *course = &block->course[index];
    struct step s = step_of(block, index, &course->plan, record->joined, true);
    block->member[index] = (struct partnership){.package_now = record->package};
    begin_year(&s);
    for (int i = 0; i < care_list(&s)->n; i++) {
        s.plan = &block_care(block, index)[i].plan;
        want(&s, 0, i);
    }
}

/* ---- Anniversaries ---- */

/* The random words of an anniversary. */
enum { WORD_RENEWAL, WORD_UPGRADE };

/* The next package up its ladder that the partner could choose, or NONE. */
static int rung_above(const struct campaign *c, const struct course *course, int package)
{
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .front_runner = course->front_runner,
    };
    return choice_rung_above(&c->choice, &chooser, package);
}

/* Renews or leaves; false: it leaves. */
static bool renews(const struct step *s)
{
    struct partnership *member = step_member(s);
    int segment = s->course->segment;
    const struct retention_tables *tables = &s->campaign->retention;
    member->anniversaries++;
    chance renewal = beyond_renewal(s->block, &(struct membership){
                                                  .segment = segment,
                                                  .first = member->anniversaries == 1,
                                                  .warm = s->course->warm,
                                                  .care = member->care_held,
                                                  .took_part = member->took_part,
                                              });
    struct philox_block draw = {{0}};
    if (renewal > 0)
        draw = step_draw(s, member->anniversaries, PURPOSE_RENEWAL, 0);
    if (!chance_happens(renewal, draw.word[WORD_RENEWAL])) {
        member->left = true;
        return false;
    }
    int above = rung_above(s->campaign, s->course, member->package_now);
    if (above != NONE && chance_happens(tables->upgrade[segment], draw.word[WORD_UPGRADE]))
        member->package_now = (int8_t)above;
    return true;
}

/* A year's care is laid down when the year begins: that is its place in the order of a day. */
static void place_care(const struct step *s, int which)
{
    if (block_care(s->block, s->index)[which].made)
        return;
    s->plan->place = s->ledger->planned++;
    queue_set_key(&s->block->queue, block_care_item(s->block, s->index, which), s->plan->place);
}

void care_anniversary(struct block *block, int index)
{
    struct course *course = &block->course[index];
    int day = next_anniversary(block->record[index].joined, &block->member[index]);
    struct step s = step_of(block, index, &course->plan, day, true);
    bool stays = renews(&s);
    if (stays)
        begin_year(&s);
    for (int i = 0; i < care_list(&s)->n; i++) {
        s.plan = &block_care(block, index)[i].plan;
        if (stays)
            place_care(&s, i);
        else
            appointment_cancel(&s);
    }
}

/* ---- Care contacts ---- */

/* One word decides whether the partner does not turn up, and if it does, whether the contact is
 * moved. */
static bool is_postponed(const struct step *s, int number)
{
    const struct moment *moment = step_moment(s);
    chance absent = moment->no_show;
    chance moved = chance_then(absent, moment->reschedule);
    if (moved == 0 || s->plan->waited)
        return false;
    struct philox_block draw = step_draw(s, (uint32_t)number, PURPOSE_CARE, s->plan->attempt);
    if (draw.word[WORD_DELAY] >= moved)
        return false;
    if (draw.word[WORD_DELAY] < absent)
        no_show(s, draw.word[WORD_LEAD]);
    else
        appointment_move(s, draw.word[WORD_LEAD]);
    return true;
}

/* True when the care contact that comes up today is postponed or has to wait. */
static bool is_delayed(const struct step *s, int number)
{
    if (is_postponed(s, number))
        return true;
    bool waits = appointment_must_wait(s);
    if (waits)
        appointment_wait(s);
    return waits;
}

/* Has it take place, and holds it if it reaches the partner. */
static void hold_care(const struct step *s, int number)
{
    struct partnership *member = step_member(s);
    if (!reach_succeeds(s, (uint32_t)number)) {
        reach_fail(s);
        return;
    }
    appointment_hold(s);
    member->care_held++;
    member->care_total++;
    member->took_part |= step_moment(s)->participation;
}

void care_due(struct block *block, int index, int which)
{
    struct partnership *member = &block->member[index];
    struct care_contact *contact = &block_care(block, index)[which];
    if (member->left)
        return;
    struct step s = step_of(block, index, &contact->plan, contact->plan.day, true);
    if (!contact->made)
        appointment_make(&s, appointment_find(&s, s.plan->contact, s.day));
    contact->made = true;
    if (s.plan->day > s.day) {
        await(&s, which);
        return;
    }
    int year = contact->year;
    int number = year * care_list(&s)->n + which; /* over all years */
    micro before = member->care_cost;
    bool delayed = is_delayed(&s, number);
    if (!delayed)
        hold_care(&s, number);
    /* Care that is late is still that of the year for which it was wanted. */
    add_value(&s, year, -(double)(member->care_cost - before) / MICRO);
    if (delayed)
        await(&s, which);
    else
        want(&s, year + 1, which);
}

void care_resume(struct block *block, int index)
{
    struct course *course = &block->course[index];
    struct step s = step_of(block, index, &course->plan, 0, true);
    await_anniversary(&s);
    for (int i = 0; i < care_list(&s)->n; i++) {
        s.plan = &block_care(block, index)[i].plan;
        await(&s, i);
    }
}
