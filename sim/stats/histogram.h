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
enum { HISTOGRAM_BLOCK = 64 };

struct histogram {
    enum histogram_kind kind;
    double unit, per_unit; /* per_unit = 1 / unit */
    uint32_t *bins[2];     /* of values >= 0, and of values < 0 by their size */
    int size[2];           /* multiples of HISTOGRAM_BLOCK */
    uint64_t n;            /* values counted, infinite ones included */
    uint64_t infinite;     /* values of +infinity: above all others */
    double low, high; /* of amounts: the extremes, where they were noted; else low > high */
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

static inline int histogram_bin(uint64_t units)
{
    if (units < HISTOGRAM_EXACT)
        return (int)units;
    int shift = 64 - HISTOGRAM_EXACT_BITS - __builtin_clzll(units);
    return shift * (HISTOGRAM_EXACT / 2) + (int)(units >> shift);
}

/* A code: the number of a value's bin, ~bin for a value below 0, or none for what is not a
 * number or infinite. Many values are counted in two steps, as histograms lie far apart: their
 * codes are noted, HISTOGRAM_LANES at a time, and a whole row of those is counted together. */
enum { HISTOGRAM_NO_CODE = INT16_MAX, HISTOGRAM_LANES = 8, HISTOGRAM_ROW = 64 };

/* Notes the codes of `rows` times HISTOGRAM_LANES values, those of row i at value[at[i]],
 * which are to go into histograms of that `per_unit` [rows]: at code[i * HISTOGRAM_ROW]. */
void histogram_bins_of(
    const double *value, const int *at, const double *per_unit, int16_t *code, int rows);

/* The same for whole numbers, mostly small. Those of HISTOGRAM_EXACT and more, and NAN, get
 * no code: true when there are any. */
bool histogram_whole_bins(const double *value, const int *at, int16_t *code, int rows);

/* The same for shares or ratios `y` / `x` [HISTOGRAM_LANES], one row; where x is 0 there is
 * none. True when another lane got no code. */
bool histogram_ratio_bins(
    enum histogram_kind kind, const double *y, const double *x, int16_t *code);

/* Notes the extremes of `n` amounts that are counted by their codes. */
void histogram_note_extremes(struct histogram *histogram, const double *value, int n);

/* Counts the values with these codes; those without one are left out. */
void histogram_count_row(struct histogram *histogram, const int16_t code[HISTOGRAM_ROW]);

/* Counts one value, which may be infinite; NAN is not counted. */
void histogram_add(struct histogram *histogram, double value);

/* Counts a share or a ratio of two whole numbers; x = 0 is not counted. */
void histogram_add_ratio(struct histogram *histogram, double y, double x);

/* Counts `n` values of 0. */
void histogram_add_zeros(struct histogram *histogram, uint64_t n);

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
