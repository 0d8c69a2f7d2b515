/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CLERK_H
#define RECEPT_CLERK_H

#include "shift.h"

/* Where ranks share a shift, the thread that started is the clerk of its rank: it passes on
 * parts while the other threads work, and naps in between. The first rank gives parts out, a
 * few at a time as they are asked for, so that ranks of different speed end together. */

/* Until all ranks have sent in what they took. */
void clerk_work(struct shift *shift, int threads);

/* Adds the counts of the other ranks, in `shift->counts`, to the tallies of the first, after
 * all have worked. */
void clerk_gather_counts(struct shift *shift);

/* Gives every rank the first one's tallies. */
void clerk_share_tallies(struct tally *tallies, int n);

/* Tells every rank what single campaigns came to that were added up. */
void clerk_tell(struct shift *shift);

#endif
