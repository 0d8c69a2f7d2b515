/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "checkpoint.h"
#include "output.h"

/* What long work has come to is kept in a file beside its results, FOLDER.checkpoint: every so
 * often, when it is interrupted, and when its time is up. Where a file of that name is of other
 * work, or none of ours, it stays, and the work is kept in FOLDER.checkpoint- and some digits
 * that tell it from all other work. */

struct keeping {
    struct output *output;
    const char *command;
    struct checkpoint checkpoint;
    const char *path, *told; /* the file; as it can be printed */
    bool exists;             /* the file, and it is of this work */
    bool off;                /* another run has its work there */
    struct checkpoint_lock lock;
    struct messages notices; /* told before simulating */
    struct text file;        /* of work that goes on; */
    struct bytes state;      /* its state */
    double start, last;      /* of simulating; of the last pause */
};

/* Before simulating, on all ranks: finds out whether such work was left. Its file is refused
 * (STATUS_FAILED) unless it is to go on or to start afresh; what is no work to go on with is
 * told, with --resume (STATUS_CONFIG). `work` ends with an entry without a name: what must be
 * the same besides config, strategies and seed. */
enum status keeping_begin(struct keeping *keeping, struct output *output, const char *command,
    const struct checkpoint_term *work);

/* After the results are there, or not: the file of finished work is removed. */
void keeping_end(struct keeping *keeping, enum status status);

/* The file cannot be gone on with after all: says so, STATUS_CONFIG. */
enum status keeping_refuse(struct keeping *keeping, const char *reason);

/* Whether to pause (as in struct engine, with a struct keeping); whether time is up. */
bool keeping_is_time(void *keeping);
bool keeping_is_over(const struct keeping *keeping);

/* Keeps a state that holds so many campaigns of all cases together. STATUS_OUT_OF_TIME: the
 * work ends here. */
enum status keeping_store(struct keeping *keeping, const struct text *state, uint64_t done);
