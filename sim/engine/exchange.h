/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_EXCHANGE_H
#define RECEPT_EXCHANGE_H

#include "schedule.h"

/* Where ranks share a schedule, the thread that started exchanges messages with the other ranks
 * while the other threads of its rank run chunks; it sleeps in between. The first rank gives
 * chunks out, a few at a time as they are asked for, so that ranks of different speed end
 * together. */

/* Until all ranks have sent in what they took. */
void exchange_chunks(struct schedule *schedule, int threads);

/* Adds the counts of the other ranks, in `schedule->counts`, to the tallies of the first, after
 * all have worked. */
void exchange_counts(struct schedule *schedule);

/* Gives every rank the first one's tallies. */
void exchange_tallies(struct tally *tallies, int n);

/* Sends every rank what single campaigns came to that were added up, to be saved. */
void exchange_saved(struct schedule *schedule);

#endif
