/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

/* What the parts of outcomes share: where numbers lie, and what is added to them. */

/* Quantities that are looked at together. */
enum { EIGHT = 8 };

/* Whether counts are kept as amounts. */
static inline bool is_wide(const struct outcomes *outcomes)
{
    return outcomes->n_amounts > N_AMOUNTS;
}

static inline struct lanes from_lane(struct lanes x, int lane)
{
    return (struct lanes){x.amount + lane, x.count + lane};
}

/* The numbers of one group of many, from lane `lane` on. */
static inline struct lanes lanes_of(
    const struct outcomes *outcomes, struct lanes of, int group, int lane)
{
    return (struct lanes){of.amount + (size_t)group * outcomes->amounts + lane,
        of.count + (size_t)group * outcomes->counts + lane};
}

/* Adds to an amount, and to a count, of one replication; `x` is its lane of the company's
 * segment. */
static inline void add(struct lanes x, enum quantity quantity, double more)
{
    x.amount[quantity * LANES] += more;
}

static inline void count(struct lanes x, int quantity, int more)
{
    x.count[(quantity - N_AMOUNTS) * LANES] += more;
}

/* Clears all lanes of a group. */
void outcome_clear_group(const struct outcomes *outcomes, struct lanes x);
