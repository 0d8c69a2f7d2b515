/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CHANGE_H
#define RECEPT_CHANGE_H

#include "scenario.h"

/* What a plan could be instead: more or fewer companies, a contact moment less, longer
 * outreach. Applied to a scenario that was read or drawn, so that it holds for every way in
 * which unknown numbers may fall. */
struct change {
    int companies;     /* in the population; 0: as it is */
    double intake;     /* times as many companies approached per week; 0: as it is */
    int without;       /* contact moment that no cocktail has; NONE: as it is */
    int outreach_days; /* partners are followed as much longer; 0: as it is */
};

/* Everything as it is. */
struct change change_none(void);

/* The scenario with the change, in `arena`; shares with the given one, which must outlive it,
 * what does not change.
 *
 * A list of n companies becomes one of N as follows: all rows in order as often as they fit in
 * N; then, of the rows in a fixed order that spreads over the list (by the fractional part of
 * row * golden ratio), the first N mod n. So the companies of a smaller population are among
 * those of a larger one, and their make-up stays that of the list. A drawn population has
 * another count. */
const struct scenario *change_apply(
    const struct change *change, const struct scenario *scenario, struct arena *arena);

/* Whether strategy number `strategy` still has a contact moment in every list that had one,
 * with a weight above 0 where the order is random. */
bool change_is_possible(
    const struct change *change, const struct scenario *scenario, int strategy);

/* Whether the strategy has the contact moment in a stage, its sequence or its care. */
bool change_strategy_has(const struct scenario *scenario, int strategy, int contact);

#endif
