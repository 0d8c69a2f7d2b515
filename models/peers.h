/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chance.h"
#include "company.h"
#include "counts.h"

/* Who is in already: "ze kijken allemaal ook naar welke partijen er al betrokken zijn. Zeker
 * als daar potentiele klanten tussen zitten" (answer 1). */
struct peers {
    double customer_share; /* probability that a partner is a potential customer of a company */
    struct by_segment customer; /* effect on the response when one is in */
    double referrals;           /* mean number of introductions by a new partner */
};

enum { MAX_REFERRALS = 63 };

struct peers_tables {
    chance *customer_in; /* [partners won so far] 1 - (1 - customer_share)^partners */
    struct count_table referrals;
    bool none; /* partners won have no influence on anybody */
};

struct campaign;

/* Makes the campaign's; with `open`, that of introductions stays open. */
void peers_tables_init(struct campaign *c, struct arena *arena, bool open);

/* Whether a potential customer is inside: as the list says, else as soon as the company's own
 * number (`word`, drawn once a replication) is below the share that so many partners make. */
static inline bool peers_customer_in(
    const struct peers_tables *t, enum answer listed, int partners, uint32_t word)
{
    /* Companies differ in that, so that processors would often guess a branch wrong. */
    bool drawn = chance_happens(t->customer_in[partners], word);
    return (listed == YES) | ((listed == NOT_SAID) & drawn);
}
