/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A bar on standard error with rate and time left, or a count where nobody knows how many
 * campaigns there will be; only on a terminal. */
struct progress {
    bool on;
    bool steps;          /* which one it is is told before the bar */
    int step;            /* the present one */
    double start, shown; /* seconds */
};

void progress_start(struct progress *progress, bool on);

/* To be handed to a study (recept.h), with a struct progress as context: true. */
bool progress_show(void *context, int step, uint64_t done, uint64_t all);

/* Clears the line. */
void progress_end(struct progress *progress);
