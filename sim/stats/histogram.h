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
    double direct;     /* units below this are the number of their bin, and it is there */
    uint64_t n;        /* values counted, infinite ones included */
    uint64_t infinite; /* values of +infinity: above all others */
};

void histogram_init(struct histogram *histogram, double unit);
void histogram_free(struct histogram *histogram);

/* Counts a value that is rare: infinite, NAN (not counted) or in a bin not seen before. */
void histogram_add_rare(struct histogram *histogram, double value);

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

/* Counts one value; NAN is not counted. */
static inline void histogram_add(struct histogram *histogram, double value)
{
    double units = (value < 0.0 ? -value : value) * histogram->per_unit + 0.5;
    if (units < HISTOGRAM_LARGEST) {
        int sign = value < 0.0 && units >= 1.0, bin = histogram_bin((uint64_t)units);
        if (bin < histogram->size[sign]) {
            histogram->n++;
            histogram->bins[sign][bin]++;
            return;
        }
    }
    histogram_add_rare(histogram, value);
}

/* Counts values that come side by side; most sets of them are small numbers of units
 * throughout.
 */
enum { HISTOGRAM_LANES = 8 };
static inline void histogram_add_lanes(
    struct histogram *histogram, const double value[HISTOGRAM_LANES])
{
    double low[2] = {value[0], value[1]}, high[2] = {value[0], value[1]};
    for (int i = 2; i < HISTOGRAM_LANES; i += 2) {
        for (int k = 0; k < 2; k++) {
            low[k] = value[i + k] < low[k] ? value[i + k] : low[k];
            high[k] = value[i + k] > high[k] ? value[i + k] : high[k];
        }
    }
    /* What is not a number is neither less nor more; it shows in a sum. */
    double sum = 0.0, most = high[0] > high[1] ? high[0] : high[1];
    for (int i = 0; i < HISTOGRAM_LANES; i++)
        sum += value[i];
    if (sum == sum && low[0] >= 0.0 && low[1] >= 0.0 &&
        most * histogram->per_unit + 0.5 < histogram->direct) {
        for (int i = 0; i < HISTOGRAM_LANES; i++)
            histogram->bins[0][(int)(value[i] * histogram->per_unit + 0.5)]++;
        histogram->n += HISTOGRAM_LANES;
        return;
    }
    for (int i = 0; i < HISTOGRAM_LANES; i++)
        histogram_add(histogram, value[i]);
}

/* Counts `n` values of 0. */
void histogram_add_zeros(struct histogram *histogram, uint32_t n);

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
