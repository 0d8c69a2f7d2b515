/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "study.h"

/* The file that says where results come from, and by which a folder is known as one of ours. */
#define MANIFEST_NAME "manifest.json"
enum { MOST_MANIFEST_BYTES = 1 << 30 };

/* Folders of results of this program. */
extern const struct results_kind results_of_recept;

struct manifest_input {
    const char *path;
    char sha256[SHA256_DIGITS + 1];
    const char *text; /* NULL: left out */
};

/* How a logbook was read, so that a campaign can go on from its records. */
struct manifest_logbook {
    const char *until;    /* as 2025-03-14 */
    const char *followed; /* the strategy, "none", or NULL: it was not said */
    const char *columns,
        *kept;     /* those of its files, and what is always written: ids, with commas */
    bool own_list; /* companies are those of the config's list alone */
    bool names;    /* they are written by name */
};

/* What cannot be told from the study. */
struct manifest {
    const char *program, *version, *commit;
    const char *language; /* of texts: "nl", "en" */
    int n_arguments;
    const char *const *argument; /* the command line, program included */
    uint64_t seed;
    int threads, ranks;
    double wall_seconds, contact_moments_per_second;
    const char *started; /* ISO 8601 */
    int n_inputs;
    const struct manifest_input *input;
    const char *effective_config;           /* with every default filled in */
    const struct manifest_logbook *logbook; /* NULL: there is none */
};

/* Writes manifest.json, with the list of all files that are in the folder by then. Text that is
 * not UTF-8 is taken for Windows-1252; a seed past 2^53 is written as a string, as readers of
 * JSON round larger numbers. STATUS_FAILED, with a message in the folder's errors, when it
 * cannot be made or written. */
enum status manifest_write(
    struct results_folder *folder, const struct manifest *manifest, const struct study *study);

/* What is read back of a manifest; its texts live in `arena`. */
struct manifest_read {
    struct arena arena;
    const char *version, *commit, *language, *seed, *effective_config;
    double replications, confidence; /* 0: not told */
    int n_arguments;
    const char **argument;
    int n_inputs;
    struct manifest_input *input;
    struct file_list files;
    bool has_list;
    bool has_logbook;
    struct manifest_logbook logbook;
};

/* Reads the manifest of the results folder `path`. STATUS_CONFIG, with a message that names the
 * folder, when it has none of this program. manifest_free() in any case. */
enum status manifest_read(
    struct manifest_read *manifest, const char *path, struct messages *errors);
void manifest_free(struct manifest_read *manifest);

/* Reads the file `name` of that folder, a regular one as the manifest lists it. STATUS_CONFIG,
 * with a message, when it is not listed or was changed; STATUS_FAILED when it cannot be read.
 */
enum status manifest_read_file(const struct manifest_read *manifest, const char *path,
    const char *name, struct text *out, struct messages *errors);

/* Puts `files` into the manifest of a folder, which is open as `at`, in the place of the list
 * that is there. STATUS_FAILED, with a message, when it cannot be written. */
enum status manifest_list(
    int at, const char *path, const struct file_list *files, struct messages *errors);
