/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "output.h"
#include "plan_asked.h"
#include "plan_cases.h"
#include "plots.h"
#include "screen.h"
#include "tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Campaigns of each point of a plan, and companies considered, unless the user says so. */
enum { PLAN_REPLICATIONS = 2000, PLAN_COMPANIES = 1000 };

/* Everything that one plan works with. */
struct planning {
    struct options options;
    struct workload work;
    struct output output;
    struct plan_origin *origin; /* [lines] */
    struct plan_line *line;
    struct planner planner;
    struct plan_grid grid;
    struct plan plan;
    int n_goals;
    struct plan_goal goal[PLAN_MOST_GOALS];
    int n_answers;
    struct plan_answer *answer;
    bool *as_good; /* [n_answers] */
};

/* ---- What is planned for ---- */

/* The workload has, for each config in turn, a case per strategy asked for. */
static void find_origin(const struct planning *planning, int line, struct plan_origin *origin)
{
    const struct study_case *one = &planning->work.study.cases[line];
    for (int c = 0; c < planning->work.n_configs; c++)
        if (planning->work.configs[c].scenario == one->scenario)
            origin->config = &planning->work.configs[c];
    while (
        strcmp(one->scenario->strategy[origin->strategy].id, one->campaign->strategy->id) != 0)
        origin->strategy++;
    origin->configured = one;
}

/* The targets of the command line, over those of the config. */
static struct targets targets_of(const struct scenario *scenario, const struct targets *given)
{
    struct targets targets = scenario->campaign.targets;
    targets.in_view = given->in_view > 0 ? given->in_view : targets.in_view;
    targets.active = given->active > 0 ? given->active : targets.active;
    targets.paying = given->paying > 0 ? given->paying : targets.paying;
    return targets;
}

static struct plan_line line_of(const struct planning *planning, const struct plan_origin *o)
{
    const struct scenario *scenario = o->config->scenario;
    const struct strategy *strategy = &scenario->strategy[o->strategy];
    bool given = planning->options.companies > 0;
    int limit = given ? planning->options.companies : PLAN_COMPANIES;
    int most = plan_intake(scenario->campaign.outreach_days, strategy->intake_per_week, limit);
    return (struct plan_line){
        .configured = o->configured,
        .terms = {.budget_eur = scenario->campaign.budget_eur,
            .hours_per_week = scenario->team.hours_per_week,
            .companies = scenario->population.n},
        .most = most > 1 ? most : 1,
        .days_limit_most = most < limit,
    };
}

static enum status set_lines(struct planning *planning, const struct targets *given)
{
    struct workload *work = &planning->work;
    int n = work->study.n_cases;
    planning->origin = arena_new(&work->arena, (size_t)n, sizeof *planning->origin);
    planning->line = arena_new(&work->arena, (size_t)n, sizeof *planning->line);
    for (int i = 0; i < n; i++) {
        struct plan_origin *origin = &planning->origin[i];
        find_origin(planning, i, origin);
        origin->fixed = planning->options.fixed;
        origin->targets = targets_of(origin->config->scenario, given);
        planning->line[i] = line_of(planning, origin);
        if (origin->config->scenario->population.n > 0)
            continue;
        messages_add(&work->errors, "%s", _("there are no companies to plan for"));
        return STATUS_CONFIG;
    }
    return STATUS_OK;
}

static enum status read_all(struct planning *planning)
{
    struct workload *work = &planning->work;
    struct targets targets = {0};
    const struct options *options = &planning->options;
    planning->grid = (struct plan_grid){
        options->budget.n, options->budget.number, options->hours.n, options->hours.number};
    planning->n_goals = plan_goals(options, planning->goal, &targets);
    enum status status = workload_read(work, &options->argument, 1);
    if (status == STATUS_OK && work->study.has_hubs) {
        messages_add(&work->errors,
            _("%s: has hubs, each with a budget, companies and a team "
              "of its own; plan for a config of one hub"),
            options->argument);
        return STATUS_CONFIG;
    }
    return status == STATUS_OK ? set_lines(planning, &targets) : status;
}

/* ---- Simulating ---- */

static void make_case(void *context, int line, const struct plan_terms *terms, uint64_t seed,
    struct arena *arena, struct study_case *one)
{
    const struct planning *planning = context;
    plan_case_make(&planning->origin[line], terms, seed, arena, one);
}

