/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OUTPUT_H
#define RECEPT_OUTPUT_H

#include "files.h"
#include "options.h"
#include "progress.h"
#include "results.h"
#include "runner.h"
#include "setup.h"
#include "tables.h"

/* What every command that writes a results folder does alike: simulating with a progress bar,
 * tables, plots and the manifest in the folder, and saying where they are. */
struct output {
    const struct options *options;
    struct setup setup;
    struct runner runner;
    struct progress progress;
    struct messages notices;
    struct results_folder folder;
    struct text target;
    struct table replications; /* replications.csv while it is written */
    char started[32];
};

void output_init(struct output *output, const struct options *options);
void output_free(struct output *output);

/* Reads the configs that the options name and makes their study. STATUS_CONFIG or STATUS_USAGE,
 * on all ranks, with what is wrong in the setup's errors. */
enum status output_read(struct output *output);

/* What is asked for by the command line, else by the first config. */
struct study_plan output_plan(const struct output *output);

/* Whether this rank is the one that writes. Of ranks that share the work all simulate, and get
 * the same numbers; all have to begin and end the output. */
bool output_writes(void);

/* What writes each campaign of the setup's study (struct engine's `save`, with the output as
 * context) while the parts simulate; NULL: that is not asked for. */
void (*output_saver(const struct output *output))(void *, int, uint64_t, const double *);

/* What a command does of its own; each part is given `context`. */
struct output_parts {
    const char *suffix; /* of the folder: results/NAME-compare */
    enum status (*read)(void *context);
    enum status (*simulate)(void *context);
    struct results (*results)(void *context);
    void (*screen)(void *context); /* prints what people read, but for the notices */
    /* Once the folder is in its place, or was given up; NULL: an interruption is told. */
    void (*ended)(void *context, enum status status);
};

/* Reads, simulates, writes the results folder and prints. The folder is begun before
 * simulating, so that a place that cannot be written to costs no waiting; unless all goes well,
 * and the user does not interrupt, it is removed. Prints the errors, if any. Returns how it
 * ended, on all ranks. */
enum status output_run(struct output *output, const struct output_parts *parts, void *context);

#endif
