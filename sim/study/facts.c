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

/* NAN as well where a condition has no such package. */
static double value_of(const struct fact_number *number, const struct study *study,
    const struct study_case *one, int cell)
{
    const struct packages *packages = &one->scenario->packages;
    const char *name = number->measure->text;
    int m = measure_find(name);
    if (number->package == NULL && isnan(number->quantile))
        return study_figure(study, one, cell, m).estimate.value;
    if (number->package == NULL)
        return study_quantile(study, one, cell, m, number->quantile).value;
    int p = text_find(number->package->text, NAMES(packages->package, packages->n));
    if (p < 0)
        return NAN;
    double chosen = study_quantity(study, one, cell, Q_PACKAGE + p).value;
    return strcmp(name, "share") == 0
               ? chosen / study_quantity(study, one, cell, Q_PARTNERS).value
               : study_quantity(study, one, cell, Q_PACKAGE + packages->n + p).value / chosen;
}

/* The numbers that a result has of this condition, of each part. */
static void take(struct fact_result *result, int condition, const struct study *study)
{
    const struct fact_number *const number[] = {
        &result->figure->first, &result->figure->second};
    double *const into[] = {result->first, result->second};
    for (int i = 0; i < 2; i++)
        for (int part = 0; part < FACT_PARTS && number[i]->condition == condition; part++) {
            const struct study_case *one = &study->cases[part];
            const struct cells *cells = &one->campaign->cells;
            int cell = result->segment != NONE
                           ? cells->segment_cell[result->segment]
                           : text_find(number[i]->segment, NAMES(cells->name, cells->n));
            into[i][part] = cell >= 0 ? value_of(number[i], study, one, cell) : NAN;
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

/* Simulates the parts under one condition, each with a seed of its own. */
static enum status run_under(
    struct facts_told *told, int condition, struct setup *setup, struct runner *runner)
{
    struct study study = setup_study(setup, FACT_PARTS, &setup->arena);
    for (study.n_cases = 0; study.n_cases < FACT_PARTS; study.n_cases++)
        study.cases[study.n_cases] =
            setup_variant(setup, 0, NULL, setup->seed + (uint64_t)study.n_cases, &setup->arena);
    struct study_plan plan = {.replications = told->replications / FACT_PARTS};
    enum status status = runner_run(runner, &study, plan, NULL, NULL);
    for (int i = 0; i < told->n && status == STATUS_OK; i++)
        for (int r = 0; r < told->fact[i].n; r++)
            take(&told->fact[i].result[r], condition, &study);
    study_free(&study);
    return status;
}

/* The same as one of as many parts of the work as there are conditions. */
static enum status run_part(
    struct facts_told *told, int condition, struct setup *setup, struct runner *runner)
{
    double all = told->config->facts->n_conditions;
    struct span whole = runner_enter(runner, condition / all, (condition + 1) / all);
    enum status status = run_under(told, condition, setup, runner);
    runner->span = whole;
    return status;
}

/* ---- What comes out ---- */

/* A bound holds when all of the interval is on its right side. */
static void conclude(struct fact_result *result, double confidence)
{
    const struct fact_figure *figure = result->figure;
    double sum = 0.0, square = 0.0;
    for (int part = 0; part < FACT_PARTS; part++) {
        double x = result->first[part], y = result->second[part];
        x = figure->operation == FACT_DIFFERENCE ? x - y
            : figure->operation == FACT_RATIO    ? x / y
                                                 : x;
        sum += x;
        square += x * x;
    }
    struct estimate e = estimate_mean(FACT_PARTS, sum, square, confidence);
    result->estimate = e;
    result->verdict = !isfinite(e.value)                                 ? UNTOLD
                      : e.low >= figure->least && e.high <= figure->most ? HOLDS
                      : e.high < figure->least || e.low > figure->most   ? FAILS
                                                                         : TOO_CLOSE;
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

enum status facts_tell(struct facts_told *told, struct arena *arena,
    const struct setup_ask *ask, uint64_t replications, struct runner *runner,
    struct messages *errors)
{
    const struct facts *facts = told->config->facts;
    const struct scenario *scenario = told->config->scenario;
    uint64_t n = replications > 0 ? replications : FACT_REPLICATIONS;
    enum status status = STATUS_OK;
    told->replications = (n + FACT_PARTS - 1) / FACT_PARTS * FACT_PARTS;
    told->fact = arena_new(arena, (size_t)facts->n + 1, sizeof *told->fact);
    for (told->n = 0; told->n < facts->n; told->n++)
        ask_of(&told->fact[told->n], &facts->fact[told->n], scenario, arena);
    for (int c = 0; c < facts->n_conditions && status != STATUS_INTERRUPTED; c++) {
        struct setup setup;
        setup = (struct setup){0};
        if (facts->condition[c].used &&
            read_under(&setup, &facts->condition[c], ask, errors) != STATUS_OK)
            status = STATUS_CONFIG;
        else if (facts->condition[c].used && status == STATUS_OK && runner != NULL)
            status = run_part(told, c, &setup, runner);
        setup_free(&setup);
    }
    messages_drop_repeats(errors);
    for (int i = 0; i < told->n && status == STATUS_OK && runner != NULL; i++)
        conclude_all(&told->fact[i], scenario->simulation.confidence);
    return status;
}
