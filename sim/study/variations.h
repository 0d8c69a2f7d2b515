/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_VARIATIONS_H
#define RECEPT_VARIATIONS_H

#include "memory.h"
#include "messages.h"
#include "status.h"

/* PATH=a,b,c: every combination of the values, as settings to add to those of --set. */
struct varied {
    const char *path;
    int n;
    const char **setting; /* [n] PATH=VALUE */
};
struct variations {
    int n_paths;
    struct varied *varied; /* [n_paths] */
    int n;                 /* combinations; 1 when nothing varies */
    struct arena *arena;
};

/* Splits the values of the `n` settings at commas outside brackets and quotes. STATUS_USAGE
 * when a list is empty or there are more combinations than can be meant. */
enum status variations_init(struct variations *variations, struct arena *arena,
    const char *const *vary, int n, struct messages *errors);

/* The settings of combination `i` into setting[n_paths]; those of the last path run fastest. */
void variations_settings(const struct variations *variations, int i, const char **setting);

#endif
