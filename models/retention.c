/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "retention.h"

#include "campaign.h"

#include <math.h>

double retention_renewal(const struct retention *r, const struct membership *m)
{
    int s = m->segment;
    double x = r->base.at[s] + (m->first ? r->first_year.at[s] : 0.0) +
               r->care.at[s] * m->care + (m->took_part ? r->result.at[s] : 0.0) +
               (m->warm ? r->warm.at[s] : 0.0);
    return 1.0 / (1.0 + exp(-x));
}

double retention_discount_of(const struct retention_tables *t, int day)
{
    double *worth = &t->discount[day];
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

/* How a year's care may turn out: contacts that are sure to reach the partner, and the chances
 * of how many of the others do and of its taking part in one of them. */
struct care_year {
    int sure, n;
    double (*chance)[2]; /* [others held, 0 .. n][took part] */
};

static void add_sure_contact(struct care_year *year, bool participation)
{
    year->sure++;
    for (int held = 0; held <= year->n && participation; held++) {
        year->chance[held][1] += year->chance[held][0];
        year->chance[held][0] = 0.0;
    }
}

static void add_unsure_contact(struct care_year *year, double reached, bool participation)
{
    for (int held = ++year->n; held >= 0; held--) {
        double *at = year->chance[held];
        at[0] *= 1.0 - reached;
        at[1] *= 1.0 - reached;
        if (held == 0)
            continue;
        at[participation] += reached * year->chance[held - 1][0];
        at[1] += reached * year->chance[held - 1][1];
    }
}

static double expected_renewal(const struct retention *retention, struct membership membership,
    const struct care_year *year)
{
    double renewal = 0.0;
    for (int i = 0; i < 2 * (year->n + 1); i++) {
        double p = year->chance[i / 2][i % 2];
        membership.care = year->sure + i / 2;
        membership.took_part = i % 2 == 1;
        if (p > 0.0)
            renewal += p * retention_renewal(retention, &membership);
    }
    return renewal;
}

/* A year in which every care contact takes place. */
static void tabulate_later(struct campaign *c, struct arena *arena, int segment)
{
    const struct id_list *care = &c->strategy->at[segment].care;
    struct retention_tables *t = &c->retention;
    struct care_year year = {
        .chance = arena_new(arena, (size_t)care->n + 1, sizeof *year.chance)};
    int *days = arena_new(arena, (size_t)care->n, sizeof *days);
    double *eur = arena_new(arena, (size_t)care->n, sizeof *eur);
    t->care_day[segment] = days;
    t->care_eur[segment] = eur;
    year.chance[0][0] = 1.0;
    t->care_per_year[segment] = 0.0;
    for (int i = 0; i < care->n; i++) {
        const struct moment *moment = &c->cohort[segment]->moment[care->id[i]];
        chance reach = moment->reach;
        if (reach == CHANCE_ALWAYS)
            add_sure_contact(&year, moment->participation);
        else
            add_unsure_contact(&year, (double)reach / CHANCE_ALWAYS, moment->participation);
        days[i] = retention_care_day(i, care->n);
        eur[i] = (double)c->team.toll[care->id[i]].all.cost / MICRO;
        t->care_per_year[segment] += eur[i] * retention_discount(t, days[i]);
    }
    for (int i = 0; i < 4; i++)
        t->later_renewal[segment][i / 2][i % 2] = expected_renewal(t->retention,
            (struct membership){.segment = segment, .first = i / 2 == 1, .warm = i % 2 == 1},
            &year);
}

void retention_tables_init(struct campaign *c, struct arena *arena)
{
    c->retention.retention = &c->scenario->retention;
    c->retention.packages = &c->scenario->packages;
    for (int s = 0; s < c->n_segments; s++) {
        c->retention.upgrade[s] = chance_of(c->scenario->retention.upgrade.at[s]);
        tabulate_later(c, arena, s);
    }
}

void retention_years_beyond(
    const struct retention_tables *t, const struct member *member, double *worth)
{
    const struct retention *r = t->retention;
    double up = r->upgrade.at[member->segment], care = t->care_per_year[member->segment];
    double in[MAX_PACKAGES] = {1.0}; /* chance that it is in, by rung */
    for (int year = member->year; year < r->value_years; year++) {
        double *sum = &worth[year - member->year];
        *sum = 0.0;
        for (int i = member->n - 1; i >= 0; i--) {
            double stays = i < member->n - 1 ? in[i] * (1.0 - up) : in[i];
            double comes = i > 0 ? in[i - 1] * up : 0.0;
            in[i] =
                t->later_renewal[member->segment][year == 1][member->warm] * (stays + comes);
            *sum += in[i] * (retention_margin(t, member->rung[i]) - care);
        }
    }
}
