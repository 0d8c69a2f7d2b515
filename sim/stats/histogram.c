/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "histogram.h"

#include "memory.h"
#include "vector.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void histogram_init(struct histogram *histogram, double unit)
{
    *histogram = (struct histogram){
        .unit = unit, .per_unit = 1.0 / unit, .low = INFINITY, .high = -INFINITY};
}

void histogram_init_exact(struct histogram *histogram, enum histogram_kind kind)
{
    histogram_init(histogram, 1.0);
    histogram->kind = kind;
}

void histogram_free(struct histogram *histogram)
{
    memory_free(histogram->bins[0]);
    memory_free(histogram->bins[1]);
    pair_counts_free(&histogram->exact);
    memset(histogram, 0, sizeof *histogram);
}

/* Most bins are empty: they are looked at a block at a time. */
static bool is_empty(const uint32_t *bins)
{
    uint32_t any = 0;
    for (int i = 0; i < HISTOGRAM_BLOCK; i++)
        any |= bins[i];
    return any == 0;
}

static void grow(struct histogram *histogram, int sign, int size)
{
    if (size <= histogram->size[sign])
        return;
    size = (size + HISTOGRAM_BLOCK - 1) / HISTOGRAM_BLOCK * HISTOGRAM_BLOCK;
    uint32_t *bins = memory_resize(histogram->bins[sign], (size_t)size, sizeof *bins);
    memset(
        bins + histogram->size[sign], 0, (size_t)(size - histogram->size[sign]) * sizeof *bins);
    histogram->bins[sign] = bins;
    histogram->size[sign] = size;
}

/* Below half of the exact values the bin is the number of units; from there on, as an octave
 * has that many bins, it is what the exponent and the leading digits of the number read as one.
 */
enum { HALF = HISTOGRAM_EXACT / 2, DIGITS = 52 - (HISTOGRAM_EXACT_BITS - 1) };
#define READ_AS_ONE ((1023 + HISTOGRAM_EXACT_BITS - 1) * HALF - HALF)
/* A number that is added to this is rounded to a whole one, which its last bits are. */
#define WHOLE 0x1p52

/* A comparison of quads gives a mask: all bits of what is true. */
typedef int64_t quad_bits __attribute__((vector_size(32)));
typedef int32_t quad_places __attribute__((vector_size(16)));

#define CHOOSE(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

_Static_assert(HISTOGRAM_LANES == 8, "two times four");

static inline quad_places rows_of(const double *value, double per_unit)
{
    quad x;
    memcpy(&x, value, sizeof x);
    quad_bits negative = x < 0.0;
    quad units = (quad)((quad_bits)x & INT64_MAX) * per_unit + 0.5;
    quad_bits counted = units < INFINITY, fits = units < HISTOGRAM_LARGEST;
    units = (quad)CHOOSE(fits, (quad_bits)units, (quad_bits)((quad){0} + HISTOGRAM_LARGEST));
    quad whole = units + WHOLE;
    quad_bits above = whole - WHOLE > units; /* rounded up: one too many */
    quad_bits small = (quad_bits)whole - (quad_bits)((quad){0} + WHOLE) + above;
    quad_bits large = ((quad_bits)units >> DIGITS) - READ_AS_ONE;
    quad_bits bin = CHOOSE(units < HALF, small, large);
    bin = CHOOSE(counted, bin ^ (negative & (bin > 0)), HISTOGRAM_NO_CODE);
    return __builtin_convertvector(bin, quad_places);
}

static inline void note_places(int16_t *code, quad_places first, quad_places second)
{
    typedef int16_t places __attribute__((vector_size(16)));
    places all = __builtin_convertvector(
        __builtin_shufflevector(first, second, 0, 1, 2, 3, 4, 5, 6, 7), places);
    memcpy(code, &all, sizeof all);
}

VECTORISED void histogram_bins_of(
    const double *value, const int *at, const double *per_unit, int16_t *code, int rows)
{
    for (int i = 0; i < rows; i++, code += HISTOGRAM_ROW)
        note_places(
            code, rows_of(value + at[i], per_unit[i]), rows_of(value + at[i] + 4, per_unit[i]));
}

