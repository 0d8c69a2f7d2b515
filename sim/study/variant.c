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

static void introduce(bool all, struct population *population, struct arena *arena)
{
    for (int s = 0; s < MAX_SEGMENTS; s++)
        population->warm.at[s] = all ? 1.0 : 0.0;
    if (population->list == NULL)
        return;
    population->list = copy_list(population, population->n, arena);
    for (int i = 0; i < population->n; i++) {
        struct company *company = &population->list[i];
        company->stage = ATTENTION;
        company->contacts_before = 0;
        if (company->warm != NOT_SAID)
            company->warm = all ? YES : NO;
    }
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
    if (variant->introduced != NOT_SAID)
        introduce(variant->introduced == YES, population, arena);
}

int variant_unlisted(const struct scenario *scenario, int companies)
{
    const struct population *population = &scenario->population;
    return population->list != NULL && companies > population->n ? companies - population->n
                                                                 : 0;
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

int variant_contact(const struct scenario *scenario, const char *id)
{
    for (int c = 0; c < scenario->catalogue.n; c++)
        if (strcmp(scenario->catalogue.contact[c].id, id) == 0)
            return c;
    return NONE;
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

bool variant_can_lack(const struct scenario *scenario, int strategy, int contact)
{
    for (int g = 0; g < axes_segments(&scenario->axes); g++) {
        const struct cocktail *cocktail = &scenario->strategy[strategy].at[g];
        if (cocktail->flat && !is_left(cocktail->sequence, NULL, contact))
            return false;
        for (int s = 0; s < N_RESPONSES && !cocktail->flat; s++)
            if (!is_left(cocktail->stage[s], cocktail->random ? cocktail->weight[s] : NULL,
                    contact))
                return false;
        if (!is_left(cocktail->care, NULL, contact))
            return false;
    }
    return true;
}

bool variant_has(const struct scenario *scenario, int strategy, int contact)
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

/* ---- Other contact moments ---- */

static void put_contacts(const struct variant *variant, const struct scenario *scenario,
    struct cocktail *cocktail, struct arena *arena)
{
    struct id_list list = {0, NULL};
    int *id = arena_new(arena, MAX_CONTACTS, sizeof *id);
    double *weight = arena_new(arena, MAX_CONTACTS, sizeof *weight);
    for (const char *const *name = variant->contacts; *name != NULL; name++) {
        weight[list.n] = 1.0;
        id[list.n++] = variant_contact(scenario, *name);
    }
    list.id = id;
    cocktail->flat = false;
    for (int s = 0; s < N_RESPONSES; s++) {
        if (!(variant->stages >> s & 1u))
            continue;
        cocktail->stage[s] = list;
        cocktail->weight[s] = weight;
    }
}

/* ---- All of it ---- */

static void change_strategies(
    const struct variant *variant, struct scenario *scenario, struct arena *arena)
{
    if (!(variant->intake > 0.0) && variant->without == NULL && variant->stages == 0 &&
        !variant->unsteered)
        return;
    size_t n = (size_t)scenario->n_strategies;
    struct strategy *strategies = arena_new(arena, n, sizeof *strategies);
    memcpy(strategies, scenario->strategy, n * sizeof *strategies);
    scenario->strategy = strategies;
    for (size_t i = 0; i < n; i++) {
        if (variant->intake > 0.0)
            strategies[i].intake_per_week *= variant->intake;
        for (int g = 0; g < axes_segments(&scenario->axes); g++) {
            struct cocktail *cocktail = &strategies[i].at[g];
            if (variant->without != NULL)
                drop_contact(cocktail, variant_contact(scenario, variant->without), arena);
            if (variant->stages != 0)
                put_contacts(variant, scenario, cocktail, arena);
            if (variant->unsteered)
                cocktail->steering = 0.0;
        }
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
    if (variant->followed_days > 0)
        terms->horizon_days = variant->followed_days > terms->outreach_days
                                  ? variant->followed_days
                                  : terms->outreach_days;
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
    for (int i = 0; i < scenario->packages.n && variant->price > 0.0; i++)
        scenario->packages.package[i].price_eur *= variant->price;
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
