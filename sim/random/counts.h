/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "chance.h"
#include "memory.h"

/* A random whole number by inversion of its tabulated distribution: one word, one answer, no
 * rejection, so that streams never shift. */
struct count_table {
    uint32_t *last; /* largest word that stands for at most lowest + i, i = 0 .. size - 1; then
                       the largest of all, for what lies beyond */
    int lowest;
    int size;
    struct counting *open; /* what the rest is made with; NULL: it is all there */
    uint16_t guide[256];   /* first entry that the words with this top byte can reach */
};

/* P(N <= n) of the distribution that `context` describes. It is asked for rising n. */
typedef double count_distribution(int n, void *context);

/* A table of `at_most(n, context)` = P(N <= n) for n = lowest .. highest; all that lies above
 * `highest` is drawn as highest + 1 ("beyond"). highest - lowest is below 65,000. A table is
 * made open: as far as the words drawn ask for, by one thread, `context` lasting as long. */
void count_table_init(struct count_table *table, struct arena *arena, int lowest, int highest,
    count_distribution *at_most, void *context);

/* A Gamma time with that shape (above 0) and mean (days, 0 or more), rounded up to whole days,
 * at least 1; what lies beyond `highest` days is drawn as highest + 1. */
void count_table_gamma_days(
    struct count_table *table, struct arena *arena, double shape, double mean, int highest);

/* A Poisson number with that mean, 0 .. highest (of which highest + 1 stands for more). */
void count_table_poisson(
    struct count_table *table, struct arena *arena, double mean, int highest);

/* Makes all of the table, and draws from it quick: from then on it does not change. */
void count_table_close(struct count_table *table);

/* Goes on with an open table until it has the entry of `word`; returns which that is. */
int count_table_reach(const struct count_table *table, uint32_t word);

/* The number that `word` stands for, of a table that is closed. */
static inline int count_draw_closed(const struct count_table *table, uint32_t word)
{
    size_t i = table->guide[word >> 24];
    /* Mostly it is this one or the next: a step that is no branch cannot be guessed wrong. */
    i += word > table->last[i];
    while (word > table->last[i])
        i++;
    return table->lowest + (int)i;
}

/* The number that `word` stands for, of a table that may still be open. */
static inline int count_draw(const struct count_table *table, uint32_t word)
{
    if (table->open != NULL)
        return table->lowest + count_table_reach(table, word);
    return count_draw_closed(table, word);
}