VECTORISED bool histogram_whole_bins(
    const double *value, const int *at, int16_t *code, int rows)
{
    bool any_large = false;
    for (int i = 0; i < rows; i++, code += HISTOGRAM_ROW) {
        quad x, y;
        memcpy(&x, value + at[i], sizeof x);
        memcpy(&y, value + at[i] + 4, sizeof y);
        quad_bits large_x = ~(x < HISTOGRAM_EXACT), large_y = ~(y < HISTOGRAM_EXACT);
        quad_bits large = large_x | large_y;
        if ((large[0] | large[1] | large[2] | large[3]) != 0) {
            any_large = true;
            x = (quad)CHOOSE(large_x, (quad_bits)((quad){0} + HISTOGRAM_NO_CODE), (quad_bits)x);
            y = (quad)CHOOSE(large_y, (quad_bits)((quad){0} + HISTOGRAM_NO_CODE), (quad_bits)y);
        }
        note_places(code, __builtin_convertvector(x, quad_places),
            __builtin_convertvector(y, quad_places));
    }
    return any_large;
}

/* ---- Shares and ratios ---- */

/* Shares with x up to here have a bin each: those of x come after those of x - 1. Ratios have
 * one where both numbers are small: RATIO_Y for each x. All bins are codes. */
enum { SHARE_X = 254, RATIO_X = 63, RATIO_Y = 512 };
_Static_assert((SHARE_X + 1) * (SHARE_X + 2) / 2 <= HISTOGRAM_NO_CODE, "codes are short");
_Static_assert(RATIO_X *RATIO_Y + RATIO_Y - 2 < HISTOGRAM_NO_CODE, "codes are short");

/* The code of a pair, x > 0; HISTOGRAM_NO_CODE: it has none. */
static inline int ratio_code(enum histogram_kind kind, double y, double x)
{
    if (kind == HISTOGRAM_SHARES)
        return x <= SHARE_X && y <= x ? (int)x * ((int)x + 1) / 2 + (int)y : HISTOGRAM_NO_CODE;
    return x <= RATIO_X && y < RATIO_Y - 1 ? (int)x * RATIO_Y + (int)y : HISTOGRAM_NO_CODE;
}

/* The pair of a bin. */
static struct pair_count ratio_of_bin(enum histogram_kind kind, int bin)
{
    if (kind == HISTOGRAM_RATIOS)
        return (struct pair_count){
            .y = (uint64_t)(bin % RATIO_Y), .x = (uint64_t)(bin / RATIO_Y)};
    int x = (int)((sqrt(8.0 * bin + 1.0) - 1.0) / 2.0);
    x += (x + 1) * (x + 2) / 2 <= bin;
    x -= x * (x + 1) / 2 > bin;
    return (struct pair_count){.y = (uint64_t)(bin - x * (x + 1) / 2), .x = (uint64_t)x};
}

bool histogram_ratio_bins(
    enum histogram_kind kind, const double *y, const double *x, int16_t *code)
{
    bool any = false;
    for (int lane = 0; lane < HISTOGRAM_LANES; lane++) {
        bool defined = x[lane] > 0.0;
        code[lane] =
            (int16_t)(defined ? ratio_code(kind, y[lane], x[lane]) : HISTOGRAM_NO_CODE);
        any |= defined && code[lane] == HISTOGRAM_NO_CODE;
    }
    return any;
}

void histogram_add_ratio(struct histogram *histogram, double y, double x)
{
    if (!(x > 0.0))
        return;
    int bin = ratio_code(histogram->kind, y, x);
    histogram->n++;
    if (bin == HISTOGRAM_NO_CODE) {
        pair_counts_add(&histogram->exact, (uint64_t)y, (uint64_t)x, 1);
        return;
    }
    grow(histogram, 0, bin + 1);
    histogram->bins[0][bin]++;
}

/* ---- Counting ---- */

void histogram_note_extremes(struct histogram *histogram, const double *value, int n)
{
    double low = histogram->low, high = histogram->high;
    if (histogram->kind != HISTOGRAM_AMOUNTS)
        return;
    for (int i = 0; i < n; i++) {
        low = value[i] < low ? value[i] : low;
        high = value[i] > high && value[i] < INFINITY ? value[i] : high;
    }
    histogram->low = low;
    histogram->high = high;
}

