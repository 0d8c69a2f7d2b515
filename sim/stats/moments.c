/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include "memory.h"
#include "vector.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(MOMENTS_LANES == 2 * MOMENTS_AMOUNTS, "two times four");
_Static_assert(MOMENTS_LANES == MOMENTS_COUNTS, "eight lanes of eight counts");

/* ---- Where sums lie ---- */

static bool is_whole(const struct moments_layout *layout, struct quantity_pair pair)
{
    return pair.y >= layout->amounts && pair.x >= layout->amounts;
}

/* Gives the pairs of one kind their places, in so many at a time. */
static void place_pairs(
    struct products *products, const struct moments_layout *layout, bool whole, int at_once)
{
    int n = products->n;
    for (int p = 0; p < layout->pairs; p++) {
        struct quantity_pair pair = layout->pair[p];
        if (pair.x < 0 || is_whole(layout, pair) != whole)
            continue;
        products->of[p] = n;
        products->y[n] = pair.y;
        products->x[n++] = pair.x;
    }
    for (; n % at_once != 0; n++) {
        products->y[n] = products->y[n - 1];
        products->x[n] = products->x[n - 1];
    }
    products->n = n;
}

static void init_products(struct products *products, const struct moments_layout *layout)
{
    size_t pairs = (size_t)layout->pairs, places = pairs + MOMENTS_COUNTS + MOMENTS_AMOUNTS;
    products->of = memory_new(pairs + 2 * places, sizeof(int));
    products->y = products->of + pairs;
    products->x = products->y + places;
    place_pairs(products, layout, true, MOMENTS_COUNTS);
    products->n_whole = products->n;
    place_pairs(products, layout, false, MOMENTS_AMOUNTS);
}

static size_t values(const struct moments *moments)
{
    return (size_t)moments->layout.cells * (size_t)moments->layout.quantities;
}

size_t moments_size(const struct moments *moments)
{
    return 2 * values(moments) + (size_t)moments->layout.cells * (size_t)moments->products.n;
}

struct moments moments_at(const struct moments *like, uint64_t n, double *sums)
{
    struct moments moments = *like;
    moments.n = n;
    moments.sum = sums;
    moments.square = sums + values(like);
    moments.product = moments.square + values(like);
    return moments;
}

void moments_init(struct moments *moments, struct moments_layout layout)
{
    *moments = (struct moments){.layout = layout};
    init_products(&moments->products, &layout);
    moments->layout.pair = NULL;
    *moments = moments_at(moments, 0, memory_new(moments_size(moments), sizeof(double)));
}

void moments_free(struct moments *moments)
{
    memory_free(moments->sum);
    memory_free(moments->products.of);
    memset(moments, 0, sizeof *moments);
}

void moments_clear(struct moments *moments)
{
    moments->n = 0;
    memset(moments->sum, 0, moments_size(moments) * sizeof(double));
}

/* ---- Amounts ---- */

/* All lanes of one quantity. */
struct halves {
    quad first, last;
};

VECTOR_INLINE struct halves load_amounts(const double *x)
{
    struct halves lanes;
    memcpy(&lanes.first, x, sizeof lanes.first);
    memcpy(&lanes.last, x + MOMENTS_AMOUNTS, sizeof lanes.last);
    return lanes;
}

VECTOR_INLINE quad multiply(struct halves y, struct halves x)
{
    return y.first * x.first + y.last * x.last;
}

/* What each of four quads adds up to, always in the same order: (0 + 2) + (1 + 3). */
VECTOR_INLINE quad fold(const quad of[MOMENTS_AMOUNTS])
{
    quad even = __builtin_shufflevector(of[0], of[2], 0, 1, 4, 5) +
                __builtin_shufflevector(of[0], of[2], 2, 3, 6, 7);
    quad odd = __builtin_shufflevector(of[1], of[3], 0, 1, 4, 5) +
               __builtin_shufflevector(of[1], of[3], 2, 3, 6, 7);
    return __builtin_shufflevector(even, odd, 0, 4, 2, 6) +
           __builtin_shufflevector(even, odd, 1, 5, 3, 7);
}

VECTOR_INLINE void add_quad(double *into, quad more)
{
    quad sum;
    memcpy(&sum, into, sizeof sum);
    sum += more;
    memcpy(into, &sum, sizeof sum);
}

