/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OUTPUT_H
#define RECEPT_OUTPUT_H

#include "files.h"
#include "options.h"
#include "progress.h"
#include "runner.h"
#include "setup.h"

/* What every command that writes a results folder does alike: what is simulated, with a
 * progress bar, where the folder goes, the manifest, plots, and saying where the results are.
 */
struct output {
    int argc;
    char **argv;
    struct options options;
    struct setup setup;
    struct runner runner;
    struct progress progress;
    struct messages notices;
    struct results_folder folder;
    struct text target;
    struct drawing *drawing; /* of plots, under way; NULL: none */
    char started[32];
};

/* The options are still to be read. */
void output_init(struct output *output, int argc, char **argv);

/* Reads the configs that the options name and makes their study. STATUS_CONFIG or STATUS_USAGE,
 * on all ranks, with what is wrong in the setup's errors. */
enum status output_read(struct output *output);

/* Begins results/NAME followed by `suffix` ("", "-compare"), where NAME is that of the first
 * config's campaign, or the folder that --output names. Done before simulating, so that a place
 * that cannot be written to costs no waiting. On STATUS_FAILED there is nothing to end. */
enum status output_begin(struct output *output, const char *suffix);

/* Puts the results in their place when `status` is STATUS_OK and the user did not interrupt,
 * else removes them. Returns how the command ended, on all ranks. */
enum status output_end(struct output *output, enum status status);

/* What is asked for by the command line, else by the first config. */
struct study_plan output_plan(const struct output *output);

/* Whether this rank is the one that writes. Of ranks that share the work all simulate, and get
 * the same numbers; all have to begin and end the output. */
bool output_writes(void);

/* Writes manifest.json. */
enum status output_manifest(struct output *output);

/* The folder under which scripts of plots are written; NULL: no plots were asked for. */
const char *output_plots_folder(const struct output *output);

/* Begins to draw the plots whose scripts are there; a plot that fails costs a notice. */
void output_draw(struct output *output);

/* Waits for plots that are being drawn, if any; with another status so far they are given up
 * and that is returned. */
enum status output_drawn(struct output *output, enum status so_far);

/* Says on standard error where the results are, and with -v how fast they came. */
void output_print_place(const struct output *output);

/* Prints the errors, if any, and frees all but what the command has itself. Returns `status`.
 */
enum status output_finish(struct output *output, enum status status);

#endif
