/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "child.h"

/* A gnuplot that draws several plots. Its start takes as long as two of them, and can come
 * before there is anything to draw: then it waits. All its files are in memory: it sees nothing
 * of the folder. */

enum { GNUPLOT_PLOTS = 8, GNUPLOT_FILES = 2 + 2 * GNUPLOT_PLOTS, GNUPLOT_SECONDS = 120 };

struct gnuplot {
    struct child child;
    int hold;                /* it draws once this end of a pipe is closed; -1: it was closed */
    int file[GNUPLOT_FILES]; /* its script, what it says, and of each plot the data and picture
                              */
    int n;                   /* plots */
    struct text script;
};

/* Starts the program `path`. 0, or what errno would be: then there is nothing to end. */
int gnuplot_start(struct gnuplot *gnuplot, const char *path);

/* Adds a plot, in this format, drawn by these commands from these data. 0, or what errno would
 * be. */
int gnuplot_add(
    struct gnuplot *gnuplot, const char *format, const char *commands, const struct text *data);

/* Has it draw what was added. 0, or what errno would be. */
int gnuplot_draw(struct gnuplot *gnuplot);

/* Waits until it has drawn all of it, which it has if it returns 0, or ends it, as child_wait()
 * does. */
int gnuplot_wait(struct gnuplot *gnuplot, const volatile sig_atomic_t *stop, bool *late);

/* Adds the picture of plot number `i` to `out`. 0, or what errno would be. */
int gnuplot_picture(const struct gnuplot *gnuplot, int i, struct text *out);

/* Adds to `out` what it said. */
void gnuplot_said(const struct gnuplot *gnuplot, struct text *out);

/* Ends it, if it is still at work, and frees it. */
void gnuplot_end(struct gnuplot *gnuplot);
