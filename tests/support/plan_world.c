/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_world.h"

#include <string.h>

static void make_case(void *context, int line, const struct plan_terms *terms, uint64_t seed,
    struct arena *arena, struct study_case *one)
{
    const struct plan_world *world = context;
    (void)line;
    plan_case_make(&world->origin, terms, seed, arena, one);
}

static enum status simulate_study(void *context, struct study *study, uint64_t replications,
    void (*save)(void *saving, int one, uint64_t replication, const double *x), void *saving)
{
    struct engine engine = {.save = save, .save_context = saving};
    (void)context;
    return study_run(study, &engine, (struct study_plan){.replications = replications});
}

void plan_world_init(
    struct plan_world *world, const char *const *sets, int most, uint64_t replications)
{
    memset(world, 0, sizeof *world);
    arena_init(&world->arena);
    int n_sets = 0;
    while (sets != NULL && sets[n_sets] != NULL)
        n_sets++;
    read_world(&world->config, plain_world, sets, n_sets);
    const struct scenario *scenario = world->config.scenario;
    struct campaign *campaign = arena_new(&world->arena, 1, sizeof *campaign);
    campaign_init(campaign, &world->arena, scenario, 0, scenario->simulation.seed);
    world->configured = (struct study_case){.scenario = scenario, .campaign = campaign};
    world->origin = (struct plan_origin){.config = &world->config,
        .configured = &world->configured,
        .targets = scenario->campaign.targets};
    world->line = (struct plan_line){.configured = &world->configured,
        .terms = {.budget_eur = scenario->campaign.budget_eur,
            .hours_per_week = scenario->team.hours_per_week,
            .companies = scenario->population.n},
        .most = most};
    world->planner = (struct planner){.n_lines = 1,
        .line = &world->line,
        .make = make_case,
        .simulate = simulate_study,
        .context = world,
        .replications = replications,
        .seed = scenario->simulation.seed,
        .confidence = 0.95};
}

void plan_world_free(struct plan_world *world)
{
    arena_free(&world->arena);
    config_free(&world->config);
}
