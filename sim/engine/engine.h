/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_ENGINE_H
#define RECEPT_ENGINE_H

#include <signal.h>

#include "status.h"
#include "tally.h"

/* Replications are added up in parts of this many, and the parts merged in order: sums do not
 * depend on threads. A first run's number of replications is continued from a multiple of it.
 */
enum { ENGINE_PART = 256 };

/* Where a case's campaigns come from when its parameters are not known. Replications 2k and 2k
 * + 1 share draw k of the parameters and have independent luck; the draws are the same for
 * every case. */
struct campaign_source {
    void *(*open)(
        void *context); /* one per thread; NULL: all replications are of one campaign */
    const struct campaign *(*draw)(void *opened, uint64_t draw);
    void (*close)(void *opened);
    void *context;
};

/* One case to simulate. */
struct engine_case {
    const struct campaign *campaign; /* at the means of what is not known */
    struct campaign_source source;
    bool member; /* a hub that runs together with the cases after it, up to their total */
    int hubs;    /* a total: of this many hubs, the cases before it; 0: not a total */
};

struct engine {
    int threads;                       /* 0: all cores */
    const volatile sig_atomic_t *stop; /* not 0: end as soon as possible; may be NULL */
    void (*progress)(void *context, uint64_t done, uint64_t all); /* may be NULL */
    void *context;
    /* Where single campaigns are to be kept: is given what each came to, x[places][quantities],
     * all companies first, replication by replication in order, of case after case; may be
     * NULL. */
    void (*save)(void *context, int one, uint64_t replication, const double *x);
    void *save_context;
};

/* Runs replications from .. to - 1 of each of `n` cases and adds them to its tally. `from` is 0
 * or a multiple of ENGINE_PART at which an earlier run ended; both are even where parameters
 * are drawn. Returns STATUS_INTERRUPTED when stopped; the tallies are then incomplete.
 * `progress` counts replications of all cases together and is called by one thread at a time.
 */
enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    uint64_t from, uint64_t to, struct tally *tallies);

#endif
