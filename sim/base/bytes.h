/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_BYTES_H
#define RECEPT_BYTES_H

#include <stdbool.h>
#include <stddef.h>

/* Plain bytes that are read from front to back and may end too early. */
struct bytes {
    const char *at;
    size_t left;
};

/* The next `size` bytes, or NULL, with the rest untouched, when there are fewer. They are not
 * aligned. */
const char *bytes_skip(struct bytes *bytes, size_t size);

/* Copies the next `n` objects of `size` bytes; false when there are fewer. */
bool bytes_take(struct bytes *bytes, void *into, size_t n, size_t size);

#endif
