/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* Something to be put in the order of a whole number. */
struct sortable {
    uint64_t key;
    int32_t value;
};

/* Sorts `n` items by rising key; those with equal keys stay in their order. `spare` has room
 * for n as well. Few by insertion; many byte by byte (radix), in time proportional to n. */
void sort_by_key(struct sortable *item, struct sortable *spare, int n);

/* Sorts n numbers by their bits from number `bit` (0 is the lowest) on; those in which these
 * are equal come in any order. */
void sort_numbers(uint32_t *number, uint32_t *spare, int n, int bit);
