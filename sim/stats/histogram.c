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
    memory_free(histogram->bins);
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

static int block_of(int code)
{
    return code & ~(HISTOGRAM_BLOCK - 1);
}

/* Has a bin for every code from `code` to that of the last of these and those there are. What
 * is made is half as many again, so that bins are moved few times, but none for amounts below 0
 * where there are none. */
static void grow(struct histogram *histogram, int code)
{
    int first = block_of(code), end = first + HISTOGRAM_BLOCK, size = histogram->size;
    int more = block_of(size / 4);
    if (size > 0 && first >= histogram->first) {
        end = end > histogram->first + size + more ? end : histogram->first + size + more;
        first = histogram->first;
    } else if (size > 0) {
        int spare = histogram->first - more;
        first = first < spare || (spare < 0 && first >= 0) ? first : spare;
        end = histogram->first + size;
    }
    if (histogram->kind == HISTOGRAM_WHOLE && end > HISTOGRAM_EXACT)
        end = HISTOGRAM_EXACT; /* larger numbers have none */
    uint32_t *bins = memory_new((size_t)(end - first), sizeof *bins);
    if (size > 0)
        memcpy(bins + (histogram->first - first), histogram->bins, (size_t)size * sizeof *bins);
    memory_free(histogram->bins);
    histogram->bins = bins;
    histogram->first = first;
    histogram->size = end - first;
}

/* The bin of a code, made where there is none. */
static uint32_t *bin_of(struct histogram *histogram, int code)
{
    if (code < histogram->first || code - histogram->first >= histogram->size)
        grow(histogram, code);
    return &histogram->bins[code - histogram->first];
}

/* Below half of the exact values the bin is the number of units; from there on, as an octave
 * has that many bins, it is what the exponent and the leading digits of the number read as one.
 */
enum { HALF = HISTOGRAM_EXACT / 2, DIGITS = 23 - (HISTOGRAM_EXACT_BITS - 1) };
enum { READ_AS_ONE = (127 + HISTOGRAM_EXACT_BITS - 1) * HALF - HALF };
/* In units: of more there is no code. */
#define MOST_AMOUNT 0x1p29

/* A comparison gives a mask: all bits of what is true. */
typedef int64_t quad_bits __attribute__((vector_size(32)));
typedef int32_t four __attribute__((vector_size(16)));
typedef float eight_floats __attribute__((vector_size(32)));

#define CHOOSE(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

_Static_assert(HISTOGRAM_EIGHT == 8, "two times four");

/* Where the bin of code 0 is, or would be. */
static inline uint32_t *bins_from_0(const struct histogram *histogram)
{
    return (uint32_t *)((uintptr_t)histogram->bins -
                        (uintptr_t)histogram->first * sizeof *histogram->bins);
}

VECTOR_INLINE void count_eight(uint32_t *bins, const int32_t *code)
{
#pragma GCC unroll 8
    for (int lane = 0; lane < HISTOGRAM_EIGHT; lane++)
        bins[code[lane]]++;
}

/* Counts the codes of eights that are not left; mostly none is. */
VECTOR_INLINE void count_codes(struct histogram *histogram, const int32_t *code, unsigned left)
{
    uint32_t *bins = bins_from_0(histogram);
    histogram->n += (uint64_t)(HISTOGRAM_SIDE - HISTOGRAM_EIGHT * __builtin_popcount(left));
    if (left != 0) {
        for (int i = 0; i < HISTOGRAM_SIDE; i += HISTOGRAM_EIGHT)
            if ((left >> i / HISTOGRAM_EIGHT & 1) == 0)
                count_eight(bins, code + i);
        return;
    }
#pragma GCC unroll 4
    for (int i = 0; i < HISTOGRAM_SIDE; i += HISTOGRAM_EIGHT)
        count_eight(bins, code + i);
}

/* Whole units of four amounts, rounded away from 0. */
VECTOR_INLINE four whole_units(quad amount, double per_unit, bool may_be_negative)
{
    quad half = (quad){0} + 0.5;
    if (may_be_negative)
        half = (quad)(((quad_bits)amount & INT64_MIN) | (quad_bits)half);
    return __builtin_convertvector(amount * per_unit + half, four);
}

