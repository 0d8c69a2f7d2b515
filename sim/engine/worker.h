/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_WORKER_H
#define RECEPT_WORKER_H

#include "engine.h"
#include "text.h"

/* A worker runs chunks, one at a time: replications of the cases of one run. */

/* The cases that run together: one, hubs and then their total, or some that share draws. */
struct joint_run {
    const struct engine_case *cases;
    struct counts **counts; /* [n] to which a worker's counts are added when it is done */
    int n;
    bool drawn; /* replications come in pairs that share a draw of the parameters */
};

struct worker {
    const struct joint_run *run; /* that it is set up for; NULL: none */
    bool save;                   /* keep what single campaigns came to */
    int kept;                    /* replications of the chunk that are kept so far */
    struct workspace *workspace; /* one per case */
};

/* Runs replications first .. end - 1 of `run`; at most ENGINE_CHUNK. Runs are taken one after
 * another: the counts of another run are added first, so that memory does not grow with the
 * number of runs. */
void worker_run_chunk(
    struct worker *worker, const struct joint_run *run, uint64_t first, uint64_t end);

/* Adds to `out` what the chunk just run came to: the sums of each case, and single campaigns
 * where they are kept. */
void worker_write_chunk(const struct worker *worker, struct text *out);

/* Adds the counts to those of the run and clears everything away. */
void worker_finish(struct worker *worker);

#endif
