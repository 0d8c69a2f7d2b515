/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "options.h"
#include "progress.h"
#include "study.h"
#include "setup.h"
#include "tables.h"

/* What every command that writes a results folder does alike: simulating with a progress bar,
 * tables, plots and the manifest in the folder, and saying where they are. Of ranks that share
 * the work all simulate, get the same numbers and call all of this; the first alone writes. */
struct output {
    const struct options *options;
    struct setup setup;
    struct runner runner;
    struct progress progress;
    struct messages notices;
    struct results results; /* of the setup's study; a command adds what else it found */
    struct results_folder folder;
    struct text target;
    const char *kept;          /* a file from which the work can go on; NULL: none */
    struct table replications; /* replications.csv while it is written */
    char started[32];
};

void output_init(struct output *output, const struct options *options);

/* Reads the configs that the options name and makes their study. STATUS_CONFIG or STATUS_USAGE,
 * on all ranks, with what is wrong in the setup's errors. */
enum status output_read(struct output *output);

/* What is asked for by the command line, else by the first config. */
struct study_plan output_plan(const struct output *output);

/* Begins the folder, results/NAME and `suffix` unless the options name another: before
 * simulating, so that a place that cannot be written to costs no waiting. */
enum status output_begin(struct output *output, const char *suffix);

/* What writes each campaign of the setup's study (struct engine's `save`, with the output as
 * context) once the output was begun; NULL: that is not asked for. */
void (*output_saver(const struct output *output))(void *, int, uint64_t, const double *);

/* Ends what was begun. Writes the results and says where they are; unless all went well so far,
 * and the user does not interrupt, the folder is removed. Prints the results where csv or json
 * is asked for. Returns how it ended, on all ranks. */
enum status output_end(struct output *output, enum status so_far);

/* Whether the results are to be printed for people, notices included. */
bool output_shows(const struct output *output, enum status status);

/* Prints the errors, if any, and frees the output. Returns how the command ended. */
enum status output_finish(struct output *output, enum status status);
