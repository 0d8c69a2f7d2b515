/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"

/* ---- The funnel ---- */

/* The steps that a company takes through the funnel, one at a time. */

/* Approaches the company of course `index` on `day`: research is booked and the first contact
 * planned, if the budget allows. Does nothing with a company that was approached before: false.
 */
bool funnel_approach(struct block *block, int index, int day);

/* Takes the planned contact of course `index`, on its day, through the steps: busy, no-show,
 * moved, capacity, reached, held, relapse, response or choice, no, given up, next contact. */
void funnel_contact(struct block *block, int index);

/* Draws the words of the planned contact of an OPEN company, as often as it came up before. */
void funnel_draw(struct block *block, int index);

/* Has the planned contact of an OPEN company come up where a campaign goes on from a state: its
 * words, as often as it came up before, are drawn. */
void funnel_resume(struct block *block, int index);

/* Plans the next contact of an OPEN company of which nobody knows what is planned, in a
 * campaign that goes on from `day`: as after its last contact, given that it has not come up
 * since; or (`to_plan`) once it is not busy any more, as it was when it was approached. One
 * that no contact is left for is given up. */
void funnel_plan_again(struct block *block, int index, int day);

/* A talk with the company of course `index`, on that day; `word` are the words of the contact.
 * True when it ends in a partnership: the company joins, and those that it introduces are warm.
 */
bool talk_joins(struct block *block, int index, int day, const uint32_t *word);

/* The same in two steps where companies cannot influence each other: whether it ends so, of
 * which the record keeps the package, `word` being that of the response; and the joining, which
 * introduces nobody. */
bool talk_finds(struct block *block, int index, uint32_t word);
void talk_join(struct block *block, int index, int day);

/* ---- Care ---- */

/* A partner's years: account care ("accountonderhoud"), anniversaries, leaving. Care contact
 * number a of n in a membership year is wanted on day 365 a / (n + 1) of it, whatever has
 * become of the others; only one of the year before that is still to be held goes first. It
 * takes its seat on that day, moves and waits as other contacts do, and counts for the year in
 * which it is held. Care contacts of one day go, partner by partner, in the order in
 * which their years began: a year's care is laid down when it begins. At an anniversary within
 * the days that partners are followed a partner renews, perhaps one rung up its ladder, or
 * leaves: then nothing that was planned for it is held any more. */

/* Starts the years of the company of course `index`, which has just joined. */
void care_begin(struct block *block, int index);

/* The next anniversary of the partner of course `index`: it renews, or leaves and frees the
 * seats of its care contacts. Comes before care of the same day. */
void care_anniversary(struct block *block, int index);

/* Plans care contact `which` (0, 1, ...) of the year of the partner of course `index`, if that
 * was not done yet, and takes it, on its day, through no-show, moved, capacity, reached and
 * held. */
void care_due(struct block *block, int index, int which);

/* The same for what is to come of a partner that has not left. */
void care_resume(struct block *block, int index);

/* ---- Steps ---- */

/* What is seldom done is a call of its own; what is done at every contact is inlined. */
#define SELDOM __attribute__((noinline))
#define INLINED static inline __attribute__((always_inline))
#define SELDOM_IF(condition) (__builtin_expect((condition), 0))

/* One course and what is planned for it, under way on one day: shorthand that the steps hand to
 * each other. Whoever only looks on is handed a copy, so that the step itself can stay in
 * registers. */
struct step {
    struct block *block;
    const struct campaign *campaign;
    const struct cohort *cohort;
    struct course *course;
    struct planned_contact *plan;
    struct ledger *ledger;
    int32_t index, day;
    bool care;     /* a partner's: booked apart, for as long as partners are followed */
    bool followed; /* by block->expected */
};

INLINED struct step step_of(
    struct block *block, int index, struct planned_contact *plan, int day, bool care)
{
    struct course *course = &block->course[index];
    return (struct step){
        .block = block,
        .campaign = block->campaign,
        .cohort = block->campaign->cohort[course->segment],
        .course = course,
        .plan = plan,
        .ledger = block->now,
        .index = index,
        .day = day,
        .care = care,
        .followed = block->expected != NULL,
    };
}

INLINED struct record *step_record(const struct step *s)
{
    return &s->block->record[s->index];
}

INLINED struct missed *step_missed(const struct step *s)
{
    return &s->block->missed[s->index];
}

INLINED struct partnership *step_member(const struct step *s)
{
    return &s->block->member[s->index];
}

/* Its number in the replication. */
INLINED int step_company(const struct step *s)
{
    return s->index - s->block->base;
}

/* The counter of words of this company in this replication. */
INLINED struct philox_block step_counter(
    const struct step *s, uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    const struct block *block = s->block;
    return stream_counter(block->first + (uint32_t)block->replication,
        s->campaign->first_company + (uint32_t)step_company(s), ordinal, purpose, repeat);
}

/* Its words. */
INLINED struct philox_block step_draw(
    const struct step *s, uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    return philox_scheduled(step_counter(s, ordinal, purpose, repeat), &s->campaign->schedule);
}

/* The first day that is too late. */
INLINED int step_end(const struct step *s)
{
    return s->care ? s->campaign->days : s->campaign->outreach_days;
}

INLINED const struct cocktail *step_cocktail(const struct step *s)
{
    return &s->campaign->strategy->at[s->course->segment];
}

INLINED const struct moment *step_moment(const struct step *s)
{
    return &s->cohort->moment[s->plan->contact];
}

/* Counts of the planned contact moment, and the place in them. */
INLINED struct contact_counts *step_counts(const struct step *s)
{
    return &s->block->counted[s->plan->contact];
}

INLINED int step_counted_as(const struct step *s)
{
    return s->care ? COUNTED_AS_CARE : s->course->stage;
}

/* The week of the day. */
INLINED struct week *step_week(const struct step *s)
{
    return &s->ledger->week[calendar_week(s->day)];
}

/* Books hours and euros: outreach against the budget, care apart. */
INLINED void step_spend(const struct step *s, micro hours, micro cost)
{
    if (s->care) {
        struct partnership *member = step_member(s);
        member->care_hours += hours;
        member->care_cost += cost;
        return;
    }
    struct record *record = step_record(s);
    record->hours += hours;
    record->cost += cost;
    s->ledger->spent += cost;
    step_week(s)->cost += cost;
}

/* A step of outreach to the company of course `index`. */
INLINED struct step step_outreach(struct block *block, int index, int day)
{
    return step_of(block, index, &block->course[index].plan, day, false);
}

INLINED void step_leave(const struct step *s, enum standing standing)
{
    s->course->standing = (uint8_t)standing;
}

/* A response leaves the stage as it was unless there was progress, so dropout is that stage's.
 */
INLINED bool step_says_no(const struct step *s, uint32_t word)
{
    return step_moment(s)->appointment &&
           chance_happens(s->campaign->response.dropout[s->course->stage], word);
}

/* What came of a contact. */
enum came { CAME_PROGRESS, CAME_NO, CAME_NOTHING };

INLINED enum came step_came(const struct step *s, bool progress, uint32_t word)
{
    return progress ? CAME_PROGRESS : step_says_no(s, word) ? CAME_NO : CAME_NOTHING;
}
