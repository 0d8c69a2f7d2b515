/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strategy.h"

#include <limits.h>

/* A list of one contact moment. */
static const int *only(struct arena *arena, int contact)
{
    int *list = arena_new(arena, 1, sizeof *list);
    *list = contact;
    return list;
}

/* The sequence, then nothing: whatever the stage, but that a talk takes the place of what is
 * next in action. */
static void tabulate_flat(
    struct order_tables *tables, struct arena *arena, const struct cocktail *cocktail, int talk)
{
    int n = cocktail->sequence.n, *sequence = arena_new(arena, (size_t)n + 1, sizeof *sequence);
    int *talks = arena_new(arena, (size_t)n + 1, sizeof *talks);
    for (int i = 0; i <= n; i++) {
        sequence[i] = i < n ? cocktail->sequence.id[i] : NONE;
        talks[i] = i < n ? talk : NONE;
    }
    for (int stage = 0; stage < N_STAGES; stage++) {
        tables->list[stage] = stage == ACTION ? talks : sequence;
        tables->length[stage] = n + 1;
    }
}

static void tabulate_lists(
    struct order_tables *tables, struct arena *arena, const struct cocktail *cocktail, int talk)
{
    for (int stage = 0; stage < N_RESPONSES; stage++) {
        const struct id_list *list = &cocktail->stage[stage];
        tables->list[stage] = list->n > 0 ? list->id : only(arena, NONE);
        tables->length[stage] = list->n > 0 ? list->n : 1;
    }
    tables->list[ACTION] = only(arena, talk);
    tables->length[ACTION] = 1;
}

static const chance *tabulate_weights(struct arena *arena, const double *weight, int n)
{
    double total = 0.0, sum = 0.0;
    for (int i = 0; i < n; i++)
        total += weight[i];
    chance *at_most = arena_new(arena, (size_t)n, sizeof *at_most);
    int last = 0;
    for (int i = 0; i < n; i++) {
        sum += weight[i];
        last = weight[i] > 0.0 ? i : last;
        at_most[i] = chance_of(sum / total);
    }
    /* Rounding must not leave a word without an entry, nor give one to a weight of 0. */
    for (int i = last; i < n; i++)
        at_most[i] = CHANCE_ALWAYS;
    return at_most;
}

void order_tables_init(
    struct order_tables *tables, struct arena *arena, const struct cocktail *cocktail, int talk)
{
    tables->pace_days = cocktail->pace_days;
    tables->most_held = cocktail->max_contacts > 0 ? cocktail->max_contacts : INT_MAX;
    tables->most_in_a_row = cocktail->patience > 0 ? cocktail->patience : INT_MAX;
    tables->flat = cocktail->flat;
    if (cocktail->flat)
        tabulate_flat(tables, arena, cocktail, talk);
    else
        tabulate_lists(tables, arena, cocktail, talk);
    tables->at_most[ACTION] = NULL;
    for (int stage = 0; stage < N_RESPONSES; stage++) {
        bool drawn = cocktail->random && !cocktail->flat && cocktail->stage[stage].n > 0;
        tables->at_most[stage] =
            drawn ? tabulate_weights(arena, cocktail->weight[stage], cocktail->stage[stage].n)
                  : NULL;
    }
}

int strategy_draw(const struct order_tables *tables, enum stage stage, uint32_t word)
{
    int entry = 0;
    while (!chance_happens(tables->at_most[stage][entry], word))
        entry++;
    return tables->list[stage][entry];
}
