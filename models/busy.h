/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "chance.h"
#include "counts.h"
#include "segment.h"

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

struct campaign;

/* Makes the campaign's; with `open`, tables of counts stay open. */
void busy_tables_init(struct campaign *c, struct arena *arena, bool open);
