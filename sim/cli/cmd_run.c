/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "checkpoint.h"
#include "language.h"
#include "output.h"
#include "ranks.h"
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A run is kept this often, unless --checkpoint says otherwise; one that was interrupted
 * earlier than this is begun again as easily. */
#define SECONDS_BETWEEN 600.0
#define SECONDS_WORTH 10.0

/* Everything that one run works with. What a long run has come to is kept in a file beside its
 * results, FOLDER.checkpoint: every so often, when it is interrupted, and when its time is up.
 */
struct run {
    struct output output;
    const char *path;   /* of that file */
    double start, last; /* of simulating; of the last pause */
    struct checkpoint checkpoint;
};

static void choose_path(struct run *run)
{
    struct text path = {0};
    text_add_string(&path, text_string(&run->output.target));
    while (path.length > 1 && path.data[path.length - 1] == '/')
        path.length--;
    text_add_string(&path, ".checkpoint");
    run->path = text_keep(&path, &run->output.arena);
}

/* ---- What must be the same when the run goes on ---- */

/* A checksum of everything that any of the configs says, defaults and changed settings
 * included. */
static const char *configs_said(const struct setup *setup, struct arena *arena)
{
    struct text said = {0};
    char hex[SHA256_DIGITS + 1];
    for (int i = 0; i < setup->n_configs; i++)
        tree_dump(&setup->configs[i].tree, false, &said);
    sha256_hex(said.data, said.length, hex);
    text_free(&said);
    return arena_copy(arena, hex);
}

static const char *files_read(const struct setup *setup, struct arena *arena)
{
    struct text sums = {0};
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            text_printf(&sums, "%s\n", i->sha256);
    return text_keep(&sums, arena);
}

static const char *cases_run(const struct setup *setup, struct arena *arena)
{
    const struct study *study = &setup->study;
    struct text list = {0};
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        text_printf(&list, "%s%s", i > 0 ? "," : "",
            one->hubs > 0 ? one->hub : one->campaign->strategy->id);
        for (int v = 0; v < study->n_vary; v++)
            text_printf(&list, "/%s=%s", study->vary_path[v], one->vary_value[v]);
    }
    return text_keep(&list, arena);
}

static void list_terms(struct run *run)
{
    enum { TERMS = 8 };
    const struct recept_study *study = run->output.study;
    const struct setup *setup = &study->setup;
    struct arena *arena = &run->output.arena;
    struct checkpoint_term *term = arena_new(arena, TERMS, sizeof *term);
    struct text program = {0}, seed = {0}, campaigns = {0}, precision = {0};
    text_printf(&program, "%s (%s)", program_version, program_commit);
    text_printf(&seed, "%llu", (unsigned long long)setup->seed);
    text_add_number(&campaigns, (double)study->campaigns.replications, 0);
    text_add_number(&precision, study->campaigns.precision, 0);
    const struct checkpoint_term terms[TERMS] = {
        {_("the program's version"), text_keep(&program, arena)},
        {_("the config"), configs_said(setup, arena)},
        {_("a file that the config is read from"), files_read(setup, arena)},
        {_("the list of strategies"), cases_run(setup, arena)},
        {_("the seed"), text_keep(&seed, arena)},
        {_("the number of campaigns"), text_keep(&campaigns, arena)},
        {"--precision", text_keep(&precision, arena)},
        {"--fixed", setup->fixed ? "--fixed" : "-"},
    };
    memcpy(term, terms, sizeof terms);
    run->checkpoint.n_terms = TERMS;
    run->checkpoint.term = term;
}

/* ---- Going on ---- */

/* The first rank reads it for all. */
static enum status read_file(struct run *run, struct text *file)
{
    struct messages *errors = &run->output.errors;
    enum status status = STATUS_OK;
    if (together_first() && access(run->path, F_OK) != 0 && errno == ENOENT) {
        messages_add(errors, _("%s: there is no such run to go on with"), run->path);
        status = STATUS_CONFIG;
    } else if (together_first()) {
        status = file_read(run->path, SIZE_MAX / 4, file, errors);
    }
    status = together_as_first(status);
    if (status == STATUS_OK)
        ranks_share_text(file);
    return status;
}

/* Goes on with the run that the file holds: then its study has tallies. STATUS_CONFIG when
 * there is no such file, or it is of another run. */
static enum status go_on(void *context)
{
    struct run *run = context;
    struct output *output = &run->output;
    struct study *study = &output->study->setup.study;
    struct text file = {0};
    list_terms(run);
    enum status status = read_file(run, &file);
    if (status == STATUS_OK) {
        study_start(study);
        status = checkpoint_read(run->path, &file, &run->checkpoint, study, &output->errors);
    }
    output->kept = status == STATUS_OK ? run->path : NULL;
    output->study->status = status;
    text_free(&file);
    return status;
}

/* ---- Pausing ---- */

static bool is_over(const struct run *run, double now)
{
    double most = run->output.options->max_seconds;
    return most > 0.0 && now - run->start >= most;
}

static bool is_time(void *context)
{
    const struct run *run = context;
    double now = engine_clock(), between = run->output.options->checkpoint_seconds;
    return is_over(run, now) || now - run->last >= (between > 0.0 ? between : SECONDS_BETWEEN);
}

/* Whoever asks for a file gets one; else only what took a while is worth it. */
static bool is_worth(const struct options *options, double seconds)
{
    return options->checkpoint_seconds > 0.0 || options->max_seconds > 0.0 || options->resume ||
           seconds >= SECONDS_WORTH;
}

static enum status keep(
    void *context, struct engine_position position, const struct tally *tallies, int n)
{
    struct run *run = context;
    double now = engine_clock();
    bool over = !interrupted && is_over(run, now);
    double seconds = run->checkpoint.seconds + now - run->start;
    run->last = now;
    if (!is_worth(run->output.options, seconds))
        return STATUS_OK;
    if (run->checkpoint.n_terms == 0)
        list_terms(run);
    struct checkpoint checkpoint = run->checkpoint;
    struct messages errors = {0};
    checkpoint.seconds = seconds;
    enum status status =
        checkpoint_write(run->path, &checkpoint, position, tallies, n, &errors);
    if (status == STATUS_OK)
        run->output.kept = run->path;
    /* A run that cannot be kept is still good for results. */
    print_messages(&errors, "recept: ");
    messages_free(&errors);
    run->last = engine_clock();
    if (!over)
        return STATUS_OK;
    return status == STATUS_OK ? STATUS_OUT_OF_TIME : status;
}

/* ---- All of it ---- */

static enum status prepare(struct output *output, void *context)
{
    struct run *run = context;
    struct runner *runner = &output->study->runner;
    choose_path(run);
    if (output->options->resume)
        output_fares(
            output, api_work(output->study->owner, output->study_options.language, go_on, run));
    if (output->study->status != STATUS_OK)
        return output->study->status;
    run->start = run->last = engine_clock();
    runner->seconds = run->checkpoint.seconds;
    /* What was saved of single campaigns goes with the unfinished results. */
    if (together_first() && !output->options->save_replications) {
        runner->engine.pause = is_time;
        runner->engine.keep = keep;
        runner->engine.pause_context = run;
    }
    return STATUS_OK;
}

enum status cmd_run(const struct options *options)
{
    struct run run = {0};
    return output_make(&run.output, options,
        &(struct output_command){
            .suffix = "", .prepare = prepare, .print = screen_run, .context = &run});
}
