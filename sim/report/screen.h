/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_H
#define RECEPT_SCREEN_H

#include <stdio.h>

#include "messages.h"
#include "study.h"
#include "text.h"

/* What a command prints. None of these checks for write errors: look at ferror(out) after
 * fflush. */

enum { SCREEN_COLUMNS = 100 };

/* A table in the user's language, a line per case, at most SCREEN_COLUMNS wide; below it how
 * many of the `n_numbers` it rests on are assumed, how many companies are still open, what its
 * columns mean, and the notices (may be NULL). */
void screen_table(FILE *out, const struct study *study, int n_numbers, int n_assumed,
    const struct messages *notices);

/* How many of the `n_numbers` results rest on are assumed, and how many companies are open. */
void screen_basis(FILE *out, const struct study *study, int n_numbers, int n_assumed);

/* What a case is called: of several configs which, its strategy, and the values that were
 * varied. */
void screen_add_case_name(struct text *name, const struct study *study, int i);

#endif
