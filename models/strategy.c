/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strategy.h"

void order_tables_init(
    struct order_tables *tables, struct arena *arena, const struct cocktail *cocktail)
{
    for (int s = 0; s < N_RESPONSES; s++) {
        int n = cocktail->stage[s].n;
        tables->at_most[s] = NULL;
        if (!cocktail->random || n == 0)
            continue;
        double total = 0.0, sum = 0.0;
        for (int i = 0; i < n; i++)
            total += cocktail->weight[s][i];
        chance *at_most = arena_new(arena, (size_t)n, sizeof *at_most);
        int last = 0;
        for (int i = 0; i < n; i++) {
            sum += cocktail->weight[s][i];
            last = cocktail->weight[s][i] > 0.0 ? i : last;
            at_most[i] = chance_of(sum / total);
        }
        /* Rounding must not leave a word without an entry, nor give one to a weight of 0. */
        for (int i = last; i < n; i++)
            at_most[i] = CHANCE_ALWAYS;
        tables->at_most[s] = at_most;
    }
}

int strategy_next(const struct cocktail *cocktail, const struct order_tables *tables,
    enum stage stage, int counted, int held, int talk, uint32_t word)
{
    if (cocktail->flat) {
        if (held >= cocktail->sequence.n)
            return NONE;
        return stage == ACTION ? talk : cocktail->sequence.id[held];
    }
    if (stage == ACTION)
        return talk;
    const struct id_list *list = &cocktail->stage[stage];
    if (list->n == 0)
        return NONE;
    if (!cocktail->random)
        return list->id[counted % list->n];
    int entry = 0;
    while (!chance_happens(tables->at_most[stage][entry], word))
        entry++;
    return list->id[entry];
}
