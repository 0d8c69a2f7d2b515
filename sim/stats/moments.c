/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moments.h"

#include "memory.h"
#include "vector.h"

#include <stdlib.h>
#include <string.h>

/* Replications that are added at once. */
enum { AT_ONCE = 8 };
_Static_assert((int)AT_ONCE == 2 * MOMENTS_AMOUNTS, "two times four");
_Static_assert((int)AT_ONCE == (int)MOMENTS_COUNTS, "eight lanes of eight counts");
_Static_assert((int)MOMENTS_LANES == 4 * AT_ONCE, "four times eight");

/* ---- Where sums lie ---- */

static enum product_kind kind_of(const struct moments_layout *layout, struct quantity_pair pair)
{
    int amounts = (pair.y < layout->amounts) + (pair.x < layout->amounts);
    return (enum product_kind)amounts;
}

/* Where a quantity lies in the lanes of its kind. */
static size_t place_of(const struct moments_layout *layout, int quantity)
{
    int at = quantity < layout->amounts ? quantity : quantity - layout->amounts;
    return (size_t)at * MOMENTS_LANES;
}

/* Gives the pairs of one kind their places, from `n` on in so many at a time; returns the end.
 */
static int place_pairs(struct products *products, const struct moments_layout *layout,
    enum product_kind kind, int n, int at_once)
{
    for (int p = 0; p < layout->pairs; p++) {
        struct quantity_pair pair = layout->pair[p];
        if (pair.x < 0 || kind_of(layout, pair) != kind)
            continue;
        bool amount_first = pair.y < layout->amounts;
        products->of[p] = n;
        products->one[n] = place_of(layout, amount_first ? pair.y : pair.x);
        products->other[n++] = place_of(layout, amount_first ? pair.x : pair.y);
    }
    for (; n % at_once != 0; n++) {
        products->one[n] = products->one[n - 1];
        products->other[n] = products->other[n - 1];
    }
    return n;
}

static void init_products(struct products *products, const struct moments_layout *layout)
{
    size_t pairs = (size_t)layout->pairs;
    size_t most = pairs + MOMENTS_COUNTS + 2 * MOMENTS_AMOUNTS;
    int n = 0;
    products->of = memory_new(pairs, sizeof *products->of);
    products->pair = memory_new(pairs, sizeof *products->pair);
    products->one = memory_new(2 * most, sizeof *products->one);
    products->other = products->one + most;
    if (pairs > 0)
        memcpy(products->pair, layout->pair, pairs * sizeof *products->pair);
    for (int kind = 0; kind < N_PRODUCT_KINDS; kind++) {
        products->first[kind] = n;
        n = place_pairs(products, layout, (enum product_kind)kind, n,
            kind == OF_COUNTS ? MOMENTS_COUNTS : MOMENTS_AMOUNTS);
    }
    products->first[N_PRODUCT_KINDS] = n;
}

static int products_of(const struct moments *moments)
{
    return moments->products.first[N_PRODUCT_KINDS];
}

static size_t values(const struct moments *moments)
{
    return (size_t)moments->layout.cells * (size_t)moments->layout.quantities;
}

size_t moments_size(const struct moments *moments)
{
    return 2 * values(moments) + (size_t)moments->layout.cells * (size_t)products_of(moments);
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
    moments->layout.pair = moments->products.pair;
    moments->live = memory_new((size_t)layout.quantities, sizeof *moments->live);
    *moments = moments_at(moments, 0, memory_new(moments_size(moments), sizeof(double)));
}

void moments_free(struct moments *moments)
{
    memory_free(moments->sum);
    memory_free(moments->live);
    memory_free(moments->products.of);
    memory_free(moments->products.pair);
    memory_free(moments->products.one);
    memset(moments, 0, sizeof *moments);
}

void moments_clear(struct moments *moments)
{
    moments->n = 0;
    memset(moments->sum, 0, moments_size(moments) * sizeof(double));
}

/* ---- Amounts ---- */

/* Eight lanes of one quantity. */
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

VECTOR_INLINE quad load_quad(const double *x)
{
    quad four;
    memcpy(&four, x, sizeof four);
    return four;
}

