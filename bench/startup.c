/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "startup.h"

#include "process.h"
#include "target.h"
#include "timing.h"

#include <stdio.h>

enum { MOST_ARGUMENTS = 8, TIMES = 11, LONG_TIMES = 5 };

/* One way to start the program. */
struct start {
    const char *told;
    const char *argument[MOST_ARGUMENTS]; /* after the program, ended by NULL */
    bool long_run;
    double target_seconds; /* at most; 0: none */
};

/* `folder` takes the results. */
static bool time_start(const struct settings *settings, const struct start *start,
    const char *folder, struct series *seconds)
{
    const char *argv[MOST_ARGUMENTS + 4] = {settings->program};
    int n = 1, times = start->long_run ? LONG_TIMES : TIMES;
    for (int i = 0; start->argument[i] != NULL; i++)
        argv[n++] = start->argument[i];
    if (start->argument[1] != NULL) {
        argv[n++] = "-o";
        argv[n++] = folder;
    }
    for (int i = 0; i < (settings->quick ? 1 : times); i++) {
        struct process_took took;
        if (process_run(argv, NULL, NULL, &took) != 0) {
            fprintf(stderr, "%s %s failed\n", settings->program, start->told);
            return false;
        }
        series_add(seconds, took.seconds);
    }
    return true;
}

static bool measure_in(const struct settings *settings, const char *folder)
{
    static const struct start starts[] = {
        {"--version", {"--version", NULL}, false, 0.020},
        {"run -n 1 --no-plots", {"run", CONFIG_SPARK, "-n", "1", "--no-plots", "-q", NULL},
            false, 0.020},
        {"run --no-plots", {"run", CONFIG_SPARK, "--no-plots", "-q", NULL}, true, 0.0},
        {"run, plots included", {"run", CONFIG_SPARK, "-q", NULL}, true, 0.5},
    };
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        struct series seconds = {0};
        if (settings->quick && starts[i].long_run)
            continue;
        if (!time_start(settings, &starts[i], folder, &seconds))
            return false;
        printf("  %-26s %7.1f ms (%.1f to %.1f)", starts[i].told, 1e3 * series_median(&seconds),
            1e3 * series_least(&seconds), 1e3 * series_most(&seconds));
        if (starts[i].target_seconds > 0.0)
            target_at_most(1e3 * series_median(&seconds), 1e3 * starts[i].target_seconds, "ms");
        printf("\n");
    }
    return true;
}

bool startup_measure(const struct settings *settings)
{
    struct text folder = {0};
    if (process_make_folder(&folder) != 0) {
        fprintf(stderr, "cannot make a folder for results\n");
        text_free(&folder);
        return false;
    }
    size_t parent = folder.length;
    text_add_string(&folder, "/spark");
    printf("\nWhole processes, all cores (%s):\n", CONFIG_SPARK);
    bool done = measure_in(settings, text_string(&folder));
    folder.data[parent] = '\0';
    process_remove_folder(folder.data);
    text_free(&folder);
    return done;
}
