/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "facts.h"

#include <math.h>
#include <string.h>

/* ---- Which figures are asked for ---- */

/* Segment by segment, so that what holds in one is found side by side. */
static void ask_of(struct fact_told *told, const struct fact *fact,
    const struct scenario *scenario, struct arena *arena)
{
    int segments = axes_segments(&scenario->axes);
    told->fact = fact;
    told->result =
        arena_new(arena, (size_t)fact->n * (size_t)(segments + 1) + 1, sizeof *told->result);
    for (int s = NONE; s < segments; s++)
        for (int f = 0; f < fact->n; f++)
            if (s == NONE || (fact->figure[f].per_segment && fact->segments >> s & 1u))
                told->result[told->n++] =
                    (struct fact_result){.figure = &fact->figure[f], .segment = s};
}

/* ---- Simulating ---- */

/* Where the package's numbers are among a group's quantities; NONE: there is no such package
 * under this condition. */
static int find_package(const struct packages *packages, const char *id)
{
    for (int p = 0; p < packages->n; p++)
        if (strcmp(packages->package[p].id, id) == 0)
            return Q_PACKAGE + p;
    return NONE;
}

static double value_of(const struct fact_number *number, const struct study *study,
    const struct study_case *one, int cell)
{
    const struct packages *packages = &one->scenario->packages;
    const char *name = number->measure->text;
    if (number->package == NULL)
        return isnan(number->quantile)
                   ? study_figure(study, one, cell, measure_find(name)).estimate.value
                   : study_quantile(study, one, cell, measure_find(name), number->quantile)
                         .value;
    int p = find_package(packages, number->package->text);
    if (p == NONE)
        return NAN;
    double chosen = study_quantity(study, one, cell, p).value;
    return strcmp(name, "share") == 0
               ? chosen / study_quantity(study, one, cell, Q_PARTNERS).value
               : study_quantity(study, one, cell, p + packages->n).value / chosen;
}

static void take(double into[FACT_PARTS], const struct fact_number *number, int condition,
    const struct study *study, int segment)
{
    for (int part = 0; part < FACT_PARTS && number->condition == condition; part++) {
        const struct study_case *one = &study->cases[part];
        const struct cells *cells = &one->campaign->cells;
        int cell = segment != NONE ? cells->segment_cell[segment] : 0;
        while (segment == NONE && cell < cells->n &&
               strcmp(cells->name[cell], number->segment) != 0)
            cell++;
        into[part] = cell < cells->n ? value_of(number, study, one, cell) : NAN;
    }
}

static void take_all(struct facts_told *told, int condition, const struct study *study)
{
    for (int i = 0; i < told->n; i++) {
        struct fact_told *fact = &told->fact[i];
        for (int r = 0; r < fact->n; r++) {
            struct fact_result *result = &fact->result[r];
            take(result->first, &result->figure->first, condition, study, result->segment);
            take(result->second, &result->figure->second, condition, study, result->segment);
        }
    }
}

/* Where the error `line` of a condition comes from: the setting that it names, if any. */
static const struct node *source_of(const struct condition *condition, const char *line)
{
    for (int i = 0; i < condition->n_sets; i++)
        if (strstr(line, condition->set[i]->text) != NULL)
            return condition->set[i];
    return condition->node;
}

/* What was asked for, under a condition as well; what is wrong is told where it is set. */
static enum status read_under(struct setup *setup, const struct condition *condition,
    const struct setup_ask *ask, struct messages *errors)
{
    struct setup_ask under = *ask;
    const char **sets = arena_new(&setup->arena, (size_t)condition->n_sets + 1, sizeof *sets);
    for (int i = 0; i < condition->n_sets; i++)
        sets[i] = condition->set[i]->text;
    under.n_sets = condition->n_sets;
    under.set = sets;
    under.strategies = condition->strategy;
    under.fixed = true;
    enum status status = setup_read(setup, &under);
    for (size_t i = 0; i < setup->errors.count; i++)
        node_error(
            source_of(condition, setup->errors.lines[i]), errors, "%s", setup->errors.lines[i]);
    return status == STATUS_OK ? STATUS_OK : STATUS_CONFIG;
}

