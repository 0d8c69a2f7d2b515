/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include <math.h>

enum { AMOUNTS = 160, MOST_TICKS_OF_AMOUNTS = 6 };

static const struct histogram *cost_of(const struct shown_case *shown)
{
    return &shown->of->tally.counts.partner_cost;
}

/* Share of the campaigns that won no partner at all. */
static double without_partner(const struct histogram *cost)
{
    return cost->n > 0 ? (double)cost->infinite / (double)cost->n : NAN;
}

/* The cells of a row of case `i`. */
static void add_row(struct source *source, int i, int n, const double *number)
{
    source->one = memory_resize(source->one, (size_t)source->table.n + 1, sizeof *source->one);
    source->one[source->table.n] = i;
    for (int k = 0; k < n; k++)
        table_number(&source->table, number[k]);
    table_end_row(&source->table);
}

/* The amount at which the curves have nearly reached their ends. */
static double last_amount(const struct pictures *pictures)
{
    double least = INFINITY, most = 0.0;
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(&pictures->one[i]);
        double with = 1.0 - without_partner(cost);
        if (!(with > 0.0))
            continue;
        double reach = histogram_quantile(cost, 0.95 * with);
        least = fmin(least, reach);
        most = fmax(most, reach);
    }
    double end = most > 0.0 ? fmin(most, MOST_TIMES * least) : NO_AMOUNT;
    return scale_from_zero(end, MOST_TICKS_OF_AMOUNTS, 1.0).end;
}

bool partner_cost_fill(struct source *source, const char *name, struct pictures *pictures)
{
    bool ranges = text_same(name, "partner_cost");
    if (!ranges && !text_same(name, "amount_chance"))
        return false;
    table_init(&source->table, name,
        ranges ? "p05,p95,probability" : "amount_eur,probability,mc_low,mc_high");
    double end = last_amount(pictures);
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(&pictures->one[i]);
        if (ranges)
            add_row(source, i, 3,
                (double[]){histogram_quantile(cost, 0.05), histogram_quantile(cost, 0.95),
                    without_partner(cost)});
        for (int j = 0; j <= AMOUNTS && !ranges && cost->n > 0; j++) {
            double amount = end * j / AMOUNTS;
            struct estimate e = study_cost_chance(pictures->study, pictures->one[i].of, amount);
            add_row(source, i, 4, (double[]){amount, e.value, e.low, e.high});
        }
    }
    return true;
}
