/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "baseline.h"
#include "compare.h"
#include "compare_studies.h"
#include "language.h"
#include "output.h"
#include "plots.h"
#include "progress_count.h"
#include "screen.h"
#include "selection.h"
#include "tables.h"
#include "unknowns.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Everything that one comparison works with. */
struct comparing {
    struct options options;
    struct workload work;
    struct output output;
    struct unknowns unknowns;
    int baseline; /* a case */
    struct compare compare;
    struct comparison comparison;
    struct changed equal, without;
    struct selection selection;
    struct table replications; /* replications.csv while it is written */
};

/* ---- What can be compared ---- */

static enum status refuse(struct comparing *comparing, const char *why)
{
    messages_add(&comparing->work.errors, "%s", why);
    return STATUS_USAGE;
}

static enum status read_all(struct comparing *comparing)
{
    struct workload *work = &comparing->work;
    enum status status =
        workload_read(work, comparing->options.arguments, comparing->options.n_arguments);
    if (status != STATUS_OK)
        return status;
    if (work->study.has_hubs)
        return refuse(comparing, _("hubs differ in people and region, not only in strategy: "
                                   "compare the strategies of one hub's config"));
    if (work->study.n_cases > MOST_COMPARED) {
        messages_add(&work->errors,
            _("%d strategies are too many to compare; at most %d are "
              "possible"),
            work->study.n_cases, MOST_COMPARED);
        return STATUS_USAGE;
    }
    status = baseline_find(work, comparing->options.baseline, &comparing->baseline);
    return status == STATUS_OK ? changed_check(work) : status;
}

/* What tables are filled from. */
static struct results results_of(const struct comparing *comparing)
{
    const struct changed *equal = &comparing->equal, *without = &comparing->without;
    return (struct results){
        .study = &comparing->work.study,
        .simulated = &comparing->work.study,
        .replications = comparing->options.save_replications,
        .comparison = &comparing->comparison,
        .equal = equal->made ? &equal->compare : NULL,
        .companies = equal->companies,
        .hours = comparing->options.equal == EQUAL_HOURS,
        .without = without->made ? &without->compare : NULL,
        .contact = comparing->options.without,
        .selection = comparing->selection.n > 0 ? &comparing->selection : NULL,
        .euros = comparing->options.value_given,
    };
}

/* ---- Simulating ---- */

static void save(void *context, int one, uint64_t replication, const double *x)
{
    struct comparing *comparing = context;
    compare_save(&comparing->compare, one, replication, x);
    if (comparing->replications.file != NULL)
        tables_add_replication(
            &comparing->replications, &comparing->work.study.cases[one], replication, x);
}

static enum status simulate_and_save(struct comparing *comparing)
{
    struct study *study = &comparing->work.study;
    struct study_plan plan = output_plan(&comparing->output);
    compare_init(&comparing->compare, study, comparing->baseline, plan.replications);
    if (!comparing->options.save_replications)
        return output_simulate(&comparing->output, study, plan, save, comparing);
    struct results results = results_of(comparing);
    enum status status =
        tables_stream(&comparing->replications, &results, &comparing->output.folder);
    if (status != STATUS_OK)
        return status;
    status = output_simulate(&comparing->output, study, plan, save, comparing);
    enum status closed = tables_close(&comparing->replications, &comparing->output.folder);
    return status == STATUS_OK ? closed : status;
}

/* Fewer draws than this for each term that is fitted to them make for noise. */
enum { DRAWS_PER_TERM = 10 };

static void tell_few_draws(struct comparing *comparing)
{
    const struct acceptability *best = &comparing->compare.best;
    int enough = DRAWS_PER_TERM * best->rank;
    if (comparing->unknowns.n == 0 || !comparing->comparison.tells_averages ||
        best->data.strategies < 2 || best->data.draws >= enough)
        return;
    messages_add(&comparing->output.notices,
        _("Ways in which the %d unknown numbers fell: %d, which is few; the chances of being "
          "the best on average, and what it is worth to know those numbers, are rough. "
          "Simulate "
          "at least %d campaigns."),
        comparing->unknowns.n, best->data.draws, 2 * enough);
}

/* A number that falls in one config only moves its strategies apart from others that know it;
 * how often which is best is then no answer to what is not known. */
static void tell_disagreement(struct comparing *comparing)
{
    if (!comparing->unknowns.agree)
        messages_add(&comparing->output.notices, "%s",
            _("The configs do not agree on what is known: some have a number for what others "
              "give as a range. In how many ways the unknown numbers may fall a strategy is "
              "the best, and what it is worth to know them, is not told; give the number in "
              "the same way in all, or use --fixed."));
}

/* Strategies for other numbers of companies differ in more than strategy. */
static void tell_companies(struct comparing *comparing)
{
    const struct study *study = &comparing->work.study;
    int least = study->cases[0].scenario->population.n, most = least;
    for (int i = 1; i < study->n_cases; i++) {
        int n = study->cases[i].scenario->population.n;
        least = n < least ? n : least;
        most = n > most ? n : most;
    }
    if (least < most)
        messages_add(&comparing->output.notices,
            _("Not all have as many companies (%d to %d): compare conversion and cost per "
              "partner, rather than partners, cost and net result, or use --equal."),
            least, most);
}

