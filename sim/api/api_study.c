/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api_study.h"

#include "adjusted.h"

#include "compare_setup.h"
#include "fill.h"
#include "language.h"
#include "notices.h"
#include "threads.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* More campaigns to find the best would not be worth the wait. */
enum { MOST_SELECTED = 10000000 };

/* ---- Progress ---- */

static void show(void *context, double share, double campaigns)
{
    struct recept_study *study = context;
    const struct recept_options *options = study->request.options;
    if (options->progress != NULL && !options->progress(options->context, share, campaigns))
        __atomic_store_n(&study->stop, 1, __ATOMIC_RELAXED);
}

/* Of runs that follow each other until they are enough. */
static void count(void *context, uint64_t done, uint64_t all)
{
    struct recept_study *study = context;
    if (done < study->counted || all != study->counted_all)
        study->counted_before += study->counted;
    study->counted = done;
    study->counted_all = all;
    show(study, NAN, (double)(study->counted_before + done));
}

/* ---- What is asked for ---- */

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
    return n <= RECEPT_MOST_NUMBERS;
}

static void check_options(const struct recept_options *o, struct messages *errors)
{
    check(o->replications <= RECEPT_MOST_REPLICATIONS, errors, "replications");
    check(o->precision >= 0.0 && o->precision < 1.0, errors, "precision");
    check(o->threads >= 0 && o->threads <= RECEPT_MOST_THREADS, errors, "threads");
}

static void check_plan(const struct recept_plan *p, struct messages *errors)
{
    check(are_rising(p->budgets_eur, p->n_budgets, 0.0), errors, "budgets_eur");
    check(are_rising(p->hours_per_week, p->n_hours, DBL_MIN), errors, "hours_per_week");
    check(p->companies >= 0 && p->companies <= RECEPT_MOST_COMPANIES, errors, "companies");
    check(p->in_view >= 0, errors, "in_view");
    check(p->active >= 0, errors, "active");
    check(p->paying >= 0, errors, "paying");
    check(p->probability >= 0.0 && p->probability < 1.0, errors, "probability");
    check(p->cost_per_partner_eur >= 0.0 && isfinite(p->cost_per_partner_eur), errors,
        "cost_per_partner_eur");
}

static void check_comparison(const struct recept_comparison *c, struct messages *errors)
{
    bool sure = c->until_sure > 0.0;
    double most =
        c->value != NULL ? RECEPT_MOST_EURO : 1.0; /* a conversion rate is at most 1 */
    check(c->value == NULL || (*c->value >= 0.0 && *c->value < RECEPT_MOST_EURO), errors,
        "value");
    check(c->equal <= RECEPT_EQUAL_HOURS, errors, "equal");
    check(c->until_sure == 0.0 || (c->until_sure > 0.5 && c->until_sure < 1.0), errors,
        "until_sure");
    check(sure ? c->difference > 0.0 && c->difference < most : c->difference == 0.0, errors,
        "difference");
}

/* ---- Opening ---- */

