/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare.h"
#include "ranking.h"

/* Which strategy is best, simulated no longer than needed for that: the procedure of ranking.h
 * on means of batches of campaigns, on common random numbers. */

/* Campaigns per batch; both of a pair are in the same one. A part of the engine's holds a whole
 * number of batches. */
enum { SELECTION_BATCH = 64, SELECTION_FIRST = 50 };

/* Pauses, in which a long search can be kept. */
struct selection_pauses {
    bool (*pause)(void *context); /* as in struct engine; NULL: there are none */
    /* Is told the state, and how many campaigns it holds of all cases together; STATUS_OK goes
     * on. */
    enum status (*keep)(void *context, const struct text *state, uint64_t done);
    void *context;
    const struct bytes *state; /* where the search goes on, on all ranks; NULL: it starts */
};

struct selection_plan {
    double sure; /* probability that the selected one is the best, if any other is at least */
    double difference; /* this much behind */
    double value;      /* of a partner, euro: then value * partners - cost counts, in euro a
                          campaign; NAN: partners per company approached of a batch */
    uint64_t most;     /* campaigns of each at most */
    uint64_t again;    /* campaigns of the winner on fresh streams, 0: none */
    const struct selection_pauses *pauses; /* NULL: none */
};

struct selection {
    int n, best;
    bool finished;         /* else `most` was not enough */
    uint64_t replications; /* of each that was left at the end */
    bool survives[MOST_COMPARED];
    struct estimate behind[MOST_COMPARED]; /* its mean minus that of the best of the others, all
                                              at once; high > 0: it may be the best */
    struct estimate again; /* of the winner, on campaigns that had no part in its selection */
};

/* Selects among the cases of `study` (at most MOST_COMPARED, no hubs), whose tallies are not
 * touched. Where these are simulated and adjusted by controls (adjusted.h), batches are too, by
 * the same tables and slopes: then the campaigns come after those of the study, else they are
 * numbers 0, 1, ... of its streams; those of `again` come after the last. STATUS_CONFIG: the
 * state is not one of this search. A search that goes on comes to the same bytes as one that
 * was never left. */
enum status selection_run(struct selection *selection, const struct study *study,
    const struct engine *engine, struct selection_plan plan);
