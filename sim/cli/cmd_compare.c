/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "compare_notices.h"
#include "compare_rows.h"
#include "compare_variants.h"
#include "language.h"
#include "output.h"
#include "plots_compare.h"
#include "screen.h"
#include "screen_compare.h"
#include "screen_text.h"
#include "selection.h"
#include "tables.h"
#include "tables_compare.h"
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
    FILE *replications; /* replications.csv while it is written; NULL: not asked for */
};

/* ---- What can be compared ---- */

static enum status read_all(struct comparing *comparing)
{
    const struct options *options = &comparing->output.options;
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

static void save(void *context, int one, uint64_t replication, const double *x)
{
    struct comparing *comparing = context;
    const struct study *study = &comparing->output.setup.study;
    compare_save(&comparing->compare, one, replication, x);
    if (comparing->replications != NULL)
        replications_row(comparing->replications, study, &study->cases[one], replication, x);
}

static enum status simulate_and_save(struct comparing *comparing)
{
    static const char name[] = "replications.csv";
    struct output *output = &comparing->output;
    struct study *study = &output->setup.study;
    struct study_plan plan = output_plan(output);
    compare_init(&comparing->compare, study, comparing->baseline, plan.replications);
    if (!output->options.save_replications)
        return runner_run(&output->runner, study, plan, save, comparing);
    comparing->replications = results_open(&output->folder, name);
    if (comparing->replications == NULL)
        return STATUS_FAILED;
    replications_header(comparing->replications, study);
    enum status status = runner_run(&output->runner, study, plan, save, comparing);
    enum status closed = results_close(&output->folder, comparing->replications, name);
    return status == STATUS_OK ? closed : status;
}

static enum status simulate(struct comparing *comparing)
{
    const struct options *options = &comparing->output.options;
    const struct setup *setup = &comparing->output.setup;
    struct unknowns *unknowns = &comparing->unknowns;
    enum status status = simulate_and_save(comparing);
    if (status != STATUS_OK)
        return status;
    unknowns_init(unknowns, setup, compare_draws(setup->study.replications));
    compare_finish(&comparing->compare, unknowns->n, unknowns->theta);
    comparison_init(&comparing->comparison, &comparing->compare,
        options->value_given ? options->value : NAN, unknowns->agree);
    notices_comparison(&comparing->output.notices, &comparing->comparison, unknowns);
    return STATUS_OK;
}

/* More would not be worth the wait. */
#define MOST_CAMPAIGNS 10000000u

static enum status select_best(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    const struct options *options = &output->options;
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
    bool hours = output->options.equal == EQUAL_HOURS;
    enum status status = compare_equal(&comparing->equal, &output->setup, &output->runner,
        &comparing->compare, hours, output_plan(output));
    if (status == STATUS_OK)
        notices_equal(&output->notices, &comparing->equal, hours);
    return status;
}

static enum status simulate_without(struct comparing *comparing)
{
    struct output *output = &comparing->output;
    const char *id = output->options.without;
    notices_without(&output->notices, &output->setup, id);
    return compare_without(
        &comparing->without, &output->setup, &output->runner, id, output_plan(output));
}

/* What is asked for beside the strategies as configured. */
static enum status simulate_variants(struct comparing *comparing)
{
    const struct options *options = &comparing->output.options;
    enum status status = simulate_longer(&comparing->output);
    if (status == STATUS_OK && options->equal != EQUAL_NOTHING)
        status = simulate_equal(comparing);
    if (status == STATUS_OK && options->without != NULL)
        status = simulate_without(comparing);
    if (status == STATUS_OK && options->until_sure > 0.0)
        status = select_best(comparing);
    return status;
}

/* ---- Results ---- */

static enum status write_plots(struct comparing *comparing)
{
    const char *folder = output_plots_folder(&comparing->output);
    if (folder == NULL)
        return STATUS_OK;
    enum status status =
        plots_compare_write(&comparing->comparison, folder, &comparing->output.setup.errors);
    if (status == STATUS_OK)
        output_draw(&comparing->output);
    return status;
}

static enum status write_variants(struct comparing *comparing)
{
    struct results_folder *folder = &comparing->output.folder;
    const struct compare_variants *equal = &comparing->equal, *without = &comparing->without;
    enum status status = STATUS_OK;
    if (equal->made)
        status = tables_compare_differences(folder, "compare_equal.csv", &equal->compare);
    if (status == STATUS_OK && equal->made)
        status = tables_compare_equal(folder, &equal->compare, equal->companies,
            comparing->output.options.equal == EQUAL_HOURS);
    if (status == STATUS_OK && without->made)
        status =
            tables_compare_worth(folder, &without->compare, comparing->output.options.without);
    if (status == STATUS_OK && comparing->selection.n > 0)
        status = tables_compare_selection(folder, &comparing->output.setup.study,
            &comparing->selection, comparing->output.options.value_given);
    return status;
}

static enum status simulate_and_write(struct comparing *comparing)
{
    struct results_folder *folder = &comparing->output.folder;
    enum status status = simulate(comparing);
    if (status == STATUS_OK)
        status = simulate_variants(comparing);
    if (status != STATUS_OK || !output_writes())
        return status;
    status = write_plots(comparing);
    if (status == STATUS_OK)
        status = write_variants(comparing);
    if (status == STATUS_OK)
        status = tables_write(folder, &comparing->output.setup.study, NULL);
    if (status == STATUS_OK)
        status = tables_compare_write(folder, &comparing->comparison);
    if (status == STATUS_OK)
        status = output_manifest(&comparing->output);
    return output_drawn(&comparing->output, status);
}

static void print_variants(const struct comparing *comparing)
{
    const struct compare_variants *equal = &comparing->equal, *without = &comparing->without;
    if (comparing->selection.n > 0) {
        screen_selection(stdout, &comparing->output.setup.study, &comparing->selection,
            comparing->output.options.until_sure, comparing->output.options.difference,
            comparing->output.options.value_given);
        printf("\n");
    }
    if (equal->made) {
        screen_equal(stdout, &equal->compare, equal->companies,
            comparing->output.options.equal == EQUAL_HOURS);
        printf("\n");
    }
    if (without->made) {
        screen_worth(stdout, &without->compare, comparing->output.options.without);
        printf("\n");
    }
}

static void print_tables(const struct comparing *comparing)
{
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

/* What csv and json hold. */
static struct compare_parts parts_of(const struct comparing *comparing)
{
    const struct compare_variants *equal = &comparing->equal, *without = &comparing->without;
    return (struct compare_parts){
        .compare = &comparing->compare,
        .equal = equal->made ? &equal->compare : NULL,
        .companies = equal->companies,
        .hours = comparing->output.options.equal == EQUAL_HOURS,
        .without = without->made ? &without->compare : NULL,
        .contact = comparing->output.options.without,
        .selection = comparing->selection.n > 0 ? &comparing->selection : NULL,
        .euros = comparing->output.options.value_given,
    };
}

static enum status print_results(struct comparing *comparing)
{
    struct compare_parts parts = parts_of(comparing);
    output_print_place(&comparing->output);
    if (comparing->output.options.format == FORMAT_CSV)
        parts_csv(stdout, &parts);
    else if (comparing->output.options.format == FORMAT_JSON)
        parts_json(stdout, &parts);
    else
        print_tables(comparing);
    if (comparing->output.options.format != FORMAT_TABLE)
        print_messages(&comparing->output.notices, "recept: ");
    return finish_output();
}

static enum status compare_all(struct comparing *comparing)
{
    enum status status = read_all(comparing);
    if (status == STATUS_OK)
        status = output_begin(&comparing->output, "-compare");
    if (status == STATUS_OK)
        status = output_end(&comparing->output, simulate_and_write(comparing));
    return status == STATUS_OK && output_writes() ? print_results(comparing) : status;
}

enum status cmd_compare(int argc, char **argv)
{
    struct comparing comparing;
    memset(&comparing, 0, sizeof comparing);
    output_init(&comparing.output, argc, argv);
    options_read(&comparing.output.options, argc, argv,
        TAKES_CONFIG | TAKES_RUN | TAKES_SAVING | TAKES_COMPARE, _("CONFIG"),
        _("Holds the strategies of CONFIG against each other, on the same simulated companies "
          "with the same luck, and writes tables and plots to results/NAME-compare."));
    enum status status = compare_all(&comparing);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    selection_free(&comparing.selection);
    compare_variants_free(&comparing.equal);
    compare_variants_free(&comparing.without);
    compare_free(&comparing.compare);
    unknowns_free(&comparing.unknowns);
    return output_finish(&comparing.output, status);
}