VECTOR_INLINE void add_amounts(const double *x, double *sum, double *square)
{
    quad all = load_quad(sum), all_squares = load_quad(square);
    for (int lane = 0; lane < MOMENTS_LANES; lane += AT_ONCE) {
        quad sums[MOMENTS_AMOUNTS], squares[MOMENTS_AMOUNTS];
#pragma GCC unroll 4
        for (int k = 0; k < MOMENTS_AMOUNTS; k++) {
            struct halves lanes = load_amounts(x + k * MOMENTS_LANES + lane);
            sums[k] = lanes.first + lanes.last;
            squares[k] = multiply(lanes, lanes);
        }
        all += fold(sums);
        all_squares += fold(squares);
    }
    memcpy(sum, &all, sizeof all);
    memcpy(square, &all_squares, sizeof all_squares);
}

/* ---- Counts ---- */

/* Where four counts add up to no more than this their squares and products do to no more than
 * its square, eight of which a number holds. */
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

VECTOR_INLINE void add_quad(double *into, quad more)
{
    quad sum = load_quad(into) + more;
    memcpy(into, &sum, sizeof sum);
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

/* Eight counts of any size. */
static void add_large(const int32_t *x, double *sum, double *square)
{
    for (int k = 0; k < MOMENTS_COUNTS; k++, x += MOMENTS_LANES) {
        for (int lane = 0; lane < MOMENTS_LANES; lane++)
            sum[k] += (double)x[lane];
        square[k] += product_of(x, x);
    }
}

/* Eight lanes of four, added up. */
VECTOR_INLINE eight sum_lanes(const int32_t *x)
{
    return load_counts(x) + load_counts(x + AT_ONCE) + load_counts(x + 2 * AT_ONCE) +
           load_counts(x + 3 * AT_ONCE);
}

VECTOR_INLINE eight multiply_lanes(const int32_t *y, const int32_t *x)
{
    eight sum = load_counts(y) * load_counts(x);
#pragma GCC unroll 4
    for (int lane = AT_ONCE; lane < MOMENTS_LANES; lane += AT_ONCE)
        sum += load_counts(y + lane) * load_counts(x + lane);
    return sum;
}

/* Returns whether some are too large to be multiplied side by side. */
VECTOR_INLINE bool add_counts(const int32_t *x, double *sum, double *square)
{
    eight of[MOMENTS_COUNTS], any = {0};
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++) {
        of[k] = sum_lanes(x + k * MOMENTS_LANES);
        any |= of[k];
    }
    if (any_negative(MOST_MULTIPLIED - any)) {
        add_large(x, sum, square);
        return true;
    }
    add_eight(sum, fold_counts(of));
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++)
        of[k] = multiply_lanes(x + k * MOMENTS_LANES, x + k * MOMENTS_LANES);
    add_eight(square, fold_counts(of));
    return false;
}

/* ---- Products ---- */

VECTOR_INLINE void multiply_counts(
    const int32_t *count, const size_t *y, const size_t *x, double *product)
{
    eight of[MOMENTS_COUNTS];
#pragma GCC unroll 8
    for (int k = 0; k < MOMENTS_COUNTS; k++)
        of[k] = multiply_lanes(count + y[k], count + x[k]);
    add_eight(product, fold_counts(of));
}

VECTOR_INLINE void multiply_both(const struct moments_lanes *lanes, const size_t *amount,
    const size_t *count, double *product)
{
    quad all = load_quad(product);
    for (int lane = 0; lane < MOMENTS_LANES; lane += AT_ONCE) {
        quad of[MOMENTS_AMOUNTS];
#pragma GCC unroll 4
        for (int k = 0; k < MOMENTS_AMOUNTS; k++)
            of[k] = multiply(load_amounts(lanes->amount + amount[k] + lane),
                amounts_of(load_counts(lanes->count + count[k] + lane)));
        all += fold(of);
    }
    memcpy(product, &all, sizeof all);
}

VECTOR_INLINE void multiply_amounts(
    const double *amount, const size_t *y, const size_t *x, double *product)
{
    quad all = load_quad(product);
    for (int lane = 0; lane < MOMENTS_LANES; lane += AT_ONCE) {
        quad of[MOMENTS_AMOUNTS];
#pragma GCC unroll 4
        for (int k = 0; k < MOMENTS_AMOUNTS; k++)
            of[k] = multiply(
                load_amounts(amount + y[k] + lane), load_amounts(amount + x[k] + lane));
        all += fold(of);
    }
    memcpy(product, &all, sizeof all);
}

