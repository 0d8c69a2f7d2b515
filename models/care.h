/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CARE_H
#define RECEPT_CARE_H

#include "block.h"

/* A partner's years: account care ("accountonderhoud"), anniversaries, leaving. Care contact
 * number a of n in a membership year is wanted on day 365 a / (n + 1) of it, takes its seat on
 * that day, moves and waits as other contacts do, and counts for the year in which it is held.
 * At an anniversary within the days that partners are followed a partner renews, perhaps one
 * rung up its ladder, or leaves. */

/* Starts the years of the company of course `index`, which has just joined. */
void care_begin(struct block *block, int index);

/* What falls on `day` for the partner of course `index`: the anniversary first, then care.
 * `word` are its words. */
void care_due(struct block *block, int index, int day, const uint32_t word[N_WORDS]);

/* What of the value of a partner that has joined lies beyond the days simulated (euro,
 * discounted to day 0): the care contacts of the membership year under way that are still
 * wanted, and the years after it as retention_value_beyond has them; 0 when it has left. With
 * course->value that makes fees less serving less care over its first value_years years. */
double care_value_beyond(const struct campaign *campaign, const struct course *course);

#endif
