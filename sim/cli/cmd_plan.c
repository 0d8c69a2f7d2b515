/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "compare_notices.h"
#include "language.h"
#include "output.h"
#include "plan_asked.h"
#include "plan_report.h"
#include "planner.h"

#include <stdio.h>
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
};

/* ---- What is planned for ---- */

static enum status read_grid(struct planning *planning)
{
    const struct options *options = &planning->output.options;
    struct setup *setup = &planning->output.setup;
    struct plan_grid *grid = &planning->grid;
    double *numbers;
    enum status status = STATUS_OK;
    if (options->budget != NULL) {
        status = plan_numbers(options->budget, "budget", true, &setup->arena, &numbers,
            &grid->n_budgets, &setup->errors);
        grid->budget_eur = numbers;
    }
    if (options->hours != NULL && status == STATUS_OK) {
        status = plan_numbers(options->hours, "hours", false, &setup->arena, &numbers,
            &grid->n_hours, &setup->errors);
        grid->hours_per_week = numbers;
    }
    return status;
}

static enum status read_all(struct planning *planning)
{
    const struct options *options = &planning->output.options;
    struct setup *setup = &planning->output.setup;
    struct planner_ask ask = {
        .replications = (uint64_t)options->replications, .companies = options->companies};
    enum status status = read_grid(planning);
    if (status == STATUS_OK)
        status = plan_goals(
            options, planning->goal, &planning->n_goals, &ask.targets, &setup->errors);
    if (status == STATUS_OK)
        status = output_read(&planning->output);
    if (status == STATUS_OK)
        status = planner_init(&planning->planner, setup, &planning->output.runner, &ask);
    return status;
}

/* ---- Simulating ---- */

static enum status simulate(struct planning *planning)
{
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

static struct plan_report report_of(const struct planning *planning)
{
    return (struct plan_report){&planning->plan, &planning->planner, &planning->output.setup.study,
        planning->answers.n, planning->answers.answer, planning->answers.as_good,
        planning->output.setup.configs[0].numbers, planning->output.setup.configs[0].assumed};
}

static enum status write_plots(struct planning *planning, const struct plan_report *report)
{
    const char *folder = output_plots_folder(&planning->output);
    if (folder == NULL)
        return STATUS_OK;
    enum status status = plots_plan_write(report, folder, &planning->output.setup.errors);
    if (status == STATUS_OK)
        output_draw(&planning->output);
    return status;
}

static enum status simulate_and_write(struct planning *planning)
{
    enum status status = simulate(planning);
    if (status != STATUS_OK || !output_writes())
        return status;
    struct plan_report report = report_of(planning);
    status = write_plots(planning, &report);
    if (status == STATUS_OK)
        status = tables_plan_write(&planning->output.folder, &report);
    if (status == STATUS_OK)
        status = output_manifest(&planning->output);
    return output_drawn(&planning->output, status);
}

static enum status print_results(struct planning *planning)
{
    struct plan_report report = report_of(planning);
    enum status status = STATUS_OK;
    output_print_place(&planning->output);
    if (planning->output.options.format == FORMAT_CSV)
        screen_plan_csv(stdout, &report);
    else if (planning->output.options.format == FORMAT_JSON)
        status = screen_plan_json(stdout, &report);
    else
        screen_plan_table(stdout, &report);
    print_messages(&planning->output.notices, "recept: ");
    enum status finished = finish_output();
    return status == STATUS_OK ? finished : status;
}

static enum status plan_all(struct planning *planning)
{
    enum status status = read_all(planning);
    if (status == STATUS_OK)
        status = output_begin(&planning->output, "-plan");
    if (status == STATUS_OK)
        status = output_end(&planning->output, simulate_and_write(planning));
    return status == STATUS_OK && output_writes() ? print_results(planning) : status;
}

enum status cmd_plan(int argc, char **argv)
{
    struct planning *planning = memory_new(1, sizeof *planning);
    output_init(&planning->output, argc, argv);
    options_read(&planning->output.options, argc, argv, TAKES_CONFIG | TAKES_RUN | TAKES_PLAN,
        _("CONFIG"),
        _("Says for each strategy of CONFIG what a budget or hours of the team buy, and what "
          "it takes to reach a target; writes tables and plots to results/NAME-plan."));
    planning->output.progress.steps = true;
    enum status status = plan_all(planning);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    plan_free(&planning->plan);
    output_finish(&planning->output, status);
    free(planning);
    return status;
}
