/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome_days.h"
#include "outcome_lanes.h"
#include "vector.h"

#include <string.h>

/* What campaigns come to, added up by group. */

_Static_assert((int)N_AMOUNTS % (int)EIGHT == 0 && LANES % EIGHT_LANES == 0, "in eights");

/* All lanes of a quantity, of `quads` vectors: four at a time. */
VECTOR_INLINE void clear_quantity(void *x, int quads)
{
    const quad none = {0};
    for (int i = 0; i < quads; i += 4)
#pragma GCC unroll 4
        for (int k = 0; k < 4; k++)
            memcpy((quad *)x + i + k, &none, sizeof none);
}

/* All numbers of a group. What was never used is 0 already. */
VECTORISED void outcome_clear_group(const struct outcomes *outcomes, struct lanes x)
{
    for (int q = 0; q < outcomes->n_quantities; q++) {
        if (!outcomes->used[q])
            continue;
        if (q < outcomes->n_amounts)
            clear_quantity(x.amount + q * LANES, LANES / 4);
        else
            clear_quantity(x.count + (q - N_AMOUNTS) * LANES, LANES / 8);
    }
}

static bool is_zero(const void *lanes, size_t size)
{
    static const double none[LANES];
    return memcmp(lanes, none, size) == 0;
}

static bool is_used(const struct outcomes *outcomes, int quantity)
{
    bool used = false;
    for (uint64_t in = outcomes->cells->segments[0]; in != 0 && !used; in &= in - 1) {
        struct lanes x = outcomes->segment[__builtin_ctzll(in)];
        used =
            quantity < outcomes->n_amounts
                ? !is_zero(x.amount + quantity * LANES, LANES * sizeof *x.amount)
                : !is_zero(x.count + (quantity - N_AMOUNTS) * LANES, LANES * sizeof *x.count);
    }
    return used;
}

/* Lists the eights of quantities of which any is used, by the first. */
static int find_used(struct outcomes *outcomes, int *list)
{
    int n = 0;
    for (int first = 0; first < outcomes->n_quantities; first += EIGHT) {
        bool any = false;
        for (int q = first; q < first + EIGHT; q++) {
            outcomes->used[q] = outcomes->used[q] || is_used(outcomes, q);
            any = any || outcomes->used[q];
        }
        if (any)
            list[n++] = first;
    }
    return n;
}

/* The lanes of eight quantities, from number `at` on: eight vectors at a time, of eight counts
 * or four amounts each. */
