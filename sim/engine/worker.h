/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_WORKER_H
#define RECEPT_WORKER_H

#include "engine.h"
#include "text.h"

/* A worker runs parts, one at a time: replications of the cases of one run. */

/* The cases that run together: one, hubs and then their total, or some that share draws. */
struct team_run {
    const struct engine_case *cases;
    struct counts **counts; /* [n] to which a worker's counts are added when it is done */
    int n;
    bool drawn; /* replications come in pairs that share a draw of the parameters */
};

struct worker {
    const struct team_run *run; /* that it is set up for; NULL: none */
    bool save;                  /* keep what single campaigns came to */
    int kept;                   /* replications of the part that are kept so far */
    struct desk *desk;          /* one per case */
};

/* Runs replications first .. end - 1 of `run`; at most ENGINE_PART. Runs are taken one after
 * another: the counts of another run are added first, so that memory does not grow with the
 * number of runs. */
void worker_run_part(
    struct worker *worker, const struct team_run *run, uint64_t first, uint64_t end);

/* Adds to `out` what the part just run came to: the sums of each case, and single campaigns
 * where they are kept. */
void worker_write_part(const struct worker *worker, struct text *out);

/* Adds the counts to those of the run and clears everything away. */
void worker_finish(struct worker *worker);

#endif
