/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "made_up.h"

#include <stdlib.h>

static const char *const ids[] = {"a", "b", "c", "d", "e", "f"};

struct made_up *made_up_new(int n, uint64_t replications, int segments, int unit)
{
    struct made_up *c = memory_new(1, sizeof *c);
    c->scenario.axes.n = segments > 1;
    c->scenario.axes.axis[0].n_levels = segments;
    for (int s = 0; s < segments; s++)
        c->scenario.axes.axis[0].levels[s] = "level";
    c->study = (struct study){
        .n_cases = n, .cases = c->cases, .confidence = 0.95, .replications = replications};
    for (int i = 0; i < n; i++) {
        c->strategy[i].id = ids[(size_t)i % (sizeof ids / sizeof ids[0])];
        c->campaign[i].strategy = &c->strategy[i];
        c->cases[i] = (struct study_case){
            .scenario = &c->scenario, .campaign = &c->campaign[i], .tally = {.unit = unit}};
    }
    compare_init(&c->compare, &c->study, 0, replications);
    return c;
}

void made_up_free(struct made_up *c)
{
    compare_free(&c->compare);
    memory_free(c);
}

void made_up_set(struct made_up *c, int one, uint64_t replication, double partners, double cost)
{
    double *x = c->compare.x + ((size_t)one * c->compare.room + replication) * N_KEPT;
    x[KEPT_PARTNERS] = partners;
    x[KEPT_APPROACHED] = 10.0;
    x[KEPT_COST] = cost;
    x[KEPT_NET] = -cost;
    x[KEPT_HOURS] = cost / 75.0;
}

void made_up_add_segment(
    struct made_up *c, int one, int batch, int segment, double partners, double cost)
{
    double *sums = compare_segment_sums(&c->compare, one, batch, segment);
    sums[SEGMENT_APPROACHED] += 5.0;
    sums[SEGMENT_PARTNERS] += partners;
    sums[SEGMENT_COST] += cost;
}

void made_up_finish(struct made_up *c, int n_unknown)
{
    compare_finish(&c->compare, n_unknown);
}
