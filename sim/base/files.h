/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <signal.h>
#include <stddef.h>
#include <stdio.h>

#include "messages.h"
#include "status.h"
#include "text.h"

/* Adds "path: reason" to `errors`; returns STATUS_FAILED. */
enum status file_failed(struct messages *errors, const char *path, const char *reason);

/* Reads the whole file `path` into `out` (added to what is there). Regular files of at most
 * `most` bytes only, so that nothing here can hang. STATUS_FAILED with "path: reason" in
 * `errors`. */
enum status file_read(const char *path, size_t most, struct text *out, struct messages *errors);

/* Where files are read from: `read` does for a name what file_read() does for a path. */
struct file_reader {
    enum status (*read)(void *context, const char *name, size_t most, struct text *out,
        struct messages *errors);
    void *context;
};

/* Names are paths. */
extern const struct file_reader files_on_disk;

/* Adds to `out` the folder that `path` lies in: "a/b" gives "a", "b" gives ".", "/b" gives "/".
 */
void path_folder(struct text *out, const char *path);

/* Adds to `out` the path of `name` in `folder`; an absolute `name` stays itself. */
void path_join(struct text *out, const char *folder, const char *name);

enum { SHA256_DIGITS = 64 };

/* SHA-256 of `length` bytes as hexadecimal digits, ended by a NUL. */
void sha256_hex(const void *bytes, size_t length, char hex[SHA256_DIGITS + 1]);

/* A folder of results that is either whole or not there. It is written as a hidden sibling of
 * its target, ".<name>.partial-<pid>", and takes the target's place when complete. An earlier
 * result is replaced only if it holds the marker file, and stays as it was if anything fails.
 */
struct results_folder {
    struct text target; /* where the results will be */
    struct text
        partial; /* where they are written: for programs that write files of their own */
    const char *marker;
    struct messages *errors;
    int lock;                          /* held while the partial folder is in use; -1: none */
    int new_parents;                   /* folders above the target that did not exist before */
    const volatile sig_atomic_t *stop; /* not 0: whoever writes is to end; NULL: never */
};

/* Starts results at `target`, making folders above it as needed and removing what runs that
 * died left there. STATUS_FAILED, with a message, when the target exists and is not a folder
 * with a file `marker`, or when nothing can be written there; nothing is left then, and no
 * abort is needed. `marker` and `errors` must outlive the folder; later errors go to the same
 * `errors`. */
enum status results_begin(struct results_folder *folder, const char *target, const char *marker,
    struct messages *errors);

/* Opens the file `name` ("summary.csv", "plots/a.svg"), making subfolders as needed; NULL, with
 * a message, when it cannot be written. End it with results_close(). */
FILE *results_open(struct results_folder *folder, const char *name);

/* Closes `file`; STATUS_FAILED, with a message, if any of its bytes could not be written. */
enum status results_close(struct results_folder *folder, FILE *file, const char *name);

/* Puts the results in their place; on STATUS_FAILED they are removed. Frees the folder. */
enum status results_commit(struct results_folder *folder);

/* Removes the unfinished results. Frees the folder. */
void results_abort(struct results_folder *folder);

/* Removes the unfinished files and nothing else. Allocates no memory, so that it can be called
 * when there is none left, or from a signal handler, before the program ends. */
void results_remove_partial(const struct results_folder *folder);
