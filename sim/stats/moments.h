/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "estimate.h"

/* Replications are added side by side, up to this many at a time. Amounts are added in fours,
 * of which each is the sum of eight replications; counts in eights. */
enum { MOMENTS_LANES = 32, MOMENTS_AMOUNTS = 4, MOMENTS_COUNTS = 8 };

/* Two quantities whose ratio will be asked for: their product has to be summed. x is -1: there
 * is none of that number. */
struct quantity_pair {
    int y, x;
};

/* What is gathered: `quantities` numbers for each of `cells` groups, and which pairs. The first
 * `amounts` of them, a multiple of MOMENTS_AMOUNTS, are amounts; the others, a multiple of
 * MOMENTS_COUNTS, are counts: whole numbers from 0 to 2^28, of which all sums are exact. */
struct moments_layout {
    int cells, amounts, quantities, pairs;
    const struct quantity_pair *pair;
};

/* Where products lie: those of two counts first, in eights, then in fours those of an amount
 * and a count, and of two amounts; what is left over of these has the last product again. */
enum product_kind { OF_COUNTS, OF_BOTH, OF_AMOUNTS, N_PRODUCT_KINDS };

struct products {
    int first[N_PRODUCT_KINDS + 1]; /* of each kind; and how many there are */
    int *of;                        /* [pairs] the place of each */
    struct quantity_pair *pair;     /* [pairs] */
    size_t *one,
        *other; /* [n] where quantities lie in the lanes of their kind, amounts first */
};

/* Sums, sums of squares and of products over replications. Floating-point sums depend on their
 * order: add replications in order, and merge blocks of them in order. */
struct moments {
    struct moments_layout layout;
    struct products products;
    uint64_t n;
    double *sum, *square; /* [cells][quantities], and behind these */
    double *product;      /* [cells][all products] */
    int *live;            /* [quantities] room for which of them are added */
};

/* Keeps a copy of the pairs. */
void moments_init(struct moments *moments, struct moments_layout layout);
void moments_free(struct moments *moments);

/* All sums, which lie in one array, and has those of another one lie in this one. */
size_t moments_size(const struct moments *moments);
struct moments moments_at(const struct moments *like, uint64_t n, double *sums);

void moments_clear(struct moments *moments);

/* What replications came to, side by side; 0 in the lanes past the last. */
struct moments_lanes {
    const double *amount; /* [cells][amounts][MOMENTS_LANES] */
    const int32_t *count; /* [cells][quantities - amounts][MOMENTS_LANES] */
    int cells;            /* in which there is anything: those before the others */
};

/* Adds `n` replications. A quantity that is not `used` [quantities] is 0 in all of them. */
void moments_add(struct moments *moments, struct moments_lanes lanes, const bool *used, int n);

/* Adds the sums of the replications that follow those in `into`. */
void moments_merge(struct moments *into, const struct moments *next);

/* Mean of one quantity over replications. */
struct estimate moments_mean(
    const struct moments *moments, int cell, int quantity, double confidence);

/* The sums of one of the layout's pairs, for the ratio estimates. */
struct ratio_sums moments_pair(const struct moments *moments, int cell, int pair);
