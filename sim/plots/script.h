/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text.h"

/* From the settings of a plot (NAME.plot) to the script that draws it.
 *
 * Settings are data, and a folder may come from anybody: the first line says which kind of plot
 * it is, and each of the others gives a variable that scripts know a number or a text, or says
 * how long an array is. All that gnuplot runs is of this program. */

#define SCRIPT_BEGINS "# recept plot 1 "

/* Adds commands that hold for all plots of a gnuplot, and come before the first. */
void script_add_looks(struct text *out);

/* Adds the script. 0, or the number of the first line that is not understood: nothing is added
 * then. */
int script_add(struct text *out, const char *settings);
