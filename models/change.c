/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define GOLDEN 0.6180339887498949

struct change change_none(void)
{
    return (struct change){.without = NONE};
}

/* ---- Another number of companies ---- */

struct ranked {
    double rank;
    int row;
};

static int by_rank(const void *a, const void *b)
{
    double x = ((const struct ranked *)a)->rank, y = ((const struct ranked *)b)->rank;
    return (x > y) - (x < y);
}

/* The rows in an order of which every start spreads over the list. */
static struct ranked *spread_rows(int n)
{
    struct ranked *ranked = memory_new((size_t)n, sizeof *ranked);
    for (int row = 0; row < n; row++) {
        double at = (row + 1) * GOLDEN;
        ranked[row] = (struct ranked){at - floor(at), row};
    }
    qsort(ranked, (size_t)n, sizeof *ranked, by_rank);
    return ranked;
}

static void resize(struct population *population, int companies, struct arena *arena)
{
    int n = population->n;
    population->n = companies;
    if (population->list == NULL || n == 0 || companies == n)
        return;
    struct company *list = arena_new(arena, (size_t)companies + 1, sizeof *list);
    struct ranked *spread = spread_rows(n);
    int whole = companies / n * n;
    for (int i = 0; i < companies; i++)
        list[i] = population->list[i < whole ? i % n : spread[i - whole].row];
    population->list = list;
    free(spread);
}

/* ---- A contact moment less ---- */

static struct id_list list_without(struct id_list list, int contact, struct arena *arena)
{
    int *id = arena_new(arena, (size_t)list.n + 1, sizeof *id), n = 0;
    for (int i = 0; i < list.n; i++)
        if (list.id[i] != contact)
            id[n++] = list.id[i];
    return (struct id_list){n, id};
}

static const double *weights_without(
    const double *weight, struct id_list list, int contact, struct arena *arena)
{
    if (weight == NULL)
        return NULL;
    double *left = arena_new(arena, (size_t)list.n + 1, sizeof *left);
    int n = 0;
    for (int i = 0; i < list.n; i++)
        if (list.id[i] != contact)
            left[n++] = weight[i];
    return left;
}

static void drop_contact(struct cocktail *cocktail, int contact, struct arena *arena)
{
    for (int s = 0; s < N_RESPONSES; s++) {
        cocktail->weight[s] =
            weights_without(cocktail->weight[s], cocktail->stage[s], contact, arena);
        cocktail->stage[s] = list_without(cocktail->stage[s], contact, arena);
    }
    cocktail->sequence = list_without(cocktail->sequence, contact, arena);
    cocktail->care = list_without(cocktail->care, contact, arena);
}

static bool list_has(struct id_list list, int contact)
{
    for (int i = 0; i < list.n; i++)
        if (list.id[i] == contact)
            return true;
    return false;
}

/* Whether anything of a list is left; weights may be NULL. */
static bool is_left(struct id_list list, const double *weight, int contact)
{
    double left = 0.0;
    for (int i = 0; i < list.n; i++)
        if (list.id[i] != contact)
            left += weight != NULL ? weight[i] : 1.0;
    return !list_has(list, contact) || left > 0.0;
}

bool change_is_possible(
    const struct change *change, const struct scenario *scenario, int strategy)
{
    for (int g = 0; g < axes_segments(&scenario->axes) && change->without != NONE; g++) {
        const struct cocktail *cocktail = &scenario->strategy[strategy].at[g];
        if (cocktail->flat && !is_left(cocktail->sequence, NULL, change->without))
            return false;
        for (int s = 0; s < N_RESPONSES && !cocktail->flat; s++)
            if (!is_left(cocktail->stage[s], cocktail->random ? cocktail->weight[s] : NULL,
                    change->without))
                return false;
        if (!is_left(cocktail->care, NULL, change->without))
            return false;
    }
    return true;
}

bool change_strategy_has(const struct scenario *scenario, int strategy, int contact)
{
    for (int g = 0; g < axes_segments(&scenario->axes); g++) {
        const struct cocktail *cocktail = &scenario->strategy[strategy].at[g];
        if (list_has(cocktail->care, contact) ||
            (cocktail->flat && list_has(cocktail->sequence, contact)))
            return true;
        for (int s = 0; s < N_RESPONSES && !cocktail->flat; s++)
            if (list_has(cocktail->stage[s], contact))
                return true;
    }
    return false;
}

/* ---- All of it ---- */

static void change_strategies(
    const struct change *change, struct scenario *changed, struct arena *arena)
{
    if (change->intake <= 0.0 && change->without == NONE)
        return;
    size_t n = (size_t)changed->n_strategies;
    struct strategy *strategies = arena_new(arena, n, sizeof *strategies);
    memcpy(strategies, changed->strategy, n * sizeof *strategies);
    changed->strategy = strategies;
    for (int i = 0; i < changed->n_strategies; i++) {
        struct strategy *strategy = &strategies[i];
        if (change->intake > 0.0)
            strategy->intake_per_week *= change->intake;
        for (int g = 0; g < axes_segments(&changed->axes) && change->without != NONE; g++)
            drop_contact(&strategy->at[g], change->without, arena);
    }
}

const struct scenario *change_apply(
    const struct change *change, const struct scenario *scenario, struct arena *arena)
{
    struct scenario *changed = arena_new(arena, 1, sizeof *changed);
    *changed = *scenario;
    if (change->companies > 0)
        resize(&changed->population, change->companies, arena);
    change_strategies(change, changed, arena);
    if (change->outreach_days > 0) {
        struct campaign_terms *terms = &changed->campaign;
        terms->horizon_days += change->outreach_days - terms->outreach_days;
        terms->outreach_days = change->outreach_days;
    }
    return changed;
}
