/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pauses.h"

#include "commands.h"
#include "files.h"
#include "language.h"
#include "ranks.h"
#include "engine.h"
#include "together.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A run is kept this often, unless --checkpoint says otherwise; one that was interrupted
 * earlier than this is begun again as easily. */
#define SECONDS_BETWEEN 600.0
#define SECONDS_WORTH 10.0

void pauses_init(struct pauses *pauses, const struct options *options, struct setup *setup,
    const char *folder)
{
    memset(pauses, 0, sizeof *pauses);
    pauses->options = options;
    pauses->setup = setup;
    arena_init(&pauses->arena);
    text_init(&pauses->path);
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    text_add(&pauses->path, folder, length);
    text_add_string(&pauses->path, ".checkpoint");
}

void pauses_free(struct pauses *pauses)
{
    arena_free(&pauses->arena);
    text_free(&pauses->path);
}

/* ---- What must be the same when the run goes on ---- */

static const char *to_arena(struct pauses *pauses, struct text *text)
{
    const char *copy = arena_copy(&pauses->arena, text_string(text));
    text_free(text);
    return copy;
}

/* Everything that any of the configs says, defaults and changed settings included. */
static const char *configs_said(struct pauses *pauses)
{
    const struct setup *setup = pauses->setup;
    struct text said, sum;
    char hex[SHA256_DIGITS + 1];
    text_init(&said);
    text_init(&sum);
    for (int i = 0; i < setup->n_configs; i++)
        tree_dump(&setup->configs[i].tree, false, &said);
    sha256_hex(said.data, said.length, hex);
    text_add_string(&sum, hex);
    text_free(&said);
    return to_arena(pauses, &sum);
}

static const char *files_read(struct pauses *pauses)
{
    const struct setup *setup = pauses->setup;
    struct text sums;
    text_init(&sums);
    for (int c = 0; c < setup->n_configs; c++)
        for (const struct input *i = setup->configs[c].tree.inputs; i != NULL; i = i->next)
            text_printf(&sums, "%s\n", i->sha256);
    return to_arena(pauses, &sums);
}

static const char *cases_run(struct pauses *pauses)
{
    const struct study *study = &pauses->setup->study;
    struct text list;
    text_init(&list);
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        text_printf(&list, "%s%s", i > 0 ? "," : "",
            one->hubs > 0 ? one->hub : one->campaign->strategy->id);
        for (int v = 0; v < study->n_vary; v++)
            text_printf(&list, "/%s=%s", study->vary_path[v], one->vary_value[v]);
    }
    return to_arena(pauses, &list);
}

static const char *number(struct pauses *pauses, double value)
{
    struct text digits;
    text_init(&digits);
    text_add_number(&digits, value, 0);
    return to_arena(pauses, &digits);
}

static void list_terms(struct pauses *pauses)
{
    enum { TERMS = 8 };
    const struct setup *setup = pauses->setup;
    struct checkpoint_term *term = arena_new(&pauses->arena, TERMS, sizeof *term);
    struct text program, seed;
    text_init(&program);
    text_init(&seed);
    text_printf(&program, "%s (%s)", program_version, program_commit);
    text_printf(&seed, "%llu", (unsigned long long)setup->seed);
    const struct checkpoint_term terms[TERMS] = {
        {_("the program's version"), to_arena(pauses, &program)},
        {_("the config"), configs_said(pauses)},
        {_("a file that the config is read from"), files_read(pauses)},
        {_("the list of strategies"), cases_run(pauses)},
        {_("the seed"), to_arena(pauses, &seed)},
        {_("the number of campaigns"), number(pauses, (double)pauses->plan.replications)},
        {"--precision", number(pauses, pauses->plan.precision)},
        {"--fixed", pauses->options->fixed ? "--fixed" : "-"},
    };
    memcpy(term, terms, sizeof terms);
    pauses->checkpoint.n_terms = TERMS;
    pauses->checkpoint.term = term;
}

/* ---- Going on ---- */

