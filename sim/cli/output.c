/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "ranks.h"

#include <omp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void output_init(struct output *output, const struct options *options)
{
    memset(output, 0, sizeof *output);
    output->options = options;
    setup_init(&output->setup);
    time_t now = time(NULL);
    struct tm utc;
    strftime(
        output->started, sizeof output->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

/* ---- What is simulated ---- */

enum status output_read(struct output *output)
{
    const struct options *options = output->options;
    struct config_origin config[MOST_ARGUMENTS];
    for (int i = 0; i < options->n_arguments; i++)
        config[i] = (struct config_origin){.path = options->arguments[i]};
    struct setup_ask ask = {
        .n_configs = options->n_arguments,
        .config = config,
        .n_sets = options->n_sets,
        .set = options->set,
        .n_varied = options->n_varied,
        .vary = options->vary,
        .strategies = options->strategies,
        .fixed = options->fixed,
        .seed = options->seed_given ? &options->seed : NULL,
    };
    progress_start(&output->progress, !options->quiet);
    output->runner = (struct runner){
        .engine = {.threads = options->threads,
            .stop = &interrupted,
            .share = true,
            .abandon = abandon},
        .progress = progress_show,
        .context = &output->progress,
    };
    enum status status = setup_read(&output->setup, &ask);
    const struct study *study = &output->setup.study;
    output->setup.study.in_order = options->save_replications;
    output->results = (struct results){
        .study = study, .simulated = study, .replications = options->save_replications};
    return together(status);
}

struct study_plan output_plan(const struct output *output)
{
    const struct options *options = output->options;
    const struct simulation *simulation = &output->setup.configs[0].scenario->simulation;
    return (struct study_plan){
        .replications = options->replications > 0 ? (uint64_t)options->replications
                                                  : (uint64_t)simulation->replications,
        .precision = options->precision,
    };
}

static void save_campaign(void *context, int one, uint64_t replication, const double *x)
{
    struct output *output = context;
    if (together_first())
        tables_add_replication(
            &output->replications, &output->setup.study.cases[one], replication, x);
}

void (*output_saver(const struct output *output))(void *, int, uint64_t, const double *)
{
    return output->options->save_replications ? save_campaign : NULL;
}

/* ---- The folder ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct output *output, const char *suffix)
{
    if (output->options->output != NULL) {
        text_add_string(&output->target, output->options->output);
        return;
    }
    const char *name = output->setup.configs[0].scenario->campaign.name;
    text_add_string(&output->target, "results/");
    size_t start = output->target.length;
    text_add_printable(&output->target, name[0] != '\0' ? name : "campaign");
    text_add_string(&output->target, suffix);
    for (char *c = output->target.data + start; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (*c == '.' && c == output->target.data + start))
            *c = '_';
}

static bool saves(const struct output *output)
{
    return output->options->save_replications && together_first();
}

/* Puts the results in their place, or removes them. */
static enum status end_folder(struct output *output, enum status status)
{
    guard_results(NULL);
    progress_end(&output->progress);
    if (status == STATUS_OK && interrupted)
        status = STATUS_INTERRUPTED;
    if (together_first() && status == STATUS_OK)
        status = results_commit(&output->folder);
    else if (together_first())
        results_abort(&output->folder);
    return together_as_first(status);
}

static enum status begin_folder(struct output *output)
{
    enum status status = results_begin(
        &output->folder, text_string(&output->target), MANIFEST_NAME, &output->setup.errors);
    output->folder.stop = &interrupted;
    if (status != STATUS_OK)
        return status;
    guard_results(&output->folder);
    if (saves(output))
        status = tables_stream(&output->replications, &output->results, &output->folder);
    if (status != STATUS_OK) {
        guard_results(NULL);
        results_abort(&output->folder);
    }
    return status;
}

enum status output_begin(struct output *output, const char *suffix)
{
    choose_target(output, suffix);
    return together_as_first(together_first() ? begin_folder(output) : STATUS_OK);
}

static double contacts_per_second(const struct output *output)
{
    const struct runner *runner = &output->runner;
    return runner->seconds > 0.0 ? runner->contacts / runner->seconds : 0.0;
}

/* ---- Manifest ---- */

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(struct setup *setup, int *n)
{
    int most = 0;
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(&setup->arena, (size_t)most, sizeof *inputs);
    *n = 0;
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next) {
            int same = 0;
            while (same < *n && strcmp(inputs[same].path, i->path) != 0)
                same++;
            inputs[same].path = i->path;
            memcpy(inputs[same].sha256, i->sha256, sizeof i->sha256);
            *n += same == *n;
        }
    return inputs;
}

static enum status write_manifest(struct output *output)
{
    struct setup *setup = &output->setup;
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = output->options->argc,
        .argument = (const char *const *)output->options->argv,
        .seed = setup->seed,
        .threads =
            output->options->threads > 0 ? output->options->threads : omp_get_num_procs(),
        .ranks = ranks_count(),
        .wall_seconds = output->runner.seconds,
        .contact_moments_per_second = contacts_per_second(output),
        .started = output->started,
    };
    manifest.input = list_inputs(setup, &manifest.n_inputs);
    struct text effective = {0};
    tree_dump(&setup->configs[0].tree, false, &effective);
    manifest.effective_config = text_string(&effective);
    enum status status = manifest_write(&output->folder, &manifest, &setup->study);
    text_free(&effective);
    return status;
}

