/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "variant.h"

#include <string.h>

/* ---- Companies ---- */

static struct company *copy_list(
    const struct population *population, int companies, struct arena *arena)
{
    struct company *list = arena_new(arena, (size_t)companies + 1, sizeof *list);
    int listed = companies < population->n ? companies : population->n;
    memcpy(list, population->list, (size_t)listed * sizeof *list);
    return list;
}

static void make_cold(struct company *company)
{
    company->stage = ATTENTION;
    company->contacts_before = 0;
    company->warm = NO;
    company->customer_in = NOT_SAID;
}

static void resize(
    const struct variant *variant, struct population *population, struct arena *arena)
{
    int listed = population->n, n = variant->companies;
    if (population->list != NULL && n > listed && listed > 0) {
        struct company *list = copy_list(population, n, arena);
        for (int i = listed; i < n; i++) {
            list[i] = list[i % listed];
            if (!population->beyond_alike)
                make_cold(&list[i]);
        }
        population->list = list;
    }
    population->n = n;
}

static void change_population(
    const struct variant *variant, struct population *population, struct arena *arena)
{
    if (variant->companies > 0 && variant->list != NULL) {
        population->n = variant->companies;
        population->list = variant->list;
    } else if (variant->companies > 0) {
        resize(variant, population, arena);
    }
}

int variant_unlisted(const struct scenario *scenario, int companies)
{
    const struct population *population = &scenario->population;
    return population->list != NULL && companies > population->n ? companies - population->n
                                                                 : 0;
}

/* ---- A contact moment less ---- */

int variant_contact(const struct scenario *scenario, const char *id)
{
    for (int c = 0; c < scenario->catalogue.n; c++)
        if (strcmp(scenario->catalogue.contact[c].id, id) == 0)
            return c;
    return NONE;
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

/* A list that a strategy goes through; `weight` where the order is random, else NULL. */
struct used_list {
    struct id_list list;
    const double *weight;
};

/* The lists of a cocktail into used[]; returns how many. */
static int list_used(const struct cocktail *cocktail, struct used_list used[N_RESPONSES + 1])
{
    int n = 0;
    used[n++] = (struct used_list){cocktail->care, NULL};
    if (cocktail->flat)
        used[n++] = (struct used_list){cocktail->sequence, NULL};
    for (int s = 0; s < N_RESPONSES && !cocktail->flat; s++)
        used[n++] = (struct used_list){
            cocktail->stage[s], cocktail->random ? cocktail->weight[s] : NULL};
    return n;
}

/* Whether a list has a contact moment, and whether anything else is left of it. */
static void look(const struct used_list *used, int contact, bool *has, bool *left)
{
    double weight = 0.0;
    *has = false;
    for (int i = 0; i < used->list.n; i++)
        if (used->list.id[i] == contact)
            *has = true;
        else
            weight += used->weight != NULL ? used->weight[i] : 1.0;
    *left = weight > 0.0;
}

enum variant_lack variant_lack(const struct scenario *scenario, int strategy, int contact)
{
    enum variant_lack lack = LACK_ALREADY;
    for (int g = 0; g < axes_segments(&scenario->axes); g++) {
        struct used_list used[N_RESPONSES + 1];
        int n = list_used(&scenario->strategy[strategy].at[g], used);
        for (int i = 0; i < n; i++) {
            bool has, left;
            look(&used[i], contact, &has, &left);
            if (has && !left)
                return LACK_EMPTY;
            if (has)
                lack = LACK_POSSIBLE;
        }
    }
    return lack;
}

/* ---- All of it ---- */

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
