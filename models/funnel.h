/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_FUNNEL_H
#define RECEPT_FUNNEL_H

#include "block.h"

/* The steps that a company takes through the funnel, one at a time. */

/* Approaches the company of course `index` on `day`: research is booked and the first contact
 * planned, if the budget allows. Does nothing with a company that was approached before. */
void funnel_approach(struct block *block, int index, int day);

/* Takes a planned contact of outreach, on its day, through the steps: busy, moved, capacity,
 * held, relapse, response or choice, no, given up, next contact. */
void funnel_contact(struct block *block, struct planned_contact *plan);

#endif
