/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* A stretch of all that a command has to do, which goes from 0 to 1. */
struct span {
    double from, to;
};

/* Simulates the studies that a command is made of, one after the other. */
struct runner {
    struct engine engine; /* threads, stop, ranks, pauses; the rest is set for each study */
    /* Told which share of all the work is done (NAN: nobody knows) and how many campaigns were
     * simulated; may be NULL. */
    void (*progress)(void *context, double share, double campaigns);
    void *context;
    struct span span; /* that the next study takes; {0, 1} at first */
    double shown;     /* share of all that was told last: it never goes back */
    double campaigns; /* simulated, of all cases of all studies, */
    double earlier;   /* and of those before the present one */
    int threads;      /* that ran, at most */
    double seconds;   /* of simulating */
    double contacts;  /* held in all campaigns of all studies */
};

/* What follows takes the part of the present span from `from` to `to`, of 0 to 1; returns the
 * present span, to be set again. */
struct span runner_enter(struct runner *runner, double from, double to);

/* Simulates `study`; `save` (may be NULL) is as in struct engine, on all ranks. Status as of
 * study_run(). */
enum status runner_run(struct runner *runner, struct study *study, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context);
