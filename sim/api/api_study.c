/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api_study.h"

#include "compare_setup.h"
#include "language.h"
#include "notices.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* What can be asked for at most: threads, budgets or hours, companies that are planned for. */
enum { MOST_THREADS = 4096, MOST_NUMBERS = 200, MOST_PLANNED = 100000 };

/* A study that is to be made: how, and of what kind (NULL: not that kind). */
struct making {
    struct recept_study **study;
    const struct recept_config *config;
    const struct recept_options *options;
    const struct recept_comparison *comparison;
    const struct recept_plan *plan;
};

static void show(void *context, int step, uint64_t done, uint64_t all)
{
    struct recept_study *study = context;
    if (study->progress != NULL && !study->progress(study->context, step, done, all))
        study->stop = 1;
}

/* Tells what is out of range by the name that recept.h gives it. */
static void check(bool good, struct messages *errors, const char *name)
{
    if (!good)
        messages_add(errors, _("%s is out of range"), name);
}

/* Whether numbers rise from at least `least`. */
static bool are_rising(const double *number, size_t n, double least)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(number[i]) || number[i] < (i == 0 ? least : number[i - 1]))
            return false;
    return n <= MOST_NUMBERS;
}

static void check_options(const struct recept_options *o, struct messages *errors)
{
    check(o->replications <= INT32_MAX, errors, "replications");
    check(o->precision >= 0.0 && o->precision < 1.0, errors, "precision");
    check(o->threads >= 0 && o->threads <= MOST_THREADS, errors, "threads");
}

static void check_plan(const struct recept_plan *p, struct messages *errors)
{
    check(are_rising(p->budgets_eur, p->n_budgets, 0.0), errors, "budgets_eur");
    check(are_rising(p->hours_per_week, p->n_hours, DBL_MIN), errors, "hours_per_week");
    check(p->companies >= 0 && p->companies <= MOST_PLANNED, errors, "companies");
    check(p->in_view >= 0, errors, "in_view");
    check(p->active >= 0, errors, "active");
    check(p->paying >= 0, errors, "paying");
    check(p->probability >= 0.0 && p->probability < 1.0, errors, "probability");
    check(p->cost_per_partner_eur >= 0.0 && isfinite(p->cost_per_partner_eur), errors,
        "cost_per_partner_eur");
}

/* Makes the cases of the config and gets ready to simulate them. */
static enum status start(const struct making *making)
{
    const struct recept_options *options = making->options;
    struct recept_study *study = *making->study;
    study->progress = options->progress;
    study->context = options->context;
    study->runner = (struct runner){
        .engine = {.threads = options->threads, .stop = &study->stop},
        .progress = show,
        .context = study,
    };
    setup_init(&study->setup);
    check_options(options, &study->setup.errors);
    if (making->plan != NULL)
        check_plan(making->plan, &study->setup.errors);
    if (study->setup.errors.count > 0)
        return STATUS_USAGE;
    if (making->config->status != RECEPT_OK) {
        messages_add(&study->setup.errors, "%s", _("the config has errors"));
        return STATUS_CONFIG;
    }
    const struct config_origin origin = {.path = "config"};
    const struct setup_ask ask = {
        .n_configs = 1,
        .config = &origin,
        .read = &making->config->config,
        .strategies = options->strategies,
        .fixed = options->fixed,
        .seed = options->seed,
    };
    return setup_read(&study->setup, &ask);
}

static struct study_plan plan_of(const struct making *making)
{
    const struct recept_options *options = making->options;
    int configured = making->config->config.scenario->simulation.replications;
    return (struct study_plan){
        .replications =
            options->replications > 0 ? options->replications : (uint64_t)configured,
        .precision = options->precision,
    };
}

static enum recept_status make(struct making *making, enum status (*simulate)(void *context))
{
    struct recept_study **study = making->study;
    return api_new((void **)study, sizeof **study, making->options->language, simulate, making);
}

/* ---- Run ---- */

static enum status simulate_run(void *context)
{
    const struct making *making = context;
    enum status status = start(making);
    struct recept_study *study = *making->study;
    if (status == STATUS_OK)
        status = runner_run(&study->runner, &study->setup.study, plan_of(making), NULL, NULL);
    if (status != STATUS_OK)
        return status;
    study_notices(&study->setup.study, &study->notices);
    study->results =
        (struct results){.study = &study->setup.study, .simulated = &study->setup.study};
    return STATUS_OK;
}

enum recept_status recept_run(struct recept_study **study, const struct recept_config *config,
    const struct recept_options *options)
{
    struct making making = {study, config, options, NULL, NULL};
    return make(&making, simulate_run);
}

/* ---- Compare ---- */

static enum status simulate_comparison(void *context)
{
    const struct making *making = context;
    const struct recept_comparison *asked = making->comparison;
    enum status status = start(making);
    struct recept_study *study = *making->study;
    if (status != STATUS_OK)
        return status;
    const struct compare_ask ask = {
        .baseline = asked->baseline,
        .value = asked->value != NULL ? *asked->value : NAN,
        .equal_cost = asked->equal_cost,
        .equal_hours = asked->equal_hours && !asked->equal_cost,
        .without =
            asked->without != NULL ? arena_copy(&study->setup.arena, asked->without) : NULL,
    };
    struct compare_setup *compared = arena_new(&study->setup.arena, 1, sizeof *study->compared);
    study->compared = compared;
    status = compare_setup_init(compared, &study->setup, &ask);
    if (status == STATUS_OK)
        status = compare_setup_run(compared, &study->runner, plan_of(making), NULL, NULL);
    if (status != STATUS_OK)
        return status;
    notices_compared(&study->notices, compared);
    study->results = (struct results){
        .study = &study->setup.study,
        .simulated = &study->setup.study,
    };
    results_add_comparison(&study->results, compared);
    return STATUS_OK;
}

