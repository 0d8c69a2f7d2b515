/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "estimate.h"

/* How many of a group's companies had an event by each step (day, number of contacts), over
 * replications. Companies of one replication depend on each other, so the replication is the
 * unit: with C the number of events by a step and m the size of the group (approached, or
 * partners), the sums of C, C^2 and C*m are kept. An event costs one update, not one a step:
 * the k-th event of a replication raises C^2 by 2k - 1 from its step on. */
enum curve_base { CURVE_APPROACHED, CURVE_PARTNERS, CURVE_BASES };

/* What one step adds. */
struct curve_rise {
    uint64_t events;                /* new at that step */
    uint64_t squares;               /* rise of C^2 */
    uint64_t products[CURVE_BASES]; /* rise of C*m */
};

struct curve {
    int cells, steps, parts;
    struct curve_rise *rise;     /* [steps][cells] */
    const uint64_t *in;          /* [cells] a bit for each part of a cell */
    struct curve_parts *pending; /* what was added and not yet settled; NULL: nothing */
};

static inline size_t curve_points(const struct curve *curve)
{
    return (size_t)curve->cells * (size_t)curve->steps;
}

/* Cells are made of `parts`, at most CURVE_MOST_PARTS, each of companies of its own: `in` tells
 * of which, and has to outlive the curve. */
enum { CURVE_MOST_PARTS = 64 };

/* `n` curves, number i of steps[i] steps, in one piece of memory that is the first's: what is
 * never used of so much takes none. */
void curves_init(
    struct curve *curve, int n, int cells, const int *steps, int parts, const uint64_t *in);
void curves_free(struct curve *curve, int n);

/* An event as a number that rises with its step. */
enum { CURVE_PART_BITS = 8 };

static inline uint32_t curve_event(uint32_t step, uint32_t part)
{
    return step << CURVE_PART_BITS | part;
}

static inline uint32_t curve_event_step(uint32_t event)
{
    return event >> CURVE_PART_BITS;
}

static inline uint32_t curve_event_part(uint32_t event)
{
    return event & ((1U << CURVE_PART_BITS) - 1);
}

/* The sizes of the parts in one replication; 0 past the last. */
struct curve_sizes {
    uint32_t of[CURVE_BASES][CURVE_MOST_PARTS];
    uint32_t most; /* none is larger than this */
};

/* Adds `n` events of a replication in the order of their steps. A step past the last counts at
 * the last. */
void curve_add(
    struct curve *curve, const uint32_t *event, int n, const struct curve_sizes *sizes);

/* Adds up in the cells what was added; before anything of a curve is read or merged. */
void curve_settle(struct curve *curve);

/* Events of a cell at one step, in all replications. */
static inline uint64_t curve_events(const struct curve *curve, int cell, int step)
{
    return curve->rise[(size_t)step * (size_t)curve->cells + (size_t)cell].events;
}

void curve_merge(struct curve *into, const struct curve *from);

/* Running sums over the steps of one cell: start with {0}, then call for step 0, 1, ... */
struct curve_point {
    double y, yy, xy;
};
void curve_advance(const struct curve *curve, int cell, int step, enum curve_base base,
    struct curve_point *point);

/* Quantile `p` of the steps at which the events fell, pooled over replications, with bounds by
 * inverting the interval of the distribution function (R. S. Woodruff, JASA 47, 1952), errors
 * clustered by replication. Each step has its own interval, as one step can hold much of the
 * distribution. `n` replications, `size` and `size_square` the sums of the number of events
 * and of its square. */
struct estimate curve_quantile(const struct curve *curve, int cell, double p, uint64_t n,
    double size, double size_square, double confidence);
