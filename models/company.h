/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPANY_H
#define RECEPT_COMPANY_H

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"
#include "contact.h"
#include "counts.h"
#include "segment.h"

/* Companies: "Opstellen lijst van te benaderen MKB bedrijven" (step 1), or a drawn population.
 */

/* So many at most, listed or drawn. */
enum { MAX_COMPANIES = 1000000 };

/* Yes, no, or not said in the list: then drawn or derived. */
enum answer { NOT_SAID, YES, NO };

/* One row of a company list. */
struct company {
    const char *name;
    int segment;
    enum stage stage;    /* where it starts */
    int contacts_before; /* held before the campaign */
    enum answer warm, customer_in, front_runner;
};

struct population {
    int n;
    struct company *list;                 /* n rows; NULL when the population is drawn */
    struct by_segment share;              /* of a drawn population; sums to 1 */
    struct by_segment warm, front_runner; /* probability where the list says nothing */
    bool beyond_alike; /* companies that are more than the list are as far along as it is */
};

/* What a company draws per replication, as tables of the population and the response. */
struct company_tables {
    const struct population *population;
    chance segment_at_most[MAX_SEGMENTS]; /* cumulative, for a drawn population */
    chance warm[MAX_SEGMENTS];
    chance front_runner[MAX_SEGMENTS];
};

/* A bit per segment that can have companies. */
uint64_t population_segments(const struct population *population, int n_segments);

void company_tables_init(
    struct company_tables *tables, const struct population *population, int n_segments);

/* The row that company `i` starts from: that of the list, or of a drawn company of the segment
 * that `word` stands for. */
struct company company_start(const struct company_tables *tables, int i, uint32_t word);

/* Warm and front-runner from one word: what the list says, else by the population's shares,
 * independently of each other. */
struct traits {
    bool warm, front_runner;
};
struct traits company_traits(
    const struct company_tables *tables, const struct company *company, uint32_t word);

/* ---- Deciders ---- */

/* Two deciders: "als we eerst contact hebben met de DGA, is het vaak daarna nog nodig om de
 * medewerker ook enthousiast te maken" and the other way round; "in beide gevallen, zit er vaak
 * lange periode tussen" (lesson 2). */
struct decision {
    struct by_segment second_decider; /* probability that an employee must be won as well */
    struct by_segment
        handover_factor; /* on the lead time of the first contact with the second */
    struct by_segment owner_lead_factor; /* on lead times of appointments with an owner */
    struct by_segment employee; /* effect in desire when the contact person is an employee */
};

/* Whom the hub speaks to. */
enum person { UNKNOWN, OWNER, EMPLOYEE };

struct decision_tables {
    chance two[MAX_SEGMENTS];
    chance owner[MAX_CONTACTS]; /* that a contact moment reaches the owner first */
};

static inline void decision_tables_init(struct decision_tables *tables,
    const struct decision *decision, const struct catalogue *catalogue, int n_segments)
{
    for (int s = 0; s < n_segments; s++)
        tables->two[s] = chance_of(decision->second_decider.at[s]);
    for (int c = 0; c < catalogue->n; c++)
        tables->owner[c] = chance_of(catalogue->contact[c].owner);
}

/* Whether a company has two deciders. The same word later tells who is reached first. */
static inline bool decision_two(const struct decision_tables *t, int segment, uint32_t word)
{
    return chance_happens(t->two[segment], word);
}

/* Who is reached by the first held contact of a company with two deciders; `word` is below its
 * threshold of two deciders, and uniform there. */
static inline enum person decision_first(
    const struct decision_tables *t, int segment, int contact, uint32_t word)
{
    return word < chance_both(t->two[segment], t->owner[contact]) ? OWNER : EMPLOYEE;
}

/* ---- Peers ---- */

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

/* Tabulates for campaigns of at most `companies` companies; with `open`, that of introductions
 * stays open. */
void peers_tables_init(struct peers_tables *tables, struct arena *arena,
    const struct peers *peers, int companies, int n_segments, bool open);

/* Whether a potential customer is inside: as the list says, else as soon as the company's own
 * number
 * (`word`, drawn once a replication) is below the share that so many partners make. */
static inline bool peers_customer_in(
    const struct peers_tables *t, enum answer listed, int partners, uint32_t word)
{
    return listed == YES ||
           (listed == NOT_SAID && chance_happens(t->customer_in[partners], word));
}

#endif
