/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SHIFT_H
#define RECEPT_SHIFT_H

#include "engine.h"
#include "worker.h"

#include <omp.h>

/* A shift is what workers do between two pauses: they take parts in order, run them, and hand
 * them in; parts are added to the tallies in the same order, whoever ran them. The first rank
 * gives parts out and adds them up. Another rank takes what it was given and sends it in: it
 * has counts of its own, and no use for its tallies. */

/* A part that was handed in, in bytes of finished.h. */
struct handed_in {
    struct handed_in *next;
    uint64_t part;
    struct text bytes;
};

/* Parts of the run are numbered from 0, run after run. */
struct shift {
    const struct engine *engine;
    const struct engine_case *cases;
    int n;
    struct tally *tallies;
    struct counts **counts; /* [n] what is counted here is added to these */
    struct team_run *runs;
    int n_runs;
    struct engine_place place; /* .parts: added up */
    uint64_t run_parts;        /* parts of each run */
    uint64_t end;              /* the shift ends with this part, exclusive */
    uint64_t window;           /* parts that may be under way: what waits needs memory */
    bool first_rank;
    int counts_in; /* on the first rank: cases of other ranks whose counts were added */

    omp_lock_t lock; /* of all that follows */
    bool closed;     /* no more parts are taken */
    bool stopped;    /* another rank was told to stop */
    uint64_t next;   /* part to be taken */
    uint64_t *given; /* [window] other ranks: parts to take */
    size_t n_given;
    struct handed_in *waiting; /* in order: until it is their turn, or until they are sent */
    struct handed_in *told;    /* in order: added up, whose campaigns all ranks will be told */
    bool tell;                 /* single campaigns go to all ranks, after the shift */
};

/* A shift from `place` on. */
void shift_init(struct shift *shift, const struct engine *engine,
    const struct engine_case *cases, int n, struct engine_place place, struct tally *tallies);
void shift_free(struct shift *shift);

/* All parts of the run. */
uint64_t shift_all_parts(const struct shift *shift);

/* Takes the next part. */
enum taken { PART_TAKEN, PART_LATER, PART_NONE };
enum taken shift_take(struct shift *shift, uint64_t *part);

/* Takes up to `most` parts that follow each other for another rank. */
enum taken shift_take_some(struct shift *shift, uint64_t most, uint64_t *part, uint64_t *n);

/* Gives parts to the workers of another rank. */
void shift_give(struct shift *shift, uint64_t part, uint64_t n);
void shift_close(struct shift *shift);

/* Parts given that no worker has taken yet. */
size_t shift_left(struct shift *shift);

/* Hands a part in; takes its bytes over. */
void shift_hand_in(struct shift *shift, uint64_t part, struct text *bytes);

/* Other ranks: the first part that waits to be sent, or NULL. Free it with handed_in_free(). */
struct handed_in *shift_pick_up(struct shift *shift);
void handed_in_free(struct handed_in *one);

/* Gives single campaigns of a part that was added up to whoever keeps them. */
void shift_save(const struct shift *shift, uint64_t part, struct text *bytes);

/* Works until no part is left. */
void shift_work(struct shift *shift);

/* Lets others work for a while. */
void shift_nap(void);

#endif
