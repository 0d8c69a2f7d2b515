/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast recept is, beside what else one could simulate the same with. See usage[]. */
#include "beside.h"
#include "numbers.h"
#include "rounds.h"
#include "scaling.h"
#include "startup.h"
#include "timing.h"

#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
    "recept_bench [--scaling] [--quick] [--rounds N] [--python PROGRAM]\n"
    "Measures contact moments per second of recept and of baselines, and times whole runs.\n"
    "  --scaling         how time and memory grow instead\n"
    "  --quick           a glance, to see that everything still runs: the figures mean "
    "nothing\n"
    "  --rounds N        how often everything is measured, in turn (9)\n"
    "  --python PROGRAM  Python with NumPy\n"
    "RECEPT_REFERENCE names an earlier recept, PLACE/build/release/recept, to be held "
    "against;\n"
    "both then run its configs, PLACE/configs, or those of the folder "
    "RECEPT_REFERENCE_CONFIGS.\n"
    "RECEPT_BEFORE names another for the lines of plans and of numbers that are not known.\n";

enum { EXIT_USAGE = 2, ROUNDS = 9 };

/* Children of the memory curve are this program too. */
struct request {
    struct settings settings;
    bool scaling, help, wrong;
    int peak_replications; /* 0: not such a child */
};

static void read_options(struct request *request, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--scaling") == 0)
            request->scaling = true;
        else if (strcmp(argv[i], "--quick") == 0)
            request->settings.quick = true;
        else if (strcmp(argv[i], "--python") == 0 && more)
            request->settings.python = argv[++i];
        else if (strcmp(argv[i], "--rounds") == 0 && more)
            request->settings.rounds = atoi(argv[++i]);
        else if (strcmp(argv[i], "--peak-memory") == 0 && more)
            request->peak_replications = atoi(argv[++i]);
        else if (strcmp(argv[i], "--help") == 0)
            request->help = true;
        else
            request->wrong = true;
    }
}

static bool measure(const struct settings *settings)
{
    printf("recept on %d core%s%s\n", settings->cores, settings->cores == 1 ? "" : "s",
        settings->quick ? "; a glance: these figures mean nothing" : "");
    if (!beside_measure(settings) || !rounds_measure(settings))
        return false;
    numbers_measure(settings);
    return startup_measure(settings);
}

int main(int argc, char **argv)
{
    struct request request = {
        .settings =
            {
                .cores = omp_get_num_procs(),
                .program = RECEPT_PROGRAM,
                .python = NUMPY_PYTHON,
                .reference = getenv("RECEPT_REFERENCE"),
                .before = getenv("RECEPT_BEFORE"),
                .configs = getenv("RECEPT_REFERENCE_CONFIGS"),
                .rounds = ROUNDS,
            },
    };
    struct settings *settings = &request.settings;
    read_options(&request, argc, argv);
    if (settings->quick)
        settings->rounds = 1;
    else if (settings->rounds < 1 || settings->rounds > MOST_ROUNDS)
        request.wrong = true;
    settings->seconds = settings->quick ? 1e-3 : 0.3;
    if (request.help || request.wrong) {
        fputs(usage, request.wrong ? stderr : stdout);
        return request.wrong ? EXIT_USAGE : EXIT_SUCCESS;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (chdir(SOURCE_DIR) != 0) {
        perror(SOURCE_DIR);
        return EXIT_FAILURE;
    }
    bool done = request.peak_replications > 0 ? scaling_peak_memory(request.peak_replications)
                : request.scaling             ? scaling_measure(settings)
                                              : measure(settings);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
