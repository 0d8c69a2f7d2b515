/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include "memory.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t points(const struct curve *curve)
{
    return (size_t)curve->cells * (size_t)curve->steps;
}

void curve_init(struct curve *curve, int cells, int steps)
{
    memset(curve, 0, sizeof *curve);
    curve->cells = cells;
    curve->steps = steps;
    curve->events = memory_new(points(curve), sizeof(uint64_t));
    curve->squares = memory_new(points(curve), sizeof(uint64_t));
    for (int base = 0; base < CURVE_BASES; base++)
        curve->products[base] = memory_new(points(curve), sizeof(uint64_t));
}

void curve_free(struct curve *curve)
{
    free(curve->events);
    free(curve->squares);
    for (int base = 0; base < CURVE_BASES; base++)
        free(curve->products[base]);
    memset(curve, 0, sizeof *curve);
}

static void add_all(uint64_t *restrict into, const uint64_t *restrict from, size_t n)
{
    for (size_t i = 0; i < n; i++)
        into[i] += from[i];
}

void curve_merge(struct curve *into, const struct curve *from)
{
    add_all(into->events, from->events, points(into));
    add_all(into->squares, from->squares, points(into));
    for (int base = 0; base < CURVE_BASES; base++)
        add_all(into->products[base], from->products[base], points(into));
}

void curve_advance(const struct curve *curve, int cell, int step, enum curve_base base,
    struct curve_point *point)
{
    size_t at = (size_t)cell * (size_t)curve->steps + (size_t)step;
    point->y += (double)curve->events[at];
    point->yy += (double)curve->squares[at];
    point->xy += (double)curve->products[base][at];
}

struct estimate curve_quantile(const struct curve *curve, int cell, double p, uint64_t n,
    double size, double size_square, double confidence)
{
    struct estimate e = estimate_undefined();
    if (size <= 0.0)
        return e;
    double need = fmax(p * size - 1e-9, 0.5);
    double t = n > 1 ? gsl_cdf_tdist_Pinv(0.5 + confidence / 2.0, (double)n - 1.0) : NAN;
    int last = curve->steps - 1, low = last, value = last, high = last;
    struct curve_point point = {0};
    for (int step = 0; step < last && high == last; step++) {
        curve_advance(curve, cell, step, CURVE_PARTNERS, &point);
        struct ratio_sums sums = {point.y, size, point.yy, size_square, point.xy};
        double error = t * size * estimate_ratio(n, sums, confidence).se;
        if (low == last && point.y + error >= need)
            low = step;
        if (value == last && point.y >= need)
            value = step;
        if (high == last && point.y - error >= need)
            high = step;
    }
    e.value = value;
    if (n > 1) {
        e.low = low;
        e.high = high;
        e.se = (high - low) / (2.0 * t);
    }
    return e;
}
