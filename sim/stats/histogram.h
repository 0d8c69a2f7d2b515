/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_HISTOGRAM_H
#define RECEPT_HISTOGRAM_H

#include <stdbool.h>
#include <stdint.h>

/* How values are distributed, in memory that does not grow with their number: whole multiples
 * of `unit` below 1,024 of them are counted exactly, larger ones in bins 0.1 to 0.2 % wide
 * (log-linear, as in G. Tene's HdrHistogram). Counts are whole numbers, so histograms merge in
 * any order. */
struct histogram {
    double unit, per_unit; /* per_unit = 1 / unit */
    uint32_t *bins[2];     /* of values >= 0, and of values < 0 by their size */
    int size[2];
    uint64_t n;        /* values counted, infinite ones included */
    uint64_t infinite; /* values of +infinity: above all others */
};

void histogram_init(struct histogram *histogram, double unit);
void histogram_free(struct histogram *histogram);

/* Counts `n` values that are rare: infinite, NAN (not counted) or in a bin not seen before. */
void histogram_add_rare(struct histogram *histogram, double value, uint32_t n);

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

/* A place: the number of a value's bin, ~bin for a value below 0, or none for what is not a
 * number or infinite. */
enum { HISTOGRAM_NO_PLACE = INT32_MAX };

/* The places of `rows` times HISTOGRAM_LANES values that are to go into histograms of that
 * `per_unit` [rows]. */
enum { HISTOGRAM_LANES = 8 };
void histogram_places(double (*value)[HISTOGRAM_LANES], const double *per_unit,
    int32_t (*place)[HISTOGRAM_LANES], int rows);

/* Counts `n` values that are the same, or whose places are. */
static inline void histogram_count_many(
    struct histogram *histogram, int32_t place, double value, uint32_t n)
{
    int sign = place < 0, bin = sign ? ~place : place;
    if (bin >= histogram->size[sign]) {
        histogram_add_rare(histogram, value, n);
        return;
    }
    histogram->n += n;
    histogram->bins[sign][bin] += n;
}

/* Counts HISTOGRAM_LANES values whose places are known; often they are all the same. */
static inline void histogram_count(struct histogram *histogram,
    const int32_t place[HISTOGRAM_LANES], const double value[HISTOGRAM_LANES])
{
    bool same = true;
    for (int lane = 1; lane < HISTOGRAM_LANES; lane++)
        same &= place[lane] == place[0];
    if (same && place[0] != HISTOGRAM_NO_PLACE) {
        histogram_count_many(histogram, place[0], value[0], HISTOGRAM_LANES);
        return;
    }
    for (int lane = 0; lane < HISTOGRAM_LANES; lane++)
        histogram_count_many(histogram, place[lane], value[lane], 1);
}

/* Counts one value; NAN is not counted. */
void histogram_add(struct histogram *histogram, double value);

/* Counts `n` values of 0. */
void histogram_add_zeros(struct histogram *histogram, uint64_t n);

void histogram_merge(struct histogram *into, const struct histogram *from);

/* For each of `n` shares p, which rise, the least value such that a share p of the values is at
 * most that (the inverse of the distribution function); within a wide bin by linear
 * interpolation. NAN without values. */
void histogram_quantiles(
    const struct histogram *histogram, const double *p, double *quantile, int n);

/* The same for one share. */
double histogram_quantile(const struct histogram *histogram, double p);

/* How many values are at most `limit`, up to the width of a bin. */
uint64_t histogram_at_most(const struct histogram *histogram, double limit);

#endif
