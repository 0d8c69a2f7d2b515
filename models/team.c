/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "team.h"

#include "campaign.h"

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
    struct price no_show = price_of(
        team, team->no_show_share * contact->hours, team->no_show_share * contact->cost_eur);
    struct price whole = {0};
    if (occasion->given && team->full)
        whole = price_of(team, occasion->hours, occasion->cost_eur);
    return (struct toll){
        .own = own,
        .no_show = no_show,
        .share = {all.hours - own.hours, all.cost - own.cost, all.cash - own.cash},
        .all = all,
        .whole = whole,
    };
}

static bool uses(const struct campaign *c, int aid)
{
    for (int s = 0; s < c->n_segments; s++) {
        const struct id_list *aids = &c->strategy->at[s].aids;
        for (int i = 0; i < aids->n; i++)
            if (aids->id[i] == aid)
                return true;
    }
    return false;
}

/* Aids are the whole strategy's, though segments may use different ones: each is paid for once.
 */
static double aids_per_year(const struct campaign *c)
{
    double per_year = 0.0;
    for (int i = 0; i < c->scenario->n_aids; i++) {
        const struct aid *aid = &c->scenario->aid[i];
        if (uses(c, i))
            per_year += aid->cost_eur / aid->life_years + aid->cost_per_year;
    }
    return per_year;
}

micro team_budget(double eur)
{
    return isnan(eur) ? INT64_MAX : micro_of(eur + FORGIVEN_EUR);
}

void team_tables_init(struct campaign *c)
{
    const struct team *team = &c->scenario->team;
    struct team_tables *tables = &c->team;
    double budget = c->scenario->campaign.budget_eur;
    tables->limited = !isnan(team->hours_per_week);
    tables->week = tables->limited ? micro_of(team->hours_per_week) : INT64_MAX;
    tables->research = price_of(team, team->research_hours, 0.0);
    tables->move = price_of(team, team->reschedule_hours, 0.0);
    tables->aids = price_of(team, 0.0, aids_per_year(c) * c->days / DAYS_PER_YEAR);
    tables->whole = team->full;
    tables->bounded = !isnan(budget);
    tables->budget = team_budget(budget);
    for (int i = 0; i < c->n_contacts; i++)
        tables->toll[i] = toll_of(team, &c->scenario->catalogue.contact[i]);
}
