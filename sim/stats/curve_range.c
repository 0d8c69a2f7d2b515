/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve_range.h"

#include "memory.h"

#include <math.h>
#include <string.h>

void curve_range_init(struct curve_range *range, int steps)
{
    *range = (struct curve_range){.steps = steps};
}

void curve_range_free(struct curve_range *range)
{
    for (int i = 0; range->row_of != NULL && i < CURVE_BLOCKS; i++)
        memory_free(range->row_of[i]);
    memory_free(range->row_of);
    memory_free(range->share);
    memory_free(range->moves);
    memory_free(range->known);
    memset(range, 0, sizeof *range);
}

static void make_room(struct curve_range *range)
{
    enum { FIRST = 16 };
    size_t steps = (size_t)range->steps;
    int room = range->room > 0 ? 2 * range->room : FIRST;
    range->share = memory_resize(range->share, (size_t)room, sizeof *range->share);
    range->moves = memory_resize(range->moves, (size_t)room * steps, sizeof *range->moves);
    memset(range->moves + (size_t)range->room * steps, 0,
        (size_t)(room - range->room) * steps * sizeof *range->moves);
    range->room = room;
}

int curve_range_row(struct curve_range *range, double share)
{
    int part = (int)(share * CURVE_PARTS);
    if (range->row_of == NULL)
        range->row_of = memory_new(CURVE_BLOCKS, sizeof *range->row_of);
    uint16_t **block = &range->row_of[part / CURVE_BLOCK];
    if (*block == NULL)
        *block = memory_new(CURVE_BLOCK, sizeof **block);
    uint16_t *row_of = &(*block)[part % CURVE_BLOCK];
    if (*row_of == 0) {
        if (range->n_rows == range->room)
            make_room(range);
        range->share[range->n_rows] = share;
        *row_of = (uint16_t)++range->n_rows;
    }
    int row = *row_of - 1;
    if (share < range->share[row])
        range->share[row] = share;
    return row;
}

/* Where the moves of 0 .. n events in a group of that size begin. */
static const size_t *rows_of(struct curve_range *range, int n, uint64_t size)
{
    if (range->size != size)
        range->n_known = 0;
    range->size = size;
    if (range->n_known > n)
        return range->known;
    range->known = memory_resize(range->known, (size_t)n + 1, sizeof *range->known);
    for (int i = range->n_known; i <= n; i++)
        range->known[i] =
            (size_t)range->steps * (size_t)curve_range_row(range, (double)i / (double)size);
    range->n_known = n + 1;
    return range->known;
}

void curve_range_add(struct curve_range *range, const uint32_t *event, int n, uint64_t size)
{
    if (size == 0)
        return;
    range->n++;
    if (n == 0)
        return;
    const size_t *row = rows_of(range, n, size);
    uint32_t last = (uint32_t)range->steps - 1;
    int32_t *all = range->moves;
    for (int i = 0; i < n; i++) {
        uint32_t step = curve_event_step(event[i]);
        int32_t *moves = all + (step < last ? step : last);
        moves[row[i]]--;
        moves[row[i + 1]]++;
    }
}

void curve_range_merge(struct curve_range *into, const struct curve_range *from)
{
    into->n += from->n;
    size_t steps = (size_t)from->steps;
    for (int i = 0; i < from->n_rows; i++) {
        size_t row = (size_t)curve_range_row(into, from->share[i]);
        for (size_t step = 0; step < steps; step++)
            into->moves[row * steps + step] += from->moves[(size_t)i * steps + step];
    }
}

/* Shares only rise, so that at a later step no more replications have at most a given share:
 * the steps at which these are enough come first, and more of them with each row. */
void curve_range_quantiles(
    const struct curve_range *range, const double *p, double *const *quantile, int n)
{
    size_t steps = (size_t)range->steps;
    int64_t *at_most = memory_new(steps, sizeof *at_most); /* replications by step */
    int *done = memory_new((size_t)n, sizeof *done);       /* steps of each quantile */
    for (size_t step = 0; step < steps; step++) {
        at_most[step] = (int64_t)range->n; /* all begin at 0, the first row */
        for (int i = 0; i < n; i++)
            quantile[i][step] = range->n > 0 ? 0.0 : NAN;
    }
    for (int part = 0; range->row_of != NULL && part <= CURVE_PARTS; part++) {
        const uint16_t *block = range->row_of[part / CURVE_BLOCK];
        if (block == NULL)
            part += CURVE_BLOCK - 1; /* those of the block have no rows */
        int row = block != NULL ? block[part % CURVE_BLOCK] - 1 : -1;
        if (row < 0)
            continue;
        const int32_t *moves = range->moves + (size_t)row * steps;
        int64_t at = 0;
        for (size_t step = 0; step < steps; step++) {
            at += moves[step];
            at_most[step] += at;
        }
        for (int i = 0; i < n; i++) {
            double rank = fmax(ceil(p[i] * (double)range->n - 1e-9), 1.0);
            while (done[i] < range->steps && (double)at_most[done[i]] >= rank)
                quantile[i][done[i]++] = range->share[row];
        }
    }
    memory_free(at_most);
    memory_free(done);
}
