/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_ENGINE_H
#define RECEPT_ENGINE_H

#include <signal.h>

#include "status.h"
#include "tally.h"

/* Replications are added up in parts of this many, and the parts merged in order: sums do not
 * depend on threads. A first run's number of replications is continued from a multiple of it.
 */
enum { ENGINE_PART = 250 };

struct engine {
    int threads;                       /* 0: all cores */
    const volatile sig_atomic_t *stop; /* not 0: end as soon as possible; may be NULL */
    void (*progress)(void *context, uint64_t done, uint64_t all); /* may be NULL */
    void *context;
};

/* Runs replications from .. to - 1 of each of `n` campaigns and adds them to its tally. `from`
 * is 0 or a multiple of ENGINE_PART at which an earlier run ended. Returns STATUS_INTERRUPTED
 * when stopped; the tallies are then incomplete. `progress` counts replications of all
 * campaigns together and is called by one thread at a time. */
enum status engine_run(const struct engine *engine, const struct campaign *const *campaigns,
    int n, uint64_t from, uint64_t to, struct tally *tallies);

#endif