/* The first rank reads it for all. */
static enum status read_file(struct pauses *pauses, struct text *file)
{
    struct messages *errors = &pauses->setup->errors;
    const char *path = text_string(&pauses->path);
    enum status status = STATUS_OK;
    if (together_first() && access(path, F_OK) != 0 && errno == ENOENT) {
        messages_add(errors, _("%s: there is no such run to go on with"), path);
        status = STATUS_CONFIG;
    } else if (together_first()) {
        status = file_read(path, SIZE_MAX / 4, file, errors);
    }
    status = together_as_first(status);
    if (status == STATUS_OK)
        ranks_share_text(file);
    return status;
}

enum status pauses_begin(struct pauses *pauses, struct study_plan plan)
{
    struct setup *setup = pauses->setup;
    struct text file;
    text_init(&file);
    pauses->plan = plan;
    enum status status = STATUS_OK;
    if (pauses->options->resume) {
        list_terms(pauses);
        status = read_file(pauses, &file);
        if (status == STATUS_OK) {
            study_start(&setup->study);
            status = checkpoint_read(text_string(&pauses->path), &file, &pauses->checkpoint,
                &setup->study, &setup->errors);
        }
        pauses->kept = status == STATUS_OK;
    }
    text_free(&file);
    pauses->start = pauses->last = engine_clock();
    return status;
}

double pauses_seconds_before(const struct pauses *pauses)
{
    return pauses->checkpoint.seconds;
}

/* ---- Pausing ---- */

static bool is_over(const struct pauses *pauses, double now)
{
    double most = pauses->options->max_seconds;
    return most > 0.0 && now - pauses->start >= most;
}

static bool is_time(void *context)
{
    const struct pauses *pauses = context;
    double now = engine_clock();
    double between = pauses->options->checkpoint_seconds;
    return is_over(pauses, now) ||
           now - pauses->last >= (between > 0.0 ? between : SECONDS_BETWEEN);
}

/* Whoever asks for a file gets one; else only what took a while is worth it. */
static bool is_worth(const struct pauses *pauses, double seconds)
{
    const struct options *options = pauses->options;
    return options->checkpoint_seconds > 0.0 || options->max_seconds > 0.0 || options->resume ||
           seconds >= SECONDS_WORTH;
}

static enum status keep(
    void *context, struct engine_place place, const struct tally *tallies, int n)
{
    struct pauses *pauses = context;
    double now = engine_clock();
    bool over = !interrupted && is_over(pauses, now);
    double seconds = pauses->checkpoint.seconds + now - pauses->start;
    pauses->last = now;
    if (!is_worth(pauses, seconds))
        return STATUS_OK;
    if (pauses->checkpoint.n_terms == 0)
        list_terms(pauses);
    struct checkpoint checkpoint = pauses->checkpoint;
    struct messages errors;
    checkpoint.seconds = seconds;
    messages_init(&errors);
    enum status status =
        checkpoint_write(text_string(&pauses->path), &checkpoint, place, tallies, n, &errors);
    pauses->kept = pauses->kept || status == STATUS_OK;
    /* A run that cannot be kept is still good for results. */
    print_messages(&errors, "recept: ");
    messages_free(&errors);
    pauses->last = engine_clock();
    if (!over)
        return STATUS_OK;
    return status == STATUS_OK ? STATUS_OUT_OF_TIME : status;
}

void pauses_add(struct pauses *pauses, struct engine *engine)
{
    /* What was saved of single campaigns goes with the unfinished results. */
    if (!together_first() || pauses->options->save_replications)
        return;
    engine->pause = is_time;
    engine->keep = keep;
    engine->pause_context = pauses;
}

void pauses_end(const struct pauses *pauses)
{
    if (pauses->kept)
        unlink(text_string(&pauses->path));
}

void pauses_print(const struct pauses *pauses, enum status status)
{
    const char *path = text_string(&pauses->path);
    if (status == STATUS_OUT_OF_TIME)
        fprintf(stderr,
            _("recept: time is up; what was simulated is in %s: go on with --resume\n"), path);
    else if (status == STATUS_INTERRUPTED && pauses->kept)
        fprintf(stderr,
            _("recept: interrupted; what was simulated is in %s: go on with --resume\n"), path);
    else if (status == STATUS_INTERRUPTED)
        fprintf(stderr, "%s\n", _("recept: interrupted; nothing was written"));
}
