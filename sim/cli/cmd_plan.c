/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices.h"
#include "output.h"
#include "planner.h"
#include "screen.h"

#include <stdlib.h>

/* Everything that one plan works with. */
struct planning {
    struct output output;
    struct planner planner;
    struct plan_grid grid;
    struct plan plan;
    int n_goals;
    struct plan_goal goal[PLAN_MOST_GOALS];
    struct plan_report report;
};

/* ---- What is planned for ---- */

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
    double probability = options->probability > 0.0 ? options->probability : PLAN_PROBABILITY;
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

static enum status read_all(struct planning *planning)
{
    struct output *output = &planning->output;
    const struct options *options = output->options;
    planning->planner = (struct planner){
        .replications = (uint64_t)options->replications, .companies = options->companies};
    planning->grid = (struct plan_grid){
        options->budget.n, options->budget.number, options->hours.n, options->hours.number};
    planning->n_goals = plan_goals(options, planning->goal, &planning->planner.targets);
    enum status status = output_read(output);
    return status == STATUS_OK
               ? planner_init(&planning->planner, &output->setup, &output->runner)
               : status;
}

/* ---- Simulating ---- */

static enum status simulate(struct planning *planning)
{
    struct output *output = &planning->output;
    const struct planner *planner = &planning->planner;
    enum status status = plan_run(&planning->plan, planner, &planning->grid);
    if (status == STATUS_OK)
        status = planner_answer(&planning->plan, planner, planning->goal, planning->n_goals);
    if (status != STATUS_OK)
        return status;
    output->setup.study.replications = planning->plan.row_set.replications;
    notices_unlisted(&output->notices, output->setup.configs[0].scenario,
        planner_unlisted(planner, &planning->plan));
    return STATUS_OK;
}

/* ---- Results ---- */

static void add_results(struct planning *planning)
{
    const struct setup *setup = &planning->output.setup;
    planning->report = (struct plan_report){&planning->plan, &planning->planner, &setup->study,
        planning->plan.n_answers, planning->plan.answer, setup->configs[0].numbers,
        setup->configs[0].assumed};
    planning->output.results =
        (struct results){.study = &setup->study, .plan = &planning->report};
}

enum status cmd_plan(const struct options *options)
{
    struct planning *planning = memory_new(1, sizeof *planning);
    struct output *output = &planning->output;
    output_init(output, options);
    output->progress.steps = true;
    enum status status = read_all(planning);
    if (status == STATUS_OK)
        status = output_begin(output, "-plan");
    if (status == STATUS_OK) {
        status = simulate(planning);
        add_results(planning);
        status = output_end(output, status);
    }
    if (output_shows(output, status)) {
        screen_plan(stdout, &planning->report);
        print_messages(&output->notices, "recept: ");
    }
    plan_free(&planning->plan);
    status = output_finish(output, status);
    memory_free(planning);
    return status;
}
