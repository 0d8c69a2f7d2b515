/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_DELAYS_H
#define RECEPT_DELAYS_H

#include "chance.h"
#include "contact.h"
#include "counts.h"
#include "segment.h"

/* ---- Lead times ---- */

/* How long it takes until an appointment takes place: "blijkt het plannen van een afspraak met
 * de beslissers vaak een lange doorlooptijd te kennen" (lesson 2). Gamma(lead_shape, mean
 * lead_days times the factors that apply), rounded up to whole days, at least 1. */

/* Which factors multiply the mean. */
enum { LEAD_OWNER = 1, LEAD_HANDOVER = 2, LEAD_KINDS = 4 };

struct lead_times {
    int n_contacts;
    const struct count_table **of; /* [segments][contacts][LEAD_KINDS] */
};

/* The lead time of a contact moment with a company of that segment; `kind`: which factors. */
static inline const struct count_table *lead_time(
    const struct lead_times *times, int segment, int contact, int kind)
{
    return times->of[(segment * times->n_contacts + contact) * LEAD_KINDS + kind];
}

/* Tabulates for the contact moments that are `used` [n of the catalogue]; the owner's factor
 * counts for appointments only. Lead times past `highest` days are all drawn as highest + 1.
 * Equal distributions share a table. With `open` tables stay open, for all contact moments. */
void lead_times_init(struct lead_times *times, struct arena *arena,
    const struct catalogue *catalogue, const bool *used, int n_segments,
    const struct by_segment *owner_factor, const struct by_segment *handover_factor,
    int highest, bool open);

/* ---- Busy spells ---- */

/* Busy spells: "De term 'production-hell' is gevallen [...] Daarmee dus even geen tijd voor de
 * learning community" (lesson 1). Spells begin at `rate` a year and last Gamma(2) days. */
struct busy {
    struct by_segment rate; /* spells a year */
    struct by_segment days; /* mean length */
};

struct busy_tables {
    /* Chance that a spell has begun between planning and the day, 1 - exp(-rate * days / 365).
     */
    const chance *begun[MAX_SEGMENTS]; /* [highest + 1] */
    const struct count_table *length[MAX_SEGMENTS];
    /* Found busy at the start with probability r*d / (365 + r*d); then the rest of the spell
     * lasts ceil(U * Gamma(3, mean 1.5 d)) days: what is left of a length-biased Gamma(2)
     * spell. */
    chance at_start[MAX_SEGMENTS];
    const struct count_table *rest[MAX_SEGMENTS];
};

/* Tabulates for `highest` days; with `open`, tables of counts stay open. */
void busy_tables_init(struct busy_tables *tables, struct arena *arena, const struct busy *busy,
    int n_segments, int highest, bool open);

#endif
