/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve.h"

#include "memory.h"
#include "vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What events add is kept by parts first, as there are fewer sums than in all cells that a part
 * is in: for each step and part, with every part of the same replication, the events of that
 * part before, and the sizes. The squares and products of a cell are sums of these over its
 * parts. */
enum { EVENTS_BEFORE, SIZES, SUMS = SIZES + CURVE_BASES };
enum { EIGHT = 8, MOST_EIGHTS = CURVE_MOST_PARTS / EIGHT };
struct sums_with_eight {
    uint32_t of[SUMS][EIGHT];
};

struct curve_parts {
    int eights;                  /* of parts, rounded up */
    uint32_t left;               /* as much can still be added to a sum */
    uint32_t *events;            /* [steps][parts] */
    struct sums_with_eight *sum; /* [eights][steps][parts] */
};

void curves_init(
    struct curve *curve, int n, int cells, const int *steps, int parts, const uint64_t *in)
{
    size_t points = 0;
    for (int i = 0; i < n; i++) {
        curve[i] = (struct curve){.cells = cells, .steps = steps[i], .parts = parts, .in = in};
        points += curve_points(&curve[i]);
    }
    curve[0].rise = memory_new(points, sizeof *curve->rise);
    for (int i = 1; i < n; i++)
        curve[i].rise = curve[i - 1].rise + curve_points(&curve[i - 1]);
}

static void free_pending(struct curve *curve)
{
    if (curve->pending != NULL) {
        memory_free(curve->pending->events);
        memory_free(curve->pending->sum);
    }
    memory_free(curve->pending);
    curve->pending = NULL;
}

void curves_free(struct curve *curve, int n)
{
    for (int i = 0; i < n; i++)
        free_pending(&curve[i]);
    memory_free(curve[0].rise);
    memset(curve, 0, (size_t)n * sizeof *curve);
}

static size_t places(const struct curve *curve)
{
    return (size_t)curve->steps * (size_t)curve->parts;
}

static void make_pending(struct curve *curve)
{
    int eights = (curve->parts + EIGHT - 1) / EIGHT;
    curve->pending = memory_new(1, sizeof *curve->pending);
    curve->pending->eights = eights;
    curve->pending->left = UINT32_MAX;
    curve->pending->events = memory_new(places(curve), sizeof *curve->pending->events);
    curve->pending->sum =
        memory_new((size_t)eights * places(curve), sizeof *curve->pending->sum);
}

/* Adds up, in the cells that a part is in, what its events have to do with eight parts, of
 * which `first` is the first. */
static void settle_sums(
    const struct curve *curve, size_t place, int first, const struct sums_with_eight *sum)
{
    size_t cells = (size_t)curve->cells, parts = (size_t)curve->parts;
    for (size_t cell = 0; cell < cells; cell++) {
        struct curve_rise *rise = &curve->rise[place / parts * cells + cell];
        if ((curve->in[cell] >> place % parts & 1) == 0)
            continue;
        for (uint64_t in = curve->in[cell] >> first & 0xff; in != 0; in &= in - 1) {
            int part = __builtin_ctzll(in);
            rise->squares += 2 * (uint64_t)sum->of[EVENTS_BEFORE][part];
            for (int base = 0; base < CURVE_BASES; base++)
                rise->products[base] += sum->of[SIZES + base][part];
        }
    }
}

static void settle_events(const struct curve *curve, size_t place, uint32_t events)
{
    size_t cells = (size_t)curve->cells, parts = (size_t)curve->parts;
    for (size_t cell = 0; cell < cells; cell++) {
        uint64_t more = curve->in[cell] >> place % parts & 1 ? events : 0;
        struct curve_rise *rise = &curve->rise[place / parts * cells + cell];
        rise->events += more;
        rise->squares += more;
    }
}

/* Adds up what is pending, and begins anew. */
static void settle(struct curve *curve)
{
    struct curve_parts *pending = curve->pending;
    size_t n = places(curve);
    for (size_t place = 0; place < n; place++) {
        if (pending->events[place] == 0)
            continue;
        settle_events(curve, place, pending->events[place]);
        pending->events[place] = 0;
        for (int i = 0; i < pending->eights; i++) {
            struct sums_with_eight *sum = &pending->sum[(size_t)i * n + place];
            settle_sums(curve, place, i * EIGHT, sum);
            memset(sum, 0, sizeof *sum);
        }
    }
    pending->left = UINT32_MAX;
}