/* ---- Plots ---- */

/* A plot that fails costs a notice. */
static enum status write_plots(struct output *output)
{
    static const char *const svg[] = {"svg"};
    enum status status = plots_write(&output->results, &output->folder);
    return status == STATUS_OK ? plots_draw(text_string(&output->folder.partial), svg, 1,
                                     &interrupted, &output->notices)
                               : status;
}

/* ---- Afterwards ---- */

/* Where the results are, and with -v how fast they came. */
static void print_place(const struct output *output)
{
    const struct options *options = output->options;
    if (!options->quiet)
        fprintf(stderr, _("results are in %s\n"), text_string(&output->target));
    if (options->verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)output->setup.study.replications, output->runner.seconds,
            contacts_per_second(output) / 1e6, (unsigned long long)output->setup.seed);
}

/* ---- All of it ---- */

static enum status write_results(struct output *output)
{
    enum status status = tables_write(&output->folder, &output->results);
    if (status == STATUS_OK)
        status = write_manifest(output);
    if (status == STATUS_OK && !output->options->no_plots)
        status = write_plots(output);
    return status;
}

/* Says how to go on with what was not finished, if that can be. */
static void print_unfinished(const struct output *output, enum status status)
{
    if (status == STATUS_OUT_OF_TIME)
        fprintf(stderr,
            _("recept: time is up; what was simulated is in %s: go on with --resume\n"),
            output->kept);
    else if (status == STATUS_INTERRUPTED && output->kept != NULL)
        fprintf(stderr,
            _("recept: interrupted; what was simulated is in %s: go on with --resume\n"),
            output->kept);
    else if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
}

enum status output_end(struct output *output, enum status so_far)
{
    enum status status = so_far, closed = STATUS_OK;
    enum output_format format = output->options->format;
    if (saves(output))
        closed = tables_close(&output->replications, &output->folder);
    status = status == STATUS_OK ? closed : status;
    if (status == STATUS_OK && together_first())
        status = write_results(output);
    status = end_folder(output, status);
    print_unfinished(output, status);
    if (status != STATUS_OK || !together_first())
        return status;
    print_place(output);
    if (format != FORMAT_TABLE) {
        status = tables_print(stdout, &output->results, format == FORMAT_JSON);
        print_messages(&output->notices, "recept: ");
    }
    return status;
}

bool output_shows(const struct output *output, enum status status)
{
    return status == STATUS_OK && together_first() && output->options->format == FORMAT_TABLE;
}

enum status output_finish(struct output *output, enum status status)
{
    enum status printed = together_first() ? finish_output() : STATUS_OK;
    print_messages(&output->setup.errors, status == STATUS_CONFIG ? "" : "recept: ");
    setup_free(&output->setup);
    messages_free(&output->notices);
    text_free(&output->target);
    return status == STATUS_OK ? printed : status;
}
