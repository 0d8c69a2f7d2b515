/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "team.h"

/* The books: how often each contact moment was held, and what was charged for it. The
 * replication loop counts; what was counted is charged at the end of each run of a block, at
 * the prices of the campaign that was run, so that the books are right where prices are drawn.
 */

/* Contacts are counted by the stage in which they were held; those of partners apart. */
enum { COUNTED_AS_CARE = N_STAGES, N_COUNTED };

/* What is charged for a contact moment. */
enum charge { CHARGE_CONTACTS, CHARGE_OCCASIONS, CHARGE_MOVES, CHARGE_NO_SHOWS, N_CHARGES };

/* Millionths summed over replications: 64 bits have room for no more than 9e12 euro. */
__extension__ typedef __int128 micro_sum;
struct charged {
    micro_sum hours, cost, cash; /* as in struct price */
};

/* Counts per contact moment, over all replications that a block has run. */
struct contact_counts {
    uint64_t held[N_COUNTED], moved[N_COUNTED], waited[N_COUNTED], progressed[N_COUNTED];
    uint64_t not_reached[N_COUNTED], no_show[N_COUNTED];
    uint64_t occasions[N_COUNTED]; /* charged whole */
    struct charged charged[N_CHARGES][N_COUNTED];
};

/* Charged for no contact moment. */
struct overhead {
    struct charged research, aids;
};

/* Charges what is counted of contact moment `contact`. */
void books_charge(struct contact_counts *counts, const struct team_tables *team, int contact);

/* Adds the research for so many companies and the aids of so many campaigns. */
void books_charge_overhead(struct overhead *overhead, const struct team_tables *team,
    uint64_t companies, int campaigns);

void books_add_contact(struct contact_counts *into, const struct contact_counts *from);

void books_add(struct charged *into, struct charged charged);

/* Charged for one kind over the four stages, care left out. */
struct charged books_outreach(const struct contact_counts *counts, enum charge kind);
