/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_RUNNER_H
#define RECEPT_RUNNER_H

#include "study.h"

/* Simulates the studies that a command is made of, one after the other, and adds up what that
 * took. */
struct runner {
    struct engine engine; /* threads, stop, ranks, pauses; the rest is set for each study */
    /* Told how many replications of step `step` (1, 2, ...: a study each) are done; may be
     * NULL. */
    void (*progress)(void *context, int step, uint64_t done, uint64_t all);
    void *context;
    int step;        /* of the study that was simulated last */
    double seconds;  /* of simulating */
    double contacts; /* held in all campaigns of all studies */
};

/* Simulates `study`; `save` (may be NULL) is as in struct engine, on all ranks. Status as of
 * study_run(). */
enum status runner_run(struct runner *runner, struct study *study, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context);

/* Seconds of a clock that only goes forward. */
double runner_clock(void);

#endif
