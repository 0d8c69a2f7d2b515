/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "facts.h"
#include "progress.h"
#include "setup.h"

#include <math.h>

/* ---- The settings of each world ---- */

#define A_WINTER "campaign.outreach_days=120", "campaign.horizon_days=120"
#define A_YEAR "campaign.outreach_days=365", "campaign.horizon_days=365"
#define TARGETS                                                                                \
    "campaign.targets.in_view=10", "campaign.targets.active=5", "campaign.targets.paying=2"
enum { TWO_YEARS_OF_DAYS = 730, WORLD_SETS = 5 };

static const char *const online[] = {"social_campaign", "newsletter", NULL};

static const struct {
    const char *set[WORLD_SETS];
    struct variant variant;
} worlds[WORLDS] = {
    [WINTER] = {{A_WINTER, TARGETS}, {0}},
    [YEAR] = {{A_YEAR}, {0}},
    [TWO_YEARS] = {{NULL}, {.followed_days = TWO_YEARS_OF_DAYS}},
    [ALL_ONLINE] = {{A_YEAR},
        {.contacts = online, .stages = 1u << ATTENTION | 1u << INTEREST | 1u << DESIRE}},
    [ONLINE_ATTENTION] = {{A_YEAR}, {.contacts = online, .stages = 1u << ATTENTION}},
    [ONLINE_DESIRE] = {{A_YEAR}, {.contacts = online, .stages = 1u << DESIRE}},
    [HALF_PRICES] = {{A_YEAR}, {.price = 0.5}},
    [PACKAGES_APART] = {{A_YEAR, "choice.overlap=0.0"}, {.unsteered = true}},
    [PACKAGES_SOME] = {{A_YEAR, "choice.overlap=0.3"}, {.unsteered = true}},
    [PACKAGES_ALIKE] = {{A_YEAR, "choice.overlap=0.9"}, {.unsteered = true}},
    [ALL_WARM] = {{A_YEAR}, {.introduced = YES}},
    [NONE_WARM] = {{A_YEAR}, {.introduced = NO}},
};

/* ---- Which figures are asked for ---- */

/* Whether a segment can choose between the packages of the ladder. */
static bool is_offered_both(const struct scenario *scenario, int segment)
{
    static const char *const ladder[] = {"network", "innovation"};
    for (int i = 0; i < 2; i++) {
        const struct package *package =
            &scenario->packages.package[package_find(scenario, ladder[i])];
        if (!selector_fits(&package->only, &scenario->axes, segment))
            return false;
    }
    return true;
}

/* Whether any company is of the segment. */
static bool is_inhabited(const struct scenario *scenario, int segment)
{
    const struct population *population = &scenario->population;
    if (population->list == NULL)
        return population->share.at[segment] > 0.0;
    for (int i = 0; i < population->n; i++)
        if (population->list[i].segment == segment)
            return true;
    return false;
}

static void ask(struct fact_results *results, const struct fact *fact,
    const struct fact_figure *figure, int segment)
{
    results->result[results->n++] =
        (struct fact_result){.fact = fact, .figure = figure, .segment = segment};
}

static void ask_all(struct fact_results *results, struct arena *arena)
{
    const struct scenario *scenario = results->scenario;
    int segments = axes_segments(&scenario->axes);
    size_t most = (size_t)n_facts * MOST_FIGURES * (size_t)segments;
    results->result = arena_new(arena, most, sizeof *results->result);
    for (const struct fact *fact = facts; fact < facts + n_facts; fact++) {
        if (fact_lacks(fact, scenario) != NULL)
            continue;
        for (int f = 0; f < MOST_FIGURES && fact->figure[f].a.of != NULL; f++) {
            const struct fact_figure *figure = &fact->figure[f];
            if (!figure->per_segment)
                ask(results, fact, figure, -1);
            for (int s = 0; figure->per_segment && s < segments; s++)
                if (is_inhabited(scenario, s) && is_offered_both(scenario, s))
                    ask(results, fact, figure, s);
        }
    }
}

static bool is_in_world(const struct operand *operand, enum world world)
{
    return operand->of != NULL && operand->world == world;
}

static bool is_asked_for(const struct fact_results *results, enum world world)
{
    for (int i = 0; i < results->n; i++)
        if (is_in_world(&results->result[i].figure->a, world) ||
            is_in_world(&results->result[i].figure->b, world))
            return true;
    return false;
}

/* ---- Simulating ---- */

/* How far all worlds together are. */
struct course_of_work {
    struct progress progress;
    uint64_t done, all; /* worlds */
};

static void show(void *context, uint64_t done, uint64_t all)
{
    struct course_of_work *work = context;
    progress_show(&work->progress, 0, work->done * all + done, work->all * all);
}

static void take(double into[FACT_PARTS], const struct operand *operand,
    const struct study *study, int segment)
{
    for (int part = 0; part < FACT_PARTS; part++) {
        const struct study_case *one = &study->cases[part];
        const struct cells *cells = &one->campaign->cells;
        int cell = segment >= 0 ? cells->segment_cell[segment]
                                : fact_cell(one->scenario, cells, operand->level);
        into[part] = operand->of(study, one, cell, operand->what);
    }
}

