/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CARE_H
#define RECEPT_CARE_H

#include "block.h"

/* A partner's years: account care ("accountonderhoud"), anniversaries, leaving. Care contact
 * number a of n in a membership year is wanted on day 365 a / (n + 1) of it, whatever has
 * become of the others; only one of the year before that is still to be held goes first. It
 * takes its seat on that day, moves and waits as other contacts do, and counts for the year in
 * which it is held. Care contacts of one day go, partner by partner, in the order in
 * which their years began: a year's care is laid down when it begins. At an anniversary within
 * the days that partners are followed a partner renews, perhaps one rung up its ladder, or
 * leaves: then nothing that was planned for it is held any more. */

/* Starts the years of the company of course `index`, which has just joined. */
void care_begin(struct block *block, int index);

/* The anniversary of a partner on the day of `plan`: it renews, or leaves and frees the seats
 * of its care contacts. Comes before care of the same day. */
void care_anniversary(struct block *block, struct planned_contact *plan);

/* Plans the care contact of `plan`, if that was not done yet, and takes it, on its day, through
 * moved, capacity and held. */
void care_due(struct block *block, struct planned_contact *plan);

/* What of the value of the partner of course `index` lies beyond the days simulated (euro,
 * discounted to day 0): the care contacts of the membership year under way that are still
 * wanted, and the years after it as retention_value_beyond has them; 0 when it has left. With
 * course->value that makes fees less serving less care over its first value_years years. */
double care_value_beyond(const struct block *block, int index);

#endif
