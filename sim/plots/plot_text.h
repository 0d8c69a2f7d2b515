/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text.h"

/* Words as the plots show them, and as gnuplot reads them. */

/* Adds `name` made fit to be seen (UTF-8, without control, direction and invisible characters,
 * spaces at its ends or two in a row), in at most so many lines of so many columns; what does
 * not fit ends in an ellipsis. */
void plot_add_cut(struct text *out, const char *name, int columns, int lines);

/* Begins a row of data with numbers, what is not defined as NaN. */
#define plot_add_row(out, ...)                                                                 \
    plot_add_numbers(out, (const double[]){__VA_ARGS__},                                       \
        sizeof((const double[]){__VA_ARGS__}) / sizeof(double))
void plot_add_numbers(struct text *out, const double *number, size_t n);

/* Adds `string` as the next field of a row: gnuplot reads it back as it is, and never as
 * program. */
void plot_add_word(struct text *out, const char *string);

/* Adds `string`, which is the program's own, as a literal of a script. */
void plot_add_literal(struct text *out, const char *string);
