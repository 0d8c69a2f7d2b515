/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amount_counts.h"

#include "memory.h"

#include <math.h>
#include <string.h>

/* Below the first there is an amount for each euro; each decade from there on has as many. */
enum { WHOLE_EUROS = 10000, PER_DECADE = 9000 };
#define MILLION 1e6

void amount_counts_free(struct amount_counts *counts)
{
    memory_free(counts->bins);
    *counts = (struct amount_counts){0};
}

/* The number of the least round amount that is no less than `amount`, up to rounding. */
static int number_near(double amount)
{
    int decades = 0;
    double step = 1.0;
    while (amount > WHOLE_EUROS * step && decades < AMOUNT_DECADES) {
        decades++;
        step *= 10.0;
    }
    double number = ceil(amount / step) + PER_DECADE * decades;
    return number < MOST_AMOUNTS ? (int)number : MOST_AMOUNTS;
}

static double amount_of(int number)
{
    int decades = number > WHOLE_EUROS ? (number - WHOLE_EUROS - 1) / PER_DECADE + 1 : 0;
    double amount = number - PER_DECADE * decades;
    for (; decades > 0; decades--)
        amount *= 10.0;
    return amount;
}

/* Millionths are whole, and so are amounts and partners: the comparison is exact, whatever was
 * lost in the sum of the cost and in the quotient. */
int amount_number(double cost, double partners)
{
    double millionths = rint(cost * MILLION), per_euro = partners * MILLION;
    if (!(partners > 0.0))
        return millionths > 0.0 ? AMOUNT_NONE : 0;
    int number = number_near(fmax(cost / partners, 0.0));
    while (number > 0 && millionths <= amount_of(number - 1) * per_euro)
        number--;
    while (number < MOST_AMOUNTS && millionths > amount_of(number) * per_euro)
        number++;
    return number < MOST_AMOUNTS ? number : AMOUNT_NONE;
}

void amount_counts_make_room(struct amount_counts *counts, int size)
{
    if (size <= counts->size)
        return;
    size = (size + AMOUNT_BLOCK - 1) / AMOUNT_BLOCK * AMOUNT_BLOCK;
    counts->bins = memory_resize(counts->bins, (size_t)size, sizeof *counts->bins);
    memset(
        counts->bins + counts->size, 0, (size_t)(size - counts->size) * sizeof *counts->bins);
    counts->size = size;
}

void amount_counts_add(struct amount_counts *counts, int number)
{
    if (number == AMOUNT_NONE)
        return;
    amount_counts_make_room(counts, number + 1);
    counts->bins[number]++;
}

void amount_counts_merge(struct amount_counts *into, const struct amount_counts *from)
{
    amount_counts_make_room(into, from->size);
    for (int i = 0; i < from->size; i++)
        into->bins[i] += from->bins[i];
}

uint64_t amount_counts_at_most(const struct amount_counts *counts, double amount)
{
    int end = amount < 0.0 ? 0 : number_near(amount);
    end += amount >= 0.0 && amount_of(end) <= amount;
    end = end < counts->size ? end : counts->size;
    uint32_t n = 0; /* as campaigns have numbers of 32 bits */
    for (int i = 0; i < end; i++)
        n += counts->bins[i];
    return n;
}
