/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PAUSES_H
#define RECEPT_PAUSES_H

#include "checkpoint.h"
#include "options.h"
#include "setup.h"

/* Pauses of a long run, in which what it has come to is kept in a file beside its results,
 * FOLDER.checkpoint: every so often, when it is interrupted, and when its time is up. */
struct pauses {
    const struct options *options;
    struct setup *setup;
    struct study_plan plan;
    struct arena arena;
    struct text path;
    double start, last; /* of simulating; of the last pause */
    bool kept;          /* there is a file of this run */
    struct checkpoint checkpoint;
};

/* `folder` is where the results will be. */
void pauses_init(struct pauses *pauses, const struct options *options, struct setup *setup,
    const char *folder);
void pauses_free(struct pauses *pauses);

/* Begins to count time, and with --resume goes on with the run that the file holds: then its
 * study has tallies. STATUS_CONFIG, with a message in the setup's errors, when there is no
 * such file, or it is of another run. */
enum status pauses_begin(struct pauses *pauses, struct study_plan plan);

/* Adds the pauses to how a study is run. */
void pauses_add(struct pauses *pauses, struct engine *engine);

/* Seconds that the run was simulated before. */
double pauses_seconds_before(const struct pauses *pauses);

/* Removes the file, as the results are there. */
void pauses_end(const struct pauses *pauses);

/* Says how to go on, if the run can. */
void pauses_print(const struct pauses *pauses, enum status status);

#endif
