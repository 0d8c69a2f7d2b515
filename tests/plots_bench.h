/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config_reading.h"
#include "config.h"
#include "language.h"
#include "plots.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_CASES = 16 };

/* A study of the shipped config, its strategies again and again, in a folder of its own. */
struct bench {
    struct config config;
    struct scenario *scenario; /* may be changed before the run */
    struct arena arena;
    struct campaign *campaign;
    struct study_case cases[MOST_CASES];
    struct study study;
    struct messages messages;
    char folder[32], plots[40];
};

static inline void bench_init(struct bench *b)
{
    memset(b, 0, sizeof *b);
    b->arena = (struct arena){0};
    b->messages = (struct messages){0};
    const char *path = SOURCE_DIR "/configs/spark.cfg";
    assert_int_equal(config_read(&b->config, path, NULL, 0, &b->messages), STATUS_OK);
    b->scenario = b->config.scenario;
    struct strategy *strategy = arena_new(&b->arena, MOST_CASES, sizeof *strategy);
    for (int i = 0; i < MOST_CASES; i++) {
        char id[20];
        snprintf(id, sizeof id, "strategy_%d", i);
        strategy[i] = b->scenario->strategy[i % b->scenario->n_strategies];
        strategy[i].id = arena_copy(&b->arena, id);
    }
    b->scenario->strategy = strategy;
    b->scenario->n_strategies = MOST_CASES;
    strcpy(b->folder, "/tmp/plots-XXXXXX");
    assert_non_null(mkdtemp(b->folder));
    snprintf(b->plots, sizeof b->plots, "%s/plots", b->folder);
    language_use(ENGLISH);
}

static inline void bench_run(struct bench *b, int n, uint64_t replications)
{
    struct engine engine = {.threads = 1};
    struct study_plan plan = {replications, 0.0};
    b->campaign = memory_new((size_t)n + 1, sizeof *b->campaign);
    b->study.n_cases = n;
    b->study.cases = b->cases;
    b->study.confidence = 0.95;
    for (int i = 0; i < n; i++) {
        campaign_init(&b->campaign[i], &b->arena, b->scenario, i, 20240313);
        b->cases[i].scenario = b->scenario;
        b->cases[i].campaign = &b->campaign[i];
    }
    assert_int_equal(study_run(&b->study, &engine, plan), STATUS_OK);
}

static inline void remove_all(const char *folder)
{
    DIR *entries = opendir(folder);
    const struct dirent *entry;
    while (entries != NULL && (entry = readdir(entries)) != NULL)
        if (entry->d_name[0] != '.' || strlen(entry->d_name) > 2)
            unlinkat(dirfd(entries), entry->d_name, 0);
    if (entries != NULL)
        closedir(entries);
    rmdir(folder);
}

static inline void bench_free(struct bench *b)
{
    study_free(&b->study);
    messages_free(&b->messages);
    arena_free(&b->arena);
    memory_free(b->campaign);
    config_free(&b->config);
    char other[44];
    snprintf(other, sizeof other, "%s/nl", b->plots);
    remove_all(other);
    remove_all(b->plots);
    remove_all(b->folder);
}

static inline char *read_all(const char *folder, const char *name, const char *extension)
{
    struct text path = {0}, content = {0};
    text_printf(&path, "%s/%s%s", folder, name, extension);
    FILE *file = fopen(text_string(&path), "rb");
    text_free(&path);
    if (file == NULL)
        return NULL;
    char bytes[4096];
    text_add(&content, "", 0);
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, file)) > 0;)
        text_add(&content, bytes, n);
    fclose(file);
    return content.data;
}

static inline bool have_gnuplot(void)
{
    return system("command -v gnuplot >/dev/null") == 0;
}

static inline enum status try_plots(struct bench *b, const char *folder)
{
    struct results results = {.study = &b->study, .simulated = &b->study};
    struct results_folder into = {.errors = &b->messages, .lock = -1};
    text_add_string(&into.target, folder);
    text_add_string(&into.partial, folder);
    enum status status = plots_write(&results, true, &into);
    text_free(&into.target);
    text_free(&into.partial);
    return status;
}

static inline void write_plots(struct bench *b)
{
    assert_int_equal(try_plots(b, b->folder), STATUS_OK);
    assert_int_equal(b->messages.count, 0);
}

static inline enum status try_draw(struct bench *b, const char *format)
{
    const struct plots_order order = {.folder = b->folder, .formats = &format, .n_formats = 1};
    return plots_draw(&order, &b->messages);
}

static inline void draw(struct bench *b, const char *format)
{
    assert_int_equal(try_draw(b, format), STATUS_OK);
}
