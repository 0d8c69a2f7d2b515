/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_TEXT_H
#define RECEPT_PLOT_TEXT_H

#include "text.h"

/* Words as the plots show them, and as gnuplot reads them. */

/* `name` made fit to be seen: UTF-8, without control, direction and invisible characters,
 * spaces at its ends or two in a row. */
void plot_clean(struct text *out, const char *name);

/* How many lines `string` has, and the columns of its longest; wide characters count as two. */
struct plot_extent {
    int lines, columns;
};
struct plot_extent plot_extent(const char *string);

/* Adds `string` as one field of a data file: gnuplot reads it back as it is, and never as
 * program. */
void plot_add_field(struct text *out, const char *string);

/* The same as the next field of a row. */
void plot_add_word(struct text *out, const char *string);

/* Adds a number as the next field of a row of data; what is not defined as NaN. */
void plot_add_cell(struct text *out, double value);

/* Adds `string`, which is the program's own, as a literal of a script. */
void plot_add_literal(struct text *out, const char *string);

#endif
