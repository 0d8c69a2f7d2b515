/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "memory.h"

/* The text of a config with its includes in location, and where each line of it came from. */

/* A file that a result depends on. */
struct input {
    const char *path;
    struct input *next;
    char sha256[SHA256_DIGITS + 1];
};

struct location {
    const char *file;
    int line;
};

struct config_text {
    struct text text;
    struct location *line; /* [n_lines] place of line i + 1 of the text */
    size_t n_lines;
    struct input *inputs; /* newest first */
    size_t bytes;         /* of all files */
    int n_includes;
    bool over; /* a limit was passed: the rest is not read */
};

/* Reads `path` from `files`, or the `length` bytes that stand for it (NULL: the file), and what
 * it includes: a line `@include "name"` stands for that
 * file, its name relative to the file that it stands in. Whole numbers that do not fit 32 bits
 * get the suffix that libconfig wants for them, which would otherwise wrap them silently.
 * Errors are located and added to `errors`: a missing file, files that include each other in a
 * circle, a number past 64 bits, a NUL byte, more than 64 MB in all or more than 256 includes.
 */
enum status config_text_read(struct config_text *source, struct arena *arena,
    const struct file_reader *files, const char *path, const char *bytes, size_t length,
    struct messages *errors);

/* Notes a file that was read beside the config. */
void config_text_note_input(
    struct input **inputs, struct arena *arena, const char *path, const struct text *bytes);

void config_text_free(struct config_text *source);

/* The place of a line of the text, counted from 1. */
struct location config_text_location(const struct config_text *source, int line);
