/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PROGRESS_H
#define RECEPT_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* A bar on standard error with rate and time left; only on a terminal. */
struct progress {
    bool on;
    int step; /* of several that a command takes, to be told before the bar; 0: the only one */
    double start, shown; /* seconds */
};

void progress_start(struct progress *progress, bool on);

/* To be handed to the engine, with a struct progress as context. */
void progress_show(void *context, uint64_t done, uint64_t all);

/* Clears the line. */
void progress_end(struct progress *progress);

/* Seconds of a clock that only goes forward. */
double progress_clock(void);

#endif
