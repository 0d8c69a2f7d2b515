/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare_variants.h"

#include "runner.h"
#include "setup.h"

#include <math.h>

enum { REPLICATIONS = 1000 };
#define MOST_APART 0.10

/* Half the width of an interval; of two that may depend on each other taken as if they did
 * not, which is on the safe side for strategies that have their luck in common. */
static double error_of(struct estimate low, struct estimate high)
{
    return hypot((low.high - low.low) / 2.0, (high.high - high.low) / 2.0);
}

static struct compare_gap gap_of(const struct study *study)
{
    struct estimate low = {.value = INFINITY}, high = {.value = -INFINITY};
    for (int i = 0; i < study->n_cases; i++) {
        struct estimate open = study_total(study, &study->cases[i], "open_share").estimate;
        low = open.value < low.value ? open : low;
        high = open.value > high.value ? open : high;
    }
    if (high.value < low.value)
        return (struct compare_gap){0.0, GAP_CLOSE};
    double apart = high.value - low.value, error = error_of(low, high);
    struct compare_gap gap = {apart, GAP_NOT_SURE};
    if (apart == 0.0 || apart + error <= MOST_APART)
        gap.distance = GAP_CLOSE;
    else if (apart - error > MOST_APART)
        gap.distance = GAP_APART;
    return gap;
}

int compare_longer_days(const struct study_case *one, double times)
{
    return (int)round(one->scenario->campaign.outreach_days * times);
}

static enum status gap_after(
    const struct setup *setup, struct runner *runner, double times, struct compare_gap *gap)
{
    struct arena arena;
    arena_init(&arena);
    int n = setup->study.n_cases;
    struct study study = setup_study(setup, n, &arena);
    for (int i = 0; i < n; i++) {
        struct variant variant = {
            .outreach_days = compare_longer_days(&setup->study.cases[i], times)};
        study.cases[study.n_cases++] = setup_variant(setup, i, &variant, setup->seed, &arena);
    }
    struct study_plan plan = {.replications = REPLICATIONS};
    enum status status = runner_run(runner, &study, plan, NULL, NULL);
    if (status == STATUS_OK)
        *gap = gap_of(&study);
    study_free(&study);
    arena_free(&arena);
    return status;
}

enum status compare_longer(
    struct compare_longer *longer, const struct setup *setup, struct runner *runner)
{
    static const double grid[] = {1.5, 2.0, 3.0, 4.0};
    *longer = (struct compare_longer){.times = 1.0};
    if (setup->study.n_cases < 2)
        return STATUS_OK;
    longer->now = longer->then = gap_of(&setup->study);
    if (longer->now.distance != GAP_APART)
        return STATUS_OK;
    for (size_t i = 0; i < sizeof grid / sizeof grid[0]; i++) {
        longer->times = grid[i];
        enum status status = gap_after(setup, runner, grid[i], &longer->then);
        if (status != STATUS_OK || longer->then.distance == GAP_CLOSE)
            return status;
    }
    return STATUS_OK;
}
