/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outcome_days.h"

#include "vector.h"

#include <string.h>

static inline int32_t *entered(const struct outcomes *outcomes, int ring, int company)
{
    return outcomes->entered +
           ((size_t)ring * (size_t)outcomes->n_companies + (size_t)company) * LANES;
}

static struct week *weeks_of(const struct outcomes *outcomes, int lane)
{
    return outcomes->week + (size_t)lane * (size_t)outcomes->n_weeks;
}

void outcome_days_note(const struct outcomes *outcomes, int lane, const struct record *record,
    const struct week *week)
{
    int n = outcomes->n_companies;
    size_t ring = (size_t)n * LANES;
    int32_t *at = outcomes->entered + lane;
    for (int i = 0; i < n; i++, at += LANES) {
        at[0] = record[i].seen;
        at[ring] = record[i].activated;
        at[2 * ring] = record[i].paying;
    }
    memcpy(weeks_of(outcomes, lane), week, (size_t)outcomes->n_weeks * sizeof *week);
}

static void add_week(struct week *into, const struct week *week)
{
    into->used += week->used;
    into->cost += week->cost;
    into->waited += week->waited;
}

void outcome_days_add(struct outcomes *total, const struct outcomes *hub)
{
    if (total->placed == 0)
        memset(total->week, 0, (size_t)total->n_weeks * LANES * sizeof *total->week);
    for (int ring = 0; ring < N_RINGS && hub->n_companies > 0; ring++)
        memcpy(entered(total, ring, total->placed), entered(hub, ring, 0),
            (size_t)hub->n_companies * LANES * sizeof *hub->entered);
    total->placed += hub->n_companies;
    for (int lane = 0; lane < hub->n; lane++)
        for (int w = 0; w < hub->n_weeks; w++)
            add_week(&weeks_of(total, lane)[w], &weeks_of(hub, lane)[w]);
}

/* The first day before `days` by which at least `least` of `n` companies have entered a ring,
 * in eight lanes; else NO_DAY. Goes by halves: `day` rises past days on which there are too
 * few. */
VECTORISED static void first_day(
    const int32_t *entered, int n, int least, int days, int32_t met[EIGHT_LANES])
{
    eight day = {0};
    for (int step = 1 << (31 - __builtin_clz((unsigned)days | 1u)); step > 0; step >>= 1) {
        eight next = day + step, in = {0}, entry;
#pragma GCC unroll 4
        for (int i = 0; i < n; i++) {
            memcpy(&entry, entered + (size_t)i * LANES, sizeof entry);
            in -= entry < next;
        }
        day += (in < least) & step;
    }
    memcpy(met, &day, sizeof day);
    for (int lane = 0; lane < EIGHT_LANES; lane++)
        met[lane] = met[lane] < days ? met[lane] : NO_DAY;
}

void outcome_days_find(struct outcomes *outcomes, const struct targets *targets)
{
    const int least[N_RINGS] = {targets->in_view, targets->active, targets->paying};
    int32_t *all = outcomes->met[TARGET_ALL];
    memset(all, 0, sizeof outcomes->met[TARGET_ALL]);
    for (int ring = 0; ring < N_RINGS; ring++) {
        int32_t *met = outcomes->met[ring];
        memset(met, 0, sizeof outcomes->met[ring]);
        for (int lane = 0; lane < outcomes->n && least[ring] > 0; lane += EIGHT_LANES)
            first_day(entered(outcomes, ring, 0) + lane, outcomes->n_companies, least[ring],
                outcomes->days, met + lane);
        for (int lane = 0; lane < LANES; lane++)
            all[lane] = all[lane] > met[lane] ? all[lane] : met[lane];
    }
}