enum recept_status recept_compare(struct recept_study **study,
    const struct recept_config *config, const struct recept_options *options,
    const struct recept_comparison *comparison)
{
    struct making making = {study, config, options, comparison, NULL};
    return make(&making, simulate_comparison);
}

/* ---- Plan ---- */

/* The targets and the cost that are asked for; returns how many. */
static int list_goals(
    const struct recept_plan *asked, struct plan_goal *goal, struct targets *targets)
{
    double least = asked->probability > 0.0 ? asked->probability : PLAN_PROBABILITY;
    int n = 0;
    *targets = (struct targets){asked->in_view, asked->active, asked->paying};
    if (asked->in_view > 0)
        goal[n++] = (struct plan_goal){"p_in_view", asked->in_view, least};
    if (asked->active > 0)
        goal[n++] = (struct plan_goal){"p_active", asked->active, least};
    if (asked->paying > 0)
        goal[n++] = (struct plan_goal){"p_paying", asked->paying, least};
    if (asked->cost_per_partner_eur > 0.0)
        goal[n++] = (struct plan_goal){"cost_per_partner", 0, asked->cost_per_partner_eur};
    return n;
}

static const double *copied(struct arena *arena, const double *number, size_t n)
{
    double *copy = arena_new(arena, n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = number[i];
    return copy;
}

static enum status simulate_plan(void *context)
{
    const struct making *making = context;
    const struct recept_plan *asked = making->plan;
    enum status status = start(making);
    struct recept_study *study = *making->study;
    if (status != STATUS_OK)
        return status;
    struct planning *planning = arena_new(&study->setup.arena, 1, sizeof *planning);
    struct plan_goal goal[4];
    planning->planner = (struct planner){
        .replications = making->options->replications, .companies = asked->companies};
    int n_goals = list_goals(asked, goal, &planning->planner.targets);
    struct arena *arena = &study->setup.arena;
    const struct plan_grid grid = {(int)asked->n_budgets,
        copied(arena, asked->budgets_eur, asked->n_budgets), (int)asked->n_hours,
        copied(arena, asked->hours_per_week, asked->n_hours)};
    status = planner_init(&planning->planner, &study->setup, &study->runner);
    if (status == STATUS_OK)
        status = plan_run(&planning->plan, &planning->planner, &grid);
    if (status == STATUS_OK)
        status = planner_answer(&planning->plan, &planning->planner, goal, n_goals);
    if (status != STATUS_OK)
        return status;
    const struct config *config = &making->config->config;
    study->setup.study.replications = planning->plan.row_set.replications;
    notices_unlisted(&study->notices, config->scenario,
        planner_unlisted(&planning->planner, &planning->plan));
    planning->report =
        (struct plan_report){&planning->plan, &planning->planner, &study->setup.study,
            planning->plan.n_answers, planning->plan.answer, config->numbers, config->assumed};
    study->results = (struct results){.study = &study->setup.study, .plan = &planning->report};
    return STATUS_OK;
}

enum recept_status recept_plan(struct recept_study **study, const struct recept_config *config,
    const struct recept_options *options, const struct recept_plan *plan)
{
    struct making making = {study, config, options, NULL, plan};
    return make(&making, simulate_plan);
}

/* ---- What came of it ---- */

void recept_study_free(struct recept_study *study)
{
    if (study != NULL)
        memory_owner_free(study->owner);
}

size_t recept_study_messages(const struct recept_study *study)
{
    return study->setup.errors.count + study->notices.count;
}

const char *recept_study_message(const struct recept_study *study, size_t i)
{
    size_t errors = study->setup.errors.count;
    return i < errors ? study->setup.errors.lines[i] : study->notices.lines[i - errors];
}

uint64_t recept_study_replications(const struct recept_study *study)
{
    return study->setup.study.replications;
}

static int find_cell(const struct cells *cells, const char *segment)
{
    for (int i = 0; segment != NULL && i < cells->n; i++)
        if (strcmp(cells->name[i], segment) == 0)
            return i;
    return segment == NULL ? 0 : NONE;
}

/* The case of a strategy; of hubs it is their total that has no name of a hub. */
static const struct study_case *find_case(const struct study *study, const char *strategy)
{
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        if (strcmp(one->campaign->strategy->id, strategy) == 0)
            return one;
    }
    return NULL;
}

enum recept_status recept_study_figure(const struct recept_study *study, const char *strategy,
    const char *segment, const char *measure, struct recept_figure *figure)
{
    *figure = (struct recept_figure){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    int m = measure_find(measure);
    if (study->results.simulated == NULL || m < 0)
        return RECEPT_USAGE;
    const struct study_case *one = find_case(study->results.simulated, strategy);
    int cell = one != NULL ? find_cell(&one->campaign->cells, segment) : NONE;
    if (cell == NONE)
        return RECEPT_USAGE;
    struct figure f = study_figure(study->results.simulated, one, cell, m);
    *figure = (struct recept_figure){
        f.estimate.value, f.estimate.se, f.estimate.low, f.estimate.high, f.p05, f.p50, f.p95};
    return RECEPT_OK;
}
