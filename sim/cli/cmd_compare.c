/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices_compare.h"
#include "output.h"
#include "screen.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Everything that one comparison works with. */
struct comparing {
    struct output output;
    struct compare_setup compared;
    struct selection selection;
};

static enum status read_all(void *context)
{
    struct comparing *comparing = context;
    const struct options *options = comparing->output.options;
    const struct compare_ask ask = {
        .baseline = options->baseline,
        .value = options->value_given ? options->value : NAN,
        .equal_cost = options->equal == EQUAL_COST,
        .equal_hours = options->equal == EQUAL_HOURS,
        .without = options->without,
    };
    enum status status = output_read(&comparing->output);
    return status == STATUS_OK
               ? compare_setup_init(&comparing->compared, &comparing->output.setup, &ask)
               : status;
}

/* ---- Simulating ---- */

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

static enum status simulate(void *context)
{
    struct comparing *comparing = context;
    struct output *output = &comparing->output;
    enum status status = compare_setup_run(&comparing->compared, &output->setup,
        &output->runner, output_plan(output), output_saver(output), output);
    if (status != STATUS_OK)
        return status;
    notices_compared(&output->notices, &comparing->compared);
    return output->options->until_sure > 0.0 ? select_best(comparing) : STATUS_OK;
}

/* ---- Results ---- */

static struct results results_of(void *context)
{
    const struct comparing *comparing = context;
    const struct options *options = comparing->output.options;
    const struct study *study = &comparing->output.setup.study;
    const struct compare_setup *compared = &comparing->compared;
    const struct compare_variants *equal = &compared->equal, *without = &compared->without;
    return (struct results){
        .study = study,
        .simulated = study,
        .replications = options->save_replications,
        .comparison = &compared->comparison,
        .equal = equal->made ? &equal->compare : NULL,
        .companies = equal->companies,
        .hours = compared->ask.equal_hours,
        .without = without->made ? &without->compare : NULL,
        .contact = options->without,
        .selection = comparing->selection.n > 0 ? &comparing->selection : NULL,
        .euros = options->value_given,
    };
}

static void print_variants(const struct comparing *comparing)
{
    const struct options *options = comparing->output.options;
    const struct compare_setup *compared = &comparing->compared;
    const struct compare_variants *equal = &compared->equal, *without = &compared->without;
    if (comparing->selection.n > 0) {
        struct sentences s = {0};
        sentences_selection(&s, &comparing->output.setup.study, &comparing->selection,
            options->until_sure, options->difference, options->value_given);
        screen_say(stdout, &s);
        printf("\n");
    }
    if (equal->made) {
        screen_equal(stdout, &equal->compare, equal->companies, compared->ask.equal_hours);
        printf("\n");
    }
    if (without->made) {
        screen_worth(stdout, &without->compare, options->without);
        printf("\n");
    }
}

static void print_screen(void *context)
{
    const struct comparing *comparing = context;
    const struct setup *setup = &comparing->output.setup;
    const struct comparison *comparison = &comparing->compared.comparison;
    screen_comparison(stdout, comparison);
    printf("\n");
    screen_differences(stdout, comparison->compare);
    printf("\n");
    print_variants(comparing);
    struct basis basis = config_basis(setup->configs, setup->n_configs);
    struct sentences s = {0};
    sentences_basis(&s, &setup->study, basis.numbers, basis.assumed);
    sentences_compare_columns(&s, comparison);
    screen_say(stdout, &s);
    screen_say_notices(stdout, &comparing->output.notices);
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
    compare_setup_free(&comparing.compared);
    output_free(&comparing.output);
    return status;
}
