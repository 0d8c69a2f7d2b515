/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include "memory.h"
#include "vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void curves_init(struct curve *curve, int n, int cells, const int *steps)
{
    size_t points = 0;
    for (int i = 0; i < n; i++) {
        curve[i] = (struct curve){.cells = cells, .steps = steps[i]};
        points += curve_points(&curve[i]);
    }
    curve[0].rise = memory_new(points, sizeof *curve->rise);
    for (int i = 1; i < n; i++)
        curve[i].rise = curve[i - 1].rise + curve_points(&curve[i - 1]);
}

void curves_free(struct curve *curve, int n)
{
    memory_free(curve[0].rise);
    memset(curve, 0, (size_t)n * sizeof *curve);
}

/* The numbers of a rise, which are added at once. */
typedef uint64_t numbers __attribute__((vector_size(32)));
_Static_assert(sizeof(numbers) == sizeof(struct curve_rise), "a rise is four numbers");

VECTORISED void curve_add(struct curve *curve, const struct sortable *event, int n,
    const int *const *cell, const int *n_cells, struct curve_rise *next)
{
    const numbers odd = {0, 2}; /* squares rise by 1, 3, 5, ... */
    uint64_t last = (uint64_t)curve->steps - 1;
    for (int i = 0; i < n; i++) {
        const int *in = cell[event[i].value];
        int n_in = n_cells[event[i].value];
        struct curve_rise *rise =
            curve->rise + (event[i].key < last ? event[i].key : last) * (size_t)curve->cells;
#pragma GCC unroll 4
        for (int k = 0; k < n_in; k++) {
            size_t at = (size_t)in[k];
            numbers sum, more;
            memcpy(&sum, rise + at, sizeof sum);
            memcpy(&more, next + at, sizeof more);
            sum += more;
            more += odd;
            memcpy(rise + at, &sum, sizeof sum);
            memcpy(next + at, &more, sizeof more);
        }
    }
}

void curve_merge(struct curve *into, const struct curve *from)
{
    for (size_t i = 0; i < curve_points(into); i++) {
        struct curve_rise *rise = &into->rise[i];
        const struct curve_rise *more = &from->rise[i];
        rise->events += more->events;
        rise->squares += more->squares;
        for (int base = 0; base < CURVE_BASES; base++)
            rise->products[base] += more->products[base];
    }
}

void curve_advance(const struct curve *curve, int cell, int step, enum curve_base base,
    struct curve_point *point)
{
    const struct curve_rise *rise =
        &curve->rise[(size_t)step * (size_t)curve->cells + (size_t)cell];
    point->y += (double)rise->events;
    point->yy += (double)rise->squares;
    point->xy += (double)rise->products[base];
}

struct estimate curve_quantile(const struct curve *curve, int cell, double p, uint64_t n,
    double size, double size_square, double confidence)
{
    struct estimate e = estimate_undefined();
    if (size <= 0.0)
        return e;
    double need = fmax(p * size - 1e-9, 0.5);
    double t = n > 1 ? estimate_t(n, confidence) : NAN;
    int last = curve->steps - 1, low = last, value = last, high = last;
    struct curve_point point = {0};
    for (int step = 0; step < last && high == last; step++) {
        if (step > 0 && curve_events(curve, cell, step) == 0)
            continue; /* all is as it was */
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
