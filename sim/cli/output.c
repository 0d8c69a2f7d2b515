/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "ranks.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void start(
    struct output *output, const struct options *options, const struct output_command *command)
{
    time_t now = time(NULL);
    struct tm utc;
    *output = (struct output){
        .options = options, .command = command, .study_options = options->study};
    output->study_options.language = language_is_dutch() ? RECEPT_DUTCH : RECEPT_ENGLISH;
    output->study_options.progress = progress_show;
    output->study_options.context = &output->progress;
    output->progress.steps = command->steps;
    progress_start(&output->progress, !options->quiet);
    strftime(
        output->started, sizeof output->started, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

enum status output_fares(const struct output *output, enum recept_status status)
{
    if (status == RECEPT_NO_MEMORY)
        memory_give_up();
    return output->study->status;
}

/* ---- What is simulated ---- */

static void save_campaign(void *context, int one, uint64_t replication, const double *x);

static enum status open_study(struct output *output, const struct output_command *command)
{
    const struct options *options = output->options;
    struct config_origin config[MOST_ARGUMENTS];
    for (int i = 0; i < options->n_arguments; i++)
        config[i] = (struct config_origin){.path = options->arguments[i]};
    const struct study_request request = {
        .setup = {.n_configs = options->n_arguments,
            .config = config,
            .n_sets = options->n_sets,
            .set = options->set,
            .apart = options->n_sets > 1,
            .n_varied = options->n_varied,
            .vary = options->vary,
            .strict = options->strict},
        .options = &output->study_options,
        .comparison = command->comparison,
        .plan = command->plan,
        .replications = options->save_replications,
    };
    guard_reading(true);
    enum status status = output_fares(output, study_open(&output->study, &request));
    guard_reading(false);
    struct engine *engine = &output->study->runner.engine;
    engine->stop = &interrupted;
    engine->share = true;
    engine->abandon = abandon;
    output->study->legend = options->legend;
    if (options->save_replications) {
        output->study->save = save_campaign;
        output->study->save_context = output;
    }
    return together(status);
}

static void save_campaign(void *context, int one, uint64_t replication, const double *x)
{
    struct output *output = context;
    if (together_first())
        tables_add_replication(
            &output->replications, &output->study->setup.study.cases[one], replication, x);
}

/* ---- The folder ---- */

/* results/NAME, where NAME is the campaign's without what a folder's name cannot have. */
static void choose_target(struct output *output, const char *suffix)
{
    if (output->options->output != NULL) {
        text_add_string(&output->target, output->options->output);
        return;
    }
    const char *name = output->study->setup.configs[0].scenario->campaign.name;
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

static void finish(struct output *output, enum status status)
{
    const struct output_command *command = output->command;
    if (command->finish != NULL)
        command->finish(output, command->context, status);
}

/* Puts the results in their place, or removes them. */
static enum status end_folder(struct output *output, enum status status)
{
    guard_results(NULL);
    progress_end(&output->progress);
    if (status == STATUS_OK && interrupted)
        status = STATUS_INTERRUPTED;
    if (status == STATUS_INTERRUPTED && time_is_up)
        status = STATUS_OUT_OF_TIME;
    if (status != STATUS_OK) {
        finish(
            output, status); /* a file of it would keep the folder above from being removed */
        if (together_first())
            results_abort(&output->folder);
        return together_as_first(status);
    }
    status = together_as_first(together_first() ? results_commit(&output->folder) : STATUS_OK);
    finish(output, status);
    return status;
}

static enum status begin_folder(struct output *output)
{
    enum status status = results_begin(
        &output->folder, text_string(&output->target), MANIFEST_NAME, &output->errors);
    output->folder.stop = &interrupted;
    if (status != STATUS_OK)
        return status;
    guard_results(&output->folder);
    if (saves(output))
        status = tables_stream(&output->replications, &output->study->results, &output->folder);
    if (status != STATUS_OK) {
        guard_results(NULL);
        results_abort(&output->folder);
    }
    return status;
}

static enum status begin(struct output *output, const char *suffix)
{
    choose_target(output, suffix);
    return together_as_first(together_first() ? begin_folder(output) : STATUS_OK);
}

static double contacts_per_second(const struct output *output)
{
    const struct runner *runner = &output->study->runner;
    return runner->seconds > 0.0 ? runner->contacts / runner->seconds : 0.0;
}

/* ---- Manifest ---- */

/* Every file that any of the configs was read from, once. */
static const struct manifest_input *list_inputs(
    const struct setup *setup, struct arena *arena, int *n)
{
    int most = 0;
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            most++;
    struct manifest_input *inputs = arena_new(arena, (size_t)most, sizeof *inputs);
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
    const struct setup *setup = &output->study->setup;
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .n_arguments = output->options->argc,
        .argument = (const char *const *)output->options->argv,
        .seed = setup->seed,
        .threads = output->study->runner.threads,
        .ranks = ranks_count(),
        .wall_seconds = output->study->runner.seconds,
        .contact_moments_per_second = contacts_per_second(output),
        .started = output->started,
    };
    manifest.input = list_inputs(setup, &output->arena, &manifest.n_inputs);
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
    enum status status = plots_write(&output->study->results, &output->folder);
    return status == STATUS_OK ? plots_draw(text_string(&output->folder.partial), NULL, svg, 1,
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
            (unsigned long long)output->study->setup.study.replications,
            output->study->runner.seconds, contacts_per_second(output) / 1e6,
            (unsigned long long)output->study->setup.seed);
}

/* ---- All of it ---- */

static enum status write_results(struct output *output)
{
    enum status status = tables_write(&output->folder, &output->study->results);
    if (status == STATUS_OK)
        status = write_manifest(output);
    if (status == STATUS_OK && !output->options->no_plots)
        status = write_plots(output);
    return status;
}

/* Says how to go on with what was not finished, if that can be. */
static void print_unfinished(const char *kept, enum status status)
{
    if (status == STATUS_OUT_OF_TIME && kept == NULL)
        fprintf(stderr, "%s\n", _("recept: time is up; nothing was written"));
    else if (status == STATUS_OUT_OF_TIME)
        fprintf(stderr,
            _("recept: time is up; what was simulated is in %s: go on with --resume\n"), kept);
    else if (status == STATUS_INTERRUPTED && kept == NULL)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
    else if (status == STATUS_INTERRUPTED)
        fprintf(stderr,
            _("recept: interrupted; what was simulated is in %s: go on with --resume\n"), kept);
    else if (status != STATUS_OK && kept != NULL)
        fprintf(stderr, _("recept: what was simulated is in %s: go on with --resume\n"), kept);
}

/* Writes the results and says where they are, if all went well so far and the user does not
 * interrupt; else the folder is removed. */
static enum status end(struct output *output, enum status so_far)
{
    enum status status = so_far, closed = STATUS_OK;
    if (saves(output))
        closed = tables_close(&output->replications, &output->folder);
    status = status == STATUS_OK ? closed : status;
    if (status == STATUS_OK && together_first())
        status = write_results(output);
    return end_folder(output, status);
}

/* In the way that was asked for. */
static enum status print_results(struct output *output, const struct output_command *command)
{
    enum output_format format = output->options->format;
    enum status status = STATUS_OK;
    print_place(output);
    if (format == FORMAT_TABLE) {
        command->print(stdout, output->study);
    } else {
        status = tables_print(stdout, &output->study->results, format == FORMAT_JSON);
        print_messages(&output->study->notices, "recept: ");
    }
    print_messages(&output->notices, "recept: ");
    enum status printed = finish_output();
    return status == STATUS_OK ? printed : status;
}

enum status output_make(
    struct output *output, const struct options *options, const struct output_command *command)
{
    start(output, options, command);
    enum status status = open_study(output, command);
    if (status == STATUS_OK)
        status = begin(output, command->suffix);
    if (status == STATUS_OK) {
        if (command->prepare != NULL)
            status = command->prepare(output, command->context);
        if (status == STATUS_OK)
            status = output_fares(output, study_simulate(output->study));
        status = end(output, status);
    }
    if (status == STATUS_OK && together_first())
        status = print_results(output, command);
    if (status == STATUS_OK && output->study->unsure)
        status = STATUS_UNSURE;
    print_messages(&output->study->setup.errors, status == STATUS_CONFIG ? "" : "recept: ");
    fail_with(&output->errors, status);
    print_unfinished(output->kept, status);
    messages_free(&output->notices);
    text_free(&output->target);
    arena_free(&output->arena);
    recept_study_free(output->study);
    return status;
}
