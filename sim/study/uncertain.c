/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertain.h"

#include <stdlib.h>

/* What a thread has of one config. */
struct opened {
    struct redraw redraw;
    const struct scenario *scenario; /* of the present draw; NULL: none yet */
    uint64_t seed, draw;             /* that it is of */
    const struct campaign *latest; /* made of it; NULL: none yet */
};

static void *open_source(void *context)
{
    const struct uncertain_case *one = context;
    struct opened *opened = memory_new(1, sizeof *opened);
    redraw_init(&opened->redraw, one->config);
    return opened;
}

static void draw_campaign(void *context, void *which, const struct campaign *means,
    uint64_t draw, struct campaign *campaign)
{
    struct opened *opened = context;
    const struct uncertain_case *one = which;
    struct arena *arena = &opened->redraw.arena;
    if (opened->scenario == NULL || opened->draw != draw || opened->seed != one->seed) {
        opened->scenario = redraw_scenario(&opened->redraw, one->seed, draw);
        opened->seed = one->seed;
        opened->draw = draw;
        opened->latest = NULL;
    }
    const struct scenario *scenario = opened->scenario;
    if (one->variant != NULL)
        scenario = variant_apply(one->variant, scenario, arena);
    campaign_redraw(campaign, arena, scenario, one->strategy, means, opened->latest);
    opened->latest = campaign;
}

static void close_source(void *context)
{
    struct opened *opened = context;
    redraw_free(&opened->redraw);
    memory_free(opened);
}

struct campaign_source uncertain_source(struct uncertain_case *one, bool fixed)
{
    if (one->config->n_uncertain == 0 || fixed)
        return (struct campaign_source){0};
    return (struct campaign_source){open_source, draw_campaign, close_source, one, one->config};
}
