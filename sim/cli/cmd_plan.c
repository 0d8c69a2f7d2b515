/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices_compare.h"
#include "output.h"
#include "plan_asked.h"
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
    struct plan_answers answers;
    struct plan_report report;
};

/* ---- What is planned for ---- */

static enum status read_all(void *context)
{
    struct planning *planning = context;
    struct output *output = &planning->output;
    const struct options *options = output->options;
    struct planner_ask ask = {
        .replications = (uint64_t)options->replications, .companies = options->companies};
    planning->grid = (struct plan_grid){
        options->budget.n, options->budget.number, options->hours.n, options->hours.number};
    planning->n_goals = plan_goals(options, planning->goal, &ask.targets);
    enum status status = output_read(output);
    return status == STATUS_OK
               ? planner_init(&planning->planner, &output->setup, &output->runner, &ask)
               : status;
}

/* ---- Simulating ---- */

static enum status simulate(void *context)
{
    struct planning *planning = context;
    struct output *output = &planning->output;
    const struct planner *planner = &planning->planner;
    enum status status = plan_run(&planning->plan, planner, &planning->grid);
    if (status == STATUS_OK)
        status = planner_answer(&planning->answers, &planning->plan, planner, planning->goal,
            planning->n_goals, &output->setup.arena);
    if (status != STATUS_OK)
        return status;
    output->setup.study.replications = planning->plan.row_set.replications;
    notices_unlisted(&output->notices, output->setup.configs[0].scenario,
        planner_unlisted(planner, &planning->plan, &planning->answers));
    return STATUS_OK;
}

/* ---- Results ---- */

static struct results results_of(void *context)
{
    struct planning *planning = context;
    const struct setup *setup = &planning->output.setup;
    planning->report = (struct plan_report){&planning->plan, &planning->planner, &setup->study,
        planning->answers.n, planning->answers.answer, planning->answers.as_good,
        setup->configs[0].numbers, setup->configs[0].assumed};
    return (struct results){.study = &setup->study, .plan = &planning->report};
}

static void print_screen(void *context)
{
    const struct planning *planning = context;
    screen_plan(stdout, &planning->report);
    print_messages(&planning->output.notices, "recept: ");
}

enum status cmd_plan(const struct options *options)
{
    static const struct output_parts parts = {
        "-plan", read_all, simulate, results_of, print_screen, NULL};
    struct planning *planning = memory_new(1, sizeof *planning);
    output_init(&planning->output, options);
    planning->output.progress.steps = true;
    enum status status = output_run(&planning->output, &parts, planning);
    plan_free(&planning->plan);
    output_free(&planning->output);
    memory_free(planning);
    return status;
}