enum status facts_check(
    const struct config *config, const struct setup_ask *ask, struct messages *errors)
{
    const struct facts *facts = config->facts;
    enum status status = STATUS_OK;
    for (int c = 0; facts != NULL && c < facts->n_conditions; c++) {
        struct setup setup;
        setup_init(&setup);
        if (facts->condition[c].used &&
            read_under(&setup, &facts->condition[c], ask, errors) != STATUS_OK)
            status = STATUS_CONFIG;
        setup_free(&setup);
    }
    messages_drop_repeats(errors);
    return status;
}

/* Simulates the parts under one condition, each with a seed of its own. */
static enum status run_under(struct facts_told *told, int condition,
    const struct setup_ask *ask, struct runner *runner, struct messages *errors)
{
    struct setup setup;
    setup_init(&setup);
    enum status status =
        read_under(&setup, &told->config->facts->condition[condition], ask, errors);
    if (status == STATUS_OK) {
        struct study study = setup_study(&setup, FACT_PARTS, &setup.arena);
        for (study.n_cases = 0; study.n_cases < FACT_PARTS; study.n_cases++)
            study.cases[study.n_cases] = setup_variant(
                &setup, 0, NULL, setup.seed + (uint64_t)study.n_cases, &setup.arena);
        struct study_plan plan = {.replications = told->replications / FACT_PARTS};
        status = runner_run(runner, &study, plan, NULL, NULL);
        if (status == STATUS_OK)
            take_all(told, condition, &study);
        study_free(&study);
    }
    setup_free(&setup);
    return status;
}

/* ---- What comes out ---- */

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
        double x = result->first[part], y = result->second[part];
        enum fact_operation operation = result->figure->operation;
        x = operation == FACT_DIFFERENCE ? x - y : operation == FACT_RATIO ? x / y : x;
        sum += x;
        square += x * x;
    }
    result->estimate = estimate_mean(FACT_PARTS, sum, square, confidence);
    result->verdict = judge(result->figure, result->estimate);
}

static void conclude_all(struct fact_told *fact, double confidence)
{
    enum verdict here = HOLDS;
    for (int r = 0; r < fact->n; r++) {
        struct fact_result *result = &fact->result[r];
        conclude(result, confidence);
        if (r == 0 || result->segment != result[-1].segment)
            here = HOLDS;
        here = result->verdict > here ? result->verdict : here;
        fact->verdict = here > fact->verdict ? here : fact->verdict;
        bool last = r + 1 == fact->n || result[1].segment != result->segment;
        fact->segments += last && result->segment != NONE;
        fact->holding += last && result->segment != NONE && here == HOLDS;
    }
}

enum status facts_simulate(struct facts_told *told, const struct config *config,
    const struct setup_ask *ask, uint64_t replications, struct runner *runner,
    struct messages *errors)
{
    const struct facts *facts = config->facts;
    uint64_t n = replications > 0 ? replications : FACT_REPLICATIONS;
    *told = (struct facts_told){.config = config, .n = facts->n};
    told->replications = (n + FACT_PARTS - 1) / FACT_PARTS * FACT_PARTS;
    arena_init(&told->arena);
    told->fact = arena_new(&told->arena, (size_t)facts->n + 1, sizeof *told->fact);
    for (int i = 0; i < facts->n; i++)
        ask_of(&told->fact[i], &facts->fact[i], config->scenario, &told->arena);
    enum status status = STATUS_OK;
    for (int c = 0; c < facts->n_conditions && status == STATUS_OK; c++)
        if (facts->condition[c].used)
            status = run_under(told, c, ask, runner, errors);
    for (int i = 0; i < told->n && status == STATUS_OK; i++)
        conclude_all(&told->fact[i], config->scenario->simulation.confidence);
    return status;
}

void facts_free(struct facts_told *told)
{
    arena_free(&told->arena);
}