/* As a float has 24 digits a number of more is not to be rounded up into the next bin: after
 * the first ten digits, which tell the bin, comes a 0 then, as the first is a 1. */
VECTOR_INLINE eight bins_of(eight units)
{
    eight_floats x =
        __builtin_convertvector(units & ~(units >> HISTOGRAM_EXACT_BITS), eight_floats);
    eight large = ((eight)x >> DIGITS) - READ_AS_ONE;
    return CHOOSE(units < HALF, units, large);
}

/* Eight amounts. */
struct amounts {
    quad first, last;
};

VECTOR_INLINE struct amounts load_amounts(const double *value)
{
    struct amounts amounts;
    memcpy(&amounts.first, value, sizeof amounts.first);
    memcpy(&amounts.last, value + 4, sizeof amounts.last);
    return amounts;
}

VECTOR_INLINE quad_bits is_between(quad x, double low, double high)
{
    return (quad_bits)((x >= low) & (x <= high));
}

/* Below 0 where one of eight amounts is not between two bounds. */
VECTOR_INLINE eight beyond(struct amounts x, double low, double high)
{
    return (eight)(~(is_between(x.first, low, high) & is_between(x.last, low, high)));
}

/* Those that are not are 0: they may be no whole numbers of units that there are. */
VECTOR_INLINE quad if_between(quad x, double low, double high)
{
    return (quad)((quad_bits)x & is_between(x, low, high));
}

VECTOR_INLINE eight amount_codes(
    struct amounts x, double low, double high, double per_unit, bool may_be_negative)
{
    four first = whole_units(if_between(x.first, low, high), per_unit, may_be_negative);
    four last = whole_units(if_between(x.last, low, high), per_unit, may_be_negative);
    eight units = __builtin_shufflevector(first, last, 0, 1, 2, 3, 4, 5, 6, 7);
    eight negative = units < 0;
    return may_be_negative ? bins_of((units ^ negative) - negative) ^ negative : bins_of(units);
}

/* Between the least and the greatest amount so far all codes have bins. */
VECTOR_INLINE unsigned count_amounts(
    struct histogram *histogram, const double *value, bool may_be_negative)
{
    double per_unit = histogram->per_unit, most = MOST_AMOUNT * histogram->unit;
    double low = may_be_negative && histogram->low < -most ? -most : histogram->low;
    double high = histogram->high < most ? histogram->high : most;
    int32_t code[HISTOGRAM_SIDE];
    eight any = {0};
    unsigned left = 0;
#pragma GCC unroll 4
    for (int i = 0; i < HISTOGRAM_SIDE; i += HISTOGRAM_EIGHT) {
        struct amounts amounts = load_amounts(value + i);
        eight codes = amount_codes(amounts, low, high, per_unit, may_be_negative);
        any |= beyond(amounts, low, high);
        memcpy(code + i, &codes, sizeof codes);
    }
    for (int i = 0; i < HISTOGRAM_SIDE && any_negative(any); i += HISTOGRAM_EIGHT)
        left |= (unsigned)any_negative(beyond(load_amounts(value + i), low, high))
                << i / HISTOGRAM_EIGHT;
    count_codes(histogram, code, left);
    return left;
}

VECTORISED unsigned histogram_count_amounts(struct histogram *histogram, const double *value)
{
    return histogram->low >= 0.0 ? count_amounts(histogram, value, false)
                                 : count_amounts(histogram, value, true);
}

/* Below 0 where a code has no bin. */
VECTOR_INLINE eight without_bin(const struct histogram *histogram, const int32_t *code)
{
    eight place;
    memcpy(&place, code, sizeof place);
    place -= histogram->first;
    return place | (histogram->size - 1 - place);
}

