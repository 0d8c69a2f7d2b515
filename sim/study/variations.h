/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_VARIATIONS_H
#define RECEPT_VARIATIONS_H

#include "memory.h"
#include "messages.h"
#include "status.h"

/* --vary PATH=a,b,c: every combination of the values, as settings to add to those of --set. */
struct variations {
    int n_paths;
    const char **path;   /* [n_paths] */
    int *n_values;       /* of each path */
    const char ***value; /* [path][value] */
    int n; /* combinations; 1 when nothing varies */
    struct arena *arena;
};

/* Splits the values of the `n` settings at commas outside brackets and quotes. STATUS_USAGE when a list is empty or
 * there are more combinations than can be meant. */
enum status variations_init(struct variations *variations, struct arena *arena,
    const char *const *vary, int n, struct messages *errors);

/* The values of combination `i`, one per path; the last path runs fastest. */
const char *const *variations_values(const struct variations *variations, int i);

/* The settings PATH=VALUE of combination `i`, one per path. */
const char *const *variations_settings(const struct variations *variations, int i);

#endif
