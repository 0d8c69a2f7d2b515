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
    memset(histogram, 0, sizeof *histogram);
    histogram->unit = unit;
    histogram->per_unit = 1.0 / unit;
}

void histogram_free(struct histogram *histogram)
{
    free(histogram->bins[0]);
    free(histogram->bins[1]);
    memset(histogram, 0, sizeof *histogram);
}

/* The smallest number of units in `bin`, and how many there are. */
static double bin_start(int bin, double *width)
{
    int shift = bin < HISTOGRAM_EXACT ? 0 : bin / (HISTOGRAM_EXACT / 2) - 1;
    *width = ldexp(1.0, shift);
    return ldexp((double)(bin - shift * (HISTOGRAM_EXACT / 2)), shift);
}

static void grow(struct histogram *histogram, int sign, int size)
{
    if (size <= histogram->size[sign])
        return;
    size = (size + 63) / 64 * 64;
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

/* Four values at once. A comparison gives a mask: all bits of what is true. */
typedef double quad __attribute__((vector_size(32)));
typedef int64_t quad_bits __attribute__((vector_size(32)));
typedef int32_t quad_places __attribute__((vector_size(16)));

#define CHOOSE(mask, yes, no) (((mask) & (yes)) | (~(mask) & (no)))

VECTORISED void histogram_places(double (*value)[HISTOGRAM_LANES], const double *per_unit,
    int32_t (*place)[HISTOGRAM_LANES], int rows)
{
    for (int i = 0; i < 2 * rows; i++) {
        quad x;
        memcpy(&x, &value[i / 2][i % 2 * 4], sizeof x);
        quad_bits negative = x < 0.0;
        quad units = (quad)((quad_bits)x & INT64_MAX) * per_unit[i / 2] + 0.5;
        quad_bits counted = units < INFINITY, fits = units < HISTOGRAM_LARGEST;
        units =
            (quad)CHOOSE(fits, (quad_bits)units, (quad_bits)((quad){0} + HISTOGRAM_LARGEST));
        quad whole = units + WHOLE;
        quad_bits above = whole - WHOLE > units; /* rounded up: one too many */
        quad_bits small = (quad_bits)whole - (quad_bits)((quad){0} + WHOLE) + above;
        quad_bits large = ((quad_bits)units >> DIGITS) - READ_AS_ONE;
        quad_bits bin = CHOOSE(units < HALF, small, large);
        bin = CHOOSE(counted, bin ^ (negative & (bin > 0)), HISTOGRAM_NO_PLACE);
        quad_places narrow = __builtin_convertvector(bin, quad_places);
        memcpy(&place[i / 2][i % 2 * 4], &narrow, sizeof narrow);
    }
}

void histogram_add(struct histogram *histogram, double value)
{
    double alone[1][HISTOGRAM_LANES] = {{value}};
    int32_t place[1][HISTOGRAM_LANES];
    histogram_places(alone, &histogram->per_unit, place, 1);
    histogram_count_many(histogram, place[0][0], value, 1);
}

void histogram_add_rare(struct histogram *histogram, double value, uint32_t n)
{
    if (isnan(value))
        return;
    histogram->n += n;
    if (value == INFINITY) {
        histogram->infinite += n;
        return;
    }
    double units = fmin(fabs(value) * histogram->per_unit + 0.5, HISTOGRAM_LARGEST);
    int sign = value < 0.0 && units >= 1.0;
    int bin = histogram_bin((uint64_t)units);
    if (bin >= histogram->size[sign])
        grow(histogram, sign, bin + 1);
    histogram->bins[sign][bin] += n;
}

void histogram_add_zeros(struct histogram *histogram, uint64_t n)
{
    if (n == 0)
        return;
    grow(histogram, 0, 1);
    histogram->n += n;
    histogram->bins[0][0] += (uint32_t)n;
}

void histogram_merge(struct histogram *into, const struct histogram *from)
{
    into->n += from->n;
    into->infinite += from->infinite;
    for (int sign = 0; sign < 2; sign++) {
        grow(into, sign, from->size[sign]);
        for (int i = 0; i < from->size[sign]; i++)
            into->bins[sign][i] += from->bins[sign][i];
    }
}

/* The value `part` (0 to 1) of the way through a bin; exact bins have one value. */
static double bin_value(const struct histogram *histogram, int sign, int bin, double part)
{
    double width, start = bin_start(bin, &width);
    double units = width > 1.0 ? start - 0.5 + width * (sign ? 1.0 - part : part) : start;
    return (sign ? -units : units) / histogram->per_unit;
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
    while (search->next < search->n && search->seen + here >= rank_of(search)) {
        double part = (rank_of(search) - search->seen - 0.5) / here;
        search->quantile[search->next++] = bin_value(search->histogram, sign, bin, part);
    }
    search->seen += here;
}

void histogram_quantiles(
    const struct histogram *histogram, const double *p, double *quantile, int n)
{
    struct search search = {histogram, p, quantile, n, 0, 0.0};
    for (int i = 0; i < n; i++)
        quantile[i] = histogram->n == 0 ? NAN : INFINITY;
    if (histogram->n == 0)
        return;
    for (int bin = histogram->size[1] - 1; bin >= 0 && search.next < n; bin--)
        if (histogram->bins[1][bin] > 0)
            search_bin(&search, 1, bin);
    for (int bin = 0; bin < histogram->size[0] && search.next < n; bin++)
        if (histogram->bins[0][bin] > 0)
            search_bin(&search, 0, bin);
}

double histogram_quantile(const struct histogram *histogram, double p)
{
    double quantile = NAN;
    histogram_quantiles(histogram, &p, &quantile, 1);
    return quantile;
}

uint64_t histogram_at_most(const struct histogram *histogram, double limit)
{
    uint64_t count = limit == INFINITY ? histogram->infinite : 0;
    for (int sign = 0; sign < 2; sign++)
        for (int bin = 0; bin < histogram->size[sign]; bin++)
            if (bin_value(histogram, sign, bin, 0.5) <= limit + histogram->unit * 1e-9)
                count += histogram->bins[sign][bin];
    return count;
}
