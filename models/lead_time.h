/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "contact.h"
#include "counts.h"

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

struct campaign;

/* Makes the campaign's, for the contact moments that a company can have; the owner's factor
 * counts for appointments only. Lead times past the days simulated are all drawn as the day
 * after. Equal distributions share a table. With `open` tables stay open, for all contact
 * moments. */
void lead_times_init(struct campaign *c, struct arena *arena, bool open);