/* Counts codes, and returns which eights are left, as one has no bin. */
VECTOR_INLINE unsigned count_known(struct histogram *histogram, const int32_t *code)
{
    eight any = {0};
    unsigned left = 0;
#pragma GCC unroll 4
    for (int i = 0; i < HISTOGRAM_SIDE; i += HISTOGRAM_EIGHT)
        any |= without_bin(histogram, code + i);
    for (int i = 0; i < HISTOGRAM_SIDE && any_negative(any); i += HISTOGRAM_EIGHT)
        left |= (unsigned)any_negative(without_bin(histogram, code + i)) << i / HISTOGRAM_EIGHT;
    count_codes(histogram, code, left);
    return left;
}

VECTORISED unsigned histogram_count_whole(struct histogram *histogram, const int32_t *value)
{
    return count_known(histogram, value);
}

/* ---- Shares and ratios ---- */

/* Shares with x up to here have a bin each: those of x come after those of x - 1. Ratios have
 * one where both numbers are small: RATIO_Y for each x. */
enum { SHARE_X = 254, RATIO_X = 63, RATIO_Y = 512 };
_Static_assert((SHARE_X + 1) * (SHARE_X + 2) / 2 <= HISTOGRAM_LAST_CODE, "of shares");
_Static_assert(RATIO_X *RATIO_Y + RATIO_Y - 2 <= HISTOGRAM_LAST_CODE, "of ratios");

enum { NO_CODE = 1 << 30 };

/* The code of a pair, x > 0; NO_CODE: it has none. */
static inline int ratio_code(enum histogram_kind kind, double y, double x)
{
    if (kind == HISTOGRAM_SHARES)
        return x <= SHARE_X && y <= x ? (int)x * ((int)x + 1) / 2 + (int)y : NO_CODE;
    return x <= RATIO_X && y < RATIO_Y - 1 ? (int)x * RATIO_Y + (int)y : NO_CODE;
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

/* As ratio_code() has it. */
VECTOR_INLINE eight ratio_codes(enum histogram_kind kind, eight y, eight x)
{
    bool shares = kind == HISTOGRAM_SHARES;
    eight has_bin = x > 0;
    has_bin &= shares ? (x <= SHARE_X) & (y <= x) : (x <= RATIO_X) & (y < RATIO_Y - 1);
    x &= has_bin;
    return CHOOSE(has_bin, (shares ? (x * (x + 1)) >> 1 : x * RATIO_Y) + y, NO_CODE);
}

VECTORISED unsigned histogram_count_ratios(
    struct histogram *histogram, const int32_t *y, const int32_t *x)
{
    int32_t code[HISTOGRAM_SIDE];
#pragma GCC unroll 4
    for (int i = 0; i < HISTOGRAM_SIDE; i += HISTOGRAM_EIGHT) {
        eight top, below;
        memcpy(&top, y + i, sizeof top);
        memcpy(&below, x + i, sizeof below);
        eight codes = ratio_codes(histogram->kind, top, below);
        memcpy(code + i, &codes, sizeof codes);
    }
    return count_known(histogram, code);
}

void histogram_add_ratio(struct histogram *histogram, double y, double x)
{
    if (!(x > 0.0))
        return;
    int code = ratio_code(histogram->kind, y, x);
    histogram->n++;
    if (code == NO_CODE)
        pair_counts_add(&histogram->exact, (uint64_t)y, (uint64_t)x, 1);
    else
        ++*bin_of(histogram, code);
}

/* ---- Counting ---- */

/* Notes the extremes of amounts. */
static void histogram_note_extremes(struct histogram *histogram, const double *value, int n)
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
    int bin = histogram_bin((uint64_t)units);
    ++*bin_of(histogram, value < 0.0 && units >= 1.0 ? ~bin : bin);
}

void histogram_add_zeros(struct histogram *histogram, uint64_t n)
{
    if (n == 0)
        return;
    histogram->n += n;
    *bin_of(histogram, 0) += (uint32_t)n;
    histogram_note_extremes(histogram, &(double){0.0}, 1);
}

