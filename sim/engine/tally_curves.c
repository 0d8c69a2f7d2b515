/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include <string.h>

/* How replications end, added to curves of averages and to ranges of single campaigns. */

/* Which curve companies that end in some way are added to, by contacts held. */
static const enum counted_curve curve_of[N_STANDINGS] = {
    [PARTNER] = CURVE_JOINED,
    [SAID_NO] = CURVE_SAID_NO,
    [GIVEN_UP] = CURVE_GIVEN_UP,
    [UNFUNDED] = CURVE_UNFUNDED,
};

/* One replication's endings, a list for each curve; keys are steps, values segments. */
struct endings {
    struct sortable *list[N_CURVES];
    int n[N_CURVES];
};

static void list_ending(struct endings *e, enum counted_curve curve, int step, int segment)
{
    e->list[curve][e->n[curve]++] = (struct sortable){(uint64_t)step, segment};
}

static void list_endings(
    struct endings *e, const struct counts *counts, const struct outcomes *outcomes, int lane)
{
    size_t most = (size_t)outcomes->most_endings;
    const struct ending *ending = outcomes->ending + (size_t)lane * most;
    const struct ending *end = ending + outcomes->n_endings[lane];
    for (int curve = 0; curve < N_CURVES; curve++)
        e->list[curve] = counts->sorted + (size_t)curve * most;
    memset(e->n, 0, sizeof e->n);
    for (; ending < end; ending++) {
        list_ending(e, curve_of[ending->standing], ending->contacts, ending->segment);
        if (ending->standing == PARTNER) {
            list_ending(e, CURVE_OWN_DAY, ending->own_day, ending->segment);
            list_ending(e, CURVE_CAMPAIGN_DAY, ending->day, ending->segment);
        }
    }
}

/* What the first event of each group raises its curve by. */
static void find_first(struct curve_rise *first, const struct outcomes *outcomes, int lane)
{
    for (int row = 0; row < outcomes->cells->n_rows; row++) {
        const uint64_t size[CURVE_BASES] = {
            [CURVE_APPROACHED] = (uint64_t)outcomes_count(outcomes, row, Q_APPROACHED)[lane],
            [CURVE_PARTNERS] = (uint64_t)outcomes_count(outcomes, row, Q_PARTNERS)[lane],
        };
        first[row] = curve_first(size);
    }
}

void counts_add_endings(
    struct counts *counts, const struct outcomes *outcomes, int lane, unsigned to)
{
    const struct cells *cells = outcomes->cells;
    struct curve_rise first[MAX_CELLS], next[MAX_CELLS];
    struct endings e;
    list_endings(&e, counts, outcomes, lane);
    find_first(first, outcomes, lane);
    for (int i = 0; i < (to & TO_CURVES ? N_CURVES : CURVES_WITH_RANGE); i++) {
        sort_by_key(e.list[i], counts->spare, e.n[i]);
        if (to & TO_RANGES && i < CURVES_WITH_RANGE)
            curve_range_add(
                &counts->range[i], e.list[i], e.n[i], first[0].products[CURVE_APPROACHED]);
        if (!(to & TO_CURVES) || e.n[i] == 0)
            continue;
        memcpy(next, first, (size_t)cells->n_rows * sizeof *next);
        curve_add(&counts->curve[i], e.list[i], e.n[i], cells->rows_of, cells->n_rows_of, next);
    }
}
