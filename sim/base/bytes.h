/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Plain bytes that are read from front to back and may end too early. */
struct bytes {
    const char *at;
    size_t left;
};

/* The next `size` bytes, or NULL, with the rest untouched, when there are fewer. They are not
 * aligned. */
static inline const char *bytes_skip(struct bytes *bytes, size_t size)
{
    const char *here = bytes->at;
    if (size > bytes->left)
        return NULL;
    bytes->at += size;
    bytes->left -= size;
    return here;
}

/* Copies the next `n` objects of `size` bytes; false when there are fewer. */
static inline bool bytes_take(struct bytes *bytes, void *into, size_t n, size_t size)
{
    if (size > 0 && n > bytes->left / size)
        return false;
    const char *from = bytes_skip(bytes, n * size);
    if (n * size > 0)
        memcpy(into, from, n * size);
    return true;
}