void curve_settle(struct curve *curve)
{
    if (curve->pending != NULL)
        settle(curve);
    free_pending(curve);
}

/* Sums wrap, which is defined for numbers without a sign alone. */
typedef uint32_t eight_sums __attribute__((vector_size(32)));

VECTOR_INLINE eight_sums load_eight(const uint32_t *x)
{
    eight_sums numbers;
    memcpy(&numbers, x, sizeof numbers);
    return numbers;
}

VECTOR_INLINE void add_eight(uint32_t *into, eight_sums more)
{
    more += load_eight(into);
    memcpy(into, &more, sizeof more);
}

/* Adds what events have to do with the eight parts from `first` on, of which there were
 * `before` [EIGHT] before; sums wrap as numbers without a sign do. */
VECTORISED static void add_events(const struct curve *curve, const uint32_t *event, int n,
    const struct curve_sizes *sizes, int first, uint32_t *before)
{
    const eight_sums ones = {0, 1, 2, 3, 4, 5, 6, 7};
    const struct curve_parts *pending = curve->pending;
    struct sums_with_eight *sums = pending->sum + (size_t)(first / EIGHT) * places(curve);
    uint32_t *events = pending->events;
    uint32_t last = (uint32_t)curve->steps - 1, parts = (uint32_t)curve->parts;
    eight_sums approached = load_eight(sizes->of[CURVE_APPROACHED] + first);
    eight_sums partners = load_eight(sizes->of[CURVE_PARTNERS] + first);
    eight_sums so_far = load_eight(before), number = ones + (uint32_t)first;
    for (const uint32_t *end = event + n; event < end; event++) {
        uint32_t step = curve_event_step(*event), part = curve_event_part(*event);
        size_t place = (size_t)(step < last ? step : last) * parts + part;
        struct sums_with_eight *sum = sums + place;
        events[place] += first == 0;
        add_eight(sum->of[EVENTS_BEFORE], so_far);
        add_eight(sum->of[SIZES + CURVE_APPROACHED], approached);
        add_eight(sum->of[SIZES + CURVE_PARTNERS], partners);
        so_far -= (eight_sums)(number == part);
    }
    memcpy(before, &so_far, sizeof so_far);
}

/* Where more could be added than sums hold they are settled in between. */
static void add_and_settle(
    struct curve *curve, const uint32_t *event, int n, const struct curve_sizes *sizes)
{
    uint32_t before[CURVE_MOST_PARTS] = {0};
    uint32_t most = sizes->most > (uint32_t)n ? sizes->most : (uint32_t)n;
    while (n > 0) {
        uint32_t fit = curve->pending->left / most;
        int now = fit < (uint32_t)n ? (int)fit : n;
        for (int i = 0; i < curve->pending->eights; i++)
            add_events(curve, event, now, sizes, i * EIGHT, before + i * EIGHT);
        curve->pending->left -= (uint32_t)now * most;
        event += now;
        n -= now;
        if (n > 0)
            settle(curve);
    }
}

void curve_add(
    struct curve *curve, const uint32_t *event, int n, const struct curve_sizes *sizes)
{
    if (n == 0)
        return;
    if (curve->pending == NULL)
        make_pending(curve);
    uint64_t most = sizes->most > (uint32_t)n ? sizes->most : (uint32_t)n;
    if (curve->pending->eights > 1 || most * (uint64_t)n > curve->pending->left) {
        add_and_settle(curve, event, n, sizes);
        return;
    }
    uint32_t before[EIGHT] = {0};
    curve->pending->left -= (uint32_t)most * (uint32_t)n;
    add_events(curve, event, n, sizes, 0, before);
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
        curve_advance(curve, cell, step, CURVE_PARTNERS, &point);
        struct ratio_sums sums = {point.y, size, point.yy, size_square, point.xy};
        double error = n > 1 ? t * size * estimate_ratio(n, sums, confidence).se : NAN;
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
