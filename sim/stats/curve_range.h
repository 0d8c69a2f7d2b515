/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "curve.h"

/* How the share of a group's companies with an event by each step (day, number of contacts)
 * differs from one replication to another. A replication stays at a share until its next event,
 * so that only its moves are counted: an event costs two updates, not one a step.
 *
 * Shares k / m are told apart by their place among 16,384 equal parts of 0 to 1: exactly where
 * all groups are as large, up to 16,384 companies, or have at most 128; else those of a part
 * count as the least of them, less than 0.0001 below. Moves are whole numbers, so that the
 * order in which ranges are added up does not matter. */
enum {
    CURVE_PARTS = 1 << 14,
    CURVE_BLOCK = 1 << 6,
    CURVE_BLOCKS = CURVE_PARTS / CURVE_BLOCK + 1
};

struct curve_range {
    int steps;
    uint64_t n;        /* replications whose group was not empty */
    int n_rows, room;  /* shares that were seen, 0 among them */
    uint16_t **row_of; /* [CURVE_BLOCKS][CURVE_BLOCK] by part, from 1 on; 0, NULL: none */
    double *share;     /* [room] least of each row */
    int32_t *moves;    /* [room][steps] replications that come to it less those that leave */
    uint64_t size;     /* of the group of the last replication */
    int n_known;       /* numbers of events of which the row is known at that size: */
    size_t *known;     /* [n_known] where it begins, as mostly all groups are as large */
};

void curve_range_init(struct curve_range *range, int steps);
void curve_range_free(struct curve_range *range);

/* Adds a replication: its `n` events (of curve_event(), whatever their parts), in the order of
 * their steps, of a group of `size` companies, at least n; none: it is left out. A step past
 * the last counts as the last. */
void curve_range_add(struct curve_range *range, const uint32_t *event, int n, uint64_t size);

void curve_range_merge(struct curve_range *into, const struct curve_range *from);

/* The row of a share, made where there is none. */
int curve_range_row(struct curve_range *range, double share);

/* For each of `n` parts p, by each step [steps], the least share that at least that part of the
 * replications do not exceed; NAN without replications. */
void curve_range_quantiles(
    const struct curve_range *range, const double *p, double *const *quantile, int n);
