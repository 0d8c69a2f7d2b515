/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include "memory.h"
#include "vector.h"

#include <stdlib.h>
#include <string.h>

static size_t values(const struct moments_layout *layout)
{
    return (size_t)layout->cells * (size_t)layout->quantities;
}

static size_t products(const struct moments_layout *layout)
{
    return (size_t)layout->cells * (size_t)layout->pairs;
}

void moments_init(struct moments *moments, struct moments_layout layout)
{
    memset(moments, 0, sizeof *moments);
    moments->pairs = memory_new((size_t)layout.pairs, sizeof *moments->pairs);
    if (layout.pairs > 0)
        memcpy(moments->pairs, layout.pair, (size_t)layout.pairs * sizeof *moments->pairs);
    moments->layout = layout;
    moments->layout.pair = moments->pairs;
    moments->sum = memory_new(values(&layout), sizeof(double));
    moments->square = memory_new(values(&layout), sizeof(double));
    moments->product = memory_new(products(&layout), sizeof(double));
    moments->live.quantity = memory_new((size_t)layout.quantities, sizeof(int));
    moments->live.pair = memory_new((size_t)layout.pairs, sizeof(int));
}

void moments_free(struct moments *moments)
{
    free(moments->sum);
    free(moments->square);
    free(moments->product);
    free(moments->pairs);
    free(moments->live.quantity);
    free(moments->live.pair);
    memset(moments, 0, sizeof *moments);
}

void moments_clear(struct moments *moments)
{
    moments->n = 0;
    memset(moments->sum, 0, values(&moments->layout) * sizeof(double));
    memset(moments->square, 0, values(&moments->layout) * sizeof(double));
    memset(moments->product, 0, products(&moments->layout) * sizeof(double));
}

/* Four numbers that are added and multiplied at once. */
typedef double quad __attribute__((vector_size(32)));

/* Sums over lanes are always taken in the same order. */
VECTORISED static void add_lanes(struct moments *m, const double *x, const struct live *live)
{
    const struct moments_layout *layout = &m->layout;
    for (int cell = 0; cell < layout->cells; cell++) {
        size_t base = (size_t)cell * (size_t)layout->quantities;
        for (int i = 0; i < live->n_quantities; i++) {
            size_t at = base + (size_t)live->quantity[i];
            quad a, b;
            memcpy(&a, x + at * MOMENTS_LANES, sizeof a);
            memcpy(&b, x + at * MOMENTS_LANES + 4, sizeof b);
            quad sum = a + b, square = a * a + b * b;
            m->sum[at] += (sum[0] + sum[2]) + (sum[1] + sum[3]);
            m->square[at] += (square[0] + square[2]) + (square[1] + square[3]);
        }
        for (int i = 0; i < live->n_pairs; i++) {
            int pair = live->pair[i];
            quad a, b, c, d;
            memcpy(&a, x + (base + (size_t)layout->pair[pair].y) * MOMENTS_LANES, sizeof a);
            memcpy(&b, x + (base + (size_t)layout->pair[pair].y) * MOMENTS_LANES + 4, sizeof b);
            memcpy(&c, x + (base + (size_t)layout->pair[pair].x) * MOMENTS_LANES, sizeof c);
            memcpy(&d, x + (base + (size_t)layout->pair[pair].x) * MOMENTS_LANES + 4, sizeof d);
            quad product = a * c + b * d;
            m->product[(size_t)cell * (size_t)layout->pairs + (size_t)pair] +=
                (product[0] + product[2]) + (product[1] + product[3]);
        }
    }
}

/* Most quantities of a campaign are 0 in most configs: they are left out. */
static void find_live(const struct moments_layout *layout, const bool *used, struct live *live)
{
    live->n_quantities = live->n_pairs = 0;
    for (int q = 0; q < layout->quantities; q++)
        if (used[q])
            live->quantity[live->n_quantities++] = q;
    for (int p = 0; p < layout->pairs; p++)
        if (layout->pair[p].x >= 0 && used[layout->pair[p].y] && used[layout->pair[p].x])
            live->pair[live->n_pairs++] = p;
}

void moments_add(struct moments *moments, const double *x, const bool *used, int n)
{
    moments->n += (uint64_t)n;
    find_live(&moments->layout, used, &moments->live);
    add_lanes(moments, x, &moments->live);
}

static void add_all(double *restrict into, const double *restrict from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        into[i] += from[i];
}

void moments_merge(struct moments *into, const struct moments *next)
{
    into->n += next->n;
    add_all(into->sum, next->sum, values(&into->layout));
    add_all(into->square, next->square, values(&into->layout));
    add_all(into->product, next->product, products(&into->layout));
}

struct estimate moments_mean(
    const struct moments *moments, int cell, int quantity, double confidence)
{
    size_t at = (size_t)cell * (size_t)moments->layout.quantities + (size_t)quantity;
    return estimate_mean(moments->n, moments->sum[at], moments->square[at], confidence);
}

struct ratio_sums moments_pair(const struct moments *moments, int cell, int pair)
{
    const struct moments_layout *layout = &moments->layout;
    size_t base = (size_t)cell * (size_t)layout->quantities;
    size_t y = base + (size_t)layout->pair[pair].y, x = base + (size_t)layout->pair[pair].x;
    return (struct ratio_sums){
        .y = moments->sum[y],
        .x = moments->sum[x],
        .yy = moments->square[y],
        .xx = moments->square[x],
        .xy = moments->product[(size_t)cell * (size_t)layout->pairs + (size_t)pair],
    };
}
