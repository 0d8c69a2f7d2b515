/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "keeping.h"

#include "commands.h"
#include "language.h"
#include "ranks.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Work is kept this often, unless --checkpoint says otherwise; what was interrupted earlier
 * than this is begun again as easily. */
#define SECONDS_BETWEEN 600.0
#define SECONDS_WORTH 10.0

/* ---- What must be the same when the work goes on ---- */

/* A checksum of everything that any of the configs says, defaults and changed settings
 * included. */
static const char *configs_said(struct output *output)
{
    const struct setup *setup = &output->study->setup;
    const struct text *first = output_effective(output);
    struct text said = {0};
    char hex[SHA256_DIGITS + 1];
    text_add(&said, text_string(first), first->length);
    for (int i = 1; i < setup->n_configs; i++)
        tree_dump(&setup->configs[i].tree, false, &said);
    sha256_hex(said.data, said.length, hex);
    text_free(&said);
    return arena_copy(&output->arena, hex);
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

static void list_terms(struct keeping *keeping, const struct checkpoint_term *work)
{
    enum { COMMON = 7, MOST = 12 };
    const struct recept_study *study = keeping->output->study;
    const struct setup *setup = &study->setup;
    struct arena *arena = &keeping->output->arena;
    struct checkpoint_term *term = arena_new(arena, MOST, sizeof *term);
    const struct checkpoint_term common[COMMON] = {
        {_("the command"), keeping->command},
        {_("the config"), configs_said(keeping->output)},
        {_("a file that the config is read from"), files_read(setup, arena)},
        {_("the list of strategies"), cases_run(setup, arena)},
        {_("the seed"), arena_printf(arena, "%llu", (unsigned long long)setup->seed)},
        {"--fixed", setup->fixed ? "--fixed" : "-"},
        {"--no-controls", setup->study.controls ? "-" : "--no-controls"},
    };
    memcpy(term, common, sizeof common);
    int n = COMMON;
    for (; work != NULL && work->name != NULL && n < MOST; work++)
        term[n++] = *work;
    keeping->checkpoint = (struct checkpoint){
        .program = arena_printf(arena, "%s (%s)", program_version, program_commit),
        .n_terms = n,
        .term = term,
        .asked = study->campaigns.replications};
}

/* Digits that tell this work from any other. */
static const char *digits_of(const struct keeping *keeping, char hex[SHA256_DIGITS + 1])
{
    enum { DIGITS = 8 };
    struct text all = {0};
    text_add_string(&all, keeping->checkpoint.program);
    for (int i = 0; i < keeping->checkpoint.n_terms; i++) {
        const char *value = keeping->checkpoint.term[i].value;
        text_add(&all, value, strlen(value) + 1);
    }
    sha256_hex(all.data, all.length, hex);
    text_free(&all);
    hex[DIGITS] = '\0';
    return hex;
}

/* ---- What was left ---- */

/* What is at a path, with why it is not this work. */
struct found {
    enum { NOTHING, THIS_WORK, OTHER_WORK, NO_WORK } what;
    struct messages reasons;
};

static void look_at(struct keeping *keeping, const char *path, struct found *found)
{
    bool there;
    text_free(&keeping->file);
    messages_free(&found->reasons);
    found->what = NO_WORK;
    enum status status = checkpoint_load(path, &keeping->file, &there, &found->reasons);
    if (status != STATUS_OK)
        return;
    found->what = NOTHING;
    if (!there)
        return;
    enum checkpoint_kind kind = checkpoint_read(
        path, &keeping->file, &keeping->checkpoint, &keeping->state, &found->reasons);
    found->what = kind == CHECKPOINT_SAME    ? THIS_WORK
                  : kind == CHECKPOINT_OTHER ? OTHER_WORK
                                             : NO_WORK;
}

static const char *plain_path(struct output *output)
{
    struct text path = {0};
    text_add_string(&path, text_string(&output->target));
    while (path.length > 1 && path.data[path.length - 1] == '/')
        path.data[--path.length] = '\0';
    text_add_string(&path, ".checkpoint");
    return text_keep(&path, &output->arena);
}

/* Finds the file of this work, or the name for one: keeping->path. What is there besides is
 * told of, and with --resume that there is no such file. */
static enum status find(struct keeping *keeping, struct found *found)
{
    struct output *output = keeping->output;
    const char *plain = plain_path(output);
    struct found other = {0};
    char hex[SHA256_DIGITS + 1];
    keeping->path = plain;
    look_at(keeping, plain, found);
    if (found->what == THIS_WORK || (found->what == NOTHING && !output->options->resume))
        return STATUS_OK;
    const char *own = arena_printf(&output->arena, "%s-%s", plain, digits_of(keeping, hex));
    look_at(keeping, own, &other);
    bool resumes = output->options->resume && other.what != THIS_WORK;
    if (resumes && found->what == NOTHING && other.what == NOTHING) {
        messages_add(&output->errors, _("%s: there is no such run to go on with"), plain);
    } else if (resumes) {
        messages_add_all(&output->errors, &found->reasons);
        messages_add_all(&output->errors, &other.reasons);
    } else if (found->what == OTHER_WORK) {
        messages_add(&keeping->notices,
            _("%s is of other work, which was not finished: it stays as it is"), plain);
    } else if (found->what == NO_WORK) {
        messages_add_all(&keeping->notices, &found->reasons);
        messages_add(&keeping->notices, _("%s stays as it is"), plain);
    }
    messages_free(&found->reasons);
    *found = other;
    keeping->path = own;
    return resumes ? STATUS_CONFIG : STATUS_OK;
}

/* ---- What is done with it ---- */

static enum status move_aside(struct keeping *keeping)
{
    struct text to = {0};
    struct output *output = keeping->output;
    enum status status = checkpoint_move_aside(keeping->path, &to, &output->errors);
    if (status == STATUS_OK)
        messages_add(&keeping->notices,
            _("what was simulated before is in %s; this run begins afresh"), text_string(&to));
    keeping->checkpoint.seconds = 0.0;
    text_free(&to);
    return status;
}

/* Whether the work that was found cannot go on to what is asked for now; tells why. */
static bool is_too_few(const struct keeping *keeping, uint64_t asked)
{
    const struct checkpoint *found = &keeping->checkpoint;
    if (found->asked <= asked)
        return false;
    messages_add(&keeping->output->errors,
        _("%s: %llu campaigns are done of a run with --replications %llu, which cannot go on "
          "to fewer, %llu: give that number with --resume to go on, or --fresh to begin anew "
          "(the file is then moved aside)"),
        keeping->path, (unsigned long long)found->done, (unsigned long long)found->asked,
        (unsigned long long)asked);
    return true;
}

static enum status decide(struct keeping *keeping, const struct found *found)
{
    const struct options *options = keeping->output->options;
    struct messages *errors = &keeping->output->errors;
    uint64_t asked = keeping->output->study->campaigns.replications;
    if (found->what == NOTHING)
        return STATUS_OK;
    if (options->fresh)
        return move_aside(keeping);
    if (found->what != THIS_WORK) {
        messages_add_all(errors, &found->reasons);
        messages_add(errors, _("%s is in the way: --fresh moves it aside"), keeping->path);
        return STATUS_FAILED;
    }
    if (is_too_few(keeping, asked))
        return STATUS_FAILED;
    if (!options->resume) {
        messages_add(errors,
            _("%s: this work was begun before, and %llu campaigns of it are done: add --resume "
              "to go on, or --fresh to begin anew (the file is then moved aside)"),
            keeping->path, (unsigned long long)keeping->checkpoint.done);
        return STATUS_FAILED;
    }
    keeping->exists = true;
    return STATUS_OK;
}

/* Whoever asks for a file gets one; else only what took a while is worth it. */
static bool is_asked_for(const struct options *options)
{
    return options->checkpoint_seconds > 0.0 || options->max_seconds > 0.0 || options->resume ||
           options->fresh;
}

/* On the first rank. */
static enum status begin(struct keeping *keeping)
{
    struct output *output = keeping->output;
    const char *path = plain_path(output);
    struct found found = {0};
    enum lock_kind kind = checkpoint_lock(path, &keeping->lock);
    keeping->off = kind == LOCK_BUSY;
    if (keeping->off) {
        bool asked = is_asked_for(output->options);
        messages_add(asked ? &output->errors : &keeping->notices,
            asked ? _("%s: another run keeps its work there, and is under way")
                  : _("%s: another run keeps its work there; this one is not kept"),
            path);
        return asked ? STATUS_FAILED : STATUS_OK;
    }
    enum status status = find(keeping, &found);
    if (status == STATUS_OK)
        status = decide(keeping, &found);
    messages_free(&found.reasons);
    return status;
}

/* The other ranks get what the first has read, and see in it what that saw. */
static enum status share(struct keeping *keeping)
{
    int exists = keeping->exists;
    ranks_share(&exists, sizeof exists);
    keeping->exists = exists;
    if (!exists) {
        text_free(&keeping->file);
        return STATUS_OK;
    }
    struct messages reasons = {0};
    ranks_share_text(&keeping->file);
    enum checkpoint_kind kind =
        checkpoint_read("", &keeping->file, &keeping->checkpoint, &keeping->state, &reasons);
    messages_free(&reasons);
    return kind == CHECKPOINT_SAME ? STATUS_OK : STATUS_CONFIG;
}

enum status keeping_begin(struct keeping *keeping, struct output *output, const char *command,
    const struct checkpoint_term *work)
{
    *keeping = (struct keeping){.output = output, .command = command, .path = ""};
    list_terms(keeping, work);
    enum status status = together_as_first(together_first() ? begin(keeping) : STATUS_OK);
    print_messages(&keeping->notices, "recept: ");
    messages_free(&keeping->notices);
    if (status == STATUS_OK)
        status = together(share(keeping));
    if (status == STATUS_OK && keeping->exists && together_first())
        output->kept = keeping->path;
    keeping->told = arena_printable(&output->arena, keeping->path);
    guard_kept(output->kept != NULL ? keeping->told : NULL);
    keeping->start = keeping->last = engine_clock();
    return status;
}

enum status keeping_refuse(struct keeping *keeping, const char *reason)
{
    messages_add(&keeping->output->errors, "%s: %s", keeping->path, reason);
    keeping->output->kept = NULL;
    guard_kept(NULL);
    return STATUS_CONFIG;
}

void keeping_end(struct keeping *keeping, enum status status)
{
    struct output *output = keeping->output;
    if (output == NULL)
        return; /* it was never begun */
    if (status == STATUS_OK && output->kept != NULL) {
        unlink(output->kept);
        output->kept = NULL;
    }
    guard_kept(NULL);
    checkpoint_unlock(&keeping->lock);
    text_free(&keeping->file);
}

/* ---- Pauses ---- */

bool keeping_is_over(const struct keeping *keeping)
{
    double most = keeping->output->options->max_seconds;
    return __atomic_load_n(&time_is_up, __ATOMIC_RELAXED) != 0 ||
           (most > 0.0 && engine_clock() - keeping->start >= most);
}

bool keeping_is_time(void *context)
{
    const struct keeping *keeping = context;
    double between = keeping->output->options->checkpoint_seconds;
    return keeping_is_over(keeping) ||
           engine_clock() - keeping->last >= (between > 0.0 ? between : SECONDS_BETWEEN);
}

static enum status store(struct keeping *keeping, const struct text *state, uint64_t done)
{
    struct output *output = keeping->output;
    struct checkpoint checkpoint = keeping->checkpoint;
    struct text file = {0};
    struct messages errors = {0};
    checkpoint.asked = output->study->campaigns.replications;
    checkpoint.done = done;
    checkpoint.seconds += engine_clock() - keeping->start;
    checkpoint_bytes(&checkpoint, state, &file);
    enum status status = checkpoint_store(keeping->path, &file, keeping->exists, &errors);
    if (status == STATUS_OK) {
        keeping->exists = true;
        output->kept = keeping->path;
        guard_kept(keeping->told);
    }
    /* Work that cannot be kept is still good for results. */
    print_messages(&errors, "recept: ");
    messages_free(&errors);
    text_free(&file);
    return status;
}

enum status keeping_store(struct keeping *keeping, const struct text *state, uint64_t done)
{
    bool over = !__atomic_load_n(&interrupted, __ATOMIC_RELAXED) && keeping_is_over(keeping);
    double seconds = keeping->checkpoint.seconds + engine_clock() - keeping->start;
    enum status status = STATUS_OK;
    bool worth = over || is_asked_for(keeping->output->options) || seconds >= SECONDS_WORTH;
    if (worth && !keeping->off)
        status = store(keeping, state, done);
    keeping->last = engine_clock();
    if (!over)
        return STATUS_OK;
    return status == STATUS_OK ? STATUS_OUT_OF_TIME : status;
}
