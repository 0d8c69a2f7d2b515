/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "export.h"
#include "language.h"
#include "log_write.h"
#include "output.h"
#include "shipped.h"

#include <string.h>
#include <time.h>

/* A logbook under way: what is read, and with which layouts. */
struct reading_log {
    struct logbook logbook;
    struct log_ask ask;
    struct logbook_model model;
};

/* A layout by its name, else by its path. */
static const char *layout_path(struct arena *arena, const char *wanted)
{
    const char *const *all = shipped_layouts(arena);
    for (int i = 0; all[i] != NULL; i++)
        if (text_same(all[i], arena_printf(arena, SHIPPED_LAYOUT, wanted)))
            return all[i];
    return wanted;
}

static void choose_layouts(struct output *output, struct log_ask *ask)
{
    const char *wanted = output->options->log.layout;
    if (wanted != NULL) {
        const char **one = arena_new(&output->arena, 1, sizeof *one);
        one[0] = layout_path(&output->arena, wanted);
        ask->layout = one;
        ask->n_layouts = 1;
        return;
    }
    ask->layout = shipped_layouts(&output->arena);
    while (ask->layout[ask->n_layouts] != NULL)
        ask->n_layouts++;
}

static struct log_ask ask_of(struct output *output)
{
    const struct options *options = output->options;
    struct log_ask ask = {.scenario = output->study->setup.configs[0].scenario,
        .files = &output->sources.reader,
        .n_paths = options->n_arguments - 1,
        .path = options->arguments + 1,
        .companies = options->log.companies,
        .columns = options->log.columns,
        .kept = options->log.kept,
        .sheet = options->log.sheet,
        .until = options->log.until,
        .today = (long)(time(NULL) / (24 * 60 * 60)),
        .add_companies = options->log.add_companies};
    choose_layouts(output, &ask);
    return ask;
}

/* The strategy that was followed; where none was, or it is not said, the first. */
static enum status find_model(struct output *output, struct logbook_model *model)
{
    const char *followed = output->options->log.followed;
    struct setup *setup = &output->study->setup;
    int which = 0;
    bool none = followed == NULL || text_same(followed, "none");
    if (!none && setup_find(setup, followed, &which) != STATUS_OK) {
        messages_add_all(&output->errors, &setup->errors);
        messages_free(&setup->errors);
        return STATUS_USAGE;
    }
    *model = (struct logbook_model){setup->study.cases[which].campaign, !none};
    if (output->options->log.dry_run)
        *model = (struct logbook_model){0};
    return STATUS_OK;
}

/* What is likely not meant is told, and with --strict an error. */
static enum status tell_notices(struct output *output, struct messages *notices)
{
    bool wrong = output->options->strict && notices->count > 0;
    if (wrong)
        messages_add_all(&output->errors, notices);
    else
        print_messages(notices, "");
    messages_free(notices);
    return wrong ? STATUS_CONFIG : STATUS_OK;
}

static enum status read_it(struct output *output, struct reading_log *of)
{
    struct messages notices = {0};
    of->ask = ask_of(output);
    of->logbook.names = output->options->log.names;
    guard_reading(true);
    enum status status = logbook_read(&of->logbook, &of->ask, of->model,
        of->ask.scenario->simulation.confidence, &notices, &output->errors);
    guard_reading(false);
    of->logbook.names = output->options->log.names;
    enum status told = tell_notices(output, &notices);
    return status == STATUS_OK ? told : status;
}

/* Before anything is written, so that a dry run leaves nothing behind. */
static enum status look_first(struct output *output, void *context)
{
    struct reading_log *of = context;
    enum status status = find_model(output, &of->model);
    if (status == STATUS_OK)
        status = read_it(output, of);
    if (status != STATUS_OK || !output->options->log.dry_run)
        return status;
    struct screen screen = {0};
    screen_log_reading(&screen, &of->logbook);
    screen_print(stdout, &screen);
    screen_free(&screen);
    return finish_output();
}

/* Ids of which there is a bit, with commas. */
static const char *listed(struct arena *arena, unsigned bits, const char *const *names, int n)
{
    struct text list = {0};
    for (int i = 0; i < n; i++)
        if ((bits >> i & 1u) != 0)
            text_printf(&list, "%s%s", list.length > 0 ? "," : "", names[i]);
    return text_keep(&list, arena);
}

/* What a campaign can go on from. */
static void tell_manifest(struct output *output, const struct reading_log *of)
{
    struct arena *arena = &output->arena;
    const struct log *log = &of->logbook.log;
    output->logbook = arena_new(arena, 1, sizeof *output->logbook);
    *output->logbook =
        (struct manifest_logbook){.until = logbook_date(&of->logbook, arena, log->until),
            .followed = output->options->log.followed,
            .columns = listed(arena, log->columns, log_column_names, N_LOG_COLUMNS),
            .kept = listed(arena, log->kept, log_outcome_names, N_LOG_OUTCOMES),
            .own_list = of->ask.companies == NULL && of->logbook.reading.added == 0,
            .names = of->logbook.names};
}

static enum status write_file(struct output *output, const char *name, const struct text *bytes)
{
    FILE *file = results_open(&output->folder, name);
    if (file == NULL)
        return STATUS_FAILED;
    fwrite(text_string(bytes), 1, bytes->length, file);
    return results_close(&output->folder, file, name);
}

/* The companies, and what --to asks for. */
static enum status write_files(struct output *output, const struct reading_log *of)
{
    enum log_format to = output->options->log.to;
    struct text companies = {0}, other = {0};
    log_write_companies(&companies, &of->logbook.log, of->logbook.names);
    if (to == LOG_AS_XES)
        export_xes(&other, &of->logbook);
    else if (to == LOG_AS_ETM)
        export_etm(&other, &of->logbook);
    enum status status = write_file(output, LOG_COMPANIES, &companies);
    if (status == STATUS_OK && to != LOG_AS_CSV)
        status = write_file(output, to == LOG_AS_XES ? "logbook.xes" : "etm.csv", &other);
    text_free(&companies);
    text_free(&other);
    return status;
}

static enum status describe(struct output *output, void *context)
{
    struct reading_log *of = context;
    tell_manifest(output, of);
    output->study->results =
        (struct results){.study = &output->study->setup.study, .logbook = &of->logbook};
    return together_first() ? write_files(output, of) : STATUS_OK;
}

enum status cmd_logbook(const struct options *options)
{
    struct output output;
    struct reading_log of = {0};
    enum status status = output_make(&output, options,
        &(struct output_command){.suffix = "-logbook",
            .n_configs = 1,
            .look_first = look_first,
            .only_looks = options->log.dry_run,
            .work = describe,
            .tell = screen_logbook,
            .context = &of});
    logbook_free(&of.logbook);
    return status;
}
