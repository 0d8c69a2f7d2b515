/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"

/* What partners are worth beyond the days simulated. What is expected of their years to come
 * depends on a few small numbers, in which many partners of many replications agree: a block
 * remembers it, as long as its campaign is not drawn anew. */
struct beyond {
    const struct campaign *campaign; /* of which it is remembered; NULL: of none yet */
    unsigned redrawn;                /* and after how many draws of it */
    int most_held;                   /* contacts from which on no package needs more */
    int years;                       /* that a value is counted over */
    uint64_t *partner;               /* [REMEMBERED] who it is of; 0: nothing is remembered */
    double *worth;                   /* [REMEMBERED][years] from the next anniversary on */
    struct renewal *renewal;         /* [REMEMBERED] */
};

/* The chance to renew of the partner that is remembered here; number 0: of nobody. */
struct renewal {
    uint64_t number;
    chance chance;
};

struct beyond *beyond_new(struct arena *arena, const struct campaign *campaign);

/* What of the value of the partner of course `index` lies beyond the days simulated (euro,
 * discounted to day 0): the care contacts of the membership year under way that are still
 * wanted, and the years after it as retention_years_beyond has them; 0 when it has left. With
 * membership's value that makes fees less serving less care over its first value_years years.
 */
double beyond_value(const struct block *block, int index);

/* The chance that a partner renews. */
chance beyond_renewal(const struct block *block, const struct membership *membership);
