/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_LEAD_TIME_H
#define RECEPT_LEAD_TIME_H

#include "contact.h"
#include "counts.h"

/* How long it takes until an appointment takes place: "blijkt het plannen van een afspraak met
 * de beslissers vaak een lange doorlooptijd te kennen" (lesson 2). Gamma(lead_shape, mean
 * lead_days times the factors that apply), rounded up to whole days, at least 1. */

/* Which factors multiply the mean. */
enum { LEAD_OWNER = 1, LEAD_HANDOVER = 2, LEAD_KINDS = 4 };

struct lead_times {
    const struct count_table *of[MAX_SEGMENTS][MAX_CONTACTS][LEAD_KINDS];
};

/* Tabulates for the contact moments that are `used` [n of the catalogue]; the owner's factor
 * counts for appointments only. Lead times past `highest` days
 * are all drawn as highest + 1. Equal distributions share a table. */
void lead_times_init(struct lead_times *times, struct arena *arena,
    const struct catalogue *catalogue, const bool *used, int n_segments,
    const struct by_segment *owner_factor, const struct by_segment *handover_factor,
    int highest);

#endif