VECTORISED static void add_amounts(double *x, const struct lanes *segment, int n, int at)
{
    for (int end = at + EIGHT * LANES; at < end; at += 8 * 4) {
        quad sum[8], more;
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(&sum[i], segment[0].amount + at + 4 * i, sizeof sum[i]);
        for (int s = 1; s < n; s++) {
            const double *from = segment[s].amount + at;
#pragma GCC unroll 8
            for (int i = 0; i < 8; i++) {
                memcpy(&more, from + 4 * i, sizeof more);
                sum[i] += more;
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(x + at + 4 * i, &sum[i], sizeof sum[i]);
    }
}

VECTORISED static void add_counts(int32_t *x, const struct lanes *segment, int n, int at)
{
    for (int end = at + EIGHT * LANES; at < end; at += 8 * 8) {
        eight sum[8], more;
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(&sum[i], segment[0].count + at + 8 * i, sizeof sum[i]);
        for (int s = 1; s < n; s++) {
            const int32_t *from = segment[s].count + at;
#pragma GCC unroll 8
            for (int i = 0; i < 8; i++) {
                memcpy(&more, from + 8 * i, sizeof more);
                sum[i] += more;
            }
        }
#pragma GCC unroll 8
        for (int i = 0; i < 8; i++)
            memcpy(x + at + 8 * i, &sum[i], sizeof sum[i]);
    }
}

/* The segments of a place, which is the sum of them. */
static int list_segments(
    const struct outcomes *outcomes, int place, struct lanes segment[MAX_SEGMENTS])
{
    int n = 0;
    for (uint64_t in = outcomes->cells->segments[place]; in != 0; in &= in - 1)
        segment[n++] = outcomes->segment[__builtin_ctzll(in)];
    return n;
}

static void add_group(struct outcomes *outcomes, int place, const int *used, int n_used)
{
    struct lanes segment[MAX_SEGMENTS], x = lanes_of(outcomes, outcomes->x, place, 0);
    int n = list_segments(outcomes, place, segment);
    if (n == 0) /* of a list without companies */
        outcome_clear_group(outcomes, x);
    if (n == 0 || segment[0].amount == x.amount) /* that segment's own */
        return;
    for (int i = 0; i < n_used; i++)
        if (used[i] < outcomes->n_amounts)
            add_amounts(x.amount, segment, n, used[i] * LANES);
        else
            add_counts(x.count, segment, n, (used[i] - N_AMOUNTS) * LANES);
}

/* Who reached a stage had reached those before it. */
static void add_reached(struct outcomes *outcomes)
{
    for (uint64_t in = outcomes->cells->segments[0]; in != 0; in &= in - 1) {
        struct lanes x = outcomes->segment[__builtin_ctzll(in)];
        int32_t *reached = x.count + (Q_REACHED - N_AMOUNTS) * LANES;
        for (int i = (N_STAGES - 1) * LANES - 1; i >= 0; i--)
            if (is_wide(outcomes))
                x.amount[Q_REACHED * LANES + i] += x.amount[(Q_REACHED + 1) * LANES + i];
            else
                reached[i] += reached[i + LANES];
    }
}

/* Notes for all companies whether a target is met. */
static void note_target(const struct outcomes *outcomes, int quantity, int lane, bool met)
{
    struct lanes all = lanes_of(outcomes, outcomes->x, 0, lane);
    if (is_wide(outcomes))
        all.amount[quantity * LANES] = met;
    else
        count(all, quantity, met);
}

static void note_targets(
    const struct outcomes *outcomes, const struct targets *targets, int lane)
{
    bool in_view = outcomes_at(outcomes, 0, Q_IN_VIEW, lane) >= targets->in_view;
    bool active = outcomes_at(outcomes, 0, Q_ACTIVE, lane) >= targets->active;
    bool paying = outcomes_at(outcomes, 0, Q_PAYING, lane) >= targets->paying;
    note_target(outcomes, Q_HIT_IN_VIEW, lane, in_view);
    note_target(outcomes, Q_HIT_ACTIVE, lane, active);
    note_target(outcomes, Q_HIT_PAYING, lane, paying);
    note_target(outcomes, Q_HIT_ALL, lane, in_view && active && paying);
}

/* What all companies together have besides those of each segment. */
static void finish_all(struct outcomes *outcomes, const struct targets *targets, int lane)
{
    struct lanes all = lanes_of(outcomes, outcomes->x, 0, lane);
    double aids = outcomes->unshared[lane];
    add(all, Q_COST, aids);
    add(all, Q_COST_NET, aids);
    add(all, Q_NET_RESULT, -aids);
    add(all, Q_CAPACITY, outcomes->capacity[lane]);
    note_targets(outcomes, targets, lane);
    if (aids != 0.0) {
        outcomes->used[Q_COST] = true;
        outcomes->used[Q_COST_NET] = true;
        outcomes->used[Q_NET_RESULT] = true;
    }
}

void outcomes_finish(struct outcomes *outcomes, const struct targets *targets)
{
    int used[(Q_FIXED + 2 * MAX_PACKAGES) / EIGHT + 1];
    add_reached(outcomes);
    int n_used = find_used(outcomes, used);
    for (int place = 0; place < outcomes->cells->n_filled; place++)
        add_group(outcomes, place, used, n_used);
    outcome_days_find(outcomes, targets);
    for (int lane = 0; lane < outcomes->n; lane++)
        finish_all(outcomes, targets, lane);
}