VECTOR_INLINE void add_amounts(const double *x, double *sum, double *square)
{
    quad sums[MOMENTS_AMOUNTS], squares[MOMENTS_AMOUNTS];
#pragma GCC unroll 4
    for (int k = 0; k < MOMENTS_AMOUNTS; k++) {
        struct halves lanes = load_amounts(x + k * MOMENTS_LANES);
        sums[k] = lanes.first + lanes.last;
        squares[k] = multiply(lanes, lanes);
    }
    add_quad(sum, fold(sums));
    add_quad(square, fold(squares));
}

/* ---- Counts ---- */

/* The squares of eight counts up to this add up to no more than a number holds. */
enum { MOST_MULTIPLIED = (1 << 14) - 1 };

VECTOR_INLINE eight load_counts(const int32_t *x)
{
    eight lanes;
    memcpy(&lanes, x, sizeof lanes);
    return lanes;
}

/* What each of eight adds up to. */
VECTOR_INLINE eight fold_counts(const eight of[MOMENTS_COUNTS])
{
    eight two[4], four[2];
#pragma GCC unroll 4
    for (int i = 0; i < 4; i++)
        two[i] = __builtin_shufflevector(of[2 * i], of[2 * i + 1], 0, 8, 1, 9, 4, 12, 5, 13) +
                 __builtin_shufflevector(of[2 * i], of[2 * i + 1], 2, 10, 3, 11, 6, 14, 7, 15);
#pragma GCC unroll 2
    for (int i = 0; i < 2; i++)
        four[i] =
            __builtin_shufflevector(two[2 * i], two[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
            __builtin_shufflevector(two[2 * i], two[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
    return __builtin_shufflevector(four[0], four[1], 0, 1, 2, 3, 8, 9, 10, 11) +
           __builtin_shufflevector(four[0], four[1], 4, 5, 6, 7, 12, 13, 14, 15);
}

VECTOR_INLINE struct halves amounts_of(eight x)
{
    return (struct halves){
        __builtin_convertvector(__builtin_shufflevector(x, x, 0, 1, 2, 3), quad),
        __builtin_convertvector(__builtin_shufflevector(x, x, 4, 5, 6, 7), quad)};
}

VECTOR_INLINE void add_eight(double *into, eight more)
{
    struct halves amounts = amounts_of(more);
    add_quad(into, amounts.first);
    add_quad(into + MOMENTS_AMOUNTS, amounts.last);
}

/* The product of counts of any size. */
static double product_of(const int32_t *y, const int32_t *x)
{
    double sum = 0.0;
    for (int lane = 0; lane < MOMENTS_LANES; lane++)
        sum += (double)y[lane] * (double)x[lane];
    return sum;
}

/* `large`: some are not to be multiplied side by side. */
VECTOR_INLINE void add_counts(const int32_t *x, double *sum, double *square, bool large)
{
    eight of[MOMENTS_COUNTS];
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++)
        of[k] = load_counts(x + k * MOMENTS_LANES);
    add_eight(sum, fold_counts(of));
    for (int k = 0; large && k < MOMENTS_COUNTS; k++)
        square[k] += product_of(x + k * MOMENTS_LANES, x + k * MOMENTS_LANES);
    if (large)
        return;
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++)
        of[k] *= of[k];
    add_eight(square, fold_counts(of));
}

/* ---- Cells ---- */

/* What replications came to in one cell, and where it is added up. */
struct cell {
    struct moments_lanes lanes;
    int n_amounts, n_counts;
    double *sum, *square, *product;
    bool large; /* some counts are not to be multiplied side by side: too large, or below 0 */
};

VECTOR_INLINE bool any_large(const struct cell *cell)
{
    eight any = {0};
    for (int q = 0; q < cell->n_counts; q++)
        any |= load_counts(cell->lanes.count + q * MOMENTS_LANES);
    return any_negative(any | (MOST_MULTIPLIED - any));
}

/* The lanes of one quantity. */
VECTOR_INLINE struct halves lanes_of(const struct cell *cell, int quantity)
{
    return quantity < cell->n_amounts
               ? load_amounts(cell->lanes.amount + quantity * MOMENTS_LANES)
               : amounts_of(load_counts(
                     cell->lanes.count + (quantity - cell->n_amounts) * MOMENTS_LANES));
}

/* Products of two counts. */
VECTOR_INLINE void multiply_counts(
    const struct cell *cell, const int *y, const int *x, double *product)
{
    const int32_t *count = cell->lanes.count - cell->n_amounts * MOMENTS_LANES;
    eight of[MOMENTS_COUNTS];
    for (int k = 0; cell->large && k < MOMENTS_COUNTS; k++)
        product[k] += product_of(count + y[k] * MOMENTS_LANES, count + x[k] * MOMENTS_LANES);
    if (cell->large)
        return;
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++)
        of[k] = load_counts(count + y[k] * MOMENTS_LANES) *
                load_counts(count + x[k] * MOMENTS_LANES);
    add_eight(product, fold_counts(of));
}

VECTOR_INLINE void multiply_others(
    const struct cell *cell, const int *y, const int *x, double *product)
{
    quad of[MOMENTS_AMOUNTS];
    for (int k = 0; k < MOMENTS_AMOUNTS; k++)
        of[k] = multiply(lanes_of(cell, y[k]), lanes_of(cell, x[k]));
    add_quad(product, fold(of));
}

/* Whether any of eight, or four, quantities is used. */
VECTOR_INLINE bool any_used(const bool *used, size_t n)
{
    uint64_t bytes = 0;
    memcpy(&bytes, used, n);
    return bytes != 0;
}

/* Most quantities of a campaign are 0 in most configs: those are left out. */
VECTORISED static void add_cell(
    struct cell *cell, const struct products *products, const bool *used)
{
    cell->large = any_large(cell);
    for (int q = 0; q < cell->n_amounts; q += MOMENTS_AMOUNTS)
        if (any_used(used + q, MOMENTS_AMOUNTS))
            add_amounts(
                cell->lanes.amount + q * MOMENTS_LANES, cell->sum + q, cell->square + q);
    for (int q = 0, at = cell->n_amounts; q < cell->n_counts;
         q += MOMENTS_COUNTS, at += MOMENTS_COUNTS)
        if (any_used(used + at, MOMENTS_COUNTS))
            add_counts(cell->lanes.count + q * MOMENTS_LANES, cell->sum + at, cell->square + at,
                cell->large);
    for (int i = 0; i < products->n_whole; i += MOMENTS_COUNTS)
        multiply_counts(cell, products->y + i, products->x + i, cell->product + i);
    for (int i = products->n_whole; i < products->n; i += MOMENTS_AMOUNTS)
        multiply_others(cell, products->y + i, products->x + i, cell->product + i);
}

void moments_add(struct moments *moments, struct moments_lanes lanes, const bool *used, int n)
{
    const struct moments_layout *layout = &moments->layout;
    struct cell cell = {.lanes = lanes,
        .n_amounts = layout->amounts,
        .n_counts = layout->quantities - layout->amounts,
        .sum = moments->sum,
        .square = moments->square,
        .product = moments->product};
    moments->n += (uint64_t)n;
    for (int i = 0; i < layout->cells; i++) {
        add_cell(&cell, &moments->products, used);
        cell.lanes.amount += cell.n_amounts * MOMENTS_LANES;
        cell.lanes.count += cell.n_counts * MOMENTS_LANES;
        cell.sum += layout->quantities;
        cell.square += layout->quantities;
        cell.product += moments->products.n;
    }
}

void moments_merge(struct moments *into, const struct moments *next)
{
    double *restrict sum = into->sum;
    const double *restrict more = next->sum;
    into->n += next->n;
    for (size_t i = 0; i < moments_size(into); i++)
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
    const struct products *products = &moments->products;
    int at = products->of[pair];
    size_t base = (size_t)cell * (size_t)layout->quantities;
    size_t y = base + (size_t)products->y[at], x = base + (size_t)products->x[at];
    return (struct ratio_sums){
        .y = moments->sum[y],
        .x = moments->sum[x],
        .yy = moments->square[y],
        .xx = moments->square[x],
        .xy = moments->product[(size_t)cell * (size_t)products->n + (size_t)at],
    };
}
