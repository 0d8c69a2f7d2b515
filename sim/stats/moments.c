/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include "memory.h"

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
}

void moments_free(struct moments *moments)
{
    free(moments->sum);
    free(moments->square);
    free(moments->product);
    free(moments->pairs);
    memset(moments, 0, sizeof *moments);
}

void moments_clear(struct moments *moments)
{
    moments->n = 0;
    memset(moments->sum, 0, values(&moments->layout) * sizeof(double));
    memset(moments->square, 0, values(&moments->layout) * sizeof(double));
    memset(moments->product, 0, products(&moments->layout) * sizeof(double));
}

void moments_add(struct moments *moments, const double *restrict x)
{
    const struct moments_layout *layout = &moments->layout;
    double *restrict sum = moments->sum, *restrict square = moments->square;
    size_t n = values(layout);
    moments->n++;
    for (size_t i = 0; i < n; i++) {
        sum[i] += x[i];
        square[i] += x[i] * x[i];
    }
    double *product = moments->product;
    for (int cell = 0; cell < layout->cells; cell++, x += layout->quantities)
        for (int p = 0; p < layout->pairs; p++)
            *product++ += x[layout->pair[p].y] * x[layout->pair[p].x];
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
