/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "text.h"

#include <omp.h>

/* ---- Workers ---- */

/* A worker runs chunks, one at a time: replications of the cases of one run. */

/* The cases that run together: one, hubs and then their total, or some that share draws. */
struct joint_run {
    const struct engine_case *cases;
    struct tally *tallies; /* [n] a worker's counts are added to theirs when it is done */
    int n, simulated;      /* cases; those before the total, if there is one */
    bool drawn;            /* replications come in pairs that share a draw of the parameters */
};

/* The number of the replication at that place of a run, and how many there are up to `end`. */
static inline uint64_t run_number(const struct joint_run *run, uint64_t place)
{
    const struct chosen_campaigns *chosen = &run->cases[0].chosen;
    return chosen->number != NULL ? chosen->number[place] : place;
}

static inline uint64_t run_end(const struct joint_run *run, uint64_t end)
{
    const struct chosen_campaigns *chosen = &run->cases[0].chosen;
    return chosen->number != NULL && chosen->n < end ? chosen->n : end;
}

struct worker {
    const struct joint_run *run; /* that it is set up for; NULL: none */
    bool save;                   /* keep what single campaigns came to */
    int kept;                    /* replications of the chunk that are kept so far */
    struct workspace *workspace; /* one per case */
};

/* Runs replications first .. end - 1 of `run`, at most ENGINE_CHUNK, and adds to `out` what
 * they came to: the sums of each case, and single campaigns where they are kept. Runs are taken
 * one after another: the counts of another run are added first, so that memory does not grow
 * with the number of runs. */
void worker_run_chunk(struct worker *worker, const struct joint_run *run, uint64_t first,
    uint64_t end, struct text *out);

/* Adds the counts to those of the run and clears everything away. */
void worker_finish(struct worker *worker);

/* ---- Schedules ---- */

/* A schedule says which chunk is run next, between two pauses of a run: workers take chunks in
 * order and run them, and what they came to is added to the tallies in the same order, whoever
 * ran them. The first rank gives chunks to the others and adds all of them up. Another rank
 * sends what its chunks came to, and counts in tallies that are empty at first. */

/* What a chunk came to, in bytes of chunk_write(). */
struct chunk_result {
    struct chunk_result *next;
    uint64_t chunk;
    struct text bytes;
};

/* Chunks of the run are numbered from 0, run after run. */
struct schedule {
    const struct engine *engine;
    const struct engine_case *cases;
    int n;
    struct tally *tallies;
    struct joint_run *runs;
    int n_runs;
    struct engine_position position; /* .chunks: added up */
    uint64_t run_chunks;             /* chunks of each run */
    uint64_t end;                    /* the schedule ends before this chunk */
    uint64_t window;                 /* chunks that may be under way: what waits needs memory */
    bool first_rank;
    int counts_in; /* on the first rank: cases of other ranks whose counts were added */

    omp_lock_t lock; /* of all that follows */
    bool closed;     /* no more chunks are taken */
    bool stopped;    /* another rank was told to stop */
    uint64_t next;   /* chunk to be taken */
    uint64_t *given; /* [window] other ranks: chunks to take */
    size_t n_given;
    struct chunk_result *waiting; /* in order: until it is their turn, or until they are sent */
    struct chunk_result *to_save; /* in order: added up, to be sent to all ranks and saved */
    bool save_later; /* single campaigns are sent to all ranks when the schedule is done */
};

/* A schedule from `position` on. */
void schedule_init(struct schedule *schedule, const struct engine *engine,
    const struct engine_case *cases, int n, struct engine_position position,
    struct tally *tallies);
void schedule_free(struct schedule *schedule);

/* All chunks of the run. */
uint64_t schedule_all_chunks(const struct schedule *schedule);

/* Takes the next chunk. */
enum taken { CHUNK_TAKEN, CHUNK_LATER, CHUNK_NONE };
enum taken schedule_take(struct schedule *schedule, uint64_t *chunk);

/* Takes up to `most` chunks that follow each other for another rank. */
enum taken schedule_take_some(
    struct schedule *schedule, uint64_t most, uint64_t *chunk, uint64_t *n);

/* Gives chunks to the workers of another rank. */
void schedule_give(struct schedule *schedule, uint64_t chunk, uint64_t n);
void schedule_close(struct schedule *schedule);

/* Chunks given that no worker has taken yet. */
size_t schedule_left(struct schedule *schedule);

/* Adds what a chunk came to when its turn is there; takes its bytes over. */
void schedule_add_result(struct schedule *schedule, uint64_t chunk, struct text *bytes);

/* Other ranks: the first chunk that waits to be sent, or NULL. Free it with
 * chunk_result_free(). */
struct chunk_result *schedule_next_result(struct schedule *schedule);
void chunk_result_free(struct chunk_result *one);

/* Gives single campaigns of a chunk that was added up to whoever keeps them. */
void schedule_save(const struct schedule *schedule, uint64_t chunk, struct text *bytes);

/* Works until no chunk is left. */
void schedule_work(struct schedule *schedule);

/* Sleeps for 50 microseconds, so that others can work. */
void wait_briefly(void);

/* ---- Ranks that share a schedule ---- */

/* Where ranks share a schedule, the thread that started exchanges messages with the other ranks
 * while the other threads of its rank run chunks; it sleeps in between. The first rank gives
 * chunks out, a few at a time as they are asked for, so that ranks of different speed end
 * together. */

/* Exchanges chunks until this rank has sent in what it took; the first, until it has the counts
 * of all others as well. */
void exchange_chunks(struct schedule *schedule, int threads);

/* Other ranks: sends the first its counts, after all threads have worked. */
void exchange_send_counts(const struct schedule *schedule);

/* Gives every rank the first one's tallies. */
void exchange_tallies(struct tally *tallies, int n);

/* Sends every rank what single campaigns came to that were added up, to be saved. */
void exchange_saved(struct schedule *schedule);
