/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beyond.h"

#include "step.h"

#include <string.h>

enum { REMEMBERED_BITS = 8, REMEMBERED = 1 << REMEMBERED_BITS };

struct beyond *beyond_new(struct arena *arena, const struct campaign *campaign)
{
    struct beyond *beyond = arena_new(arena, 1, sizeof *beyond);
    beyond->years = campaign->scenario->retention.value_years;
    beyond->partner = arena_new(arena, REMEMBERED, sizeof *beyond->partner);
    beyond->worth =
        arena_new(arena, (size_t)REMEMBERED * (size_t)beyond->years, sizeof *beyond->worth);
    beyond->renewal = arena_new(arena, REMEMBERED, sizeof *beyond->renewal);
    return beyond;
}

/* Forgets what was of another campaign. */
SELDOM static void turn_to(struct beyond *beyond, const struct campaign *c)
{
    beyond->campaign = c;
    beyond->redrawn = c->redrawn;
    beyond->most_held = 0;
    for (int p = 0; p < c->scenario->packages.n; p++) {
        int least = c->scenario->packages.package[p].min_contacts;
        beyond->most_held = least > beyond->most_held ? least : beyond->most_held;
    }
    memset(beyond->partner, 0, REMEMBERED * sizeof *beyond->partner);
    memset(beyond->renewal, 0, REMEMBERED * sizeof *beyond->renewal);
}

/* What a block remembers of its campaign. */
static inline struct beyond *beyond_of(const struct block *block)
{
    const struct campaign *c = block->campaign;
    struct beyond *beyond = block->beyond;
    if (beyond->campaign != c || beyond->redrawn != c->redrawn)
        turn_to(beyond, c);
    return beyond;
}

/* A partner as one number, all that its years to come depend on: who agrees in it may move up
 * to the same packages, too. */
static uint64_t number_of(
    const struct course *course, const struct partnership *now, int most_held)
{
    int held = course->before + course->held;
    uint64_t number = 1;
    number = number << 8 | course->segment;
    number = number << 8 | now->anniversaries;
    number = number << 8 | (uint8_t)now->package_now;
    number = number << 17 | (unsigned)(held < most_held ? held : most_held);
    return number << 2 | (unsigned)course->warm << 1 | course->front_runner;
}

/* Where it is remembered: by the leading bits of a product (D. Knuth, TAOCP 3, 6.4). */
static size_t place_of(uint64_t number)
{
    return (size_t)(number * UINT64_C(0x9E3779B97F4A7C15) >> (64 - REMEMBERED_BITS));
}

SELDOM static void find_years(const struct campaign *c, const struct course *course,
    const struct partnership *now, double *worth)
{
    struct chooser chooser = {
        .segment = course->segment,
        .held = course->before + course->held,
        .front_runner = course->front_runner,
    };
    struct member member = {
        .segment = course->segment,
        .warm = course->warm,
        .year = now->anniversaries + 1,
        .n = 1,
        .rung = {now->package_now},
    };
    for (int above = choice_rung_above(&c->choice, &chooser, now->package_now); above != NONE;
         above = choice_rung_above(&c->choice, &chooser, above))
        member.rung[member.n++] = above;
    retention_years_beyond(&c->retention, &member, worth);
}

/* What membership years from the next anniversary on are worth, each on the day it begins. */
static inline const double *years_to_come(
    const struct block *block, const struct course *course, const struct partnership *now)
{
    const struct campaign *c = block->campaign;
    struct beyond *beyond = beyond_of(block);
    uint64_t number = number_of(course, now, beyond->most_held);
    size_t place = place_of(number);
    double *worth = beyond->worth + place * (size_t)beyond->years;
    if (beyond->partner[place] != number)
        find_years(c, course, now, worth);
    beyond->partner[place] = number;
    return worth;
}

/* Adds to `cost` the care contacts still to come of membership year `year`, which begins on day
 * `begin`; one that is late is counted on the first day that is not simulated. */
static inline double add_care(const struct campaign *c, int segment,
    const struct care_contact *care, int begin, int year, double cost)
{
    const struct retention_tables *tables = &c->retention;
    const int *care_day = tables->care_day[segment];
    const double *care_eur = tables->care_eur[segment];
    int n = c->strategy->at[segment].care.n, first = c->days;
    for (int i = 0; i < n; i++) {
        int wanted = begin + care_day[i];
        if (year >= care[i].year)
            cost += care_eur[i] * retention_discount(tables, wanted > first ? wanted : first);
    }
    return cost;
}

double beyond_value(const struct block *block, int index)
{
    const struct campaign *c = block->campaign;
    const struct course *course = &block->course[index];
    const struct partnership *now = &block->member[index];
    const struct care_contact *care = block_care(block, index);
    int joined = block->record[index].joined, next = now->anniversaries + 1;
    int segment = course->segment, years = block->beyond->years;
    if (now->left)
        return 0.0;
    const double *worth = years_to_come(block, course, now);
    int day = joined + DAYS_PER_YEAR * next, n = years - next;
    if (n > 0) /* tabulates those of the years before as well */
        retention_discount(&c->retention, day + DAYS_PER_YEAR * (n - 1));
    const double *discount = c->retention.discount + day;
    double value = 0.0;
    for (int i = 0; i < n; i++)
        value += worth[i] * discount[DAYS_PER_YEAR * i];
    /* Up to the end of the year under way, and of those that count. */
    double cost = add_care(c, segment, care, joined, 0, 0.0);
    for (int year = 1; year < next && year < years; year++)
        cost = add_care(c, segment, care, joined + DAYS_PER_YEAR * year, year, cost);
    return value - cost;
}

chance beyond_renewal(const struct block *block, const struct membership *m)
{
    uint64_t kind = (uint64_t)m->segment << 3 | (uint64_t)m->first << 2 |
                    (uint64_t)m->warm << 1 | m->took_part;
    uint64_t number = (kind << 32 | (unsigned)m->care) + 1;
    struct renewal *at = &beyond_of(block)->renewal[place_of(number)];
    if (at->number != number) {
        double renewal = retention_renewal(block->campaign->retention.retention, m);
        *at = (struct renewal){number, chance_of(renewal)};
    }
    return at->chance;
}
