/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* How often each pair of whole numbers was seen: exact, in memory that grows with the number of
 * different pairs. A hash table with open addressing. */
struct pair_count {
    uint64_t y, x; /* x = 0: the slot is free */
    uint64_t n;
};

struct pair_counts {
    struct pair_count *slot; /* [size] */
    uint64_t used, size;     /* size: 0 or a power of two */
};

void pair_counts_free(struct pair_counts *counts);

/* Counts `n` more of the pair; x > 0. Expected time O(1). */
void pair_counts_add(struct pair_counts *counts, uint64_t y, uint64_t x, uint64_t n);

void pair_counts_merge(struct pair_counts *into, const struct pair_counts *from);

/* Puts the pairs into `list` [used], by rising y / x; equal ones by rising x. */
void pair_counts_list(const struct pair_counts *counts, struct pair_count *list);

/* Sorts pairs in that order. */
void pair_counts_sort(struct pair_count *list, uint64_t n);
