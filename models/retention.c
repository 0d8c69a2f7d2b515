/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention.h"

#include "campaign.h"

#include <math.h>

double retention_renewal(
    const struct retention *r, int segment, bool first, int care, bool took_part)
{
    double x = r->base.at[segment] + (first ? r->first_year.at[segment] : 0.0) +
               r->care.at[segment] * care + (took_part ? r->result.at[segment] : 0.0);
    return 1.0 / (1.0 + exp(-x));
}

double retention_discount(const struct retention_tables *t, int day)
{
    double *worth = &t->discount[day];
    if (*worth == 0.0)
        *worth = day < DAYS_PER_YEAR
                     ? exp(-log1p(t->discount_rate) * day / DAYS_PER_YEAR)
                     : retention_discount(t, day - DAYS_PER_YEAR) / (1.0 + t->discount_rate);
    return *worth;
}

void retention_discount_init(struct campaign *c, struct arena *arena, bool open)
{
    struct retention_tables *t = &c->retention;
    int last = c->days + DAYS_PER_YEAR * c->scenario->retention.value_years;
    t->discount_rate = c->scenario->campaign.discount_rate;
    t->discount = arena_new(arena, (size_t)last + 1, sizeof *t->discount);
    for (int day = 0; day <= last && !open; day++)
        retention_discount(t, day);
}

int retention_care_day(int number, int n)
{
    return (2 * DAYS_PER_YEAR * (number + 1) + n + 1) / (2 * (n + 1));
}

/* A year with every care contact held. */
static void tabulate_later(struct campaign *c, int segment)
{
    const struct id_list *care = &c->strategy->at[segment].care;
    struct retention_tables *t = &c->retention;
    bool took_part = false;
    t->care_per_year[segment] = 0.0;
    for (int i = 0; i < care->n; i++) {
        const struct moment *moment = &c->moment[care->id[i]];
        took_part = took_part || moment->participation;
        t->care_per_year[segment] += (double)moment->cost / MICRO *
                                     retention_discount(t, retention_care_day(i, care->n));
    }
    for (int first = 0; first < 2; first++)
        t->later_renewal[segment][first] =
            retention_renewal(t->retention, segment, first == 1, care->n, took_part);
}

void retention_tables_init(struct campaign *c)
{
    c->retention.retention = &c->scenario->retention;
    c->retention.packages = &c->scenario->packages;
    for (int s = 0; s < c->n_segments; s++) {
        c->retention.upgrade[s] = chance_of(c->scenario->retention.upgrade.at[s]);
        tabulate_later(c, s);
    }
}

double retention_margin(const struct retention_tables *t, int package)
{
    const struct package *p = &t->packages->package[package];
    return p->price_eur - p->cost_per_year;
}

double retention_value_beyond(const struct retention_tables *t, const struct member *member)
{
    const struct retention *r = t->retention;
    double up = r->upgrade.at[member->segment], care = t->care_per_year[member->segment];
    double in[MAX_PACKAGES] = {1.0}; /* chance that it is in, by rung */
    double value = 0.0;
    for (int year = member->year; year < r->value_years; year++) {
        double worth = 0.0;
        for (int i = member->n - 1; i >= 0; i--) {
            double stays = i < member->n - 1 ? in[i] * (1.0 - up) : in[i];
            double comes = i > 0 ? in[i - 1] * up : 0.0;
            in[i] = t->later_renewal[member->segment][year == 1] * (stays + comes);
            worth += in[i] * (retention_margin(t, member->rung[i]) - care);
        }
        value +=
            worth * retention_discount(t, member->day + DAYS_PER_YEAR * (year - member->year));
    }
    return value;
}
