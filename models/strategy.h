/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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

/* What of a strategy may be given by segment, as it is read. */
struct commitment {
    struct by_segment steering; /* becomes that of each cocktail */
};

struct strategy {
    const char *id;
    struct label label;
    double intake_per_week; /* companies first approached per week */
    struct cocktail at[MAX_SEGMENTS];
};

/* A cocktail's lists as they are gone through: in order, from the start again after the last;
 * or by the weights of a random order, as thresholds; and how fast and how long. */
struct order_tables {
    int pace_days, most_held, most_in_a_row; /* INT_MAX: no limit */
    int length[N_STAGES];                    /* of each list, at least 1 */
    const int *list[N_STAGES];       /* contact moments; NONE: the cocktail has run out */
    bool flat;                       /* one list, gone through by the contacts held */
    const chance *at_most[N_STAGES]; /* NULL: in order */
};

/* `talk` is the contact moment of action. */
void order_tables_init(struct order_tables *tables, struct arena *arena,
    const struct cocktail *cocktail, int talk);

/* The place in the list of `stage` after `place`. */
static inline int strategy_position_after(
    const struct order_tables *tables, enum stage stage, int place)
{
    int next = place + 1;
    return next == tables->length[stage] ? 0 : next;
}

/* The next contact moment of a company in `stage` that has reached `place` of its list, after
 * `held` contacts in the campaign, or NONE when the cocktail has run out: the company is given
 * up. */
static inline int strategy_next(
    const struct order_tables *tables, enum stage stage, int place, int held)
{
    int last = tables->length[stage] - 1;
    return tables->list[stage][!tables->flat ? place : held < last ? held : last];
}

/* The same where the order is random and `word` decides. */
int strategy_draw(const struct order_tables *tables, enum stage stage, uint32_t word);
