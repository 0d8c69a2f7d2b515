/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally_controls.h"

#include "details.h"
#include "expected.h"
#include "vector.h"

#include <string.h>

_Static_assert((int)N_CONTROLS == (int)CONTROL_ROOM && (int)CONTROL_LANES == (int)CONTROL_ROOM,
    "controls are those of a campaign");
_Static_assert((int)CONTROL_ONE_LANE == (int)CONTROL_ONE, "what is 1");
_Static_assert((int)CONTROL_ROOM == 12, "three times four");

void control_tally_init(
    struct control_tally *tally, const struct campaign *c, enum followed followed)
{
    size_t totals = (size_t)control_parts(&c->cells) * (size_t)outcome_quantities(c),
           details = followed == FOLLOWED_DETAILS ? (size_t)details_of(c) : 0;
    *tally = (struct control_tally){.with = NULL};
    if (followed == FOLLOWED_NOT)
        return;
    tally->n = (totals + details) * CONTROL_ROOM;
    tally->with = memory_new(tally->n, sizeof *tally->with);
    tally->details = details > 0 ? tally->with + totals * CONTROL_ROOM : NULL;
}

void control_tally_free(struct control_tally *tally)
{
    memory_free(tally->with);
    *tally = (struct control_tally){.with = NULL};
}

void control_tally_clear(struct control_tally *tally)
{
    tally->sums = (struct control_sums){{{0.0}}};
    if (tally->n > 0)
        memset(tally->with, 0, tally->n * sizeof *tally->with);
}

/* Adds to the sums of one number what it is in each lane times the controls of that lane. */
VECTORISED static void add_products(
    const double control[LANES][CONTROL_LANES], const double x[LANES], double *sum)
{
    quad a, b, c, d;
    memcpy(&a, sum, sizeof a);
    memcpy(&b, sum + 4, sizeof b);
    memcpy(&c, sum + 8, sizeof c);
    for (int lane = 0; lane < LANES; lane++) {
        memcpy(&d, control[lane], sizeof d);
        a += x[lane] * d;
        memcpy(&d, control[lane] + 4, sizeof d);
        b += x[lane] * d;
        memcpy(&d, control[lane] + 8, sizeof d);
        c += x[lane] * d;
    }
    memcpy(sum, &a, sizeof a);
    memcpy(sum + 4, &b, sizeof b);
    memcpy(sum + 8, &c, sizeof c);
}

static void add_part(const struct outcomes *outcomes, struct lanes of, double *with)
{
    for (int q = 0; q < outcomes->n_quantities; q++) {
        double x[LANES];
        if (!outcomes->used[q])
            continue;
        for (int lane = 0; lane < LANES; lane++)
            x[lane] = q < outcomes->n_amounts ? of.amount[q * LANES + lane]
                                              : of.count[(q - N_AMOUNTS) * LANES + lane];
        add_products(outcomes->control, x, with + (size_t)q * CONTROL_ROOM);
    }
}

void control_tally_add(struct control_tally *tally, const struct outcomes *outcomes)
{
    const struct cells *cells = outcomes->cells;
    size_t part = (size_t)outcomes->n_quantities * CONTROL_ROOM;
    double *with = tally->with;
    add_part(outcomes, outcomes->x, with);
    for (uint64_t in = cells->n_rows > 1 ? cells->segments[0] : 0; in != 0; in &= in - 1)
        add_part(outcomes, outcomes->segment[__builtin_ctzll(in)], with += part);
    for (int lane = 0; lane < outcomes->n; lane++)
        control_sums_add(&tally->sums, outcomes->control[lane]);
}

void control_tally_merge(struct control_tally *into, const struct control_tally *next)
{
    double *restrict with = into->with;
    const double *restrict more = next->with;
    control_sums_merge(&into->sums, &next->sums);
    for (size_t i = 0; i < next->n; i++)
        with[i] += more[i];
}

/* The parts of a group: itself, or its segments; NO_PART after the last. */
enum { NO_PART = -1 };
static int next_part(const struct cells *cells, int place, uint64_t *in)
{
    if (place == 0 || *in == 0)
        return NO_PART;
    int segment = __builtin_ctzll(*in);
    *in &= *in - 1;
    return control_part(cells, segment);
}

void control_tally_with(const struct control_tally *tally, const struct cells *cells, int place,
    size_t quantities, size_t quantity, double with[CONTROL_ROOM])
{
    uint64_t in = cells->segments[place] & cells->segments[0];
    int part = place == 0 ? 0 : next_part(cells, place, &in);
    memset(with, 0, CONTROL_ROOM * sizeof *with);
    for (; part != NO_PART; part = next_part(cells, place, &in))
        for (int i = 0; i < CONTROL_ROOM; i++)
            with[i] +=
                tally->with[((size_t)part * quantities + quantity) * CONTROL_ROOM + (size_t)i];
}
