/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

#include "text.h"

/* Other programs at work, as gnuplot and ssconvert: started without a shell, with files that
 * are open and not with names. */

struct child {
    pid_t pid; /* 0: not at work */
    time_t began;
};

/* An open file, and the number that it has there. */
struct child_file {
    int own, there;
};

struct child_order {
    const char *path;                                  /* of the program */
    const char *const *arguments, *const *environment; /* each ended by NULL */
    const struct child_file
        *file; /* [n_files]; standard input is empty if it is none of them */
    int n_files;
    size_t most_memory;  /* bytes */
    size_t most_written; /* bytes of a file; 0: any number */
};

/* Sets `path` to the program's full path; "" when it is not there. It is looked for in the
 * absolute folders of PATH: an empty or relative one would start a file of whoever made the
 * folder that we are in. */
void child_find(const char *name, struct text *path);

/* 0, or what errno would be. */
int child_start(struct child *child, const struct child_order *order);

/* Waits until it has ended, and returns how, as waitpid() tells; ends it when it takes longer
 * than `most_seconds` (then it is `late`), or at once when `stop` (may be NULL) is not 0. */
int child_wait(
    struct child *child, int most_seconds, const volatile sig_atomic_t *stop, bool *late);
