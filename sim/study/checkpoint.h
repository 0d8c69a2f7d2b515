/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "messages.h"
#include "study.h"
#include "text.h"

/* What long work has come to so far, kept in a file from which it goes on: whose work it is,
 * and its state after whole chunks, added up in order. The file is read by the version of the
 * program that wrote it, on the same kind of machine, and nowhere else; it has a checksum. */

/* One thing that must be the same when the work goes on. */
struct checkpoint_term {
    const char *name;  /* for messages */
    const char *value; /* any text */
};

struct checkpoint {
    const char *program; /* its version, at most CHECKPOINT_PROGRAM characters */
    int n_terms;
    const struct checkpoint_term
        *term;      /* where the first differs the others are not looked at */
    uint64_t asked; /* campaigns of each case */
    uint64_t done;  /* campaigns so far, of all cases together */
    double seconds; /* simulated so far */
};
enum { CHECKPOINT_PROGRAM = 95 };

/* The bytes of a file, into `file`, an empty text. */
void checkpoint_bytes(
    const struct checkpoint *checkpoint, const struct text *state, struct text *file);

/* What the bytes of a file are. */
enum checkpoint_kind {
    CHECKPOINT_SAME,       /* a state of this work */
    CHECKPOINT_OTHER,      /* one of other work */
    CHECKPOINT_OF_VERSION, /* written by another version, or on another kind of machine */
    CHECKPOINT_DAMAGED,
    CHECKPOINT_FOREIGN /* no checkpoint at all */
};

/* Says what `file` (any bytes) of `path` is beside `checkpoint`, whose program and terms are
 * given. Of the same work: sets `asked`, `done` and `seconds`, and `state`, which lies in
 * `file`. Of anything else: says why in `reasons`, each term that differs. */
enum checkpoint_kind checkpoint_read(const char *path, const struct text *file,
    struct checkpoint *checkpoint, struct bytes *state, struct messages *reasons);

/* ---- The state of a run ---- */

/* With the tables of the study by which its campaigns are followed (adjusted.h). */
void run_state_add(struct text *state, const struct study *study,
    struct engine_position position, const struct tally *tallies, int n);

/* Reads it into a study whose tallies are just set up (study_start()), and into study->left and
 * study->replications. False, whatever the bytes, where they are no state of this study, which
 * is not to be run then. */
bool run_state_read(struct bytes state, struct study *study);

/* ---- Files ---- */

/* At most one run at a time keeps its work at `path`: it holds a lock in the file PATH.lock.
 * LOCK_NONE: there are no locks here. */
enum lock_kind { LOCK_TAKEN, LOCK_BUSY, LOCK_NONE };
struct checkpoint_lock {
    int fd;
    struct text path; /* of its file; "" when it is not held */
};
enum lock_kind checkpoint_lock(const char *path, struct checkpoint_lock *lock);

/* Removes the file; also of a lock that is not held. */
void checkpoint_unlock(struct checkpoint_lock *lock);

/* Reads the regular file at `path`, through no symbolic link. *there is false, and status
 * STATUS_OK, where there is nothing of that name; STATUS_FAILED with the reason in `errors`. */
enum status checkpoint_load(
    const char *path, struct text *file, bool *there, struct messages *errors);

/* Writes `path` anew, on the disk before it takes the old one's place: at any moment, and after
 * loss of power, there is the old file or the new one, whole. What is at `path` stays unless
 * `replace` is given. STATUS_FAILED, with the reason in `errors`. */
enum status checkpoint_store(
    const char *path, const struct text *file, bool replace, struct messages *errors);

/* Gives `path` the first free name of PATH.1, PATH.2, ..., which is added to `to`. */
enum status checkpoint_move_aside(const char *path, struct text *to, struct messages *errors);