static void take_all(struct fact_results *results, const struct study *study, enum world world)
{
    for (int i = 0; i < results->n; i++) {
        struct fact_result *result = &results->result[i];
        if (is_in_world(&result->figure->a, world))
            take(result->a, &result->figure->a, study, result->segment);
        if (is_in_world(&result->figure->b, world))
            take(result->b, &result->figure->b, study, result->segment);
    }
}

/* The config under the world's settings. */
static enum status read_world(
    struct setup *setup, enum world world, const struct options *options, uint64_t seed)
{
    const char *sets[MOST_SETS + WORLD_SETS];
    int n = 0;
    for (; n < options->n_sets; n++)
        sets[n] = options->set[n];
    for (int i = 0; i < WORLD_SETS && worlds[world].set[i] != NULL; i++)
        sets[n++] = worlds[world].set[i];
    const struct config_source config = {.path = options->argument};
    return setup_read(setup, &(struct setup_ask){.n_configs = 1,
                                 .config = &config,
                                 .n_sets = n,
                                 .set = sets,
                                 .fixed = true,
                                 .seed = &seed});
}

/* Simulates the parts of one world, each with a seed of its own, and takes what is asked. */
static enum status run_world(struct fact_results *results, struct setup *setup,
    enum world world, const struct engine *engine)
{
    struct variant variant = worlds[world].variant;
    int online_strategy = strategy_find(setup->study.cases[0].scenario, "online");
    variant.by_group = true;
    setup->origin[0].strategy = 0;
    if (world == ALL_ONLINE && online_strategy >= 0) { /* the config has a strategy for it */
        setup->origin[0].strategy = online_strategy;
        variant.stages = 0;
    }
    struct arena arena;
    arena_init(&arena);
    struct study study = setup_study(setup, FACT_PARTS, &arena);
    for (int part = 0; part < FACT_PARTS; part++)
        study.cases[study.n_cases++] =
            setup_variant(setup, 0, &variant, setup->seed + (uint64_t)part, &arena);
    struct study_plan plan = {.replications = results->replications / FACT_PARTS};
    enum status status = study_run(&study, engine, plan);
    if (status == STATUS_OK)
        take_all(results, &study, world);
    study_free(&study);
    arena_free(&arena);
    return status;
}

static enum status run_worlds(struct fact_results *results, const struct options *options,
    uint64_t seed, struct messages *errors)
{
    struct course_of_work work = {.done = 0};
    struct engine engine = {.stop = &interrupted, .progress = show, .context = &work};
    enum status status = STATUS_OK;
    for (int w = 0; w < WORLDS; w++)
        work.all += is_asked_for(results, (enum world)w);
    progress_start(&work.progress, !options->quiet);
    for (int w = 0; w < WORLDS && status == STATUS_OK; w++) {
        if (!is_asked_for(results, (enum world)w))
            continue;
        struct setup setup;
        setup_init(&setup);
        status = read_world(&setup, (enum world)w, options, seed);
        if (status == STATUS_OK)
            status = run_world(results, &setup, (enum world)w, &engine);
        for (size_t i = 0; i < setup.errors.count; i++)
            messages_add(errors, "%s", setup.errors.lines[i]);
        setup_free(&setup);
        work.done++;
    }
    progress_end(&work.progress);
    return status;
}

/* ---- What comes out ---- */

static double combined(enum operation operation, double a, double b)
{
    switch (operation) {
    case ONLY_A:
        return a;
    case A_LESS_B:
        return a - b;
    case A_OVER_B:
        return a / b;
    }
    return NAN;
}

/* A bound holds when all of the interval is on its right side. */
static enum verdict judge(const struct fact_figure *figure, struct estimate e)
{
    if (!isfinite(e.value))
        return UNTOLD;
    if (e.low >= figure->least && e.high <= figure->most)
        return HOLDS;
    return e.high < figure->least || e.low > figure->most ? FAILS : TOO_CLOSE;
}

static void conclude(struct fact_result *result, double confidence)
{
    double sum = 0.0, square = 0.0;
    for (int part = 0; part < FACT_PARTS; part++) {
        double x = combined(result->figure->operation, result->a[part], result->b[part]);
        sum += x;
        square += x * x;
    }
    result->estimate = estimate_mean(FACT_PARTS, sum, square, confidence);
    result->verdict = judge(result->figure, result->estimate);
}

enum status facts_simulate(struct fact_results *results, struct arena *arena,
    const struct config *config, const struct options *options, struct messages *errors)
{
    const struct simulation *simulation = &config->scenario->simulation;
    uint64_t n =
        options->replications > 0 ? (uint64_t)options->replications : FACT_REPLICATIONS;
    *results = (struct fact_results){
        .scenario = config->scenario,
        .replications = (n + FACT_PARTS - 1) / FACT_PARTS * FACT_PARTS,
    };
    ask_all(results, arena);
    enum status status = run_worlds(
        results, options, options->seed_given ? options->seed : simulation->seed, errors);
    for (int i = 0; i < results->n; i++)
        conclude(&results->result[i], simulation->confidence);
    return status;
}
