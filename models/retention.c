/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention.h"

#include <math.h>

double retention_renewal(
    const struct retention *r, int segment, bool first, int care, bool took_part)
{
    double x = r->base.at[segment] + (first ? r->first_year.at[segment] : 0.0) +
               r->care.at[segment] * care + (took_part ? r->result.at[segment] : 0.0);
    return 1.0 / (1.0 + exp(-x));
}

/* A year with every care contact held. */
static void tabulate_later(struct retention_tables *t, const struct id_list *care, int segment,
    const double *care_cost, const bool *participation)
{
    bool took_part = false;
    t->care_per_year[segment] = 0.0;
    for (int i = 0; i < care->n; i++) {
        took_part = took_part || participation[care->id[i]];
        t->care_per_year[segment] += care_cost[care->id[i]];
    }
    for (int first = 0; first < 2; first++)
        t->later_renewal[segment][first] =
            retention_renewal(t->retention, segment, first == 1, care->n, took_part);
}

void retention_tables_init(struct retention_tables *t, struct arena *arena,
    const struct retention *retention, const struct packages *packages,
    const struct cocktail *cocktail, int n_segments, const double *care_cost,
    const bool *participation, double discount_rate, int days)
{
    t->retention = retention;
    t->packages = packages;
    for (int s = 0; s < n_segments; s++)
        t->upgrade[s] = chance_of(retention->upgrade.at[s]);
    for (int s = 0; s < n_segments; s++)
        tabulate_later(t, &cocktail[s].care, s, care_cost, participation);
    int last = days + DAYS_PER_YEAR * retention->value_years;
    t->discount = arena_new(arena, (size_t)last + 1, sizeof *t->discount);
    for (int day = 0; day <= last; day++)
        t->discount[day] = pow(1.0 + discount_rate, -(double)day / DAYS_PER_YEAR);
}

double retention_margin(const struct retention_tables *t, int package)
{
    const struct package *p = &t->packages->package[package];
    return p->price_eur - p->cost_per_year;
}

double retention_value_beyond(
    const struct retention_tables *t, int segment, int package, int year, int day)
{
    double margin = retention_margin(t, package) - t->care_per_year[segment];
    double reached = 1.0, value = 0.0;
    for (; year < t->retention->value_years; year++, day += DAYS_PER_YEAR) {
        reached *= t->later_renewal[segment][year == 1];
        value += reached * margin * t->discount[day];
    }
    return value;
}