void histogram_trim(struct histogram *histogram)
{
    int first = 0, end = histogram->size;
    while (first < end && is_empty(histogram->bins + first))
        first += HISTOGRAM_BLOCK;
    while (first < end && is_empty(histogram->bins + end - HISTOGRAM_BLOCK))
        end -= HISTOGRAM_BLOCK;
    if (end - first == histogram->size)
        return;
    uint32_t *bins = memory_new((size_t)(end - first), sizeof *bins);
    memcpy(bins, histogram->bins + first, (size_t)(end - first) * sizeof *bins);
    memory_free(histogram->bins);
    histogram->bins = bins;
    histogram->first += first;
    histogram->size = end - first;
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
    into->n += from->n;
    into->infinite += from->infinite;
    into->low = fmin(into->low, from->low);
    into->high = fmax(into->high, from->high);
    pair_counts_merge(&into->exact, &from->exact);
    if (from->size == 0)
        return;
    bin_of(into, from->first);
    uint32_t *bins = bin_of(into, from->first + from->size - 1) - (from->size - 1);
    for (int i = 0; i < from->size; i++)
        bins[i] += from->bins[i];
}

/* An amount of a bin is known to 2^shift units. */
static int bin_shift(int bin)
{
    return bin < HISTOGRAM_EXACT ? 0 : bin / (HISTOGRAM_EXACT / 2) - 1;
}

/* The value `part` (0 to 1) of the way through a bin; exact bins have one value. */
static double bin_value(const struct histogram *histogram, bool sign, int bin, double part)
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
    const struct histogram *histogram, bool sign, int bin, double value, double rank)
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

static void search_bin(struct search *search, int code, double here)
{
    bool sign = code < 0;
    int bin = sign ? ~code : code;
    while (search->next < search->n && search->seen + here >= rank_of(search)) {
        double rank = rank_of(search), part = (rank - search->seen - 0.5) / here;
        double value = bin_value(search->histogram, sign, bin, part);
        search->quantile[search->next++] =
            told_amount(search->histogram, sign, bin, value, rank);
    }
    search->seen += here;
}

/* The place of the first bin from `at` on that is not empty; without one the number of bins. */
static int next_bin(const struct histogram *histogram, int at)
{
    while (at < histogram->size && histogram->bins[at] == 0)
        at += at % HISTOGRAM_BLOCK == 0 && is_empty(&histogram->bins[at]) ? HISTOGRAM_BLOCK : 1;
    return at;
}

/* Every whole number or ratio that was counted, with how often, into `list`; returns how many
 * there are. Where these are more than `most`, the list is short of some. */
static uint64_t list_exact(
    const struct histogram *histogram, struct pair_count *list, uint64_t most)
{
    uint64_t n = 0;
    for (int i = next_bin(histogram, 0); i < histogram->size; i = next_bin(histogram, i + 1)) {
        int code = histogram->first + i;
        if (n < most) {
            list[n] = histogram->kind == HISTOGRAM_WHOLE
                          ? (struct pair_count){.y = (uint64_t)code, .x = 1}
                          : ratio_of_bin(histogram->kind, code);
            list[n].n = histogram->bins[i];
        }
        n++;
    }
    if (n + histogram->exact.used <= most)
        pair_counts_list(&histogram->exact, list + n);
    return n + histogram->exact.used;
}

static void search_exact(struct search *search)
{
    const struct histogram *histogram = search->histogram;
    enum { FEW = 256 }; /* mostly there are no more, and need no memory */
    struct pair_count few[FEW], *list = few;
    uint64_t n = list_exact(histogram, list, FEW);
    if (n > FEW) {
        list = memory_new((size_t)n, sizeof *list);
        list_exact(histogram, list, n);
    }
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
    for (int i = next_bin(histogram, 0); i < histogram->size && search.next < n;
         i = next_bin(histogram, i + 1))
        search_bin(&search, histogram->first + i, histogram->bins[i]);
}

double histogram_quantile(const struct histogram *histogram, double p)
{
    double quantile = NAN;
    histogram_quantiles(histogram, &p, &quantile, 1);
    return quantile;
}
