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
    return (struct partner_value){
        .is = {value, 0.0, value, value, false}, .given = !isnan(value)};
}

/* Where all numbers are known one choice is the best: the bounds say what may be said of that,
 * as the words beside them do. */
static void decide(const struct compare *compare, double value, struct estimate *average)
{
    for (int i = 0; i <= compare->n; i++) {
        enum told_best told = compare_told_best(compare, value, i);
        average[i].low = told == BEST_SHOWN ? 1.0 : 0.0;
        average[i].high = told == BEST_NOT ? 0.0 : 1.0;
    }
}

static void find_best(
    const struct comparison *comparison, double value, struct best_choice *best)
{
    const struct compare *compare = comparison->compare;
    double campaign[MOST_CHOICES], units = (double)compare->paired.n;
    best->information = compare_best(compare, value, best->average, campaign, best->loss);
    for (int i = 0; i <= compare->n; i++)
        /* Both campaigns of a pair may fall alike. */
        best->campaign[i] = compare_same_companies(compare)
                                ? estimate_share(compare->paired.n, campaign[i] * units,
                                      compare->study->confidence)
                                : estimate_undefined();
    if (comparison->tells_averages && compare->n_unknown == 0)
        decide(compare, value, best->average);
    if (comparison->has_averages)
        return;
    best->information = (struct information){best->information.best, NAN, NAN, NAN, NAN};
    for (int i = 0; i <= compare->n; i++)
        best->average[i] = best->loss[i] = estimate_undefined();
}

static void find_none(const struct comparison *comparison, struct best_choice *best)
{
    best->information = (struct information){comparison->compare->n, NAN, NAN, NAN, NAN};
    for (int i = 0; i <= comparison->compare->n; i++)
        best->average[i] = best->loss[i] = best->campaign[i] = estimate_undefined();
}

static void find_leader(struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct estimate lead[MOST_COMPARED + 1];
    bool known = !isnan(comparison->value);
    double value = known ? comparison->value : 0.0, most = -INFINITY;
    for (int i = 0; i < c->n; i++) {
        struct estimate net = compare_told_net(c, value, i, c->n);
        bool shown = known && compare_is_shown(c, net);
        comparison->net[i] = known ? net : estimate_undefined();
        comparison->pays[i] = !shown ? PAYS_UNCLEAR : net.value > 0.0 ? PAYS : PAYS_NOT;
        if (net.value > most)
            comparison->leader = i;
        most = fmax(most, net.value);
    }
    compare_lead(c, comparison->leader, value, lead);
    for (int i = 0; i < c->n; i++) {
        /* That of the leader itself is not defined; it is identical to itself. */
        bool shown = known && lead[i].low > 0.0 && compare_is_shown(c, lead[i]);
        comparison->beside[i] = shown                                         ? BESIDE_BEHIND
                                : compare_identical(c, comparison->leader, i) ? BESIDE_EQUAL
                                                                              : BESIDE_UNCLEAR;
    }
}

/* Whether a strategy is shown to earn itself back from a higher value on than the first. */
static bool is_later(const struct comparison *comparison, const struct estimate *from, int one)
{
    const struct compare *c = comparison->compare;
    int first = comparison->first;
    struct estimate later = compare_told(c, COMPARE_COST_PER_PARTNER, one, first);
    return compare_identical(c, first, one) ||
           (compare_is_shown(c, later) && later.low > 0.0) || from[one].low > from[first].high;
}

/* The lowest value of all is not below the lowest bound of any, nor above any upper one. */
static void find_first(struct comparison *comparison)
{
    const struct compare *c = comparison->compare;
    struct estimate all[MOST_COMPARED], lowest = estimate_undefined();
    comparison->first = NO_RIVAL;
    for (int i = 0; i < c->n; i++) {
        all[i] = compare_break_even(c, i);
        if (!isnan(all[i].value) && !(all[i].value >= lowest.value)) {
            lowest.value = all[i].value;
            comparison->first = i;
        }
        lowest.low = fmin(lowest.low, all[i].low);
        lowest.high = fmin(lowest.high, all[i].high);
    }
    comparison->from = lowest;
    comparison->first_shown = comparison->first != NO_RIVAL && !compare_has_few(c);
    for (int i = 0; i < c->n && comparison->first_shown; i++)
        comparison->first_shown = i == comparison->first || is_later(comparison, all, i);
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

/* The values that are told of: the axis ends above the dearest fee and the value asked for, or,
 * where there are neither, above the first from which a strategy earns itself back. */
static void find_values(struct comparison *comparison)
{
    int n_fees = comparison->n_fees;
    bool known = !isnan(comparison->value);
    double most = fmax(n_fees > 0 ? comparison->fee[n_fees - 1] : 0.0, comparison->value);
    if (!known && n_fees == 0)
        most = comparison->from.value > 0.0 ? comparison->from.value : NO_VALUE;
    double step = scale_step(ABOVE * fmax(most, 1.0) / VALUE_STEPS, true);
    int steps = 0;
    while (steps < VALUE_STEPS && step * steps < ABOVE * most)
        steps++;
    comparison->end = step * steps;
    for (int i = 0; i <= steps; i++)
        add_value(comparison->at, &comparison->n_values, step * i);
    for (int i = 0; i < n_fees; i++)
        add_value(comparison->at, &comparison->n_values, comparison->fee[i]);
    if (known)
        add_value(comparison->at, &comparison->n_values, comparison->value);
}

void comparison_init(struct comparison *comparison, const struct compare *compare,
    struct partner_value value, bool agrees)
{
    *comparison = (struct comparison){.compare = compare,
        .agrees = agrees,
        .has_averages = agrees && compare_same_companies(compare),
        .tells_averages =
            agrees && !compare_has_few(compare) && compare_same_companies(compare),
        .worth = value,
        .value = value.is.value};
    find_fees(comparison);
    if (value.nobody_joins && comparison->n_fees > 0)
        comparison->value = comparison->fee[comparison->n_fees / 2];
    find_first(comparison);
    find_values(comparison);
    if (isnan(comparison->value))
        find_none(comparison, &comparison->best);
    else
        find_best(comparison, comparison->value, &comparison->best);
    find_leader(comparison);
    find_on_targets(comparison);
    for (int v = 0; v < comparison->n_values; v++)
        find_best(comparison, comparison->at[v], &comparison->best_at[v]);
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
