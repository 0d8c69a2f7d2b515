/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario.h"

/* What a campaign could be instead of what its config says: the only changer of scenarios,
 * read or drawn. A variant of zeros changes nothing.
 *
 * A list of n companies becomes one of N. Up to n: its first N, which are those that the
 * campaign would approach if money or days ended it there. Beyond n the list as it is, and then
 * companies of the same mix: its rows again, in list order, round and round, but cold: in
 * attention, without contacts before, not introduced, of which it is not known whether a
 * customer is in. With population.beyond = "alike" they are as far along as their rows. So
 * company i is the same whatever N, and campaigns of different sizes share companies and luck.
 * A drawn population has another count. */
struct variant {
    int companies;              /* in the population; 0: as it is */
    struct company *list;       /* of that many, once it was made; NULL: not yet */
    double intake;              /* times as many approached per week; 0: as it is */
    int outreach_days;          /* partners are followed for as many days longer; 0: as it is */
    bool has_budget, has_hours; /* whether these stand instead of the config's: */
    double budget_eur, hours_per_week; /* NAN: no limit */
    struct targets targets;            /* those above 0 stand instead of the config's */
    const char *without; /* id of a contact moment that no cocktail has; NULL: as it is */
    bool by_group;       /* results are told per group as well, which takes time; else of all
                            companies only */
};

/* The scenario with the variant, in `arena`; shares with the given one, which must outlive it,
 * what does not change. */
const struct scenario *variant_apply(
    const struct variant *variant, const struct scenario *scenario, struct arena *arena);

/* How many of `companies` are not on the scenario's list; 0 where the population is drawn. */
int variant_unlisted(const struct scenario *scenario, int companies);

/* The number of the contact moment `id`, or NONE. */
int variant_contact(const struct scenario *scenario, const char *id);

/* What keeps a strategy from being simulated without a contact moment. */
enum variant_lack {
    LACK_POSSIBLE,
    LACK_ALREADY, /* it has it in no stage, sequence or care */
    LACK_EMPTY,   /* one of these would be empty, or have no weight above 0 in a random order */
};
enum variant_lack variant_lack(const struct scenario *scenario, int strategy, int contact);
