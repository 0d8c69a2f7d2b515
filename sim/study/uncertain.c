/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertain.h"

#include <stdlib.h>

/* One thread's. */
struct opened {
    const struct uncertain_case *one;
    struct redraw redraw;
    struct campaign campaign; /* in the redraw's arena, until the next draw */
};

static void *open_source(void *context)
{
    struct opened *opened = memory_new(1, sizeof *opened);
    opened->one = context;
    redraw_init(&opened->redraw, opened->one->config);
    return opened;
}

static const struct campaign *draw_campaign(void *context, uint64_t draw)
{
    struct opened *opened = context;
    const struct uncertain_case *one = opened->one;
    const struct scenario *scenario = redraw_scenario(&opened->redraw, one->seed, draw);
    if (one->variant != NULL)
        scenario = variant_apply(one->variant, scenario, &opened->redraw.arena);
    campaign_init(&opened->campaign, &opened->redraw.arena, scenario, one->strategy, one->seed);
    opened->campaign.first_company = one->first_company;
    return &opened->campaign;
}

static void close_source(void *context)
{
    struct opened *opened = context;
    redraw_free(&opened->redraw);
    free(opened);
}

struct campaign_source uncertain_source(struct uncertain_case *one, bool fixed)
{
    if (one->config->n_uncertain == 0 || fixed)
        return (struct campaign_source){0};
    return (struct campaign_source){open_source, draw_campaign, close_source, one};
}
