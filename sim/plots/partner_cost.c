/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "fill.h"

#include <math.h>
#include <string.h>

enum { AMOUNTS = 160, MOST_TICKS_OF_AMOUNTS = 6 };

/* The end of an axis on which nothing stands. */
#define NO_AMOUNT 1000.0

static const struct histogram *cost_of(const struct shown_case *shown)
{
    return &shown->of->tally.counts.partner_cost;
}

/* Share of the campaigns that won no partner at all. */
static double without_partner(const struct histogram *cost)
{
    return cost->n > 0 ? (double)cost->infinite / (double)cost->n : NAN;
}

static void add_ranges(const struct fill *fill, const struct pictures *pictures)
{
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(&pictures->one[i]);
        fill_row(fill, pictures->one[i].of, NUM(histogram_quantile(cost, 0.05)),
            NUM(histogram_quantile(cost, 0.95)), NUM(without_partner(cost)));
    }
}

double amount_end(const double *reach, int n, double times)
{
    double least = INFINITY, most = 0.0;
    for (int i = 0; i < n; i++)
        if (reach[i] > 0.0)
            least = fmin(least, reach[i]);
    for (int i = 0; i < n; i++)
        if (reach[i] <= least * MOST_TIMES)
            most = fmax(most, reach[i]);
    return most > 0.0 ? times * most : NO_AMOUNT;
}

/* The amount at which the curves have nearly reached their ends. */
static double last_amount(const struct pictures *pictures)
{
    double reach[MOST_SHOWN];
    for (int i = 0; i < pictures->n; i++) {
        const struct histogram *cost = cost_of(&pictures->one[i]);
        double with = 1.0 - without_partner(cost);
        reach[i] = with > 0.0 ? histogram_quantile(cost, 0.95 * with) : 0.0;
    }
    double end = amount_end(reach, pictures->n, 1.0);
    return scale_from_zero(end, MOST_TICKS_OF_AMOUNTS, 1.0).end;
}

static void add_chances(const struct fill *fill, struct pictures *pictures)
{
    double end = last_amount(pictures);
    for (int i = 0; i < pictures->n; i++)
        for (int j = 0; j <= AMOUNTS && pictures_content(pictures, i) >= NO_PARTNER; j++) {
            double amount = end * j / AMOUNTS;
            struct estimate e = study_cost_chance(pictures->study, pictures->one[i].of, amount);
            fill_row(fill, pictures->one[i].of, NUM(amount), INTERVAL(e));
        }
}

bool partner_cost_fill(struct table *table, const char *name, struct pictures *pictures)
{
    bool ranges = text_same(name, "partner_cost");
    if (!ranges && !text_same(name, "amount_chance"))
        return false;
    const struct study *study = pictures->study;
    table_init(table, name,
        ranges ? "strategy,hub,p05,p95,probability"
               : "strategy,hub,amount_eur,probability,mc_low,mc_high");
    for (int v = 0; v < study->n_vary; v++)
        table_add_column(
            table, (struct column){study->vary_path[v], COLUMN_TEXT, ROLE_KEY, "", ""});
    table->n_varied = study->n_vary;
    struct fill fill = {.table = table, .results = pictures->results, .study = study};
    if (ranges)
        add_ranges(&fill, pictures);
    else
        add_chances(&fill, pictures);
    return true;
}
