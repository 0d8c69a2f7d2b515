/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "work.h"

#include "process.h"
#include "target.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MILLIONS 50.0
#define FAULTS 1000.0

/* What a program took; NAN: not counted. */
struct work {
    double instructions, hashing, faults; /* millions of instructions; of these for SHA-256 */
};

static double faults_so_far(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return (double)usage.ru_minflt;
}

/* The total of a file of callgrind, in millions. */
static double total_in(const char *path)
{
    char line[512];
    double total = NAN;
    FILE *file = fopen(path, "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "totals: ", 8) == 0)
            total = strtod(line + 8, NULL) / 1e6;
    if (file != NULL)
        fclose(file);
    return total;
}

/* One campaign; `before` it stands what it is run by, ended by NULL. */
static bool run_one(
    const char *const before[], const char *program, const char *config, const char *folder)
{
    enum { MOST = 20 };
    const char *const one[] = {
        program, "run", config, "-n", "1", "--no-plots", "-q", "-t", "1", "-o", folder, NULL};
    const char *argv[MOST] = {NULL};
    int n = 0;
    for (int i = 0; before[i] != NULL; i++)
        argv[n++] = before[i];
    for (int i = 0; one[i] != NULL; i++)
        argv[n++] = one[i];
    return process_run(argv, NULL, NULL, NULL) == 0;
}

/* Millions of instructions, of the function `within` (NULL: of all). */
static bool count(const char *program, const char *config, const char *folder,
    const char *within, double *millions)
{
    struct text out = {0}, file = {0}, only = {0}, results = {0};
    text_printf(&out, "%s/callgrind", folder);
    text_printf(&file, "--callgrind-out-file=%s", out.data);
    text_printf(&only, "--toggle-collect=%s", within != NULL ? within : "");
    text_printf(&results, "%s/counted", folder);
    const char *const valgrind[] = {"valgrind", "-q", "--tool=callgrind", file.data,
        within != NULL ? only.data : NULL, NULL};
    bool done = run_one(valgrind, program, config, results.data);
    *millions = total_in(out.data);
    process_remove_folder(results.data);
    text_free(&out);
    text_free(&file);
    text_free(&only);
    text_free(&results);
    return done;
}

static bool take(
    const char *program, const char *config, const char *folder, bool counts, struct work *work)
{
    struct text results = {0};
    double before = faults_so_far();
    text_printf(&results, "%s/counted", folder);
    *work = (struct work){NAN, NAN, NAN};
    bool done = run_one((const char *const[]){NULL}, program, config, results.data);
    work->faults = faults_so_far() - before;
    process_remove_folder(results.data);
    text_free(&results);
    if (done && counts)
        done = count(program, config, folder, NULL, &work->instructions) &&
               count(program, config, folder, "nettle_sha256_update", &work->hashing);
    return done;
}

static void print(const char *told, const struct work *work)
{
    printf("  %-10s", told);
    if (!isnan(work->instructions))
        printf(" %6.1f million instructions, %.1f of them for SHA-256 (which processors have "
               "and valgrind has not);",
            work->instructions, work->hashing);
    printf(" %.0f page faults\n", work->faults);
}

/* The configs of a reference stand beside it, as it was built: PLACE/build/release/recept. */
static void find_config(struct text *config, const char *reference)
{
    text_add_string(config, reference);
    for (int up = 0; up < 3 && config->length > 0; up++)
        while (config->length > 0 && config->data[--config->length] != '/')
            ;
    text_printf(config, "%s" CONFIG_SPARK, config->length > 0 ? "/" : "");
    FILE *file = fopen(config->data, "r");
    if (file != NULL) {
        fclose(file);
        return;
    }
    config->length = 0;
    text_add_string(config, CONFIG_SPARK);
}

bool work_measure(const struct settings *settings, const char *folder)
{
    const char *const version[] = {"valgrind", "--version", NULL};
    bool counts = !settings->quick && process_run(version, NULL, NULL, NULL) == 0;
    struct text config = {0};
    struct work own, other = {0};
    find_config(&config, settings->reference != NULL ? settings->reference : "");
    bool done = take(settings->program, config.data, folder, counts, &own);
    if (done && settings->reference != NULL)
        done = take(settings->reference, config.data, folder, counts, &other);
    text_free(&config);
    if (!done)
        return false;
    printf("\nOne campaign, its tables and manifest, on one thread:\n");
    print("recept", &own);
    if (settings->reference != NULL)
        print("reference", &other);
    if (counts) {
        printf("  without SHA-256:");
        target_at_most(own.instructions - own.hashing, MILLIONS, "million");
        printf("\n");
    }
    printf("  in memory:");
    target_at_most(own.faults, FAULTS, "page faults");
    printf("\n");
    return true;
}
