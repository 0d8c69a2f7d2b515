/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "notices.h"
#include "output.h"
#include "screen.h"

#include <math.h>
#include <stdio.h>

/* Everything that one comparison works with. */
struct comparing {
    struct output output;
    struct compare_setup compared;
    struct selection selection;
};

static enum status read_all(struct comparing *comparing)
{
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

/* More campaigns would not be worth the wait. */
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

static enum status simulate(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    enum status status = compare_setup_run(&comparing->compared, &output->setup,
        &output->runner, output_plan(output), output_saver(output), output);
    if (status != STATUS_OK)
        return status;
    notices_compared(&output->notices, &comparing->compared);
    return output->options->until_sure > 0.0 ? select_best(comparing) : STATUS_OK;
}

/* ---- Results ---- */

static void add_results(struct comparing *comparing)
{
    struct results *results = &comparing->output.results;
    results->compared = &comparing->compared;
    results->selection = comparing->selection.n > 0 ? &comparing->selection : NULL;
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

static void print_screen(const struct comparing *comparing)
{
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
    struct comparing comparing = {0};
    struct output *output = &comparing.output;
    output_init(output, options);
    enum status status = read_all(&comparing);
    if (status == STATUS_OK)
        status = output_begin(output, "-compare");
    if (status == STATUS_OK) {
        status = simulate(&comparing);
        add_results(&comparing);
        status = output_end(output, status);
    }
    if (output_shows(output, status))
        print_screen(&comparing);
    selection_free(&comparing.selection);
    compare_setup_free(&comparing.compared);
    return output_finish(output, status);
}
