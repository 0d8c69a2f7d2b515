/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OUTPUT_H
#define RECEPT_OUTPUT_H

#include "files.h"
#include "pauses.h"
#include "progress.h"
#include "workload.h"

/* What every command that writes a results folder does alike: where the folder goes, simulating
 * with a progress bar, the manifest, plots, and saying where the results are. */
struct output {
    int argc;
    char **argv;
    struct workload *work;
    struct messages notices;
    struct results_folder folder;
    struct text target;
    struct pauses *pauses;   /* of the workload's study; NULL: it has none */
    struct drawing *drawing; /* of plots, under way; NULL: none */
    int step;                /* the next of a command that simulates in several; 0: in one */
    double seconds;          /* of simulating */
    double held; /* contacts held in campaigns of studies other than the workload's */
    char started[32];
};

void output_init(struct output *output, struct workload *work, int argc, char **argv);
void output_free(struct output *output);

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

/* Simulates `study` on the threads asked for, with a progress bar unless quiet; `save` (may be
 * NULL) is as in struct engine, on all ranks. Its time is added to output->seconds. */
enum status output_simulate(struct output *output, struct study *study, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context);

/* The engine as the command line wants it; `progress` as for output_simulate(). */
struct engine output_engine(const struct output *output, struct progress *progress);

/* Contacts held in all campaigns of a study that was simulated. */
double output_contacts_held(const struct study *study);

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

#endif
