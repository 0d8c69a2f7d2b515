/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "estimate.h"
#include "sort.h"

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
    int cells, steps;
    struct curve_rise *rise; /* [steps][cells]: an event adds to several cells */
};

static inline size_t curve_points(const struct curve *curve)
{
    return (size_t)curve->cells * (size_t)curve->steps;
}

/* `n` curves of as many cells, curve number i of steps[i] steps, in one piece of memory that is
 * the first's: what is never used of so much takes none. */
void curves_init(struct curve *curve, int n, int cells, const int *steps);
void curves_free(struct curve *curve, int n);

/* What the first event of a group raises its curve by; `size` of the group in this replication,
 * per base. */
static inline struct curve_rise curve_first(const uint64_t size[CURVE_BASES])
{
    return (struct curve_rise){1, 1, {size[CURVE_APPROACHED], size[CURVE_PARTNERS]}};
}

/* Adds `n` events of a replication in the order of their steps, which are the keys; a value
 * tells in which cells an event counts, cell[value][n_cells[value]]. In each it is the next of
 * this replication and raises the curve by next[cell]. A step past the last counts at the last.
 */
void curve_add(struct curve *curve, const struct sortable *event, int n, const int *const *cell,
    const int *n_cells, struct curve_rise *next);

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
