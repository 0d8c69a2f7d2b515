/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "books.h"

static void add(struct price *into, uint64_t times, struct price price)
{
    into->hours += (micro)times * price.hours;
    into->cost += (micro)times * price.cost;
    into->cash += (micro)times * price.cash;
}

void books_charge(struct contact_counts *counts, const struct team_tables *team, int contact)
{
    const struct toll *toll = &team->toll[contact];
    struct price move = {.hours = team->move_hours, .cost = team->move_cost};
    for (int s = 0; s < N_COUNTED; s++) {
        add(&counts->charged[CHARGE_CONTACTS][s], counts->held[s], toll->own);
        add(&counts->charged[CHARGE_OCCASIONS][s], counts->held[s], toll->share);
        add(&counts->charged[CHARGE_OCCASIONS][s], counts->occasions[s], toll->whole);
        add(&counts->charged[CHARGE_MOVES][s], counts->moved[s], move);
    }
}

void books_charge_overhead(struct overhead *overhead, const struct team_tables *team,
    uint64_t companies, int campaigns)
{
    struct price research = {.hours = team->research_hours, .cost = team->research_cost};
    struct price aids = {.cost = team->aids_cost, .cash = team->aids_cost};
    add(&overhead->research, companies, research);
    add(&overhead->aids, (uint64_t)campaigns, aids);
}

void books_add_contact(struct contact_counts *into, const struct contact_counts *from)
{
    for (int s = 0; s < N_COUNTED; s++) {
        into->held[s] += from->held[s];
        into->moved[s] += from->moved[s];
        into->waited[s] += from->waited[s];
        into->progressed[s] += from->progressed[s];
        into->occasions[s] += from->occasions[s];
        for (int kind = 0; kind < N_CHARGES; kind++)
            add(&into->charged[kind][s], 1, from->charged[kind][s]);
    }
}

void books_add_overhead(struct overhead *into, const struct overhead *from)
{
    add(&into->research, 1, from->research);
    add(&into->aids, 1, from->aids);
}

struct price books_outreach(const struct contact_counts *counts, enum charge kind)
{
    struct price sum = {0};
    for (int stage = 0; stage < N_STAGES; stage++)
        add(&sum, 1, counts->charged[kind][stage]);
    return sum;
}
