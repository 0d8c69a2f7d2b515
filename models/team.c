/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "team.h"

#include <math.h>

#define FORGIVEN_EUR 0.001

static struct price price_of(const struct team *team, double hours, double cash_eur)
{
    return (struct price){
        .hours = micro_of(hours),
        .cost = micro_of(hours * team->hourly_rate + cash_eur),
        .cash = micro_of(cash_eur),
    };
}

static struct toll toll_of(const struct team *team, const struct contact *contact)
{
    const struct occasion *occasion = &contact->occasion;
    double share = occasion->given && !team->full ? 1.0 / (occasion->seats * team->fill) : 0.0;
    struct price all = price_of(team, contact->hours + share * occasion->hours,
        contact->cost_eur + share * occasion->cost_eur);
    struct price own = price_of(team, contact->hours, contact->cost_eur);
    struct price whole = {0};
    if (occasion->given && team->full)
        whole = price_of(team, occasion->hours, occasion->cost_eur);
    return (struct toll){
        .own = own,
        .share = {all.hours - own.hours, all.cost - own.cost, all.cash - own.cash},
        .all = all,
        .whole = whole,
    };
}

void team_tables_init(struct team_tables *tables, const struct team *team,
    const struct catalogue *catalogue, const struct aid *aids, struct id_list used_aids,
    double horizon_days, double budget)
{
    tables->limited = !isnan(team->hours_per_week);
    tables->week = tables->limited ? micro_of(team->hours_per_week) : INT64_MAX;
    tables->research_hours = micro_of(team->research_hours);
    tables->research_cost = micro_of(team->research_hours * team->hourly_rate);
    tables->move_hours = micro_of(team->reschedule_hours);
    tables->move_cost = micro_of(team->reschedule_hours * team->hourly_rate);
    tables->whole = team->full;
    tables->bounded = !isnan(budget);
    tables->budget = tables->bounded ? micro_of(budget + FORGIVEN_EUR) : INT64_MAX;
    for (int c = 0; c < catalogue->n; c++)
        tables->toll[c] = toll_of(team, &catalogue->contact[c]);
    double per_year = 0.0;
    for (int i = 0; i < used_aids.n; i++) {
        const struct aid *aid = &aids[used_aids.id[i]];
        per_year += aid->cost_eur / aid->life_years + aid->cost_per_year;
    }
    tables->aids_cost = micro_of(per_year * horizon_days / DAYS_PER_YEAR);
}
