/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_asked.h"

#include <stddef.h>

#define DEFAULT_PROBABILITY 0.9

static const struct {
    const char *measure;
    size_t at; /* in struct targets, int */
} named_targets[] = {
    [TARGET_IN_VIEW] = {"p_in_view", offsetof(struct targets, in_view)},
    [TARGET_ACTIVE] = {"p_active", offsetof(struct targets, active)},
    [TARGET_PAYING] = {"p_paying", offsetof(struct targets, paying)},
};

int plan_goals(const struct options *options, struct plan_goal *goals, struct targets *targets)
{
    double probability =
        options->probability > 0.0 ? options->probability : DEFAULT_PROBABILITY;
    int n = 0;
    for (; n < options->n_targets; n++) {
        enum target_name name = options->target[n].name;
        int companies = (int)options->target[n].companies;
        goals[n] = (struct plan_goal){named_targets[name].measure, companies, probability};
        *(int *)(void *)((char *)targets + named_targets[name].at) = companies;
    }
    if (options->cost_per_partner > 0.0)
        goals[n++] = (struct plan_goal){"cost_per_partner", 0, options->cost_per_partner};
    return n;
}
