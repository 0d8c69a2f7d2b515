/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "variant.h"

#include "text.h"

#include <string.h>

/* ---- Companies ---- */

static void make_cold(struct company *company)
{
    company->stage = ATTENTION;
    company->contacts_before = 0;
    company->warm = NO;
    company->customer_in = NOT_SAID;
}

static void change_population(
    const struct variant *variant, struct population *population, struct arena *arena)
{
    int listed = population->n, n = variant->companies;
    if (n == 0)
        return;
    population->n = n;
    if (variant->list != NULL)
        population->list = variant->list;
    else if (population->list != NULL && n > listed && listed > 0) {
        struct company *list = arena_new(arena, (size_t)n, sizeof *list);
        for (int i = 0; i < n; i++) {
            list[i] = population->list[i % listed];
            if (i >= listed && !population->beyond_alike)
                make_cold(&list[i]);
        }
        population->list = list;
    }
}

int variant_unlisted(const struct scenario *scenario, int companies)
{
    int listed = scenario->population.n;
    return scenario->population.list != NULL && companies > listed ? companies - listed : 0;
}

/* ---- A contact moment less ---- */

int variant_contact(const struct scenario *scenario, const char *id)
{
    return text_find(id, NAMES(scenario->catalogue.contact, scenario->catalogue.n));
}

/* Drops a contact moment from a list; `weight` (may be NULL) is of its entries. */
static void drop(struct id_list *list, const double **weight, int contact, struct arena *arena)
{
    size_t room = (size_t)list->n + 1;
    int *id = arena_new(arena, room, sizeof *id), n = 0;
    double *left = *weight != NULL ? arena_new(arena, room, sizeof *left) : NULL;
    for (int i = 0; i < list->n; i++) {
        if (list->id[i] == contact)
            continue;
        if (left != NULL)
            left[n] = (*weight)[i];
        id[n++] = list->id[i];
    }
    *list = (struct id_list){n, id};
    *weight = left;
}

static void drop_contact(struct cocktail *cocktail, int contact, struct arena *arena)
{
    const double *none = NULL;
    for (int s = 0; s < N_RESPONSES; s++)
        drop(&cocktail->stage[s], &cocktail->weight[s], contact, arena);
    drop(&cocktail->sequence, &none, contact, arena);
    drop(&cocktail->care, &none, contact, arena);
}

/* What keeps a strategy from going through a list without a contact moment; `weight` where its
 * order is random, else NULL. */
static enum variant_lack lack_in(const struct id_list *list, const double *weight, int contact)
{
    double left = 0.0;
    bool has = false;
    for (int i = 0; i < list->n; i++)
        if (list->id[i] == contact)
            has = true;
        else
            left += weight != NULL ? weight[i] : 1.0;
    return !has ? LACK_ALREADY : left > 0.0 ? LACK_POSSIBLE : LACK_EMPTY;
}

enum variant_lack variant_lack(const struct scenario *scenario, int strategy, int contact)
{
    bool found[] = {[LACK_POSSIBLE] = false, [LACK_ALREADY] = false, [LACK_EMPTY] = false};
    for (int g = 0; g < axes_segments(&scenario->axes); g++) {
        const struct cocktail *cocktail = &scenario->strategy[strategy].at[g];
        found[lack_in(&cocktail->care, NULL, contact)] = true;
        if (cocktail->flat)
            found[lack_in(&cocktail->sequence, NULL, contact)] = true;
        for (int s = 0; s < N_RESPONSES && !cocktail->flat; s++) {
            const double *weight = cocktail->random ? cocktail->weight[s] : NULL;
            found[lack_in(&cocktail->stage[s], weight, contact)] = true;
        }
    }
    return found[LACK_EMPTY] ? LACK_EMPTY : found[LACK_POSSIBLE] ? LACK_POSSIBLE : LACK_ALREADY;
}

static void change_strategies(
    const struct variant *variant, struct scenario *scenario, struct arena *arena)
{
    if (!(variant->intake > 0.0) && variant->without == NULL)
        return;
    size_t n = (size_t)scenario->n_strategies;
    struct strategy *strategies = arena_new(arena, n, sizeof *strategies);
    memcpy(strategies, scenario->strategy, n * sizeof *strategies);
    scenario->strategy = strategies;
    for (size_t i = 0; i < n; i++) {
        if (variant->intake > 0.0)
            strategies[i].intake_per_week *= variant->intake;
        for (int g = 0; g < axes_segments(&scenario->axes) && variant->without != NULL; g++)
            drop_contact(
                &strategies[i].at[g], variant_contact(scenario, variant->without), arena);
    }
}

static void change_terms(const struct variant *variant, struct scenario *scenario)
{
    struct campaign_terms *terms = &scenario->campaign;
    const struct targets *targets = &variant->targets;
    if (variant->outreach_days > 0) {
        terms->horizon_days += variant->outreach_days - terms->outreach_days;
        terms->outreach_days = variant->outreach_days;
    }
    if (variant->has_budget)
        terms->budget_eur = variant->budget_eur;
    if (variant->has_hours)
        scenario->team.hours_per_week = variant->hours_per_week;
    if (targets->in_view > 0)
        terms->targets.in_view = targets->in_view;
    if (targets->active > 0)
        terms->targets.active = targets->active;
    if (targets->paying > 0)
        terms->targets.paying = targets->paying;
}

const struct scenario *variant_apply(
    const struct variant *variant, const struct scenario *scenario, struct arena *arena)
{
    struct scenario *changed = arena_new(arena, 1, sizeof *changed);
    *changed = *scenario;
    change_population(variant, &changed->population, arena);
    change_terms(variant, changed);
    change_strategies(variant, changed, arena);
    return changed;
}
