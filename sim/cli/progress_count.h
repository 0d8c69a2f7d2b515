/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PROGRESS_COUNT_H
#define RECEPT_PROGRESS_COUNT_H

#include "progress.h"

/* A count of campaigns over several runs of the engine of which nobody knows how many there
 * will be; only on a terminal. progress_end(&count->progress) clears the line. */
struct progress_count {
    struct progress progress;
    uint64_t before;    /* campaigns of the runs before this one */
    uint64_t done, all; /* of this one, as last told */
};

/* To be handed to the engine, with a struct progress_count as context. */
void progress_count_show(void *context, uint64_t done, uint64_t all);

#endif
