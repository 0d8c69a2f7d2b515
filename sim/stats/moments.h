/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "estimate.h"

/* Replications are added side by side, up to this many at a time. */
enum { MOMENTS_LANES = 8 };

/* Two quantities whose ratio will be asked for: their product has to be summed. x is -1: there
 * is none of that number. */
struct quantity_pair {
    int y, x;
};

/* What is gathered: `quantities` numbers for each of `cells` groups, and which pairs. */
struct moments_layout {
    int cells, quantities, pairs;
    const struct quantity_pair *pair;
};

/* The quantities and pairs of the layout that are not 0 throughout; the lists are filled up
 * with their last. */
struct live {
    int n_quantities, n_pairs;
    int *quantity, *pair;
};

/* Sums, sums of squares and of products over replications. Floating-point sums depend on their
 * order: add replications in order, and merge blocks of them in order. */
struct moments {
    struct moments_layout layout;
    struct quantity_pair *pairs; /* those of the layout */
    uint64_t n;
    double *sum, *square; /* [cells][quantities], and behind these */
    double *product;      /* [cells][pairs] */
    struct live live;     /* of those being added */
};

/* Keeps a copy of the layout and its pairs. */
void moments_init(struct moments *moments, struct moments_layout layout);
void moments_free(struct moments *moments);

/* All sums of a layout, which lie in one array, and has them lie in this one. */
size_t moments_size(const struct moments_layout *layout);
void moments_place(struct moments *moments, double *sums);

void moments_clear(struct moments *moments);

/* Adds `n` replications: x[cells][quantities][MOMENTS_LANES], 0 in the lanes past n. A quantity
 * that is not `used` [quantities] is 0 in all of them. */
void moments_add(struct moments *moments, const double *x, const bool *used, int n);

/* Adds the sums of the replications that follow those in `into`. */
void moments_merge(struct moments *into, const struct moments *next);

/* Mean of one quantity over replications. */
struct estimate moments_mean(
    const struct moments *moments, int cell, int quantity, double confidence);

/* The sums of one of the layout's pairs, for the ratio estimates. */
struct ratio_sums moments_pair(const struct moments *moments, int cell, int pair);
