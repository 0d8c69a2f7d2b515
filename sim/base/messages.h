/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* What has to be told to the user, in order: the errors of a config, the notices of a run. {0}
 * is none. */
struct messages {
    char **lines;
    size_t count;
};

void messages_free(struct messages *messages);

/* Adds one line; control characters in it become spaces, so that no name can forge a line. */
void messages_add(struct messages *messages, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

void messages_add_all(struct messages *messages, const struct messages *more);

/* Drops lines that are the same as an earlier one. */
void messages_drop_repeats(struct messages *messages);

/* Drops the first `n` lines. */
void messages_drop_first(struct messages *messages, size_t n);
