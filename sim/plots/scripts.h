/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCRIPTS_H
#define RECEPT_SCRIPTS_H

#include <stddef.h>

/* The files *.gp of this folder, compiled in: what all plots share, and what each kind does.
 * Ends with a NULL name. */
struct script {
    const char *name; /* with extension */
    const unsigned char *bytes;
    size_t size;
};
extern const struct script scripts[];

#endif
