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

/* The mean yearly price of the packages that the baseline's partners chose when they joined,
 * however long they are followed. */
static double average_fee(const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const struct study_case *one = &compare->study->cases[compare->baseline];
    const struct packages *packages = &one->scenario->packages;
    double fees = 0.0, partners = 0.0;
    for (int p = 0; p < packages->n; p++) {
        double chosen = study_quantity(compare->study, one, 0, Q_PACKAGE + p).value;
        fees += chosen * packages->package[p].price_eur;
        partners += chosen;
    }
    if (partners > 0.0 && fees > 0.0)
        return fees / partners;
    return comparison->n_fees > 0 ? comparison->fee[comparison->n_fees / 2] : NO_VALUE;
}

static void find_best(
    const struct comparison *comparison, double value, struct best_choice *best)
{
    const struct compare *compare = comparison->compare;
    best->information = compare_best(compare, value, best->average, best->campaign, best->loss);
    if (comparison->tells_averages)
        return;
    best->information =
        (struct information){best->information.best, NAN, NAN, NAN, NAN, NAN, NAN};
    for (int i = 0; i < compare->n; i++)
        best->average[i] = best->loss[i] = NAN;
}

static void find_beside(struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    int best = comparison->best.information.best;
    struct estimate lead[MOST_COMPARED];
    compare_lead(compare, best, comparison->value, lead);
    for (int i = 0; i < compare->n; i++) {
        /* That of the best itself is not defined; it is identical to itself. */
        bool shown = lead[i].low > 0.0 && compare_is_shown(compare, lead[i]);
        comparison->beside[i] = shown                                 ? BESIDE_BEHIND
                                : compare_identical(compare, best, i) ? BESIDE_EQUAL
                                                                      : BESIDE_UNCLEAR;
    }
}

void comparison_init(
    struct comparison *comparison, const struct compare *compare, double value, bool agrees)
{
    *comparison = (struct comparison){.compare = compare,
        .agrees = agrees,
        .tells_averages = agrees && !compare_has_few(compare),
        .value_given = !isnan(value)};
    find_fees(comparison);
    comparison->value = isnan(value) ? average_fee(comparison) : value;
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
    find_beside(comparison);
    for (int v = 0; v < comparison->n_values; v++)
        find_best(comparison, comparison->at[v], &comparison->best_at[v]);
}

bool comparison_all_same(const struct comparison *comparison)
{
    for (int i = 0; i < comparison->compare->n; i++)
        if (comparison->beside[i] != BESIDE_EQUAL)
            return false;
    return true;
}

int comparison_rival(const struct comparison *comparison)
{
    const struct compare *compare = comparison->compare;
    const struct best_choice *best = &comparison->best;
    int first = best->information.best, next = -1;
    if (comparison->beside[compare->baseline] != BESIDE_EQUAL)
        return compare->baseline;
    for (int i = 0; i < compare->n; i++)
        if (comparison->beside[i] != BESIDE_EQUAL &&
            (next < 0 || best->loss[i] < best->loss[next]))
            next = i;
    return next < 0 ? first : next;
}
