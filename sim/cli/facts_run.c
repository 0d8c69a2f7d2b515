/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"
#include "facts.h"
#include "progress.h"

#include <math.h>
#include <string.h>

/* ---- The settings of each world ---- */

#define A_WINTER "campaign.outreach_days=120", "campaign.horizon_days=120"
#define A_YEAR "campaign.outreach_days=365", "campaign.horizon_days=365"
#define TARGETS                                                                                \
    "campaign.targets.in_view=10", "campaign.targets.active=5", "campaign.targets.paying=2"
enum { TWO_YEARS_OF_DAYS = 730, WORLD_SETS = 5 };

/* What is changed in a scenario in memory: what depends on what a config has. */
typedef void change(struct scenario *scenario, struct arena *arena);

static void follow_two_years(struct scenario *scenario, struct arena *arena)
{
    (void)arena;
    struct campaign_terms *terms = &scenario->campaign;
    terms->horizon_days =
        terms->outreach_days > TWO_YEARS_OF_DAYS ? terms->outreach_days : TWO_YEARS_OF_DAYS;
}

static void halve_prices(struct scenario *scenario, struct arena *arena)
{
    (void)arena;
    for (int i = 0; i < scenario->packages.n; i++)
        scenario->packages.package[i].price_eur /= 2.0;
}

static void steer_to_nothing(struct scenario *scenario, struct arena *arena)
{
    (void)arena;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        scenario->strategy[0].at[s].steering = 0.0;
}

/* Two online contact moments, in turn, instead of those of a stage. */
static void put_online(struct scenario *scenario, struct arena *arena, enum stage stage)
{
    int *id = arena_new(arena, 2, sizeof *id);
    double *weight = arena_new(arena, 2, sizeof *weight);
    id[0] = contact_find(scenario, "social_campaign");
    id[1] = contact_find(scenario, "newsletter");
    weight[0] = weight[1] = 1.0;
    for (int s = 0; s < MAX_SEGMENTS; s++) {
        struct cocktail *cocktail = &scenario->strategy[0].at[s];
        cocktail->stage[stage] = (struct id_list){2, id};
        cocktail->weight[stage] = weight;
        cocktail->flat = false;
    }
}

static void put_attention_online(struct scenario *scenario, struct arena *arena)
{
    put_online(scenario, arena, ATTENTION);
}

static void put_desire_online(struct scenario *scenario, struct arena *arena)
{
    put_online(scenario, arena, DESIRE);
}

/* Unless the config has a strategy for it. */
static void put_all_online(struct scenario *scenario, struct arena *arena)
{
    if (strategy_find(scenario, "online") >= 0)
        return;
    for (int stage = ATTENTION; stage < N_RESPONSES; stage++)
        put_online(scenario, arena, (enum stage)stage);
}

/* Everybody new and in attention, and all or none introduced. */
static void make_new(struct scenario *scenario, bool warm)
{
    struct population *population = &scenario->population;
    for (int s = 0; s < MAX_SEGMENTS; s++)
        population->warm.at[s] = warm ? 1.0 : 0.0;
    for (int i = 0; population->list != NULL && i < population->n; i++) {
        struct company *company = &population->list[i];
        company->stage = ATTENTION;
        company->contacts_before = 0;
        if (company->warm != NOT_SAID)
            company->warm = warm ? YES : NO;
    }
}

static void introduce_all(struct scenario *scenario, struct arena *arena)
{
    (void)arena;
    make_new(scenario, true);
}

static void introduce_nobody(struct scenario *scenario, struct arena *arena)
{
    (void)arena;
    make_new(scenario, false);
}

static const struct {
    const char *set[WORLD_SETS];
    change *change;
} worlds[WORLDS] = {
    [WINTER] = {{A_WINTER, TARGETS}, NULL},
    [YEAR] = {{A_YEAR}, NULL},
    [TWO_YEARS] = {{NULL}, follow_two_years},
    [ALL_ONLINE] = {{A_YEAR}, put_all_online},
    [ONLINE_ATTENTION] = {{A_YEAR}, put_attention_online},
    [ONLINE_DESIRE] = {{A_YEAR}, put_desire_online},
    [HALF_PRICES] = {{A_YEAR}, halve_prices},
    [PACKAGES_APART] = {{A_YEAR, "choice.overlap=0.0"}, steer_to_nothing},
    [PACKAGES_SOME] = {{A_YEAR, "choice.overlap=0.3"}, steer_to_nothing},
    [PACKAGES_ALIKE] = {{A_YEAR, "choice.overlap=0.9"}, steer_to_nothing},
    [ALL_WARM] = {{A_YEAR}, introduce_all},
    [NONE_WARM] = {{A_YEAR}, introduce_nobody},
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
    progress_show(&work->progress, work->done * all + done, work->all * all);
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

/* The config with what the world changes. */
static enum status read_world(struct config *config, enum world world,
    const struct options *options, struct messages *errors)
{
    const char *sets[MOST_SETS + WORLD_SETS];
    int n = 0;
    for (; n < options->n_sets; n++)
        sets[n] = options->set[n];
    for (int i = 0; i < WORLD_SETS && worlds[world].set[i] != NULL; i++)
        sets[n++] = worlds[world].set[i];
    enum status status = config_read(config, options->argument, sets, n, errors);
    if (status == STATUS_OK && worlds[world].change != NULL)
        worlds[world].change(config->scenario, &config->arena);
    return status;
}

/* Simulates the parts of one world, each with a seed of its own, and takes what is asked. */
static enum status run_world(struct fact_results *results, const struct config *config,
    enum world world, const struct engine *engine, uint64_t seed)
{
    const struct scenario *scenario = config->scenario;
    int online = world == ALL_ONLINE ? strategy_find(scenario, "online") : -1;
    struct arena arena;
    arena_init(&arena);
    struct study study = {.n_cases = FACT_PARTS, .confidence = scenario->simulation.confidence};
    study.cases = arena_new(&arena, FACT_PARTS, sizeof *study.cases);
    for (int part = 0; part < FACT_PARTS; part++) {
        struct campaign *campaign = arena_new(&arena, 1, sizeof *campaign);
        campaign_init(
            campaign, &arena, scenario, online >= 0 ? online : 0, seed + (uint64_t)part);
        study.cases[part] = (struct study_case){.scenario = scenario, .campaign = campaign};
    }
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
        struct config config;
        status = read_world(&config, (enum world)w, options, errors);
        if (status == STATUS_OK)
            status = run_world(results, &config, (enum world)w, &engine, seed);
        config_free(&config);
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
