/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "checkpoint.h"
#include "language.h"
#include "notices.h"
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
    struct study_plan plan;
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
    run->path = text_keep(&path, &run->output.setup.arena);
}

/* ---- What must be the same when the run goes on ---- */

/* A checksum of everything that any of the configs says, defaults and changed settings
 * included. */
static const char *configs_said(struct setup *setup)
{
    struct text said = {0};
    char hex[SHA256_DIGITS + 1];
    for (int i = 0; i < setup->n_configs; i++)
        tree_dump(&setup->configs[i].tree, false, &said);
    sha256_hex(said.data, said.length, hex);
    text_free(&said);
    return arena_copy(&setup->arena, hex);
}

static const char *files_read(struct setup *setup)
{
    struct text sums = {0};
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            text_printf(&sums, "%s\n", i->sha256);
    return text_keep(&sums, &setup->arena);
}

static const char *cases_run(struct setup *setup)
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
    return text_keep(&list, &setup->arena);
}

static void list_terms(struct run *run)
{
    enum { TERMS = 8 };
    struct setup *setup = &run->output.setup;
    struct checkpoint_term *term = arena_new(&setup->arena, TERMS, sizeof *term);
    struct text program = {0}, seed = {0}, campaigns = {0}, precision = {0};
    text_printf(&program, "%s (%s)", program_version, program_commit);
    text_printf(&seed, "%llu", (unsigned long long)setup->seed);
    text_add_number(&campaigns, (double)run->plan.replications, 0);
    text_add_number(&precision, run->plan.precision, 0);
    const struct checkpoint_term terms[TERMS] = {
        {_("the program's version"), text_keep(&program, &setup->arena)},
        {_("the config"), configs_said(setup)},
        {_("a file that the config is read from"), files_read(setup)},
        {_("the list of strategies"), cases_run(setup)},
        {_("the seed"), text_keep(&seed, &setup->arena)},
        {_("the number of campaigns"), text_keep(&campaigns, &setup->arena)},
        {"--precision", text_keep(&precision, &setup->arena)},
        {"--fixed", run->output.options->fixed ? "--fixed" : "-"},
    };
    memcpy(term, terms, sizeof terms);
    run->checkpoint.n_terms = TERMS;
    run->checkpoint.term = term;
}

/* ---- Going on ---- */

/* The first rank reads it for all. */
static enum status read_file(struct run *run, struct text *file)
{
    struct messages *errors = &run->output.setup.errors;
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
static enum status go_on(struct run *run)
{
    struct setup *setup = &run->output.setup;
    struct text file = {0};
    list_terms(run);
    enum status status = read_file(run, &file);
    if (status == STATUS_OK) {
        study_start(&setup->study);
        status =
            checkpoint_read(run->path, &file, &run->checkpoint, &setup->study, &setup->errors);
    }
    run->output.kept = status == STATUS_OK ? run->path : NULL;
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

static enum status simulate(struct run *run)
{
    struct output *output = &run->output;
    struct engine *engine = &output->runner.engine;
    run->plan = output_plan(output);
    choose_path(run);
    enum status status = output->options->resume ? go_on(run) : STATUS_OK;
    if (status != STATUS_OK)
        return status;
    run->start = run->last = engine_clock();
    output->runner.seconds = run->checkpoint.seconds;
    /* What was saved of single campaigns goes with the unfinished results. */
    if (together_first() && !output->options->save_replications) {
        engine->pause = is_time;
        engine->keep = keep;
        engine->pause_context = run;
    }
    status = runner_run(
        &output->runner, &output->setup.study, run->plan, output_saver(output), output);
    if (status == STATUS_OK && together_first())
        study_notices(&output->setup.study, &output->notices);
    return status;
}

enum status cmd_run(const struct options *options)
{
    struct run run = {0};
    struct output *output = &run.output;
    output_init(output, options);
    enum status status = output_read(output);
    if (status == STATUS_OK)
        status = output_begin(output, "");
    if (status == STATUS_OK)
        status = output_end(output, simulate(&run));
    if (status == STATUS_OK && together_first() && output->kept != NULL)
        unlink(output->kept); /* there are results now */
    const struct config *config = output->setup.configs;
    if (output_shows(output, status))
        screen_run(
            stdout, &output->setup.study, config->numbers, config->assumed, &output->notices);
    return output_finish(output, status);
}
