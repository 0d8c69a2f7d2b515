/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text.h"

/* Words as the plots show them, and as gnuplot reads them. */

/* `name` made fit to be seen: UTF-8, without control, direction and invisible characters,
 * spaces at its ends or two in a row. */
void plot_clean(struct text *out, const char *name);

/* The same in at most so many lines of so many columns; what does not fit ends in an ellipsis.
 */
void plot_add_cut(struct text *out, const char *name, int columns, int lines);

/* How many lines `string` has, and the columns of its longest; wide characters count as two. */
struct plot_extent {
    int lines, columns;
};
struct plot_extent plot_extent(const char *string);

/* Adds `string` as the next field of a row of data: gnuplot reads it back as it is, and never
 * as program. */
void plot_add_word(struct text *out, const char *string);

/* Adds a row of numbers (what is not defined as NaN), with the word behind them; NULL: none,
 * and the row goes on. */
#define plot_add_row(out, word, ...)                                                           \
    plot_add_numbers(out, word, (const double[]){__VA_ARGS__},                                 \
        sizeof((const double[]){__VA_ARGS__}) / sizeof(double))
void plot_add_numbers(struct text *out, const char *word, const double *number, size_t n);

/* Adds `string`, which is the program's own, as a literal of a script. */
void plot_add_literal(struct text *out, const char *string);
