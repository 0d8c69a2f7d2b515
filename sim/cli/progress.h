/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* One bar on standard error for all that a command has to do, with the time that is left, or a
 * count of campaigns where nobody knows how many there will be; only on a terminal. */
struct progress {
    bool on;
    double start, shown; /* seconds */
    double first;        /* share that was done when it was first told; below 0: not yet */
};

void progress_start(struct progress *progress, bool on);

/* To be handed to a study (recept.h), with a struct progress as context: true. */
bool progress_show(void *context, double share, double campaigns);

/* Clears the line. */
void progress_end(struct progress *progress);
