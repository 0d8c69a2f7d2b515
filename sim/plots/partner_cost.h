/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PARTNER_COST_H
#define RECEPT_PARTNER_COST_H

#include "pictures.h"

/* What plots show of the cost per partner of single campaigns beyond the tables of results: its
 * range with the share of campaigns without a partner ("partner_cost": p05, p95, probability),
 * and chances to stay under the same amounts for all cases ("amount_chance", as cost_chance).
 * False for any other name. */
bool partner_cost_fill(struct table *table, const char *name, struct pictures *pictures);

/* The end of an axis for cases that reach so far, and `times` as far: one beyond so many times
 * the nearest would press all others against its start, and does not count. */
#define MOST_TIMES 8.0
double amount_end(const double *reach, int n, double times);

#endif
