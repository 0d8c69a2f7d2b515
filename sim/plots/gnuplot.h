/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_GNUPLOT_H
#define RECEPT_GNUPLOT_H

#include <stdbool.h>

#include "text.h"

/* The program that draws, and what it says. */

/* Its full path; false: it is not installed. It is looked up here, and not by its name in the
 * folder of the plots: there an empty or relative entry of PATH would start a file of whoever
 * made that folder. */
bool gnuplot_find(struct text *path);

/* Of what it wrote to standard error the first line that says where and why; it quotes the
 * script before that. */
void gnuplot_reason(struct text *reason, const struct text *errors);

/* Prints a drawing in text, without form feeds and the blanks that fill up its lines. */
void gnuplot_print(const struct text *output);

#endif
