/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_STRATEGY_H
#define RECEPT_STRATEGY_H

#include <stdbool.h>
#include <stdint.h>

#include "chance.h"
#include "contact.h"
#include "segment.h"

/* Strategies: "de ideale samenstelling/ cocktail van contactmomenten". */
enum { NONE = -1 };

/* An ordered list of ids, as indices of contact moments or aids. */
struct id_list {
    int n;
    const int *id;
};

/* The cocktail for one segment, variants resolved. */
struct cocktail {
    struct id_list stage[N_RESPONSES]; /* contact moments in order, per stage */
    const double *weight[N_RESPONSES]; /* of each entry, when the order is random */
    bool random;                       /* draw an entry by weight instead of in order */
    bool flat;                         /* take `sequence` whatever the stage */
    struct id_list sequence;
    int pace_days;    /* rest after a contact before the next is planned */
    int max_contacts; /* given up after so many held in the campaign; 0: no limit */
    int patience;     /* given up after so many in a row without progress; 0: no limit */
    int offer;        /* package that is steered to, or NONE */
    double steering;  /* probability of an oral commitment to it, per talk */
    struct id_list care, aids;
};

struct strategy {
    const char *id;
    struct label label;
    double intake_per_week; /* companies first approached per week */
    struct cocktail at[MAX_SEGMENTS];
};

/* The weights of a random order as thresholds. */
struct order_tables {
    const chance *at_most[N_RESPONSES];
};

void order_tables_init(
    struct order_tables *tables, struct arena *arena, const struct cocktail *cocktail);

/* The next contact moment of a company in `stage` of which `counted` contacts counted in that
 * stage and `held` in the campaign, or NONE when the cocktail has run out: the company is given
 * up. `talk` is the contact moment of action; `word` decides when the order is random. */
int strategy_next(const struct cocktail *cocktail, const struct order_tables *tables,
    enum stage stage, int counted, int held, int talk, uint32_t word);

#endif