static enum status simulate(struct comparing *comparing)
{
    enum status status = simulate_and_save(comparing);
    if (status != STATUS_OK)
        return status;
    const struct options *options = &comparing->options;
    unknowns_init(&comparing->unknowns, &comparing->work,
        compare_draws(comparing->work.study.replications));
    compare_finish(&comparing->compare, comparing->unknowns.n, comparing->unknowns.theta);
    comparison_init(&comparing->comparison, &comparing->compare,
        options->value_given ? options->value : NAN, comparing->unknowns.agree);
    tell_companies(comparing);
    tell_disagreement(comparing);
    sentences_compare_notices(&comparing->comparison, &comparing->output.notices);
    tell_few_draws(comparing);
    return STATUS_OK;
}

/* More would not be worth the wait. */
#define MOST_CAMPAIGNS 10000000u

static enum status select_best(struct comparing *comparing)
{
    const struct options *options = &comparing->options;
    if (comparing->work.study.n_cases < 2) {
        messages_add(&comparing->output.notices, "%s",
            _("--until-sure: there is only one strategy, so that there is nothing to choose."));
        return STATUS_OK;
    }
    struct progress_count count = {0};
    struct engine engine = output_engine(&comparing->output, &count.progress);
    engine.progress = progress_count_show;
    engine.context = &count;
    struct selection_plan plan = {
        .sure = options->until_sure,
        .difference = options->difference,
        .value = options->value_given ? options->value : NAN,
        .most = MOST_CAMPAIGNS,
        .again = output_plan(&comparing->output).replications,
    };
    enum status status =
        selection_run(&comparing->selection, &comparing->work.study, &engine, plan);
    progress_end(&count.progress);
    return status;
}

/* What is asked for beside the strategies as configured. */
static enum status simulate_changed(struct comparing *comparing)
{
    const struct options *options = &comparing->options;
    struct output *output = &comparing->output;
    enum status status = changed_longer(output);
    if (status == STATUS_OK && options->equal != EQUAL_NOTHING)
        status = changed_equal(&comparing->equal, output, &comparing->compare, options->equal);
    if (status == STATUS_OK && options->without != NULL)
        status = changed_without(&comparing->without, output, options->without);
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
    struct results results = results_of(comparing);
    enum status status = plots_write(&results, folder, &comparing->work.errors);
    if (status == STATUS_OK)
        output_draw(&comparing->output);
    return status;
}

static enum status simulate_and_write(struct comparing *comparing)
{
    enum status status = simulate(comparing);
    if (status == STATUS_OK)
        status = simulate_changed(comparing);
    if (status != STATUS_OK || !output_writes())
        return status;
    status = write_plots(comparing);
    struct results results = results_of(comparing);
    if (status == STATUS_OK)
        status = tables_write(&comparing->output.folder, &results);
    if (status == STATUS_OK)
        status = output_manifest(&comparing->output);
    return output_drawn(&comparing->output, status);
}

static void print_changed(const struct comparing *comparing)
{
    const struct changed *equal = &comparing->equal, *without = &comparing->without;
    if (comparing->selection.n > 0) {
        struct sentences s = {0};
        sentences_selection(&s, &comparing->work.study, &comparing->selection,
            comparing->options.until_sure, comparing->options.difference,
            comparing->options.value_given);
        screen_say(stdout, &s);
        printf("\n");
    }
    if (equal->made) {
        screen_equal(
            stdout, &equal->compare, equal->companies, comparing->options.equal == EQUAL_HOURS);
        printf("\n");
    }
    if (without->made) {
        screen_worth(stdout, &without->compare, comparing->options.without);
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
    print_changed(comparing);
    struct basis basis = config_basis(comparing->work.configs, comparing->work.n_configs);
    struct sentences s = {0};
    sentences_basis(&s, &comparing->work.study, basis.numbers, basis.assumed);
    sentences_compare_columns(&s, &comparing->comparison);
    screen_say(stdout, &s);
    screen_say_notices(stdout, notices);
}

static enum status print_results(struct comparing *comparing)
{
    struct results results = results_of(comparing);
    output_print_place(&comparing->output);
    if (comparing->options.format != FORMAT_TABLE)
        tables_print(stdout, &results, comparing->options.format == FORMAT_JSON);
    else
        print_tables(comparing);
    if (comparing->options.format != FORMAT_TABLE)
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

enum status cmd_compare(const struct options *options)
{
    struct comparing comparing;
    memset(&comparing, 0, sizeof comparing);
    comparing.options = *options;
    workload_init(&comparing.work, &comparing.options);
    output_init(&comparing.output, &comparing.work, options->argc, options->argv);
    enum status status = compare_all(&comparing);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    print_messages(&comparing.work.errors, status == STATUS_CONFIG ? "" : "recept: ");
    selection_free(&comparing.selection);
    changed_free(&comparing.equal);
    changed_free(&comparing.without);
    compare_free(&comparing.compare);
    unknowns_free(&comparing.unknowns);
    workload_free(&comparing.work);
    output_free(&comparing.output);
    return status;
}
