/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include <string.h>

const char *bytes_skip(struct bytes *bytes, size_t size)
{
    if (size > bytes->left)
        return NULL;
    const char *here = bytes->at;
    bytes->at += size;
    bytes->left -= size;
    return here;
}

bool bytes_take(struct bytes *bytes, void *into, size_t n, size_t size)
{
    if (size > 0 && n > bytes->left / size)
        return false;
    const char *from = bytes_skip(bytes, n * size);
    if (n * size > 0)
        memcpy(into, from, n * size);
    return true;
}
