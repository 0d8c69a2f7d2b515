/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_STARTER_H
#define RECEPT_STARTER_H

#include <stddef.h>

/* The shipped config and what it includes, compiled in for `recept init`. */
struct starter_file {
    const char *name;
    const unsigned char *bytes;
    size_t size;
};

/* Ends with a file without a name. */
extern const struct starter_file starter_files[];

#endif
