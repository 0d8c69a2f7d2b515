/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

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
};

/* Splits the values of the `n` settings `vary` at commas outside brackets and quotes.
 * STATUS_USAGE, with what is wrong in `errors`. */
enum status variations_init(struct variations *variations, struct arena *arena,
    const char *const *vary, int n, struct messages *errors);

/* The settings of combination `i` into setting[n_paths]; those of the last path run fastest. */
void variations_settings(const struct variations *variations, int i, const char **setting);

/* The value of a setting PATH=VALUE as people are told it, and files have it: blanks around it
 * and the quotation marks of a text are syntax. */
const char *variations_value(
    struct arena *arena, const struct varied *varied, const char *setting);
