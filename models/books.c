/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "books.h"

void books_add(struct charged *into, struct charged charged)
{
    into->hours += charged.hours;
    into->cost += charged.cost;
    into->cash += charged.cash;
}

static void charge(struct charged *into, uint64_t times, struct price price)
{
    if (times == 0)
        return;
    micro_sum n = (micro_sum)times;
    books_add(into, (struct charged){n * price.hours, n * price.cost, n * price.cash});
}

void books_charge(struct contact_counts *counts, const struct team_tables *team, int contact)
{
    const struct toll *toll = &team->toll[contact];
    for (int s = 0; s < N_COUNTED; s++) {
        uint64_t made = counts->held[s] + counts->not_reached[s];
        charge(&counts->charged[CHARGE_CONTACTS][s], made, toll->own);
        charge(&counts->charged[CHARGE_NO_SHOWS][s], counts->no_show[s], toll->no_show);
        charge(&counts->charged[CHARGE_OCCASIONS][s], made + counts->no_show[s], toll->share);
        charge(&counts->charged[CHARGE_OCCASIONS][s], counts->occasions[s], toll->whole);
        charge(&counts->charged[CHARGE_MOVES][s], counts->moved[s], team->move);
    }
}

void books_charge_overhead(struct overhead *overhead, const struct team_tables *team,
    uint64_t companies, int campaigns)
{
    charge(&overhead->research, companies, team->research);
    charge(&overhead->aids, (uint64_t)campaigns, team->aids);
}

void books_add_contact(struct contact_counts *into, const struct contact_counts *from)
{
    for (int s = 0; s < N_COUNTED; s++) {
        into->held[s] += from->held[s];
        into->moved[s] += from->moved[s];
        into->waited[s] += from->waited[s];
        into->not_reached[s] += from->not_reached[s];
        into->no_show[s] += from->no_show[s];
        into->progressed[s] += from->progressed[s];
        into->occasions[s] += from->occasions[s];
        for (int kind = 0; kind < N_CHARGES; kind++)
            books_add(&into->charged[kind][s], from->charged[kind][s]);
    }
}

struct charged books_outreach(const struct contact_counts *counts, enum charge kind)
{
    struct charged sum = {0};
    for (int stage = 0; stage < N_STAGES; stage++)
        books_add(&sum, counts->charged[kind][stage]);
    return sum;
}
