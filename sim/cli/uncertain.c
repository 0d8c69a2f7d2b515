/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "uncertain.h"

#include <stdlib.h>

/* One case of a thread's. */
struct drawn_case {
    struct drawn_case *next;
    const struct uncertain_case *one;
    struct campaign means;
    struct campaign campaign; /* of the present draw */
};

/* What a thread has of the cases of one config. */
struct opened {
    struct redraw redraw;
    struct arena arena;              /* what all draws share */
    const struct scenario *scenario; /* of the present draw; NULL: none yet */
    uint64_t draw;
    const struct campaign *latest; /* made of the present draw; NULL: none yet */
    struct drawn_case *cases;
};

static void *open_source(void *context)
{
    const struct uncertain_case *one = context;
    struct opened *opened = memory_new(1, sizeof *opened);
    redraw_init(&opened->redraw, one->config);
    arena_init(&opened->arena);
    return opened;
}

static const struct scenario *changed(
    const struct uncertain_case *one, const struct scenario *scenario, struct arena *arena)
{
    return one->change != NULL ? change_apply(one->change, scenario, arena) : scenario;
}

static struct drawn_case *case_of(struct opened *opened, const struct uncertain_case *one)
{
    for (struct drawn_case *drawn = opened->cases; drawn != NULL; drawn = drawn->next)
        if (drawn->one == one)
            return drawn;
    struct drawn_case *drawn = arena_new(&opened->arena, 1, sizeof *drawn);
    *drawn = (struct drawn_case){.next = opened->cases, .one = one};
    campaign_init(&drawn->means, &opened->arena,
        changed(one, one->config->scenario, &opened->arena), one->strategy, one->seed);
    drawn->means.first_company = one->first_company;
    opened->cases = drawn;
    return drawn;
}

static const struct campaign *draw_campaign(void *context, void *which, uint64_t draw)
{
    struct opened *opened = context;
    const struct uncertain_case *one = which;
    struct drawn_case *drawn = case_of(opened, one);
    if (opened->scenario == NULL || opened->draw != draw) {
        opened->scenario = redraw_scenario(&opened->redraw, one->seed, draw);
        opened->draw = draw;
        opened->latest = NULL;
    }
    struct arena *arena = &opened->redraw.arena;
    campaign_redraw(&drawn->campaign, arena, changed(one, opened->scenario, arena),
        &drawn->means, opened->latest);
    opened->latest = &drawn->campaign;
    return &drawn->campaign;
}

static void close_source(void *context)
{
    struct opened *opened = context;
    redraw_free(&opened->redraw);
    arena_free(&opened->arena);
    free(opened);
}

struct campaign_source uncertain_source(struct uncertain_case *one, bool fixed)
{
    if (one->config->n_uncertain == 0 || fixed)
        return (struct campaign_source){0};
    return (struct campaign_source){open_source, draw_campaign, close_source, one, one->config};
}
