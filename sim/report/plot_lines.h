/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_LINES_H
#define RECEPT_PLOT_LINES_H

#include "plot_page.h"
#include "plot_text.h"

/* A page with a line a case, each named at its end, and bands around them. */
struct lines {
    const struct study *study;
    int n_cases, n_x;
    double *x;
    struct estimate *at;  /* [case * n_x + i]; NaN past the end of a case */
    bool points;          /* a mark at each x */
    bool euros;           /* amounts, not shares */
    bool counts;          /* numbers, not shares */
    bool bands;           /* drawn; not when there are so many that they hide each other */
    const char *x_column; /* what the first column of the data is called */
    const char *x_title, *y_title;
    struct text x_ticks; /* as a list of the script */
    double x_end;
    struct text shades;  /* lines of script that draw behind the lines */
    const char *message; /* in the middle of an empty plot, or NULL */
};

/* `n_x` places, to be filled in. */
void lines_init(struct lines *lines, const struct study *study, int n_x);
void lines_free(struct lines *lines);

/* Captions what lines are, averages over campaigns, and what the bands, where they are drawn.
 */
void lines_caption(const struct lines *lines, struct page *page);

/* Fills `page`, whose captions are there. */
void lines_write(const struct lines *lines, struct page *page);

#endif
