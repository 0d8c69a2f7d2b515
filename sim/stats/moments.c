/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include "memory.h"
#include "vector.h"

#include <stdlib.h>
#include <string.h>

/* Numbers that are added at once. */
enum { AT_ONCE = 4 };
_Static_assert(MOMENTS_LANES == 2 * AT_ONCE, "two times four");

static size_t values(const struct moments_layout *layout)
{
    return (size_t)layout->cells * (size_t)layout->quantities;
}

size_t moments_size(const struct moments_layout *layout)
{
    return 2 * values(layout) + (size_t)layout->cells * (size_t)layout->pairs;
}

void moments_place(struct moments *moments, double *sums)
{
    moments->sum = sums;
    moments->square = moments->sum + values(&moments->layout);
    moments->product = moments->square + values(&moments->layout);
}

void moments_init(struct moments *moments, struct moments_layout layout)
{
    memset(moments, 0, sizeof *moments);
    moments->pairs = memory_new((size_t)layout.pairs, sizeof *moments->pairs);
    if (layout.pairs > 0)
        memcpy(moments->pairs, layout.pair, (size_t)layout.pairs * sizeof *moments->pairs);
    moments->layout = layout;
    moments->layout.pair = moments->pairs;
    moments_place(moments, memory_new(moments_size(&layout), sizeof(double)));
    moments->live.quantity = memory_new((size_t)layout.quantities + AT_ONCE, sizeof(int));
    moments->live.pair = memory_new((size_t)layout.pairs + AT_ONCE, sizeof(int));
}

void moments_free(struct moments *moments)
{
    memory_free(moments->sum);
    memory_free(moments->pairs);
    memory_free(moments->live.quantity);
    memory_free(moments->live.pair);
    memset(moments, 0, sizeof *moments);
}

void moments_clear(struct moments *moments)
{
    moments->n = 0;
    memset(moments->sum, 0, moments_size(&moments->layout) * sizeof(double));
}

/* The two halves of the lanes, multiplied and added. */
static inline void multiply(quad *sum, const double *y, const double *x)
{
    quad a, b, c, d;
    memcpy(&a, y, sizeof a);
    memcpy(&b, y + AT_ONCE, sizeof b);
    memcpy(&c, x, sizeof c);
    memcpy(&d, x + AT_ONCE, sizeof d);
    *sum = a * c + b * d;
}

static inline void add_halves(quad *sum, const double *x)
{
    quad a, b;
    memcpy(&a, x, sizeof a);
    memcpy(&b, x + AT_ONCE, sizeof b);
    *sum = a + b;
}

/* Adds what four quads come to, each always in the same order: (0 + 2) + (1 + 3). They go to
 * the first `n` numbers listed. */
static inline void fold(const quad of[AT_ONCE], double *sum, const int *list, int n)
{
    quad even = __builtin_shufflevector(of[0], of[2], 0, 1, 4, 5) +
                __builtin_shufflevector(of[0], of[2], 2, 3, 6, 7);
    quad odd = __builtin_shufflevector(of[1], of[3], 0, 1, 4, 5) +
               __builtin_shufflevector(of[1], of[3], 2, 3, 6, 7);
    quad more = __builtin_shufflevector(even, odd, 0, 4, 2, 6) +
                __builtin_shufflevector(even, odd, 1, 5, 3, 7);
    for (int k = 0; k < AT_ONCE && k < n; k++)
        sum[list[k]] += more[k];
}

VECTORISED static void add_quantities(
    const struct live *live, const double *x, double *sum, double *square)
{
    for (int i = 0; i < live->n_quantities; i += AT_ONCE) {
        const int *list = &live->quantity[i];
        quad sums[AT_ONCE], squares[AT_ONCE];
        for (int k = 0; k < AT_ONCE; k++) {
            const double *lanes = x + (size_t)list[k] * MOMENTS_LANES;
            add_halves(&sums[k], lanes);
            multiply(&squares[k], lanes, lanes);
        }
        fold(sums, sum, list, live->n_quantities - i);
        fold(squares, square, list, live->n_quantities - i);
    }
}

VECTORISED static void add_products(
    const struct live *live, const struct quantity_pair *pair, const double *x, double *product)
{
    for (int i = 0; i < live->n_pairs; i += AT_ONCE) {
        const int *list = &live->pair[i];
        quad products[AT_ONCE];
        for (int k = 0; k < AT_ONCE; k++)
            multiply(&products[k], x + (size_t)pair[list[k]].y * MOMENTS_LANES,
                x + (size_t)pair[list[k]].x * MOMENTS_LANES);
        fold(products, product, list, live->n_pairs - i);
    }
}

/* Fills up a list to a multiple of what is taken at once. */
static void fill_up(int *list, int n)
{
    for (int i = n; n > 0 && i % AT_ONCE != 0; i++)
        list[i] = list[n - 1];
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
    fill_up(live->quantity, live->n_quantities);
    fill_up(live->pair, live->n_pairs);
}

void moments_add(struct moments *moments, const double *x, const bool *used, int n)
{
    moments->n += (uint64_t)n;
    find_live(&moments->layout, used, &moments->live);
    const struct moments_layout *layout = &moments->layout;
    for (int cell = 0; cell < layout->cells; cell++) {
        size_t base = (size_t)cell * (size_t)layout->quantities;
        const double *lanes = x + base * MOMENTS_LANES;
        add_quantities(&moments->live, lanes, moments->sum + base, moments->square + base);
        add_products(&moments->live, layout->pair, lanes,
            moments->product + (size_t)cell * (size_t)layout->pairs);
    }
}

void moments_merge(struct moments *into, const struct moments *next)
{
    double *restrict sum = into->sum;
    const double *restrict more = next->sum;
    into->n += next->n;
    for (size_t i = 0; i < moments_size(&into->layout); i++)
        sum[i] += more[i];
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
