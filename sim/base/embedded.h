/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* A file of the sources whose bytes are compiled in (cmake/embed_files.cmake). A table of them
 * ends with a file without a name. */
struct embedded_file {
    const char *name;
    const unsigned char *bytes;
    size_t size;
};
