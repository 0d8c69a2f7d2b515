/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include "sort.h"

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

/* Adds the controls of a replication at the step of an ending of one of its companies. */
static void add_control(struct counts *counts, int curve, int step, int segment,
    const int64_t control[CONTROL_ROOM])
{
    const struct cells *cells = &counts->campaign->cells;
    size_t parts = (size_t)control_parts(cells);
    int last = counts->curve[curve].steps - 1;
    int64_t *all = counts->curve_with[counts->half][curve] +
                   (size_t)(step < last ? step : last) * parts * CONTROL_ROOM;
    int64_t *part = parts > 1 ? all + control_part(cells, segment) * CONTROL_ROOM : NULL;
    for (int i = 0; i < CONTROL_ROOM; i++) {
        all[i] += control[i];
        if (part != NULL)
            part[i] += control[i];
    }
}

static void add_controls(struct counts *counts, const struct outcomes *outcomes, int lane)
{
    static const int ended_in[N_STANDINGS] = {[PARTNER] = CURVE_JOINED,
        [SAID_NO] = CURVE_SAID_NO,
        [GIVEN_UP] = CURVE_GIVEN_UP,
        [UNFUNDED] = CURVE_UNFUNDED};
    const int64_t *control = outcomes->control_units[lane];
    for (int i = 0; i < outcomes->n_endings[lane]; i++) {
        const struct ending *one =
            &outcomes->ending[(size_t)lane * (size_t)outcomes->most_endings + (size_t)i];
        add_control(counts, ended_in[one->standing], one->contacts, one->segment, control);
        if (one->standing != PARTNER)
            continue;
        add_control(counts, CURVE_OWN_DAY, one->own_day, one->segment, control);
        add_control(counts, CURVE_CAMPAIGN_DAY, one->day, one->segment, control);
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
            sort_numbers(e.list[i], counts->spare, e.n[i]);
        if (to & TO_RANGES && i < CURVES_WITH_RANGE)
            curve_range_add(&counts->range[i], e.list[i], e.n[i], sizes->most);
        if (to & TO_CURVES && e.n[i] > 0)
            curve_add(&counts->curve[i], e.list[i], e.n[i], sizes);
    }
    if (to & TO_CURVES && counts->curve_with[0][0] != NULL)
        add_controls(counts, outcomes, lane);
}
