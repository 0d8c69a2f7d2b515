/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_cases.h"

#include <math.h>
#include <stdlib.h>

#define GOLDEN 0.6180339887498949 /* fractional part of the golden ratio */

/* What stands in the place of what was read or drawn. */
struct altered {
    struct plan_origin origin;
    struct plan_terms terms;
    struct company *list; /* terms.companies rows; NULL: drawn */
    uint64_t seed;
};

/* ---- The list ---- */

struct placed {
    double at;
    int row;
};

static int by_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

static void spread_rows(struct placed *rows, int n)
{
    for (int i = 0; i < n; i++)
        rows[i] = (struct placed){fmod((i + 1) * GOLDEN, 1.0), i};
    qsort(rows, (size_t)n, sizeof *rows, by_place);
}

static struct company *resized(const struct population *population, int n, struct arena *arena)
{
    if (population->list == NULL)
        return NULL;
    int listed = population->n;
    struct company *list = arena_new(arena, (size_t)n + 1, sizeof *list);
    struct placed *rows = arena_new(arena, (size_t)listed + 1, sizeof *rows);
    spread_rows(rows, listed);
    for (int i = 0; i < n; i++)
        list[i] = population->list[i < listed ? i : rows[i % listed].row];
    return list;
}

/* ---- Scenarios ---- */

static void alter(struct scenario *scenario, const struct altered *altered)
{
    scenario->campaign.budget_eur = altered->terms.budget_eur;
    scenario->campaign.targets = altered->origin.targets;
    if (altered->terms.outreach_days > 0) {
        scenario->campaign.horizon_days +=
            altered->terms.outreach_days - scenario->campaign.outreach_days;
        scenario->campaign.outreach_days = altered->terms.outreach_days;
    }
    scenario->team.hours_per_week = altered->terms.hours_per_week;
    scenario->population.n = altered->terms.companies;
    scenario->population.list = altered->list;
}

/* One thread's. */
struct opened {
    const struct altered *altered;
    struct redraw redraw;
    struct scenario scenario;
};

static void *open_source(void *context)
{
    struct opened *opened = memory_new(1, sizeof *opened);
    opened->altered = context;
    redraw_init(&opened->redraw, opened->altered->origin.config);
    return opened;
}

static void draw_campaign(void *context, void *which, const struct campaign *means,
    uint64_t draw, struct campaign *campaign)
{
    struct opened *opened = context;
    const struct altered *altered = which;
    opened->scenario = *redraw_scenario(&opened->redraw, altered->seed, draw);
    alter(&opened->scenario, altered);
    campaign_redraw(campaign, &opened->redraw.arena, &opened->scenario,
        altered->origin.strategy, means, NULL);
}

static void close_source(void *context)
{
    struct opened *opened = context;
    redraw_free(&opened->redraw);
    free(opened);
}

void plan_case_make(const struct plan_origin *origin, const struct plan_terms *terms,
    uint64_t seed, struct arena *arena, struct study_case *one)
{
    struct altered *altered = arena_new(arena, 1, sizeof *altered);
    struct scenario *scenario = arena_new(arena, 1, sizeof *scenario);
    struct campaign *campaign = arena_new(arena, 1, sizeof *campaign);
    *altered = (struct altered){*origin, *terms,
        resized(&origin->config->scenario->population, terms->companies, arena), seed};
    *scenario = *origin->config->scenario;
    alter(scenario, altered);
    campaign_init(campaign, arena, scenario, origin->strategy, seed);
    cells_keep_all(&campaign->cells);
    campaign->strategy = origin->configured->campaign->strategy;
    *one = *origin->configured;
    one->scenario = scenario;
    one->campaign = campaign;
    one->source = (struct campaign_source){0};
    if (origin->config->n_uncertain > 0 && !origin->fixed)
        one->source = (struct campaign_source){
            open_source, draw_campaign, close_source, altered, altered};
}
