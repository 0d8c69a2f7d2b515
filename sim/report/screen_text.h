/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_TEXT_H
#define RECEPT_SCREEN_TEXT_H

#include <stdio.h>

#include "text.h"

/* Figures as they are printed, in the user's language: Dutch has a decimal comma and points
 * between thousands. What is not finite is a dash. */

/* "12,345.60" with `decimals` (0 to 9) digits after the point. */
void screen_add_number(struct text *text, double value, int decimals);

/* Whole euros: "€12,345", "-€12", in Dutch "€ 12.345". */
void screen_add_money(struct text *text, double euro);

/* A share as "17.2%". */
void screen_add_percent(struct text *text, double share);

/* A chance as a whole percentage; one that is neither 0 nor 1 is not rounded to it: "<1%",
 * ">99%". */
void screen_add_chance(struct text *text, double probability);

/* The line on companies still open at the end: the least and the most share of them. */
void screen_add_open(struct text *text, double low, double high);

/* `string`, cut with an ellipsis to at most `columns`. */
void screen_add_cut(struct text *text, const char *string, int columns);

/* Prints a line, broken between words where it is wider than the screen. */
void screen_print_line(FILE *out, const char *line);

#endif