static enum status simulate(void *context, struct study *study, uint64_t replications,
    void (*save)(void *saving, int one, uint64_t replication, const double *x), void *saving)
{
    struct planning *planning = context;
    struct study_plan plan = {.replications = replications};
    enum status status = output_simulate(&planning->output, study, plan, save, saving);
    planning->output.held += output_contacts_held(study);
    planning->work.study.replications = study->replications;
    return status;
}

static void set_planner(struct planning *planning)
{
    int64_t replications = planning->options.replications;
    planning->planner = (struct planner){
        .n_lines = planning->work.study.n_cases,
        .line = planning->line,
        .make = make_case,
        .simulate = simulate,
        .context = planning,
        .replications = replications > 0 ? (uint64_t)replications : PLAN_REPLICATIONS,
        .seed = planning->work.seed,
        .confidence = planning->work.study.confidence,
    };
}

/* For a target by all levers, for a cost by the companies. */
static void ask_goal(struct planning *planning, int line, int goal)
{
    bool cost = planning->goal[goal].number == 0;
    for (int lever = cost ? LEVER_COMPANIES : 0; lever < N_LEVERS; lever++)
        planning->answer[planning->n_answers++] = (struct plan_answer){
            .line = line, .lever = (enum plan_lever)lever, .goal = planning->goal[goal]};
}

static enum status answer_all(struct planning *planning)
{
    int lines = planning->planner.n_lines;
    planning->answer = arena_new(&planning->work.arena,
        (size_t)(lines * planning->n_goals * N_LEVERS) + 1, sizeof *planning->answer);
    for (int goal = 0; goal < planning->n_goals; goal++)
        for (int line = 0; line < lines; line++)
            ask_goal(planning, line, goal);
    if (planning->n_answers == 0)
        return STATUS_OK;
    planning->as_good = arena_new(
        &planning->work.arena, (size_t)planning->n_answers, sizeof *planning->as_good);
    enum status status =
        plan_search(&planning->plan, &planning->planner, planning->answer, planning->n_answers);
    return status == STATUS_OK ? plan_find_rivals(&planning->plan, &planning->planner,
                                     planning->answer, planning->n_answers, planning->as_good)
                               : status;
}

/* ---- Results ---- */

static struct plan_report report_of(const struct planning *planning)
{
    return (struct plan_report){&planning->plan, &planning->planner, &planning->work.study,
        planning->n_answers, planning->answer, planning->as_good,
        planning->work.configs[0].numbers, planning->work.configs[0].assumed};
}

static enum status write_plots(struct planning *planning, const struct results *results)
{
    const char *folder = output_plots_folder(&planning->output);
    if (folder == NULL)
        return STATUS_OK;
    enum status status = plots_write(results, folder, &planning->work.errors);
    if (status == STATUS_OK)
        output_draw(&planning->output);
    return status;
}

static enum status simulate_and_write(struct planning *planning)
{
    set_planner(planning);
    enum status status = plan_run(&planning->plan, &planning->planner, &planning->grid);
    if (status == STATUS_OK)
        status = answer_all(planning);
    if (status != STATUS_OK || !output_writes())
        return status;
    struct plan_report report = report_of(planning);
    struct results results = {.study = report.study, .plan = &report};
    status = write_plots(planning, &results);
    if (status == STATUS_OK)
        status = tables_write(&planning->output.folder, &results);
    if (status == STATUS_OK)
        status = output_manifest(&planning->output);
    return output_drawn(&planning->output, status);
}

static enum status print_results(struct planning *planning)
{
    struct plan_report report = report_of(planning);
    enum status status = STATUS_OK;
    output_print_place(&planning->output);
    struct results results = {.study = report.study, .plan = &report};
    if (planning->options.format != FORMAT_TABLE)
        status = tables_print(stdout, &results, planning->options.format == FORMAT_JSON);
    else
        screen_plan(stdout, &report);
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

enum status cmd_plan(const struct options *options)
{
    struct planning *planning = memory_new(1, sizeof *planning);
    planning->options = *options;
    workload_init(&planning->work, &planning->options);
    output_init(&planning->output, &planning->work, options->argc, options->argv);
    planning->output.step = 1;
    enum status status = plan_all(planning);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    print_messages(&planning->work.errors, status == STATUS_CONFIG ? "" : "recept: ");
    plan_free(&planning->plan);
    workload_free(&planning->work);
    output_free(&planning->output);
    free(planning);
    return status;
}
