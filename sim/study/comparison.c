/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "comparison.h"

#include "scale.h"

#include <math.h>

/* The end of the axis where no package has a price and nobody joins. */
#define NO_VALUE 1000.0
#define ABOVE 1.15

/* Adds a value to a rising list that has room for it, unless it is there. */
static void add_value(double *list, int *n, double value)
{
    int at = *n;
    while (at > 0 && list[at - 1] > value)
        at--;
    if (at > 0 && list[at - 1] == value)
        return;
    for (int i = (*n)++; i > at; i--)
        list[i] = list[i - 1];
    list[at] = value;
}

static void find_fees(struct comparison *comparison)
{
    const struct study *study = comparison->compare->study;
    for (int i = 0; i < study->n_cases; i++) {
        const struct packages *packages = &study->cases[i].scenario->packages;
        for (int p = 0; p < packages->n; p++)
            if (packages->package[p].for_companies && packages->package[p].price_eur > 0.0 &&
                comparison->n_fees < MAX_PACKAGES)
                add_value(comparison->fee, &comparison->n_fees, packages->package[p].price_eur);
    }
}

struct partner_value partner_value_given(double value)
{
    return (struct partner_value){{value, 0.0, value, value, false}, true};
}

/* Where nobody joins, so that no fee is expected. */
static double some_fee(const struct comparison *comparison)
{
    return comparison->n_fees > 0 ? comparison->fee[comparison->n_fees / 2] : NO_VALUE;
}

static void find_best(
    const struct comparison *comparison, double value, struct best_choice *best)
{
    const struct compare *compare = comparison->compare;
    best->information = compare_best(compare, value, best->average, best->campaign, best->loss);
    for (int i = 0; i <= compare->n; i++)
        if (!compare_same_companies(compare))
            best->campaign[i] = NAN;
    if (comparison->tells_averages)
        return;
    best->information = (struct information){best->information.best, NAN, NAN, NAN, NAN};
    for (int i = 0; i <= compare->n; i++)
        best->average[i] = best->loss[i] = estimate_undefined();
}

static void find_leader(struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct estimate lead[MOST_CHOICES];
    for (int i = 0; i < c->n; i++) {
        struct estimate net = compare_told_net(c, comparison->value, i, c->n);
        bool shown = compare_is_shown(c, net);
        comparison->net[i] = net;
        comparison->pays[i] = !shown ? PAYS_UNCLEAR : net.value > 0.0 ? PAYS : PAYS_NOT;
        if (net.value > comparison->net[comparison->leader].value)
            comparison->leader = i;
    }
    compare_lead(c, comparison->leader, comparison->value, lead);
    for (int i = 0; i < c->n; i++) {
        /* That of the leader itself is not defined; it is identical to itself. */
        bool shown = lead[i].low > 0.0 && compare_is_shown(c, lead[i]);
        comparison->beside[i] = shown                                         ? BESIDE_BEHIND
                                : compare_identical(c, comparison->leader, i) ? BESIDE_EQUAL
                                                                              : BESIDE_UNCLEAR;
    }
}

static void find_on_targets(struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    double most = 0.0;
    comparison->on_targets = NO_RIVAL;
    for (int i = 0; i < c->n; i++) {
        struct estimate more = compare_told_targets(c, i, comparison->leader);
        if (i == comparison->leader || !compare_is_shown(c, more) || !(more.value > most))
            continue;
        most = more.value;
        comparison->on_targets = i;
    }
}

void comparison_init(struct comparison *comparison, const struct compare *compare,
    struct partner_value value, bool agrees)
{
    *comparison = (struct comparison){.compare = compare,
        .agrees = agrees,
        .tells_averages =
            agrees && !compare_has_few(compare) && compare_same_companies(compare),
        .worth = value};
    find_fees(comparison);
    comparison->value = isnan(value.is.value) ? some_fee(comparison) : value.is.value;
    double dearest = comparison->n_fees > 0 ? comparison->fee[comparison->n_fees - 1] : 0.0;
    double step =
        scale_step(ABOVE * fmax(fmax(dearest, comparison->value), 1.0) / VALUE_STEPS, true);
    int steps = 0;
    while (steps < VALUE_STEPS && step * steps < ABOVE * fmax(dearest, comparison->value))
        steps++;
    comparison->end = step * steps;
    for (int i = 0; i <= steps; i++)
        add_value(comparison->at, &comparison->n_values, step * i);
    for (int i = 0; i < comparison->n_fees; i++)
        add_value(comparison->at, &comparison->n_values, comparison->fee[i]);
    find_best(comparison, comparison->value, &comparison->best);
    find_leader(comparison);
    find_on_targets(comparison);
    for (int v = 0; v < comparison->n_values; v++)
        find_best(comparison, comparison->at[v], &comparison->best_at[v]);
}

struct estimate comparison_in_one(const struct comparison *comparison, int choice)
{
    const struct compare *compare = comparison->compare;
    double share = comparison->best.campaign[choice];
    double n = (double)(compare->replications / (uint64_t)compare->unit);
    return isnan(share) ? estimate_undefined()
                        : estimate_share((uint64_t)n, share * n, compare->study->confidence);
}

bool comparison_all_same(const struct comparison *comparison)
{
    for (int i = 0; i < comparison->compare->n; i++)
        if (comparison->beside[i] != BESIDE_EQUAL)
            return false;
    return comparison->compare->n > 1;
}

bool comparison_leads(const struct comparison *comparison)
{
    for (int i = 0; i < comparison->compare->n; i++)
        if (i != comparison->leader && comparison->beside[i] != BESIDE_BEHIND)
            return false;
    return comparison->compare->n > 1;
}

int comparison_rival(const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int next = NO_RIVAL;
    if (comparison->beside[compare->baseline] != BESIDE_EQUAL)
        return compare->baseline;
    for (int i = 0; i < compare->n; i++)
        if (comparison->beside[i] != BESIDE_EQUAL &&
            (next == NO_RIVAL || comparison->net[i].value > comparison->net[next].value))
            next = i;
    return next == NO_RIVAL ? comparison->leader : next;
}
