/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delays.h"

#include <math.h>

/* ---- Lead times ---- */

/* The tables made so far; a handful, searched in order. */
struct made {
    struct made *next;
    double shape, mean;
    struct count_table table;
};

static const struct count_table *table_of(
    struct made **made, struct arena *arena, double shape, double mean, int highest, bool open)
{
    for (const struct made *m = *made; m != NULL; m = m->next)
        if (m->shape == shape && m->mean == mean)
            return &m->table;
    struct made *m = arena_new(arena, 1, sizeof *m);
    m->shape = shape;
    m->mean = mean;
    count_table_gamma_days(&m->table, arena, shape, mean, highest);
    if (!open)
        count_table_close(&m->table);
    m->next = *made;
    *made = m;
    return &m->table;
}

void lead_times_init(struct lead_times *times, struct arena *arena,
    const struct catalogue *catalogue, const bool *used, int n_segments,
    const struct by_segment *owner_factor, const struct by_segment *handover_factor,
    int highest, bool open)
{
    times->n_contacts = catalogue->n;
    times->of = arena_new(
        arena, (size_t)(n_segments * catalogue->n * LEAD_KINDS), sizeof(struct count_table *));
    for (int c = 0; c < catalogue->n; c++) {
        if (!used[c] && !open)
            continue;
        const struct contact *contact = &catalogue->contact[c];
        bool appointment = catalogue->mode[contact->mode].appointment;
        struct made *made = NULL;
        for (int s = 0; s < n_segments; s++) {
            for (int kind = 0; kind < LEAD_KINDS; kind++) {
                double mean = contact->lead_days;
                mean *= kind & LEAD_OWNER && appointment ? owner_factor->at[s] : 1.0;
                mean *= kind & LEAD_HANDOVER ? handover_factor->at[s] : 1.0;
                times->of[(s * catalogue->n + c) * LEAD_KINDS + kind] =
                    table_of(&made, arena, contact->lead_shape, mean, highest, open);
            }
        }
    }
}

/* ---- Busy spells ---- */

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

static void tables_of(struct busy_tables *tables, struct arena *arena, int segment,
    const struct busy *busy, int highest, bool open)
{
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

void busy_tables_init(struct busy_tables *tables, struct arena *arena, const struct busy *busy,
    int n_segments, int highest, bool open)
{
    for (int s = 0; s < n_segments; s++)
        if (!share(tables, busy, s))
            tables_of(tables, arena, s, busy, highest, open);
}
