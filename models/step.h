/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_STEP_H
#define RECEPT_STEP_H

#include "block.h"

/* One course and what is planned for it, under way on one day: shorthand that the steps hand to
 * each other. */
struct step {
    struct block *block;
    const struct campaign *campaign;
    struct course *course;
    struct plan *plan;
    struct ledger *ledger;
    int replication, index, day;
    bool
        care; /* a partner's care contact: booked apart, for as long as partners are followed */
    const uint32_t *word;
};

static inline struct step step_of(
    struct block *block, struct plan *plan, int day, bool care, const uint32_t *word)
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
        .word = word,
    };
}

/* Words of this company in this replication. */
static inline struct philox_block step_draw(
    const struct step *s, uint32_t ordinal, enum purpose purpose, uint32_t repeat)
{
    return stream_draw(s->campaign->seed, s->block->first + (uint32_t)s->replication,
        block_stream(s->block, s->course), ordinal, purpose, repeat);
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

/* Counts of the planned contact moment, and the place in them. */
static inline struct contact_counts *step_counts(const struct step *s)
{
    return &s->block->counted[s->plan->contact];
}

static inline int step_counted_as(const struct step *s)
{
    return s->care ? COUNTED_AS_CARE : s->course->stage;
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
}

#endif
