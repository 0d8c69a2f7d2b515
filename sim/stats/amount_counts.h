/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* How many campaigns cost no more than an amount per partner: cost <= amount * partners,
 * exactly for round amounts, which are known before anything is counted: whole euros below
 * 10,000; above, those of four digits and zeros after them. Counts are whole numbers, in memory
 * that does not grow with how many campaigns there are; they merge in any order. */
struct amount_counts {
    uint32_t *bins; /* [size] by the number of the least round amount that is enough */
    int size;       /* a multiple of AMOUNT_BLOCK */
};
enum { AMOUNT_BLOCK = 1024 };

/* Amounts in order: number 0 is 0 euro. */
enum { AMOUNT_NONE = -1, AMOUNT_DECADES = 12, MOST_AMOUNTS = 10000 + 9000 * AMOUNT_DECADES };

void amount_counts_free(struct amount_counts *counts);

/* The number of the least round amount for which cost <= amount * partners, cost in euro known
 * to a millionth; AMOUNT_NONE when there is none: no partners but cost. */
int amount_number(double cost, double partners);

/* Counts one campaign, by that number; AMOUNT_NONE is under no amount and is not counted. */
void amount_counts_add(struct amount_counts *counts, int number);

/* Makes `size` bins, if there are fewer. */
void amount_counts_make_room(struct amount_counts *counts, int size);

void amount_counts_merge(struct amount_counts *into, const struct amount_counts *from);

/* How many campaigns cost at most `amount` per partner; of an amount that is not round, at most
 * the round one below it. */
uint64_t amount_counts_at_most(const struct amount_counts *counts, double amount);
