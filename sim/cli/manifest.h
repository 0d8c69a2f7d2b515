/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "study.h"

/* The file that says where results come from, and by which a folder is known as one of ours. */
#define MANIFEST_NAME "manifest.json"

struct manifest_input {
    const char *path;
    char sha256[SHA256_DIGITS + 1];
};

/* What cannot be told from the study. */
struct manifest {
    const char *program, *version, *commit;
    int n_arguments;
    const char *const *argument; /* the command line, program included */
    uint64_t seed;
    int threads, ranks;
    double wall_seconds, contact_moments_per_second;
    const char *started; /* ISO 8601 */
    int n_inputs;
    const struct manifest_input *input;
    const char *effective_config; /* with every default filled in */
};

/* Writes manifest.json. Text that is not UTF-8 is taken for Windows-1252; a seed past 2^53 is
 * written as a string, as readers of JSON round larger numbers. STATUS_FAILED, with a message
 * in the folder's errors, when it cannot be written. */
enum status manifest_write(
    struct results_folder *folder, const struct manifest *manifest, const struct study *study);
