/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pair_counts.h"

#include <stdbool.h>
#include <stdint.h>

/* How values are distributed. Counts are whole numbers, so histograms merge in any order.
 *
 * Amounts, in memory that does not grow with their number: whole multiples of `unit` below
 * 1,024 of them are counted exactly, larger ones in bins 0.1 to 0.2 % wide (log-linear, as in
 * G. Tene's HdrHistogram).
 *
 * Whole numbers of 0 or more, ratios y / x of two of them, and shares, which are ratios with
 * y <= x: exactly. Small ones have a bin each, others are counted pair by pair. */
enum histogram_kind {
    HISTOGRAM_AMOUNTS,
    HISTOGRAM_WHOLE,
    HISTOGRAM_SHARES,
    HISTOGRAM_RATIOS,
};
enum { HISTOGRAM_BLOCK = 16 };

/* A value is counted under a code: the number of its bin, or of an amount below 0 ~ that. Codes
 * rise with values. There are bins from the least to the greatest code so far only. */
struct histogram {
    enum histogram_kind kind;
    int first, size;       /* code of the first bin, and bins: multiples of HISTOGRAM_BLOCK */
    uint32_t *bins;        /* [size]; NULL: nothing was counted yet */
    double unit, per_unit; /* per_unit = 1 / unit */
    uint64_t n;            /* values counted, infinite ones included */
    uint64_t infinite;     /* values of +infinity: above all others */
    double low, high;      /* of amounts: the extremes; of none, low > high */
    struct pair_counts exact; /* whole numbers (x = 1) and ratios that have no bin */
};

/* Of amounts. */
void histogram_init(struct histogram *histogram, double unit);

/* Of whole numbers, shares or ratios. */
void histogram_init_exact(struct histogram *histogram, enum histogram_kind kind);
void histogram_free(struct histogram *histogram);

/* Values below 2^EXACT_BITS units have a bin each; above, every octave has 2^(EXACT_BITS-1). */
enum { HISTOGRAM_EXACT_BITS = 10, HISTOGRAM_EXACT = 1 << HISTOGRAM_EXACT_BITS };
#define HISTOGRAM_LARGEST 9.0e15

/* No code is above this, nor below its ~. */
enum { HISTOGRAM_LAST_CODE = INT16_MAX };

/* Codes that a kind can have; numbers that would have others are counted as pairs. */
struct histogram_codes {
    int first, last;
};

static inline struct histogram_codes histogram_codes(enum histogram_kind kind)
{
    return (struct histogram_codes){kind == HISTOGRAM_AMOUNTS ? ~HISTOGRAM_LAST_CODE : 0,
        kind == HISTOGRAM_WHOLE ? HISTOGRAM_EXACT - 1 : HISTOGRAM_LAST_CODE};
}

static inline int histogram_bin(uint64_t units)
{
    if (units < HISTOGRAM_EXACT)
        return (int)units;
    int shift = 64 - HISTOGRAM_EXACT_BITS - __builtin_clzll(units);
    return shift * (HISTOGRAM_EXACT / 2) + (int)(units >> shift);
}

/* HISTOGRAM_SIDE values of replications side by side, counted in eights of which all have a bin
 * already. The others, in which one is new, large, infinite or no number, are left: a bit for
 * each is returned. */
enum { HISTOGRAM_EIGHT = 8, HISTOGRAM_SIDE = 32 };

/* Amounts. */
unsigned histogram_count_amounts(struct histogram *histogram, const double *value);

/* Whole numbers, of 0 or more. */
unsigned histogram_count_whole(struct histogram *histogram, const int32_t *value);

/* Shares or ratios y / x; where x is 0 there is none. */
unsigned histogram_count_ratios(
    struct histogram *histogram, const int32_t *y, const int32_t *x);

/* Counts one value, which may be infinite; NAN is not counted. */
void histogram_add(struct histogram *histogram, double value);

/* Counts a share or a ratio of two whole numbers; x = 0 is not counted. */
void histogram_add_ratio(struct histogram *histogram, double y, double x);

/* Counts `n` values of 0. */
void histogram_add_zeros(struct histogram *histogram, uint64_t n);

/* Gives back the bins before the first and after the last that is not empty. */
void histogram_trim(struct histogram *histogram);

void histogram_merge(struct histogram *into, const struct histogram *from);

/* For each of `n` shares p, which rise, the least value such that a share p of the values is at
 * most that (the inverse of the distribution function). Of whole numbers, shares and ratios one
 * that was counted; of amounts, within a wide bin, by linear interpolation, rounded to the
 * power of ten that is no less than the bin is wide: it has no more digits than are known. The
 * least and the greatest amount are told as they are, and no quantile is outside them. NAN
 * without values. */
void histogram_quantiles(
    const struct histogram *histogram, const double *p, double *quantile, int n);

/* The same for one share. */
double histogram_quantile(const struct histogram *histogram, double p);