/* The first `n` members of `goal` are made of what is asked for; returns how many. */
static int list_goals(const struct recept_plan *asked, struct plan_goal *goal)
{
    double least = asked->probability > 0.0 ? asked->probability : PLAN_PROBABILITY;
    int n = 0;
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
enum { MOST_GOALS = 4 };

static enum status open_plan(struct recept_study *study)
{
    const struct study_request *request = &study->request;
    const struct recept_plan *asked = request->plan;
    study->planning.planner = (struct planner){.replications = request->options->replications,
        .companies = asked->companies,
        .targets = {asked->in_view, asked->active, asked->paying}};
    return planner_init(&study->planning.planner, &study->setup, &study->runner);
}

static enum status open_comparison(struct recept_study *study)
{
    const struct recept_comparison *asked = study->request.comparison;
    const struct compare_ask ask = {
        .baseline = asked->baseline,
        .value = asked->value != NULL ? *asked->value : NAN,
        .equal_cost = asked->equal == RECEPT_EQUAL_COST,
        .equal_hours = asked->equal == RECEPT_EQUAL_HOURS,
        .without =
            asked->without != NULL ? arena_copy(&study->setup.arena, asked->without) : NULL,
    };
    return compare_setup_init(&study->compared, &study->setup, &ask);
}

/* Makes the cases of the configs. */
static enum status read_cases(struct recept_study *study)
{
    const struct study_request *request = &study->request;
    const struct recept_options *options = request->options;
    const struct config_origin origin = {.path = "config"};
    struct setup_ask ask = request->setup;
    if (request->config != NULL) {
        ask.n_configs = 1;
        ask.config = &origin;
        ask.read = &request->config->config;
    }
    ask.strategies = options->strategies;
    ask.fixed = options->fixed;
    ask.seed = options->seed;
    enum status status = setup_read(&study->setup, &ask);
    study->request.setup = (struct setup_ask){0}; /* it was needed until here */
    if (status != STATUS_OK)
        return status;
    messages_add_all(&study->notices, &study->setup.notices);
    int configured = study->setup.configs[0].scenario->simulation.replications;
    study->campaigns = (struct study_plan){
        options->replications > 0 ? options->replications : (uint64_t)configured,
        options->precision};
    study->setup.study.controls = !options->no_controls;
    study->setup.study.in_order = request->replications;
    study->setup.study.grows =
        !request->replications && request->comparison == NULL && request->plan == NULL;
    study->results = (struct results){
        .study = &study->setup.study, .has = request->replications ? SAVED : 0};
    return STATUS_OK;
}

struct opening {
    struct recept_study **study;
    const struct study_request *request;
};

static enum status open_study(void *context)
{
    const struct opening *opening = context;
    const struct study_request *request = opening->request;
    struct recept_study *study = *opening->study;
    study->request = *request;
    study->most_selected = MOST_SELECTED;
    study->runner = (struct runner){
        .engine = {.threads = threads_allowed(request->options->threads), .stop = &study->stop},
        .progress = show,
        .context = study,
        .span = {0.0, 1.0},
    };
    struct messages *errors = &study->setup.errors;
    check_options(request->options, errors);
    if (request->comparison != NULL)
        check_comparison(request->comparison, errors);
    if (request->plan != NULL)
        check_plan(request->plan, errors);
    study->status = errors->count > 0 ? STATUS_USAGE : STATUS_OK;
    if (study->status == STATUS_OK && request->config != NULL &&
        request->config->status != RECEPT_OK) {
        messages_add(errors, "%s", _("the config has errors"));
        study->status = STATUS_CONFIG;
    }
    if (study->status == STATUS_OK)
        study->status = read_cases(study);
    if (study->status == STATUS_OK && request->comparison != NULL)
        study->status = open_comparison(study);
    if (study->status == STATUS_OK && request->plan != NULL)
        study->status = open_plan(study);
    return study->status;
}

enum recept_status study_open(struct recept_study **study, const struct study_request *request)
{
    struct opening opening = {study, request};
    return api_new(
        (void **)study, sizeof **study, request->options->language, open_study, &opening);
}

/* ---- Simulating ---- */

static enum status simulate_run(struct recept_study *study)
{
    return runner_run(&study->runner, &study->setup.study, study->campaigns, study->save,
        study->save_context);
}

static enum status select_best(struct recept_study *study)
{
    const struct recept_comparison *asked = study->request.comparison;
    const struct selection_plan plan = {
        .sure = asked->until_sure,
        .difference = asked->difference,
        .value = asked->value != NULL ? *asked->value : NAN,
        .most = study->most_selected,
        .again = study->campaigns.replications,
        .pauses = &study->pauses,
    };
    if (study->setup.study.n_cases < 2)
        return STATUS_OK;
    struct engine engine = study->runner.engine;
    engine.progress = count;
    engine.context = study;
    engine.ran = &study->runner.threads;
    study->results.selection = &study->selection;
    return selection_run(&study->selection, &study->setup.study, &engine, plan);
}

static enum status simulate_comparison(struct recept_study *study)
{
    const struct recept_comparison *asked = study->request.comparison;
    enum status status = compare_setup_run(
        &study->compared, &study->runner, study->campaigns, study->save, study->save_context);
    if (status != STATUS_OK)
        return status;
    study->results.compared = &study->compared;
    return asked->until_sure > 0.0 ? select_best(study) : STATUS_OK;
}

static const double *copied(struct arena *arena, const double *number, size_t n)
{
    double *copy = arena_new(arena, n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = number[i];
    return copy;
}

static enum status simulate_plan(struct recept_study *study)
{
    const struct recept_plan *asked = study->request.plan;
    struct planning *planning = &study->planning;
    const struct config *config = study->setup.configs;
    struct arena *arena = &study->setup.arena;
    const struct plan_grid grid = {(int)asked->n_budgets,
        copied(arena, asked->budgets_eur, asked->n_budgets), (int)asked->n_hours,
        copied(arena, asked->hours_per_week, asked->n_hours)};
    struct plan_goal goal[MOST_GOALS];
    int n_goals = list_goals(asked, goal);
    enum status status = STATUS_OK;
    if (study->setup.study.controls)
        status = adjusted_lend(&study->setup.study, &study->runner.engine, PLAN_PILOT);
    struct span whole = runner_enter(&study->runner, 0.0, n_goals > 0 ? 0.6 : 1.0);
    if (status == STATUS_OK)
        status = plan_run(&planning->plan, &planning->planner, &grid);
    study->runner.span = whole;
    runner_enter(&study->runner, 0.6, 1.0);
    if (status == STATUS_OK)
        status = planner_answer(&planning->plan, &planning->planner, goal, n_goals);
    if (status != STATUS_OK)
        return status;
    study->setup.study.replications = planning->plan.row_set.replications;
    planning->report = (struct plan_report){&planning->plan, &planning->planner,
        &study->setup.study, planning->plan.n_answers, planning->plan.answer, config->basis};
    study->results = (struct results){.study = &study->setup.study, .plan = &planning->report};
    return STATUS_OK;
}

static bool tell_selection(const struct recept_study *study, struct messages *notices)
{
    bool alone = study->setup.study.n_cases < 2;
    if (alone)
        messages_add(notices, "%s",
            _("There is only one strategy, so that there is nothing to choose."));
    else if (!study->selection.finished)
        messages_add(notices, "%s",
            _("The certainty that was asked for is not reached: more than one strategy may "
              "still be the best."));
    return alone || study->selection.finished;
}

bool study_tell(const struct recept_study *study, struct messages *notices)
{
    const struct recept_comparison *comparison = study->request.comparison;
    if (study->results.logbook != NULL)
        return true; /* nothing was simulated */
    if (study->request.plan != NULL) {
        notices_planned(notices, &study->planning.report);
        return true;
    }
    if (comparison != NULL)
        notices_compared(notices, &study->compared);
    else
        study_notices(&study->setup.study, notices);
    bool sure = notices_precision(notices, &study->setup.study, study->campaigns.precision);
    if (comparison != NULL && comparison->until_sure > 0.0)
        sure = tell_selection(study, notices) && sure;
    return sure;
}

static enum status simulate(void *context)
{
    struct recept_study *study = context;
    const struct study_request *request = &study->request;
    study->results.simulated = &study->setup.study;
    study->status = request->plan != NULL         ? simulate_plan(study)
                    : request->comparison != NULL ? simulate_comparison(study)
                                                  : simulate_run(study);
    if (study->status == STATUS_OK)
        study->unsure = !study_tell(study, &study->notices);
    else
        study->results = (struct results){0};
    return study->status;
}

enum recept_status study_simulate(struct recept_study *study)
{
    return api_work(study->owner, study->request.options->language, simulate, study);
}

/* ---- As recept.h has it ---- */

static enum recept_status make(struct recept_study **study, const struct study_request *request)
{
    enum recept_status status = study_open(study, request);
    if (status == RECEPT_OK)
        status = study_simulate(*study);
    if (status == RECEPT_NO_MEMORY) {
        recept_study_free(*study);
        *study = NULL;
    }
    return status;
}

enum recept_status recept_run(struct recept_study **study, const struct recept_config *config,
    const struct recept_options *options)
{
    return make(study, &(struct study_request){.config = config, .options = options});
}

enum recept_status recept_compare(struct recept_study **study,
    const struct recept_config *config, const struct recept_options *options,
    const struct recept_comparison *comparison)
{
    return make(study, &(struct study_request){
                           .config = config, .options = options, .comparison = comparison});
}

enum recept_status recept_plan(struct recept_study **study, const struct recept_config *config,
    const struct recept_options *options, const struct recept_plan *plan)
{
    return make(
        study, &(struct study_request){.config = config, .options = options, .plan = plan});
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
    return study->results.study != NULL ? study->setup.study.replications : 0;
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
    if (one == NULL)
        return RECEPT_USAGE;
    const struct cells *cells = &one->campaign->cells;
    int cell = segment != NULL ? text_find(segment, NAMES(cells->name, cells->n)) : 0;
    if (cell < 0)
        return RECEPT_USAGE;
    struct figure f = study_figure(study->results.simulated, one, cell, m);
    *figure = (struct recept_figure){
        f.estimate.value, f.estimate.se, f.estimate.low, f.estimate.high, f.p05, f.p50, f.p95};
    return RECEPT_OK;
}
