/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "busy.h"

#include "campaign.h"

#include <math.h>

#define SPELL_SHAPE 2.0

/* P(ceil(rest) <= n) where rest = U * Gamma(3, scale d/2). That is the equilibrium distribution
 * of a Gamma(2, mean d) spell, (1/d) * integral of its survival function: with theta = d / 2,
 * 1 - exp(-n/theta) * (1 + n / (2 theta)). */
static double rest_at_most(int n, void *context)
{
    double theta = *(double *)context / SPELL_SHAPE;
    if (theta <= 0.0)
        return 1.0;
    return 1.0 - exp(-n / theta) * (1.0 + n / (2.0 * theta));
}

static void tables_of(struct campaign *c, struct arena *arena, int segment, bool open)
{
    const struct busy *busy = &c->scenario->busy;
    struct busy_tables *tables = &c->busy;
    int highest = c->outreach_days;
    double rate = busy->rate.at[segment], days = busy->days.at[segment];
    chance *begun = arena_new(arena, (size_t)highest + 1, sizeof *begun);
    for (int d = 0; d <= highest; d++)
        begun[d] = chance_of(-expm1(-rate * d / DAYS_PER_YEAR));
    tables->begun[segment] = begun;
    tables->at_start[segment] = chance_of(rate * days / (DAYS_PER_YEAR + rate * days));
    struct count_table *length = arena_new(arena, 2, sizeof *length);
    count_table_gamma_days(&length[0], arena, SPELL_SHAPE, days, highest);
    double *mean = arena_new(arena, 1, sizeof *mean);
    *mean = days;
    count_table_init(&length[1], arena, 1, highest, rest_at_most, mean);
    for (int i = 0; i < 2 && !open; i++)
        count_table_close(&length[i]);
    tables->length[segment] = &length[0];
    tables->rest[segment] = &length[1];
}

/* Segments that are busy alike share their tables. */
static bool share(struct busy_tables *tables, const struct busy *busy, int segment)
{
    for (int s = 0; s < segment; s++) {
        if (busy->rate.at[s] != busy->rate.at[segment] ||
            busy->days.at[s] != busy->days.at[segment])
            continue;
        tables->begun[segment] = tables->begun[s];
        tables->at_start[segment] = tables->at_start[s];
        tables->length[segment] = tables->length[s];
        tables->rest[segment] = tables->rest[s];
        return true;
    }
    return false;
}

void busy_tables_init(struct campaign *c, struct arena *arena, bool open)
{
    for (int s = 0; s < c->n_segments; s++)
        if (!share(&c->busy, &c->scenario->busy, s))
            tables_of(c, arena, s, open);
}
