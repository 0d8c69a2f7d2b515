/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chance.h"
#include "contact.h"
#include "segment.h"

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

struct campaign;
void decision_tables_init(struct campaign *c);

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
