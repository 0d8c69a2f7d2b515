/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_TEXT_H
#define RECEPT_PLOT_TEXT_H

#include "study.h"
#include "text.h"

/* Words and numbers as the plots show them. */

/* `name` made fit to be seen: UTF-8, without control, direction and invisible characters,
 * spaces at its ends or two in a row. */
void plot_clean(struct text *out, const char *name);

/* How many lines `string` has, and the columns of its longest; wide characters count as two. */
struct plot_extent {
    int lines, columns;
};
struct plot_extent plot_extent(const char *string);

/* Adds `string` in at most `lines` lines of at most `columns` columns, broken between words
 * where that can be; what does not fit ends in an ellipsis. */
void plot_wrap(struct text *out, const char *string, int columns, int lines);

/* Adds `string` as one field of a data file: gnuplot reads it back as it is, and never as
 * program. */
void plot_add_field(struct text *out, const char *string);

/* Adds a number as the next field of a row of data; what is not defined as NaN. */
void plot_add_cell(struct text *out, double value);

/* Adds `string`, which is the program's own, as a literal of a script. */
void plot_add_literal(struct text *out, const char *string);

/* What a case is called: of several configs which, its strategy, and on lines of their own the
 * settings that were varied. */
void plot_case_name(struct text *out, const struct study *study, int i, int columns);

/* Numbers in the user's language: with `decimals`, as euros ("€1,500", "€ 1.500"), as a share
 * in per cent ("42%", "4.2%", "<0.1%"); NaN as a dash. */
void plot_add_number(struct text *out, double value, int decimals);
void plot_add_euros(struct text *out, double value);
void plot_add_share(struct text *out, double value);

/* "12% to 34%" of two words, or just one when they are the same. */
void plot_add_span(struct text *out, const struct text *low, const struct text *high);

/* A bound: rounded up, and at least one unit of its last decimal. */
void plot_add_at_most(struct text *out, double value, int decimals);

/* An axis with round steps. */
struct plot_scale {
    double start, end, step;
};

/* The axis from 0 that holds `most` in at most `ticks` steps of at least `least`. */
struct plot_scale plot_scale(double most, int ticks, double least);

/* The axis that holds `low`, `high` and 0, in hardly more than `ticks` steps; a step on
 * either side where there is nothing but 0. */
struct plot_scale plot_span(double low, double high, int ticks, double least);

/* Adds the ticks of a scale as a list for a script: "('0%%' 0, '10%%' 0.1)", as `add`
 * writes the values. */
void plot_add_ticks(
    struct text *out, struct plot_scale scale, void (*add)(struct text *out, double value));

/* For ticks: a whole number; a share in per cent. */
void plot_add_whole(struct text *out, double value);
void plot_add_share_tick(struct text *out, double value);

#endif
