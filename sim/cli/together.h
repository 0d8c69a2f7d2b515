/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TOGETHER_H
#define RECEPT_TOGETHER_H

#include <stdbool.h>

#include "status.h"

/* The program as one of several ranks (ranks.h) that share a command's work: all of them read
 * the config and simulate; the first alone writes, and speaks for all. */

/* Before anything else. The other ranks' standard output and error say nothing from here on;
 * messages that are written past the streams still come through. */
void together_start(void);

/* Whether this rank writes results. */
bool together_first(void);

/* How all ranks fared: the worst of what each gives. A rank that fails where the first does not
 * gets its standard error back, to say why. */
enum status together(enum status mine);

/* How the first rank fared. */
enum status together_as_first(enum status mine);

#endif
