/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "progress.h"
#include "screen.h"
#include "tables.h"
#include "workload.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Everything that one run works with. */
struct run {
    struct options options;
    int argc;
    char **argv;
    struct workload work;
    struct messages notices;
    struct results_folder folder;
    struct text target;
    FILE *replications; /* replications.csv while it is written; NULL: not asked for */
    double seconds;     /* of simulating */
    char started[32];
};

static void run_init(struct run *run, int argc, char **argv)
{
    memset(run, 0, sizeof *run);
    run->argc = argc;
    run->argv = argv;
    workload_init(&run->work, &run->options);
    messages_init(&run->notices);
    text_init(&run->target);
    time_t now = time(NULL);
    struct tm utc;
    strftime(run->started, sizeof run->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

static void run_free(struct run *run)
{
    workload_free(&run->work);
    text_free(&run->target);
    messages_free(&run->notices);
}

/* ---- Simulating ---- */

static void save_replication(
    void *context, int one, uint64_t replication, const double *quantities)
{
    struct run *run = context;
    replications_row(run->replications, &run->work.study, &run->work.study.cases[one],
        replication, quantities);
}

static enum status simulate(struct run *run)
{
    const struct options *options = &run->options;
    struct progress progress;
    progress_start(&progress, !options->quiet);
    struct engine engine = {
        .threads = options->threads,
        .stop = &interrupted,
        .progress = progress_show,
        .context = &progress,
        .save = run->replications != NULL ? save_replication : NULL,
        .save_context = run,
    };
    struct study_plan plan = {
        .replications = options->replications > 0
                            ? (uint64_t)options->replications
                            : (uint64_t)run->work.configs[0].scenario->simulation.replications,
        .precision = options->precision,
    };
    double start = progress_clock();
    enum status status = study_run(&run->work.study, &engine, plan);
    run->seconds = progress_clock() - start;
    progress_end(&progress);
    return status;
}

/* ---- Results ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct run *run)
{
    if (run->options.output != NULL) {
        text_add_string(&run->target, run->options.output);
        return;
    }
    const char *name = run->work.configs[0].scenario->campaign.name;
    text_add_string(&run->target, "results/");
    size_t start = run->target.length;
    text_add_printable(&run->target, name[0] != '\0' ? name : "campaign");
    for (char *c = run->target.data + start; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (*c == '.' && c == run->target.data + start))
            *c = '_';
}

static double contacts_held(const struct study *study)
{
    double sum = 0.0;
    for (int i = 0; i < study->n_cases; i++)
        for (int c = 0; c < study->cases[i].campaign->n_contacts; c++)
            for (int s = 0; s < N_COUNTED; s++)
                sum += (double)study->cases[i].tally.counts.contact[c].held[s];
    return sum;
}

static bool is_listed(const struct manifest_input *inputs, int n, const char *path)
{
    for (int i = 0; i < n; i++)
        if (strcmp(inputs[i].path, path) == 0)
            return true;
    return false;
}

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(struct run *run, int *n)
{
    int most = 0;
    for (int c = 0; c < run->work.n_configs; c++)
        for (const struct input *i = run->work.configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(&run->work.arena, (size_t)most, sizeof *inputs);
    *n = 0;
    for (int c = 0; c < run->work.n_configs; c++) {
        for (const struct input *i = run->work.configs[c].tree.inputs; i != NULL; i = i->next) {
            if (is_listed(inputs, *n, i->path))
                continue;
            inputs[*n].path = i->path;
            memcpy(inputs[(*n)++].sha256, i->sha256, sizeof i->sha256);
        }
    }
    return inputs;
}

static enum status write_manifest(struct run *run)
{
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = run->argc,
        .argument = (const char *const *)run->argv,
        .seed = run->work.seed,
        .threads = run->options.threads > 0 ? run->options.threads : omp_get_num_procs(),
        .ranks = 1,
        .wall_seconds = run->seconds,
        .contact_moments_per_second =
            run->seconds > 0.0 ? contacts_held(&run->work.study) / run->seconds : 0.0,
        .started = run->started,
    };
    manifest.input = list_inputs(run, &manifest.n_inputs);
    struct text effective;
    text_init(&effective);
    tree_dump(&run->work.configs[0].tree, false, &effective);
    manifest.effective_config = text_string(&effective);
    enum status status = manifest_write(&run->folder, &manifest, &run->work.study);
    text_free(&effective);
    return status;
}

static enum status write_plots(struct run *run)
{
    static const char *const formats[] = {"svg"};
    const char *folder = text_string(&run->folder.partial);
    if (run->options.no_plots)
        return STATUS_OK;
    enum status status = plots_write(&run->work.study, folder, &run->work.errors);
    return status == STATUS_OK ? plots_draw(folder, formats, 1, &run->notices) : status;
}

static enum status write_results(struct run *run)
{
    enum status status = tables_write(&run->folder, &run->work.study, &run->notices);
    if (status == STATUS_OK)
        status = write_manifest(run);
    if (status == STATUS_OK)
        status = write_plots(run);
    return status == STATUS_OK && interrupted ? STATUS_INTERRUPTED : status;
}

/* Simulates, writing single campaigns as they come where they are asked for. */
static enum status simulate_and_save(struct run *run)
{
    static const char name[] = "replications.csv";
    if (!run->options.save_replications)
        return simulate(run);
    run->replications = results_open(&run->folder, name);
    if (run->replications == NULL)
        return STATUS_FAILED;
    replications_header(run->replications, &run->work.study);
    enum status status = simulate(run);
    enum status closed = results_close(&run->folder, run->replications, name);
    return status == STATUS_OK ? closed : status;
}

/* Simulates and writes; the results folder is there before, so that a place that cannot be
 * written to costs no waiting, and whole or gone after. */
static enum status simulate_into_folder(struct run *run)
{
    choose_target(run);
    enum status status = results_begin(
        &run->folder, text_string(&run->target), MANIFEST_NAME, &run->work.errors);
    if (status != STATUS_OK)
        return status;
    guard_results(&run->folder);
    status = simulate_and_save(run);
    if (status == STATUS_OK)
        status = write_results(run);
    guard_results(NULL);
    if (status == STATUS_OK)
        return results_commit(&run->folder);
    results_abort(&run->folder);
    return status;
}

static enum status print_results(struct run *run)
{
    const struct config *config = &run->work.configs[0];
    if (!run->options.quiet)
        fprintf(stderr, _("results are in %s\n"), text_string(&run->target));
    if (run->options.verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)run->work.study.replications, run->seconds,
            run->seconds > 0.0 ? contacts_held(&run->work.study) / run->seconds / 1e6 : 0.0,
            (unsigned long long)run->work.seed);
    if (run->options.format == FORMAT_CSV)
        screen_csv(stdout, &run->work.study);
    else if (run->options.format == FORMAT_JSON)
        screen_json(stdout, &run->work.study);
    else
        screen_table(stdout, &run->work.study, config->numbers, config->assumed, &run->notices);
    if (run->options.format != FORMAT_TABLE)
        print_messages(&run->notices, "recept: ");
    return finish_output();
}

static enum status run_all(struct run *run)
{
    enum status status = workload_read(&run->work, &run->options.argument, 1);
    if (status == STATUS_OK)
        status = simulate_into_folder(run);
    return status == STATUS_OK ? print_results(run) : status;
}

enum status cmd_run(int argc, char **argv)
{
    struct run run;
    run_init(&run, argc, argv);
    options_read(&run.options, argc, argv, TAKES_CONFIG | TAKES_RUN, _("CONFIG"),
        _("Simulates every strategy of CONFIG, prints a table and writes tables and plots to "
          "results/NAME."));
    enum status status = run_all(&run);
    if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    print_messages(&run.work.errors, status == STATUS_CONFIG ? "" : "recept: ");
    run_free(&run);
    return status;
}
