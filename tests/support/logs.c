/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "logs.h"

#include "shipped.h"

#include <string.h>

/* The files of a test; all others are the program's. */
struct files {
    const char *log, *companies;
};

static enum status read_file(
    void *context, const char *name, size_t most, struct text *out, struct messages *errors)
{
    const struct files *files = context;
    const char *text = strcmp(name, "log.csv") == 0         ? files->log
                       : strcmp(name, "companies.csv") == 0 ? files->companies
                                                            : NULL;
    if (text == NULL)
        return files_of_program.read(NULL, name, most, out, errors);
    text_add_string(out, text);
    return STATUS_OK;
}

void tell_log(
    struct told_log *told, const char *text, const char *companies, struct log_ask ask)
{
    static const char *const log[] = {"log.csv"};
    struct files files = {text, companies};
    const struct file_reader reader = {.read = read_file, .context = &files};
    const struct config_origin origin = {.path = SOURCE_DIR "/configs/spark.cfg"};
    struct arena arena = {0};
    *told = (struct told_log){0};
    assert_int_equal(config_open(&told->config, &origin, &told->errors), STATUS_OK);
    ask.scenario = told->config.scenario;
    ask.files = &reader;
    ask.path = log;
    ask.n_paths = 1;
    ask.layout = shipped_layouts(&arena);
    while (ask.layout[ask.n_layouts] != NULL)
        ask.n_layouts++;
    ask.companies = companies != NULL ? "companies.csv" : NULL;
    told->campaign = arena_new(&told->arena, 1, sizeof *told->campaign);
    campaign_init(told->campaign, &told->arena, told->config.scenario, 0, 1);
    told->status =
        logbook_read(&told->logbook, &ask, (struct logbook_model){.campaign = told->campaign},
            0.95, &told->notices, &told->errors);
    arena_free(&arena);
}

void told_log_free(struct told_log *told)
{
    logbook_free(&told->logbook);
    arena_free(&told->arena);
    config_free(&told->config);
    messages_free(&told->notices);
    messages_free(&told->errors);
}

bool refused(const struct told_log *told, long line, const char *what)
{
    const struct log_reading *reading = &told->logbook.reading;
    for (int64_t i = 0; i < reading->n_refusals; i++)
        if (reading->refusal[i].line == line &&
            strstr(reading->refusal[i].reason, what) != NULL)
            return true;
    for (int64_t i = 0; i < reading->n_refusals; i++)
        print_error("%ld: %s: %s\n", reading->refusal[i].line, reading->refusal[i].column,
            reading->refusal[i].reason);
    return false;
}
