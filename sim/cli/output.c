/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "ranks.h"
#include "together.h"

#include <omp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

void output_init(struct output *output, int argc, char **argv)
{
    memset(output, 0, sizeof *output);
    output->argc = argc;
    output->argv = argv;
    setup_init(&output->setup);
    messages_init(&output->notices);
    text_init(&output->target);
    time_t now = time(NULL);
    struct tm utc;
    strftime(
        output->started, sizeof output->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

/* ---- What is simulated ---- */

enum status output_read(struct output *output)
{
    const struct options *options = &output->options;
    struct config_source config[MOST_ARGUMENTS];
    for (int i = 0; i < options->n_arguments; i++)
        config[i] = (struct config_source){.path = options->arguments[i]};
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
    return together(setup_read(&output->setup, &ask));
}

struct study_plan output_plan(const struct output *output)
{
    const struct options *options = &output->options;
    const struct simulation *simulation = &output->setup.configs[0].scenario->simulation;
    return (struct study_plan){
        .replications = options->replications > 0 ? (uint64_t)options->replications
                                                  : (uint64_t)simulation->replications,
        .precision = options->precision,
    };
}

/* ---- The folder ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct output *output, const char *suffix)
{
    if (output->options.output != NULL) {
        text_add_string(&output->target, output->options.output);
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

enum status output_begin(struct output *output, const char *suffix)
{
    choose_target(output, suffix);
    enum status status = STATUS_OK;
    if (output_writes())
        status = results_begin(&output->folder, text_string(&output->target), MANIFEST_NAME,
            &output->setup.errors);
    output->folder.stop = &interrupted;
    if (status == STATUS_OK && output_writes())
        guard_results(&output->folder);
    return together_as_first(status);
}

enum status output_end(struct output *output, enum status status)
{
    guard_results(NULL);
    progress_end(&output->progress);
    if (status == STATUS_OK && interrupted)
        status = STATUS_INTERRUPTED;
    if (output_writes() && status == STATUS_OK)
        status = results_commit(&output->folder);
    else if (output_writes())
        results_abort(&output->folder);
    return together_as_first(status);
}

bool output_writes(void)
{
    return together_first();
}

static double contacts_per_second(const struct output *output)
{
    const struct runner *runner = &output->runner;
    return runner->seconds > 0.0 ? runner->contacts / runner->seconds : 0.0;
}

/* ---- Manifest ---- */

static bool is_listed(const struct manifest_input *inputs, int n, const char *path)
{
    for (int i = 0; i < n; i++)
        if (strcmp(inputs[i].path, path) == 0)
            return true;
    return false;
}

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(struct setup *setup, int *n)
{
    int most = 0;
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(&setup->arena, (size_t)most, sizeof *inputs);
    *n = 0;
    for (int c = 0; c < setup->n_configs; c++) {
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next) {
            if (is_listed(inputs, *n, i->path))
                continue;
            inputs[*n].path = i->path;
            memcpy(inputs[(*n)++].sha256, i->sha256, sizeof i->sha256);
        }
    }
    return inputs;
}

enum status output_manifest(struct output *output)
{
    struct setup *setup = &output->setup;
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = output->argc,
        .argument = (const char *const *)output->argv,
        .seed = setup->seed,
        .threads = output->options.threads > 0 ? output->options.threads : omp_get_num_procs(),
        .ranks = ranks_count(),
        .wall_seconds = output->runner.seconds,
        .contact_moments_per_second = contacts_per_second(output),
        .started = output->started,
    };
    manifest.input = list_inputs(setup, &manifest.n_inputs);
    struct text effective;
    text_init(&effective);
    tree_dump(&setup->configs[0].tree, false, &effective);
    manifest.effective_config = text_string(&effective);
    enum status status = manifest_write(&output->folder, &manifest, &setup->study);
    text_free(&effective);
    return status;
}

/* ---- Plots ---- */

const char *output_plots_folder(const struct output *output)
{
    return output->options.no_plots ? NULL : text_string(&output->folder.partial);
}

void output_draw(struct output *output)
{
    output->drawing =
        plots_draw_begin(text_string(&output->folder.partial), &interrupted, &output->notices);
}

enum status output_drawn(struct output *output, enum status so_far)
{
    if (output->drawing == NULL)
        return so_far;
    enum status status = plots_draw_end(output->drawing, so_far);
    output->drawing = NULL;
    return status;
}

/* ---- Afterwards ---- */

void output_print_place(const struct output *output)
{
    const struct options *options = &output->options;
    if (!options->quiet)
        fprintf(stderr, _("results are in %s\n"), text_string(&output->target));
    if (options->verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)output->setup.study.replications, output->runner.seconds,
            contacts_per_second(output) / 1e6, (unsigned long long)output->setup.seed);
}

enum status output_finish(struct output *output, enum status status)
{
    print_messages(&output->setup.errors, status == STATUS_CONFIG ? "" : "recept: ");
    setup_free(&output->setup);
    messages_free(&output->notices);
    text_free(&output->target);
    return status;
}
