/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

/* ---- contact_moments.csv ---- */

/* Euro per replication of one contact moment in one stage: contacts, moves, whole occasions. */
static double contact_cost(
    const struct table *table, int contact, const struct contact_counts *counts, int stage)
{
    const struct team_tables *team = &table->one->campaign->team;
    const struct toll *toll = &team->toll[contact];
    double cost = (double)counts->held[stage] * (double)toll->cost +
                  (double)counts->moved[stage] * (double)team->move_cost +
                  (double)counts->occasions[stage] * (double)toll->occasion_cost;
    return cost / MICRO / (double)table->study->replications;
}

static void contact_row(const struct table *table, int contact, int stage)
{
    const struct contact_counts *counts = &table->one->tally.counts.contact[contact];
    double n = (double)table->study->replications;
    if (counts->held[stage] + counts->moved[stage] + counts->waited[stage] == 0)
        return;
    table_begin_row(table);
    table_text(table, table->one->scenario->catalogue.contact[contact].id);
    table_text(table, stage == COUNTED_AS_CARE ? "care" : stage_names[stage]);
    table_number(table, (double)counts->held[stage] / n);
    table_number(table, (double)counts->moved[stage] / n);
    table_number(table, (double)counts->waited[stage] / n);
    table_number(table, (double)counts->progressed[stage] / n);
    table_number(table, contact_cost(table, contact, counts, stage));
    table_end_row(table);
}

void contact_moments_rows(const struct table *table)
{
    /* Of a total the hubs' rows tell: they need not have the same contact moments. */
    for (int contact = 0; contact < table->one->campaign->n_contacts; contact++)
        for (int stage = 0; stage < N_COUNTED; stage++)
            contact_row(table, contact, stage);
}

/* ---- costs.csv ---- */

/* Of one replication, on average. */
struct cost {
    double hours, cash_eur;
};

static void add_cost(struct cost *into, double times, double hours, double cash_eur)
{
    into->hours += times * hours;
    into->cash_eur += times * cash_eur;
}

/* The attendees' shares of an occasion are the occasion's cost, not the contact's. */
static void add_contact(const struct table *table, int c, struct cost *contacts,
    struct cost *occasions, struct cost *moves)
{
    const struct contact_counts *counts = &table->one->tally.counts.contact[c];
    const struct contact *contact = &table->one->scenario->catalogue.contact[c];
    const struct team *team = &table->one->scenario->team;
    const struct occasion *occasion = &contact->occasion;
    double n = (double)table->study->replications;
    double held = 0.0, moved = 0.0, whole = 0.0;
    for (int stage = 0; stage < N_STAGES; stage++) {
        held += (double)counts->held[stage] / n;
        moved += (double)counts->moved[stage] / n;
        whole += (double)counts->occasions[stage] / n;
    }
    add_cost(contacts, held, contact->hours, contact->cost_eur);
    add_cost(moves, moved, team->reschedule_hours, 0.0);
    if (occasion->given && team->full)
        add_cost(occasions, whole, occasion->hours, occasion->cost_eur);
    else if (occasion->given)
        add_cost(occasions, held / (occasion->seats * team->fill), occasion->hours,
            occasion->cost_eur);
}

static void cost_row(const struct table *table, const char *kind, struct cost cost)
{
    double hours_cost = cost.hours * table->one->scenario->team.hourly_rate;
    table_begin_row(table);
    table_text(table, kind);
    table_number(table, cost.hours);
    table_number(table, hours_cost);
    table_number(table, cost.cash_eur);
    table_number(table, hours_cost + cost.cash_eur);
    table_end_row(table);
}

enum { CONTACTS, RESEARCH, MOVES, OCCASIONS, AIDS, KINDS };

void costs_rows(const struct table *table)
{
    static const char *const names[KINDS] = {
        "contacts", "research", "moves", "occasions", "aids"};
    const struct campaign *campaign = table->one->campaign;
    struct cost cost[KINDS] = {{0}}, total = {0};
    if (table->one->hubs > 0)
        return; /* its hubs have rates of their own */
    for (int c = 0; c < campaign->n_contacts; c++)
        add_contact(table, c, &cost[CONTACTS], &cost[OCCASIONS], &cost[MOVES]);
    double approached = study_quantity(table->study, table->one, 0, Q_APPROACHED).value;
    add_cost(&cost[RESEARCH], approached, table->one->scenario->team.research_hours, 0.0);
    cost[AIDS].cash_eur = (double)campaign->team.aids_cost / MICRO;
    for (int kind = 0; kind < KINDS; kind++) {
        cost_row(table, names[kind], cost[kind]);
        add_cost(&total, 1.0, cost[kind].hours, cost[kind].cash_eur);
    }
    cost_row(table, "total", total);
}
