/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pair_counts.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIZE = 64 };

void pair_counts_free(struct pair_counts *counts)
{
    memory_free(counts->slot);
    memset(counts, 0, sizeof *counts);
}

/* The slot of a pair, or the free one where it belongs. */
static struct pair_count *slot_of(const struct pair_counts *counts, uint64_t y, uint64_t x)
{
    uint64_t hash = (y * 0x9e3779b97f4a7c15u) ^ (x * 0xc2b2ae3d27d4eb4fu);
    uint64_t at = (hash ^ hash >> 29) & (counts->size - 1);
    while (counts->slot[at].x != 0 && (counts->slot[at].y != y || counts->slot[at].x != x))
        at = (at + 1) & (counts->size - 1);
    return &counts->slot[at];
}

static void grow(struct pair_counts *counts)
{
    struct pair_counts larger = {.size = counts->size > 0 ? 2 * counts->size : FIRST_SIZE};
    larger.slot = memory_new((size_t)larger.size, sizeof *larger.slot);
    pair_counts_merge(&larger, counts);
    pair_counts_free(counts);
    *counts = larger;
}

void pair_counts_add(struct pair_counts *counts, uint64_t y, uint64_t x, uint64_t n)
{
    if (2 * (counts->used + 1) > counts->size)
        grow(counts);
    struct pair_count *slot = slot_of(counts, y, x);
    counts->used += slot->x == 0;
    *slot = (struct pair_count){y, x, slot->n + n};
}

void pair_counts_merge(struct pair_counts *into, const struct pair_counts *from)
{
    for (uint64_t i = 0; i < from->size; i++)
        if (from->slot[i].x != 0)
            pair_counts_add(into, from->slot[i].y, from->slot[i].x, from->slot[i].n);
}

static int compare(const void *a, const void *b)
{
    const struct pair_count *one = a, *other = b;
    uint64_t left = one->y * other->x, right = other->y * one->x;
    return left != right ? (left > right) - (left < right)
                         : (one->x > other->x) - (one->x < other->x);
}

void pair_counts_sort(struct pair_count *list, uint64_t n)
{
    if (n > 1)
        qsort(list, (size_t)n, sizeof *list, compare);
}

void pair_counts_list(const struct pair_counts *counts, struct pair_count *list)
{
    uint64_t n = 0;
    for (uint64_t i = 0; i < counts->size; i++)
        if (counts->slot[i].x != 0)
            list[n++] = counts->slot[i];
    pair_counts_sort(list, n);
}
