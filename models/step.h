/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"

/* ---- The funnel ---- */

/* The steps that a company takes through the funnel, one at a time. */

/* Approaches the company of course `index` on `day`: research is booked and the first contact
 * planned, if the budget allows. Does nothing with a company that was approached before. */
void funnel_approach(struct block *block, int index, int day);

/* Takes a planned contact of outreach, on its day, through the steps: busy, no-show, moved,
 * capacity, reached, held, relapse, response or choice, no, given up, next contact. */
void funnel_contact(struct block *block, struct planned_contact *plan);

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

/* The anniversary of a partner on the day of `plan`: it renews, or leaves and frees the seats
 * of its care contacts. Comes before care of the same day. */
void care_anniversary(struct block *block, struct planned_contact *plan);

/* Plans the care contact of `plan`, if that was not done yet, and takes it, on its day, through
 * no-show, moved, capacity, reached and held. */
void care_due(struct block *block, struct planned_contact *plan);

/* What of the value of the partner of course `index` lies beyond the days simulated (euro,
 * discounted to day 0): the care contacts of the membership year under way that are still
 * wanted, and the years after it as retention_value_beyond has them; 0 when it has left. With
 * course->value that makes fees less serving less care over its first value_years years. */
double care_value_beyond(const struct block *block, int index);

/* ---- Steps ---- */

/* One course and what is planned for it, under way on one day: shorthand that the steps hand to
 * each other. */
struct step {
    struct block *block;
    const struct campaign *campaign;
    struct course *course;
    struct planned_contact *plan;
    struct ledger *ledger;
    int32_t replication, index, day;
    bool care; /* a partner's: booked apart, for as long as partners are followed */
};

static inline struct step step_of(
    struct block *block, struct planned_contact *plan, int day, bool care)
{
    struct course *course = &block->course[plan->course];
    return (struct step){
        .block = block,
        .campaign = block->campaign,
        .course = course,
        .plan = plan,
        .ledger = &block->ledger[course->replication],
        .replication = course->replication,
        .index = plan->course,
        .day = day,
        .care = care,
    };
}

/* The counter of words of this company in this replication. */
static inline struct philox_block step_counter(
    const struct step *s, uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    return stream_counter(s->block->first + (uint32_t)s->replication,
        block_stream(s->block, s->course), ordinal, purpose, repeat);
}

/* Its words. */
static inline struct philox_block step_draw(
    const struct step *s, uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    return philox(step_counter(s, ordinal, purpose, repeat), s->campaign->seed);
}

/* Draws anew whether what is planned is delayed, and for how long: each time it comes up. */
static inline void step_draw_again(const struct step *s, enum purpose purpose)
{
    struct philox_block draw = step_draw(s, s->plan->number, purpose, s->plan->attempt);
    s->plan->word[WORD_DELAY] = draw.word[WORD_DELAY];
    s->plan->word[WORD_LEAD] = draw.word[WORD_LEAD];
}

/* The first day that is too late. */
static inline int step_end(const struct step *s)
{
    return s->care ? s->campaign->days : s->campaign->outreach_days;
}

static inline const struct cocktail *step_cocktail(const struct step *s)
{
    return &s->campaign->strategy->at[s->course->segment];
}

static inline const struct moment *step_moment(const struct step *s)
{
    return &s->campaign->moment[s->plan->contact];
}

/* Has what is planned come up on its day, if that is in time. */
static inline void step_queue(const struct step *s)
{
    if (s->plan->day < step_end(s))
        block_enqueue(s->block, s->plan);
}

/* Counts of the planned contact moment, and the place in them. */
static inline struct contact_counts *step_counts(const struct step *s)
{
    return &s->block->counted[s->plan->contact];
}

static inline int step_counted_as(const struct step *s)
{
    return s->care ? COUNTED_AS_CARE : s->course->stage;
}

/* The week of the day. */
static inline struct week *step_week(const struct step *s)
{
    return &s->ledger->week[calendar_week(s->day)];
}

/* Whether a contact without progress ends in a no for good: a response leaves the stage as it
 * was unless there was progress, so dropout is that stage's. */
static inline bool step_says_no(const struct step *s)
{
    return step_moment(s)->appointment &&
           chance_happens(
               s->campaign->response.dropout[s->course->stage], s->plan->word[WORD_DROPOUT]);
}

/* Books hours and euros: outreach against the budget, care apart. */
static inline void step_spend(const struct step *s, micro hours, micro cost)
{
    if (s->care) {
        s->course->care_hours += hours;
        s->course->care_cost += cost;
        return;
    }
    s->course->hours += hours;
    s->course->cost += cost;
    s->ledger->spent += cost;
    step_week(s)->cost += cost;
}
