/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>

#include "status.h"
#include "expected_table.h"
#include "state.h"
#include "tally.h"

/* Replications are added up in chunks of this many, and the chunks merged in order: sums do not
 * depend on threads or ranks. A first run's number of replications is continued from a multiple
 * of it. */
enum { ENGINE_CHUNK = 256 };

/* Where a case's campaigns come from when its parameters are not known. Replications 2k and 2k
 * + 1 share draw k of the parameters and have independent luck; the draws are the same for
 * every case. */
struct campaign_draws {
    void *(*open)(
        void *context); /* one per thread; NULL: all replications are of one campaign */
    /* Makes `campaign` (at first all zero) of the case with `context` and `means`; it is there
     * until another draw is asked for. */
    void (*draw)(void *opened, void *context, const struct campaign *means, uint64_t draw,
        struct campaign *campaign);
    void (*close)(void *opened);
    void *context;
    const void *unknown; /* what is drawn, not NULL: cases of a team that have the same share
                            what a thread opened for the first of them */
};

/* Some of a case's campaigns: numbers that rise, whole pairs where parameters are drawn. They
 * are only given to whoever keeps single campaigns: tallies tell nothing of them but how many
 * contacts were held. */
struct chosen_campaigns {
    uint64_t n;
    const uint32_t *number; /* NULL: all are simulated */
};

/* One case to simulate. */
struct engine_case {
    const struct campaign *campaign; /* at the means of what is not known */
    struct campaign_draws source;
    bool member; /* runs together with the cases after it, up to one that is no member: hubs up
                    to their total, or cases that share draws */
    int hubs;    /* a total: of this many hubs, the cases before it; 0: not a total */
    const struct expectation *expectation; /* what is expected is followed; NULL: it is not */
    bool details;                          /* those of totals are followed too (details.h) */
    struct pilot_sums
        *pilot; /* the campaigns are only to add to it; NULL: they are not a pilot's */
    struct chosen_campaigns chosen;  /* those that run together have the same */
    const struct state_source *from; /* replications go on from there; NULL: from the start */
};

/* How far a run of replications from .. to - 1 has got: the tallies hold this many of its
 * chunks, in the order in which they are taken (case after case). Of chosen campaigns these are
 * places in the list, which may end before. */
struct engine_position {
    uint64_t from, to, chunks;
};

/* With which budgets it goes the same way, in millionths of a euro: from the first to below the
 * second (see struct ledger). */
enum { SAVED_GRANTED, SAVED_REFUSED, SAVED_MONEY };

struct engine {
    int threads;                       /* of this rank; 0: as many as are allowed (threads.h) */
    int *ran;                          /* gets how many ran at most; may be NULL */
    const volatile sig_atomic_t *stop; /* not 0: end as soon as possible; may be NULL */
    void (*progress)(void *context, uint64_t done, uint64_t all); /* may be NULL */
    void *context;
    /* Where single campaigns are to be kept: is given what each came to, x[rows][quantities],
     * all companies first, then its controls [CONTROL_ROOM], and SAVED_MONEY, replication by
     * replication in order, of case after case; may be NULL. On every rank. */
    void (*save)(void *context, int one, uint64_t replication, const double *x);
    void *save_context;

    /* Pauses, in which a long run can be kept. `pause` is asked before each chunk, by one
     * thread at a time; once it is time, no further chunk is taken, and `keep` is told how far
     * the tallies have come: STATUS_OK goes on. It is told too when the run is stopped. NULL:
     * no pauses. On the first rank only. */
    bool (*pause)(void *context);
    enum status (*keep)(
        void *context, struct engine_position position, const struct tally *tallies, int n);
    void *pause_context;

    /* Shares the chunks with the other ranks (ranks.h), which all have to make the same calls
     * for the same cases and get the same tallies. */
    bool share;
    /* Ends the program when a run is stopped and other ranks do not answer; must not return. */
    void (*abandon)(void);
};

/* Whether it was told to end, by a signal or another thread. */
static inline bool engine_stops(const struct engine *engine)
{
    return engine->stop != NULL && __atomic_load_n(engine->stop, __ATOMIC_RELAXED) != 0;
}

/* Runs replications position.from .. position.to - 1 of each of `n` cases, but for the chunks
 * that the tallies hold already, and adds them to its tally. `from` is 0 or a multiple of
 * ENGINE_CHUNK at which an earlier run ended; both are even where parameters are drawn. Returns
 * STATUS_INTERRUPTED when stopped, or what `keep` returned if not STATUS_OK; the tallies are
 * then incomplete. `progress` counts replications of all cases together and is called by one
 * thread at a time. */
enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    struct engine_position position, struct tally *tallies);

/* Seconds of a clock that only goes forward. */
double engine_clock(void);