void histogram_count_row(struct histogram *histogram, const int16_t code[HISTOGRAM_ROW])
{
    int n = 0;
    for (int i = 0; i < HISTOGRAM_ROW; i++) {
        int sign = code[i] < 0, bin = sign ? ~code[i] : code[i];
        if (bin == HISTOGRAM_NO_CODE)
            continue;
        if (bin >= histogram->size[sign])
            grow(histogram, sign, bin + 1);
        histogram->bins[sign][bin]++;
        n++;
    }
    histogram->n += (uint64_t)n;
}

void histogram_add(struct histogram *histogram, double value)
{
    if (isnan(value))
        return;
    histogram->n++;
    if (value == INFINITY) {
        histogram->infinite++;
        return;
    }
    if (histogram->kind == HISTOGRAM_WHOLE && value >= HISTOGRAM_EXACT) {
        pair_counts_add(&histogram->exact, (uint64_t)value, 1, 1);
        return;
    }
    histogram_note_extremes(histogram, &value, 1);
    double units = fmin(fabs(value) * histogram->per_unit + 0.5, HISTOGRAM_LARGEST);
    int sign = value < 0.0 && units >= 1.0;
    int bin = histogram_bin((uint64_t)units);
    grow(histogram, sign, bin + 1);
    histogram->bins[sign][bin]++;
}

void histogram_add_zeros(struct histogram *histogram, uint64_t n)
{
    if (n == 0)
        return;
    grow(histogram, 0, 1);
    histogram->n += n;
    histogram->bins[0][0] += (uint32_t)n;
    histogram_note_extremes(histogram, &(double){0.0}, 1);
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
    into->n += from->n;
    into->infinite += from->infinite;
    into->low = fmin(into->low, from->low);
    into->high = fmax(into->high, from->high);
    pair_counts_merge(&into->exact, &from->exact);
    for (int sign = 0; sign < 2; sign++) {
        size_t size = (size_t)from->size[sign] * sizeof *from->bins[sign];
        if (into->size[sign] == 0 && size > 0) {
            into->bins[sign] = memcpy(memory_new(1, size), from->bins[sign], size);
            into->size[sign] = from->size[sign];
            continue;
        }
        grow(into, sign, from->size[sign]);
        for (int i = 0; i < from->size[sign]; i++)
            into->bins[sign][i] += from->bins[sign][i];
    }
}

/* An amount of a bin is known to 2^shift units. */
static int bin_shift(int bin)
{
    return bin < HISTOGRAM_EXACT ? 0 : bin / (HISTOGRAM_EXACT / 2) - 1;
}

/* The value `part` (0 to 1) of the way through a bin; exact bins have one value. */
static double bin_value(const struct histogram *histogram, int sign, int bin, double part)
{
    int shift = bin_shift(bin);
    double width = ldexp(1.0, shift);
    double start = ldexp((double)(bin - shift * (HISTOGRAM_EXACT / 2)), shift);
    double units = width > 1.0 ? start - 0.5 + width * (sign ? 1.0 - part : part) : start;
    return (sign ? -units : units) / histogram->per_unit;
}

/* The multiple of `step`, a power of ten, that is nearest to `value` of those from `low` to
 * `high`; where there is none, what is nearest of these two. */
static double nearest_multiple(double value, double step, double low, double high)
{
    double steps = round(value / step);
    if (steps * step < low)
        steps = ceil(low / step);
    if (steps * step > high)
        steps = floor(high / step);
    /* Of tenths a quotient has fewer digits than a product. */
    double multiple = step < 1.0 ? steps / round(1.0 / step) : steps * step;
    return fmin(fmax(multiple, low), high);
}

/* What is told of an amount in a bin: no more digits than the bin is wide, nor than all amounts
 * lie apart. The least and the greatest are known. Steps are larger from octave to octave, so
 * that an amount is not rounded out of its own: quantiles would fall. */
