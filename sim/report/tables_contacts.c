/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "old_table.h"

/* ---- contact_moments.csv ---- */

static double per_campaign(const struct old_table *table, micro_sum amount)
{
    return (double)amount / MICRO / (double)table->study->replications;
}

/* Euro of one contact moment in one stage: contacts, moves, occasions. */
static double contact_cost(
    const struct old_table *table, const struct contact_counts *counts, int stage)
{
    micro_sum cost = 0;
    for (int kind = 0; kind < N_CHARGES; kind++)
        cost += counts->charged[kind][stage].cost;
    return per_campaign(table, cost);
}

static void contact_row(const struct old_table *table, int contact, int stage)
{
    const struct contact_counts *counts = &table->one->tally.counts.contact[contact];
    double n = (double)table->study->replications;
    if (counts->held[stage] + counts->moved[stage] + counts->waited[stage] == 0)
        return;
    old_table_begin_row(table);
    old_table_text(table, table->one->scenario->catalogue.contact[contact].id);
    old_table_text(table, stage == COUNTED_AS_CARE ? "care" : stage_names[stage]);
    old_table_number(table, (double)counts->held[stage] / n);
    old_table_number(table, (double)counts->moved[stage] / n);
    old_table_number(table, (double)counts->waited[stage] / n);
    old_table_number(table, (double)counts->progressed[stage] / n);
    old_table_number(table, contact_cost(table, counts, stage));
    old_table_end_row(table);
}

void contact_moments_rows(const struct old_table *table)
{
    /* Of a total the hubs' rows tell: they need not have the same contact moments. */
    for (int contact = 0; contact < table->one->campaign->n_contacts; contact++)
        for (int stage = 0; stage < N_COUNTED; stage++)
            contact_row(table, contact, stage);
}

/* ---- costs.csv ---- */

static void cost_row(const struct old_table *table, const char *kind, struct charged charged)
{
    old_table_begin_row(table);
    old_table_text(table, kind);
    old_table_number(table, per_campaign(table, charged.hours));
    old_table_number(table, per_campaign(table, charged.cost - charged.cash));
    old_table_number(table, per_campaign(table, charged.cash));
    old_table_number(table, per_campaign(table, charged.cost));
    old_table_end_row(table);
}

static struct charged all_contacts(const struct study_case *one, enum charge kind)
{
    struct charged sum = {0};
    for (int c = 0; c < one->campaign->n_contacts; c++)
        books_add(&sum, books_outreach(&one->tally.counts.contact[c], kind));
    return sum;
}

void costs_rows(const struct old_table *table)
{
    const struct study_case *one = table->one;
    if (one->hubs > 0)
        return; /* its hubs have rates of their own */
    const struct {
        const char *name;
        struct charged charged;
    } kinds[] = {
        {"contacts", all_contacts(one, CHARGE_CONTACTS)},
        {"research", one->tally.counts.overhead.research},
        {"moves", all_contacts(one, CHARGE_MOVES)},
        {"occasions", all_contacts(one, CHARGE_OCCASIONS)},
        {"aids", one->tally.counts.overhead.aids},
    };
    struct charged total = {0};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        cost_row(table, kinds[i].name, kinds[i].charged);
        books_add(&total, kinds[i].charged);
    }
    cost_row(table, "total", total);
}
