/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "messages.h"
#include "study.h"
#include "text.h"

/* What a long run has come to so far, kept in a file from which it goes on: the tallies after
 * whole chunks, added up in order, and how far that is. The file is read by the program that
 * wrote it, on the same kind of machine, and nowhere else; it has a checksum. */

/* One thing that must be the same when the run goes on. */
struct checkpoint_term {
    const char *name;  /* for messages */
    const char *value; /* any text */
};

struct checkpoint {
    int n_terms;
    const struct checkpoint_term *term;
    double seconds; /* simulated so far */
};

/* Writes `path` anew, so that at any moment there is the old file or the new one, whole.
 * STATUS_FAILED, with the reason in `errors`, when it cannot be written; an old file stays. */
enum status checkpoint_write(const char *path, const struct checkpoint *checkpoint,
    struct engine_position position, const struct tally *tallies, int n,
    struct messages *errors);

/* Reads what checkpoint_write() wrote, `file` (any bytes) of `path`, into a study whose tallies
 * are just set up (study_start()), and study->left; and checkpoint->seconds. STATUS_CONFIG,
 * with the reason in `errors`, when it is no such file, is damaged, or when a term has another
 * value than when it was written: each that has is named. The study is not to be run then. */
enum status checkpoint_read(const char *path, const struct text *file,
    struct checkpoint *checkpoint, struct study *study, struct messages *errors);
