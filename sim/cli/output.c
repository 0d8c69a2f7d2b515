/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include "commands.h"
#include "language.h"
#include "manifest.h"
#include "plots.h"
#include "ranks.h"
#include "save_logs.h"
#include "tables.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void use_options(struct output *output, const struct options *options)
{
    output->options = options;
    output->study_options = options->study;
    output->study_options.language = language_is_dutch() ? RECEPT_DUTCH : RECEPT_ENGLISH;
    output->study_options.progress = progress_show;
    output->study_options.context = &output->progress;
}

static void start(
    struct output *output, const struct options *options, const struct output_command *command)
{
    time_t now = time(NULL);
    struct tm utc;
    memset(output, 0, sizeof *output);
    output->command = command;
    use_options(output, options);
    sources_start(&output->sources);
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

static int configs_of(const struct output *output)
{
    int n = output->command->n_configs;
    return n > 0 ? n : output->options->n_arguments;
}

static enum status find_configs(struct output *output)
{
    const struct options *options = output->options;
    for (int i = 0; i < configs_of(output); i++)
        output->config[i] =
            sources_config(&output->sources, options->arguments[i], &output->errors);
    return together(output->errors.count > 0 ? STATUS_CONFIG : STATUS_OK);
}

static enum status open_study(struct output *output, const struct output_command *command)
{
    const struct options *options = output->options;
    struct config_origin config[MOST_ARGUMENTS];
    for (int i = 0; i < configs_of(output); i++)
        config[i] =
            (struct config_origin){.path = output->config[i], .files = &output->sources.reader};
    const struct logged *logged = NULL;
    const char *const *set = options->set;
    int n_sets = options->n_sets;
    if (output->from != NULL) {
        logged = &output->from->logged;
        set = output->from->set;
        n_sets = output->from->n_sets;
    }
    const struct study_request request = {
        .setup = {.n_configs = configs_of(output),
            .config = config,
            .n_sets = n_sets,
            .set = set,
            .logged = logged,
            .apart = options->n_sets > 1,
            .n_varied = options->n_varied,
            .vary = options->vary,
            .strict = options->strict},
        .options = &output->study_options,
        .comparison = command->comparison != NULL ? &options->compare : NULL,
        .plan = command->plan != NULL ? &options->plan : NULL,
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
        output->saved = arena_new(
            &output->arena, (size_t)output->study->setup.study.n_cases, sizeof *output->saved);
    }
    return together(status);
}

static void save_campaign(void *context, int one, uint64_t replication, const double *x)
{
    struct output *output = context;
    const struct study *study = &output->study->setup.study;
    if (!together_first())
        return;
    /* A run that is to become precise enough may simulate its first campaigns again. */
    if (replication < output->saved[one])
        return;
    output->saved[one] = replication + 1;
    tables_add_replication(&output->replications, &study->cases[one], replication, x);
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
    text_add_printable(&output->target, name);
    if (output->target.length == start)
        text_add_string(&output->target, "campaign");
    text_add_string(&output->target, suffix);
    for (char *c = output->target.data + start; *c != '\0'; c++)
        if (*c == '/' || *c == '\\' || (*c == '.' && c == output->target.data + start))
            *c = '_';
}

static bool saves(const struct output *output)
{
    return output->options->save_replications && together_first();
}

static void tell_command(struct output *output, enum status status)
{
    const struct output_command *command = output->command;
    if (command->finish != NULL)
        command->finish(output, command->context, status);
}

/* The workbook takes its place whatever became of the folder: it is as good. */
static enum status put_in_place(struct output *output)
{
    enum status status = results_commit(&output->folder);
    bool whole = output->book != NULL && output->book_status == STATUS_OK;
    output_end_book(output, whole);
    if (status != STATUS_OK && whole && output->book_status == STATUS_OK)
        messages_add(&output->errors, _("%s: the workbook of these results is there"),
            text_string(&output->book_place));
    return status;
}

/* Puts the results in their place, or removes them. */
static enum status end_folder(struct output *output, enum status status)
{
    progress_end(&output->progress);
    if (status == STATUS_OK && interrupted)
        status = STATUS_INTERRUPTED;
    if (status == STATUS_INTERRUPTED && time_is_up)
        status = STATUS_OUT_OF_TIME;
    if (status != STATUS_OK) {
        /* A file of it would keep the folder above from being removed. */
        tell_command(output, status);
        if (together_first())
            results_abort(&output->folder);
        output_end_book(output, false);
        return together_as_first(status);
    }
    status = together_as_first(together_first() ? put_in_place(output) : STATUS_OK);
    output->book_status = together_as_first(output->book_status);
    tell_command(output, status);
    return status;
}

/* What the configs and lists have notices of is told before the waiting begins. */
static void tell_notices(struct output *output)
{
    struct recept_study *study = output->study;
    print_messages(&study->setup.notices, "");
    messages_drop_first(&study->notices, study->setup.notices.count);
}

static enum status begin_folder(struct output *output)
{
    guard_results(&output->folder);
    enum status status = results_begin(&output->folder, text_string(&output->place),
        &results_of_recept, output->options->force, &output->errors);
    output->folder.stop = &interrupted;
    if (status != STATUS_OK)
        return status;
    status = output_begin_book(output);
    if (status == STATUS_OK && saves(output))
        status = tables_stream(&output->replications, &output->study->results, &output->folder,
            output_sink(output));
    if (status != STATUS_OK) {
        output_end_book(output, false);
        results_abort(&output->folder);
    }
    return status;
}

/* With --keep the name has the date. */
static void choose_place(struct output *output)
{
    struct text *place = &output->place;
    text_add_string(place, text_string(&output->target));
    if (!output->options->keep)
        return;
    while (place->length > 1 && place->data[place->length - 1] == '/')
        place->data[--place->length] = '\0';
    output_add_date(place, 0);
}

static enum status begin(struct output *output, const char *suffix)
{
    choose_target(output, suffix);
    choose_place(output);
    return together_as_first(together_first() ? begin_folder(output) : STATUS_OK);
}

static double contacts_per_second(const struct output *output)
{
    const struct runner *runner = &output->study->runner;
    return runner->seconds > 0.0 ? runner->contacts / runner->seconds : 0.0;
}

/* ---- Manifest ---- */

const struct text *output_effective(struct output *output)
{
    if (output->effective.length == 0)
        tree_dump(&output->study->setup.configs[0].tree, false, &output->effective);
    return &output->effective;
}

/* Of what really happened names are written only when they are asked for. */
static bool has_no_names(const struct output *output)
{
    bool real = output->command->work != NULL;
    return real ? !output->options->log.names : output->options->no_names;
}

static enum status write_manifest(struct output *output)
{
    const struct setup *setup = &output->study->setup;
    struct manifest manifest = {
        .program = "recept",
        .version = program_version,
        .commit = program_commit,
        .language = language_is_dutch() ? "nl" : "en",
        .n_arguments = output->options->argc,
        .argument = (const char *const *)output->options->argv,
        .seed = setup->seed,
        .threads = output->study->runner.threads,
        .ranks = ranks_count(),
        .wall_seconds = output->study->runner.seconds,
        .contact_moments_per_second = contacts_per_second(output),
        .started = output->started,
        .logbook = output->logbook,
    };
    manifest.input = sources_list(
        &output->sources, setup, has_no_names(output), &output->arena, &manifest.n_inputs);
    manifest.effective_config = text_string(output_effective(output));
    return manifest_write(&output->folder, &manifest, &setup->study);
}

/* ---- Plots ---- */

static bool draws(const struct output *output)
{
    return !output->options->no_plots;
}

/* gnuplot starts while campaigns are simulated. */
static void expect_plots(struct output *output)
{
    if (draws(output) && together_first())
        output->drawing = plots_expect();
}

/* Writes what plots are made of, and begins to draw: gnuplot works beside what is done until
 * end_plots(). */
static enum status begin_plots(struct output *output)
{
    static const char *const svg[] = {"svg"};
    const struct plots_order order = {.folder = text_string(&output->folder.partial),
        .formats = svg,
        .n_formats = 1,
        .stop = &interrupted,
        .unfinished = true};
    if (!draws(output))
        return STATUS_OK;
    enum status status =
        plots_write(&output->study->results, output->options->scripts, &output->folder);
    if (status == STATUS_OK)
        plots_begin(output->drawing, &order);
    return status;
}

/* A plot that fails costs a notice. */
static enum status end_plots(struct output *output, enum status so_far)
{
    enum status status = STATUS_OK;
    if (output->drawing != NULL)
        status = plots_end(output->drawing, so_far == STATUS_OK, &output->notices);
    output->drawing = NULL;
    return so_far == STATUS_OK && status == STATUS_INTERRUPTED ? status : so_far;
}

/* ---- Afterwards ---- */

/* Where the results are, and with -v how fast they came. */
static void print_place(struct output *output)
{
    const struct options *options = output->options;
    if (!options->quiet)
        fprintf(stderr, _("results are in %s\n"),
            arena_printable(&output->arena, text_string(&output->place)));
    if (!options->quiet && output->book_place.length > 0 && output->book_status == STATUS_OK)
        fprintf(stderr, _("the workbook is %s\n"),
            arena_printable(&output->arena, text_string(&output->book_place)));
    if (options->verbose)
        fprintf(stderr,
            _("%llu campaigns of each case in %.2f s, %.2f million contact moments a second, "
              "seed %llu\n"),
            (unsigned long long)output->study->setup.study.replications,
            output->study->runner.seconds, contacts_per_second(output) / 1e6,
            (unsigned long long)output->study->setup.seed);
}

/* ---- Screens ---- */

/* In the user's language, and in the other for whoever looks at the results later. */
static enum status make_screens(struct output *output)
{
    const struct recept_study *study = output->study;
    enum language used = language_used();
    for (int language = 0; language < N_LANGUAGES; language++) {
        struct messages other = {0};
        bool mine = language == (int)used;
        language_use((enum language)language);
        if (!mine)
            study_tell(study, &other);
        output->command->tell(
            &output->screen[language], study, mine ? &study->notices : &other);
        messages_free(&other);
    }
    language_use(used);
    return screens_write(&output->folder, output->screen);
}

/* ---- All of it ---- */

static enum status write_results(struct output *output)
{
    output->study->results.no_names = output->options->no_names;
    enum status status = begin_plots(output);
    if (status == STATUS_OK)
        status = tables_write(&output->folder, &output->study->results, output_sink(output));
    if (status == STATUS_OK)
        status = make_screens(output);
    if (status == STATUS_OK && output->options->save_logbook > 0)
        status = save_logs(output);
    if (status == STATUS_OK)
        output_write_book(output);
    status = end_plots(output, status);
    /* The last: it lists all the others. */
    return status == STATUS_OK ? write_manifest(output) : status;
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
static enum status print_results(struct output *output)
{
    enum output_format format = output->options->format;
    print_place(output);
    if (format == FORMAT_TABLE) {
        screen_print(stdout, &output->screen[language_used()]);
    } else {
        tables_print(stdout, &output->study->results, format == FORMAT_JSON);
        print_messages(&output->study->notices, "recept: ");
    }
    print_messages(&output->notices, "recept: ");
    return finish_output();
}

/* Says what is wrong, if anything is, and frees everything. */
static enum status finish(struct output *output, enum status status)
{
    end_plots(output, STATUS_INTERRUPTED); /* of what was never written */
    fail_with(&output->errors, status);
    print_unfinished(
        output->kept != NULL ? arena_printable(&output->arena, output->kept) : NULL, status);
    messages_free(&output->notices);
    text_free(&output->target);
    text_free(&output->effective);
    text_free(&output->place);
    text_free(&output->book_place);
    arena_free(&output->arena);
    for (int language = 0; language < N_LANGUAGES; language++)
        screen_free(&output->screen[language]);
    from_free(output->from);
    sources_free(&output->sources);
    recept_study_free(output->study);
    guard_results(NULL);
    return status;
}

static enum status work(struct output *output)
{
    const struct output_command *command = output->command;
    if (command->work != NULL)
        return command->work(output, command->context);
    return output_fares(output, study_simulate(output->study));
}

enum status output_make(
    struct output *output, const struct options *options, const struct output_command *command)
{
    start(output, options, command);
    enum status status = STATUS_OK;
    if (options->from_results != NULL) {
        status =
            together(again_open(&output->sources, options, &output->repeated, &output->errors));
        if (status != STATUS_OK)
            return finish(output, status);
        use_options(output, &output->repeated);
    }
    status = find_configs(output);
    if (status != STATUS_OK)
        return finish(output, status);
    if (options->from != NULL)
        status = together(from_open(output));
    if (status != STATUS_OK)
        return finish(output, status);
    status = open_study(output, command);
    if (status == STATUS_OK && output->from != NULL)
        status = together(from_begin(output));
    if (status == STATUS_OK) {
        tell_notices(output);
        if (command->look_first != NULL)
            status = together_as_first(command->look_first(output, command->context));
        if (command->only_looks)
            return finish(output, status);
    }
    if (status == STATUS_OK)
        status = begin(output, output->from == NULL
                                   ? command->suffix
                                   : arena_printf(&output->arena, "%s-from", command->suffix));
    if (status == STATUS_OK) {
        if (command->prepare != NULL)
            status = command->prepare(output, command->context);
        if (status == STATUS_OK) {
            expect_plots(output);
            status = work(output);
        }
        status = end(output, status);
    }
    enum status delivered = STATUS_OK;
    if (status == STATUS_OK && command->deliver != NULL)
        delivered = together_as_first(together_first() ? command->deliver(output) : STATUS_OK);
    if (status == STATUS_OK && together_first())
        status = print_results(output);
    if (status == STATUS_OK)
        status = delivered != STATUS_OK ? delivered : output->book_status;
    if (status == STATUS_OK && output->study->unsure)
        status = STATUS_UNSURE;
    print_messages(&output->study->setup.errors, status == STATUS_CONFIG ? "" : "recept: ");
    return finish(output, status);
}
