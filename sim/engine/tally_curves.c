/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include <string.h>

/* How replications end, added to curves of averages and to ranges of single campaigns. */

/* One replication's endings, and what the first event of each group would raise a curve by. */
struct endings {
    const struct cells *cells;
    const struct ending *ending;
    struct sortable *list[N_STANDINGS], *spare; /* key: a step; value: which ending */
    int n[N_STANDINGS];
    struct curve_rise first[MAX_CELLS];
};

/* Lists the endings by standing; the key is the contacts. */
static void list_endings(
    struct endings *e, const struct counts *counts, const struct outcomes *outcomes, int lane)
{
    size_t most = (size_t)outcomes->most_endings;
    e->cells = outcomes->cells;
    e->ending = outcomes->ending + (size_t)lane * most;
    e->spare = counts->spare;
    for (int standing = 0; standing < N_STANDINGS; standing++) {
        e->list[standing] = counts->sorted + (size_t)standing * most;
        e->n[standing] = 0;
    }
    for (int i = 0; i < outcomes->n_endings[lane]; i++) {
        int standing = e->ending[i].standing;
        e->list[standing][e->n[standing]++] =
            (struct sortable){(uint64_t)e->ending[i].contacts, i};
    }
}

/* Adds the endings of one standing, which are in the order of their steps. */
static void add_sorted(struct curve *curve, const struct endings *e, enum standing standing)
{
    struct curve_rise next[MAX_CELLS];
    const struct sortable *list = e->list[standing];
    int n = e->n[standing];
    if (n == 0)
        return;
    memcpy(next, e->first, (size_t)e->cells->n_rows * sizeof *next);
    for (int i = 0; i < n; i++) {
        int segment = e->ending[list[i].value].segment;
        curve_add(curve, (int)list[i].key, e->cells->rows_of[segment],
            e->cells->n_rows_of[segment], next);
    }
}

static void add_to_curve(struct curve *curve, const struct endings *e, enum standing standing)
{
    sort_by_key(e->list[standing], e->spare, e->n[standing]);
    add_sorted(curve, e, standing);
}

/* Lists those who joined in the order of the steps of a curve; the lists are of their contacts.
 */
static void order_partners(const struct endings *e, int curve)
{
    struct sortable *list = e->list[PARTNER];
    for (int i = 0; i < e->n[PARTNER] && curve != CURVE_JOINED; i++) {
        const struct ending *ending = &e->ending[list[i].value];
        list[i].key = (uint64_t)(curve == CURVE_OWN_DAY ? ending->own_day : ending->day);
    }
    sort_by_key(list, e->spare, e->n[PARTNER]);
}

static void add_partners(struct counts *counts, const struct endings *e, unsigned to)
{
    for (int i = CURVES_WITH_RANGE - 1; i >= 0; i--) {
        order_partners(e, i);
        if (to & TO_CURVES)
            add_sorted(&counts->curve[i], e, PARTNER);
        if (to & TO_RANGES)
            curve_range_add(&counts->range[i], e->list[PARTNER], e->n[PARTNER],
                e->first[0].products[CURVE_APPROACHED]);
    }
}

void counts_add_endings(
    struct counts *counts, const struct outcomes *outcomes, int lane, unsigned to)
{
    struct endings e; /* not cleared: only the groups there are are looked at */
    list_endings(&e, counts, outcomes, lane);
    for (int row = 0; row < e.cells->n_rows; row++) {
        const uint64_t size[CURVE_BASES] = {
            [CURVE_APPROACHED] = (uint64_t)outcomes_count(outcomes, row, Q_APPROACHED)[lane],
            [CURVE_PARTNERS] = (uint64_t)outcomes_count(outcomes, row, Q_PARTNERS)[lane],
        };
        e.first[row] = curve_first(size);
    }
    add_partners(counts, &e, to);
    if (!(to & TO_CURVES))
        return;
    add_to_curve(&counts->curve[CURVE_SAID_NO], &e, SAID_NO);
    add_to_curve(&counts->curve[CURVE_GIVEN_UP], &e, GIVEN_UP);
    add_to_curve(&counts->curve[CURVE_UNFUNDED], &e, UNFUNDED);
}
