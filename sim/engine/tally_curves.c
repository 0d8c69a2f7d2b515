/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include "sort.h"
#include "vector.h"

#include <string.h>

/* How replications end, added to curves of averages and to ranges of single campaigns. */

/* Which curve companies that end in some way are added to, by contacts held. */
static const enum counted_curve curve_of[N_STANDINGS] = {
    [PARTNER] = CURVE_JOINED,
    [SAID_NO] = CURVE_SAID_NO,
    [GIVEN_UP] = CURVE_GIVEN_UP,
    [UNFUNDED] = CURVE_UNFUNDED,
};

/* One replication's endings, a list of events for each curve. */
struct endings {
    uint32_t *list[N_CURVES];
    int n[N_CURVES];
};

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
        uint32_t part = (uint32_t)outcomes->cells->part[ending->segment];
        enum counted_curve curve = curve_of[ending->standing];
        int at = e->n[curve]++;
        e->list[curve][at] = curve_event(ending->contacts, part);
        if (curve == CURVE_JOINED) {
            e->list[CURVE_OWN_DAY][at] = curve_event((uint32_t)ending->own_day, part);
            e->list[CURVE_CAMPAIGN_DAY][at] = curve_event((uint32_t)ending->day, part);
        }
    }
    e->n[CURVE_OWN_DAY] = e->n[CURVE_CAMPAIGN_DAY] = e->n[CURVE_JOINED];
}

/* How large parts are in a replication; a pair of them counts as one. */
static void find_sizes(struct curve_sizes *sizes, const struct outcomes *outcomes, int lane)
{
    const struct cells *cells = outcomes->cells;
    for (int part = 0; part < cells->n_parts; part++) {
        int row = cells->part_row[part];
        sizes->of[CURVE_APPROACHED][part] =
            (uint32_t)outcomes_at(outcomes, row, Q_APPROACHED, lane);
        sizes->of[CURVE_PARTNERS][part] =
            (uint32_t)outcomes_at(outcomes, row, Q_PARTNERS, lane);
    }
    sizes->most = (uint32_t)outcomes_at(outcomes, 0, Q_APPROACHED, lane);
}

typedef int64_t controls[CONTROL_ROOM];

/* Adds the controls of a replication where its events are: `with`, [steps][parts]. */
VECTORISED static void add_controls(
    controls *with, const uint32_t *event, int n, int last, int parts, const int64_t *control)
{
    for (const uint32_t *end = event + n; event < end; event++) {
        int step = (int)curve_event_step(*event);
        int64_t *at = with[(step < last ? step : last) * parts + (int)curve_event_part(*event)];
        for (int i = 0; i < CONTROL_ROOM; i++)
            at[i] += control[i];
    }
}

void counts_add_endings(
    struct counts *counts, const struct outcomes *outcomes, int lane, unsigned to)
{
    struct curve_sizes *sizes = &counts->sizes;
    struct endings e;
    list_endings(&e, counts, outcomes, lane);
    find_sizes(sizes, outcomes, lane);
    for (int i = 0; i < (to & TO_CURVES ? N_CURVES : CURVES_WITH_RANGE); i++) {
        if (e.n[i] > 1)
            sort_numbers(e.list[i], counts->spare, e.n[i], CURVE_PART_BITS);
        if (to & TO_RANGES && i < CURVES_WITH_RANGE)
            curve_range_add(&counts->range[i], e.list[i], e.n[i], sizes->most);
        if (to & TO_CURVES && e.n[i] > 0)
            curve_add(&counts->curve[i], e.list[i], e.n[i], sizes);
    }
    for (int i = 0; i < N_CURVES && to & TO_CURVES && counts->curve_with[0][0] != NULL; i++)
        if (e.n[i] > 0)
            add_controls((controls *)counts->curve_with[counts->half][i], e.list[i], e.n[i],
                counts->curve[i].steps - 1, outcomes->cells->n_parts,
                outcomes->control_units[lane]);
}
