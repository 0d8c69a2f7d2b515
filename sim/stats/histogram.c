/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "histogram.h"

#include "memory.h"

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
    histogram->direct =
        histogram->size[0] < HISTOGRAM_EXACT ? histogram->size[0] : HISTOGRAM_EXACT;
}

void histogram_add_rare(struct histogram *histogram, double value)
{
    if (isnan(value))
        return;
    histogram->n++;
    if (value == INFINITY) {
        histogram->infinite++;
        return;
    }
    double units = fmin(fabs(value) * histogram->per_unit + 0.5, HISTOGRAM_LARGEST);
    int sign = value < 0.0 && units >= 1.0;
    int bin = histogram_bin((uint64_t)units);
    if (bin >= histogram->size[sign])
        grow(histogram, sign, bin + 1);
    histogram->bins[sign][bin]++;
}

void histogram_add_zeros(struct histogram *histogram, uint32_t n)
{
    grow(histogram, 0, 1);
    histogram->n += n;
    histogram->bins[0][0] += n;
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

double histogram_quantile(const struct histogram *histogram, double p)
{
    if (histogram->n == 0)
        return NAN;
    double rank = fmax(ceil(p * (double)histogram->n - 1e-9), 1.0);
    double seen = 0.0;
    for (int bin = histogram->size[1] - 1; bin >= 0; bin--) {
        double here = histogram->bins[1][bin];
        if (here > 0.0 && seen + here >= rank)
            return bin_value(histogram, 1, bin, (rank - seen - 0.5) / here);
        seen += here;
    }
    for (int bin = 0; bin < histogram->size[0]; bin++) {
        double here = histogram->bins[0][bin];
        if (here > 0.0 && seen + here >= rank)
            return bin_value(histogram, 0, bin, (rank - seen - 0.5) / here);
        seen += here;
    }
    return INFINITY;
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