/* ---- Cells ---- */

/* What replications came to in one cell, and where it is added up. */
struct cell {
    struct moments_lanes lanes;
    double *sum, *square, *product;
};

/* Fours of amounts and eights of counts that are not 0 throughout, by the first; most
 * quantities of a campaign are in most configs. */
struct live {
    int n_amounts, n_counts, amounts_before; /* counts come after so many amounts */
    int *amounts, *counts;
};

VECTOR_INLINE void add_all_counts(
    const struct cell *cell, const struct live *live, const struct products *products)
{
    const int32_t *count = cell->lanes.count;
    double *sum = cell->sum + live->amounts_before,
           *square = cell->square + live->amounts_before;
    bool large = false;
    for (int i = 0; i < live->n_counts; i++) {
        int q = live->counts[i];
        large |= add_counts(count + q * MOMENTS_LANES, sum + q, square + q);
    }
    for (int i = 0; i < products->first[OF_BOTH] && large; i++)
        cell->product[i] += product_of(count + products->one[i], count + products->other[i]);
    for (int i = 0; i < products->first[OF_BOTH] && !large; i += MOMENTS_COUNTS)
        multiply_counts(count, products->one + i, products->other + i, cell->product + i);
}

VECTORISED static void add_cell(
    const struct cell *cell, const struct live *live, const struct products *products)
{
    const double *amount = cell->lanes.amount;
    for (int i = 0; i < live->n_amounts; i++) {
        int q = live->amounts[i];
        add_amounts(amount + q * MOMENTS_LANES, cell->sum + q, cell->square + q);
    }
    add_all_counts(cell, live, products);
    for (int i = products->first[OF_BOTH]; i < products->first[OF_AMOUNTS];
         i += MOMENTS_AMOUNTS)
        multiply_both(&cell->lanes, products->one + i, products->other + i, cell->product + i);
    for (int i = products->first[OF_AMOUNTS]; i < products->first[N_PRODUCT_KINDS];
         i += MOMENTS_AMOUNTS)
        multiply_amounts(amount, products->one + i, products->other + i, cell->product + i);
}

/* Lists the first of each `at_once` of `n` quantities of which any is used; returns how many.
 */
static int list_used(const bool *used, int n, int at_once, int *list)
{
    int n_used = 0;
    for (int q = 0; q < n; q++)
        if (used[q] && (n_used == 0 || list[n_used - 1] != q / at_once * at_once))
            list[n_used++] = q / at_once * at_once;
    return n_used;
}

void moments_add(struct moments *moments, struct moments_lanes lanes, const bool *used, int n)
{
    const struct moments_layout *layout = &moments->layout;
    int amounts = layout->amounts, counts = layout->quantities - amounts;
    struct live live = {
        .amounts_before = amounts, .amounts = moments->live, .counts = moments->live + amounts};
    struct cell cell = {lanes, moments->sum, moments->square, moments->product};
    live.n_amounts = list_used(used, amounts, MOMENTS_AMOUNTS, live.amounts);
    live.n_counts = list_used(used + amounts, counts, MOMENTS_COUNTS, live.counts);
    moments->n += (uint64_t)n;
    for (int i = 0; i < lanes.cells; i++) {
        add_cell(&cell, &live, &moments->products);
        cell.lanes.amount += amounts * MOMENTS_LANES;
        cell.lanes.count += counts * MOMENTS_LANES;
        cell.sum += layout->quantities;
        cell.square += layout->quantities;
        cell.product += products_of(moments);
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
    struct quantity_pair of = products->pair[pair];
    size_t base = (size_t)cell * (size_t)layout->quantities;
    size_t y = base + (size_t)of.y, x = base + (size_t)of.x;
    return (struct ratio_sums){
        .y = moments->sum[y],
        .x = moments->sum[x],
        .yy = moments->square[y],
        .xx = moments->square[x],
        .xy = moments->product[cell * products_of(moments) + products->of[pair]],
    };
}
