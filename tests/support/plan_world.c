/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_world.h"

#include <string.h>

void plan_world_init(
    struct plan_world *world, const char *const *sets, int most, uint64_t replications)
{
    int n_sets = 0;
    while (sets != NULL && sets[n_sets] != NULL)
        n_sets++;
    memset(world, 0, sizeof *world);
    set_up(&world->setup, world_of(plain_world),
        (struct setup_ask){.set = sets, .n_sets = n_sets});
    world->planner = (struct planner){.replications = replications, .companies = most};
    assert_int_equal(planner_init(&world->planner, &world->setup, &world->runner), STATUS_OK);
}

void plan_world_free(struct plan_world *world)
{
    setup_free(&world->setup);
}