static double told_amount(
    const struct histogram *histogram, int sign, int bin, double value, double rank)
{
    bool noted = histogram->low <= histogram->high;
    double low = noted ? histogram->low : -INFINITY;
    double high = noted ? histogram->high : INFINITY;
    int shift = bin_shift(bin);
    if (shift == 0 || low == high)
        return fmin(fmax(value, low), high);
    if (noted && rank <= 1.0)
        return low;
    if (noted && rank >= (double)(histogram->n - histogram->infinite))
        return high;
    double width = fmin(ldexp(histogram->unit, shift), high - low);
    double step = pow(10.0, ceil(log10(width) - 1e-9));
    double octave = ldexp(histogram->unit, shift) * (HISTOGRAM_EXACT / 2);
    low = sign ? low : fmax(low, octave);
    high = sign ? fmin(high, -octave) : high;
    return nearest_multiple(value, step, low, high);
}

/* How far a search for quantiles has come. */
struct search {
    const struct histogram *histogram;
    const double *p;
    double *quantile;
    int n, next;
    double seen; /* values below those of the bin at hand */
};

static double rank_of(const struct search *search)
{
    return fmax(ceil(search->p[search->next] * (double)search->histogram->n - 1e-9), 1.0);
}

static void search_bin(struct search *search, int sign, int bin)
{
    double here = search->histogram->bins[sign][bin];
    if (here == 0.0)
        return;
    while (search->next < search->n && search->seen + here >= rank_of(search)) {
        double rank = rank_of(search), part = (rank - search->seen - 0.5) / here;
        double value = bin_value(search->histogram, sign, bin, part);
        search->quantile[search->next++] =
            told_amount(search->histogram, sign, bin, value, rank);
    }
    search->seen += here;
}

/* Every whole number or ratio that was counted, with how often, into `list`; returns how many
 * there are. `list` may be NULL. */
static uint64_t list_exact(const struct histogram *histogram, struct pair_count *list)
{
    uint64_t n = 0;
    for (int bin = 0; bin < histogram->size[0]; bin++) {
        if (bin % HISTOGRAM_BLOCK == 0 && is_empty(&histogram->bins[0][bin]))
            bin += HISTOGRAM_BLOCK - 1;
        else if (histogram->bins[0][bin] > 0) {
            if (list != NULL) {
                list[n] = histogram->kind == HISTOGRAM_WHOLE
                              ? (struct pair_count){.y = (uint64_t)bin, .x = 1}
                              : ratio_of_bin(histogram->kind, bin);
                list[n].n = histogram->bins[0][bin];
            }
            n++;
        }
    }
    if (list != NULL)
        pair_counts_list(&histogram->exact, list + n);
    return n + histogram->exact.used;
}

static void search_exact(struct search *search)
{
    const struct histogram *histogram = search->histogram;
    enum { FEW = 256 }; /* mostly there are no more, and need no memory */
    struct pair_count few[FEW], *list = few;
    uint64_t n = list_exact(histogram, NULL);
    if (n > FEW)
        list = memory_new((size_t)n, sizeof *list);
    list_exact(histogram, list);
    if (histogram->kind != HISTOGRAM_WHOLE)
        pair_counts_sort(list, n);
    for (uint64_t i = 0; i < n; i++) {
        search->seen += (double)list[i].n;
        while (search->next < search->n && search->seen >= rank_of(search))
            search->quantile[search->next++] = (double)list[i].y / (double)list[i].x;
    }
    if (list != few)
        memory_free(list);
}

void histogram_quantiles(
    const struct histogram *histogram, const double *p, double *quantile, int n)
{
    struct search search = {histogram, p, quantile, n, 0, 0.0};
    for (int i = 0; i < n; i++)
        quantile[i] = histogram->n == 0 ? NAN : INFINITY;
    if (histogram->n == 0)
        return;
    if (histogram->kind != HISTOGRAM_AMOUNTS) {
        search_exact(&search);
        return;
    }
    for (int sign = 1; sign >= 0; sign--)
        for (int i = 0; i < histogram->size[sign] && search.next < n; i++) {
            int bin = sign ? histogram->size[sign] - 1 - i : i;
            int block = bin / HISTOGRAM_BLOCK * HISTOGRAM_BLOCK;
            if (i % HISTOGRAM_BLOCK == 0 && is_empty(&histogram->bins[sign][block]))
                i += HISTOGRAM_BLOCK - 1;
            else
                search_bin(&search, sign, bin);
        }
}

double histogram_quantile(const struct histogram *histogram, double p)
{
    double quantile = NAN;
    histogram_quantiles(histogram, &p, &quantile, 1);
    return quantile;
}
