/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A bar on standard error with rate and time left; only on a terminal. */
struct progress {
    bool on;
    bool steps;          /* which one it is is told before the bar */
    int step;            /* the present one */
    double start, shown; /* seconds */
    uint64_t before;     /* of a count: campaigns of the runs before this one, */
    uint64_t done, all;  /* and of this one */
};

void progress_start(struct progress *progress, bool on);

/* To be handed to a runner, with a struct progress as context. */
void progress_show(void *context, int step, uint64_t done, uint64_t all);

/* A count of campaigns instead, over several runs of the engine of which nobody knows how many
 * there will be; to be handed to the engine, after progress_start(). */
void progress_count(void *context, uint64_t done, uint64_t all);

/* Clears the line. */
void progress_end(struct progress *progress);
