/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "compare_notices.h"
#include "compare_variants.h"
#include "language.h"
#include "output.h"
#include "screen.h"
#include "screen_compare.h"
#include "screen_text.h"
#include "selection.h"
#include "unknowns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Everything that one comparison works with. */
struct comparing {
    struct output output;
    struct unknowns unknowns;
    int baseline; /* a case */
    struct compare compare;
    struct comparison comparison;
    struct compare_variants equal, without;
    struct selection selection;
};

/* ---- What can be compared ---- */

static enum status read_all(void *context)
{
    struct comparing *comparing = context;
    const struct options *options = comparing->output.options;
    struct setup *setup = &comparing->output.setup;
    enum status status = output_read(&comparing->output);
    if (status != STATUS_OK)
        return status;
    if (setup->study.has_hubs)
        messages_add(&setup->errors, "%s",
            _("hubs differ in people and region, not only in strategy: "
              "compare the strategies of one hub's config"));
    else if (setup->study.n_cases > MOST_COMPARED)
        messages_add(&setup->errors,
            _("%d strategies are too many to compare; at most %d are "
              "possible"),
            setup->study.n_cases, MOST_COMPARED);
    if (setup->errors.count > 0)
        return STATUS_USAGE;
    status = setup_find(setup, options->baseline, &comparing->baseline);
    return status == STATUS_OK && options->without != NULL
               ? compare_without_check(setup, options->without)
               : status;
}

/* ---- Simulating ---- */

static enum status simulate_strategies(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    const struct options *options = output->options;
    struct compare *compare = &comparing->compare;
    struct unknowns *unknowns = &comparing->unknowns;
    compare_init(
        compare, &output->setup.study, comparing->baseline, output_plan(output).replications);
    enum status status = output_simulate(output, compare_save, compare);
    if (status != STATUS_OK)
        return status;
    unknowns_init(unknowns, &output->setup, compare_draws(output->setup.study.replications));
    compare_finish(compare, unknowns->n, unknowns->theta);
    comparison_init(&comparing->comparison, compare,
        options->value_given ? options->value : NAN, unknowns->agree);
    notices_comparison(&output->notices, &comparing->comparison, unknowns);
    return STATUS_OK;
}

/* More would not be worth the wait. */
#define MOST_CAMPAIGNS 10000000u

static enum status select_best(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    const struct options *options = output->options;
    if (output->setup.study.n_cases < 2) {
        messages_add(&output->notices, "%s",
            _("--until-sure: there is only one strategy, so that there is nothing to choose."));
        return STATUS_OK;
    }
    struct engine engine = output->runner.engine;
    engine.progress = progress_count;
    engine.context = &output->progress;
    progress_start(&output->progress, !options->quiet);
    struct selection_plan plan = {
        .sure = options->until_sure,
        .difference = options->difference,
        .value = options->value_given ? options->value : NAN,
        .most = MOST_CAMPAIGNS,
        .again = output_plan(output).replications,
    };
    return selection_run(&comparing->selection, &output->setup.study, &engine, plan);
}

static enum status simulate_longer(struct output *output)
{
    struct compare_longer longer;
    enum status status = compare_longer(&longer, &output->setup, &output->runner);
    if (status == STATUS_OK)
        notices_longer(&output->notices, &output->setup.study, &longer);
    return status;
}

static enum status simulate_equal(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    bool hours = output->options->equal == EQUAL_HOURS;
    enum status status = compare_equal(&comparing->equal, &output->setup, &output->runner,
        &comparing->compare, hours, output_plan(output));
    if (status == STATUS_OK)
        notices_equal(&output->notices, &comparing->equal, hours);
    return status;
}

static enum status simulate_without(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    const char *id = output->options->without;
    notices_without(&output->notices, &output->setup.study, &output->setup, id);
    return compare_without(
        &comparing->without, &output->setup, &output->runner, id, output_plan(output));
}

/* The strategies as configured, and what is asked for beside them. */
static enum status simulate(void *context)
{
    struct comparing *comparing = context;
    const struct options *options = comparing->output.options;
    enum status status = simulate_strategies(comparing);
    if (status == STATUS_OK)
        status = simulate_longer(&comparing->output);
    if (status == STATUS_OK && options->equal != EQUAL_NOTHING)
        status = simulate_equal(comparing);
    if (status == STATUS_OK && options->without != NULL)
        status = simulate_without(comparing);
    if (status == STATUS_OK && options->until_sure > 0.0)
        status = select_best(comparing);
    return status;
}

/* ---- Results ---- */

static struct results results_of(void *context)
{
    const struct comparing *comparing = context;
    const struct options *options = comparing->output.options;
    const struct study *study = &comparing->output.setup.study;
    const struct compare_variants *equal = &comparing->equal, *without = &comparing->without;
    return (struct results){
        .study = study,
        .simulated = study,
        .replications = options->save_replications,
        .comparison = &comparing->comparison,
        .equal = equal->made ? &equal->compare : NULL,
        .companies = equal->companies,
        .hours = options->equal == EQUAL_HOURS,
        .without = without->made ? &without->compare : NULL,
        .contact = options->without,
        .selection = comparing->selection.n > 0 ? &comparing->selection : NULL,
        .euros = options->value_given,
    };
}

static void print_variants(const struct comparing *comparing)
{
    const struct compare_variants *equal = &comparing->equal, *without = &comparing->without;
    if (comparing->selection.n > 0) {
        screen_selection(stdout, &comparing->output.setup.study, &comparing->selection,
            comparing->output.options->until_sure, comparing->output.options->difference,
            comparing->output.options->value_given);
        printf("\n");
    }
    if (equal->made) {
        screen_equal(stdout, &equal->compare, equal->companies,
            comparing->output.options->equal == EQUAL_HOURS);
        printf("\n");
    }
    if (without->made) {
        screen_worth(stdout, &without->compare, comparing->output.options->without);
        printf("\n");
    }
}

static void print_screen(void *context)
{
    const struct comparing *comparing = context;
    const struct messages *notices = &comparing->output.notices;
    screen_comparison(stdout, &comparing->comparison);
    printf("\n");
    screen_differences(stdout, &comparing->compare);
    printf("\n");
    print_variants(comparing);
    struct basis basis =
        config_basis(comparing->output.setup.configs, comparing->output.setup.n_configs);
    screen_basis(stdout, &comparing->output.setup.study, basis.numbers, basis.assumed);
    screen_comparison_explained(stdout, &comparing->comparison);
    for (size_t i = 0; i < notices->count; i++)
        screen_print_line(stdout, notices->lines[i]);
}

enum status cmd_compare(const struct options *options)
{
    static const struct output_parts parts = {
        "-compare", read_all, simulate, results_of, print_screen, NULL};
    struct comparing comparing;
    memset(&comparing, 0, sizeof comparing);
    output_init(&comparing.output, options);
    enum status status = output_run(&comparing.output, &parts, &comparing);
    selection_free(&comparing.selection);
    compare_variants_free(&comparing.equal);
    compare_variants_free(&comparing.without);
    compare_free(&comparing.compare);
    unknowns_free(&comparing.unknowns);
    output_free(&comparing.output);
    return status;
}
