/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_ROWS_H
#define RECEPT_PLOT_ROWS_H

#include "plot_page.h"
#include "plot_text.h"

/* A page with a row a case: names at the left, and whatever is drawn beside them. The script
 * knows `names`, the room that they take in pixels, and `rows`, their number; row 1 is at the
 * top. */
struct rows {
    const struct study *study;
    int n;
    int columns;     /* of the longest name */
    int heads;       /* lines of words above the panels, 1 or 2 */
    int row_height;  /* pixels */
    int top, bottom; /* of the rows, once the page has begun */
};

void rows_init(struct rows *rows, const struct study *study, int heads);

/* Adds the first two columns of row i of the data: where its name stands, and the name. The
 * row's number (from 1) comes first. */
void rows_add_name(const struct rows *rows, struct text *data, int i);

/* Sets the height of the page, whose captions are there, and begins it; `below` are the pixels
 * that axes take under the rows. */
void rows_begin(struct rows *rows, struct page *page, int below);

/* Begins a panel beside the names and gives it the rows as its vertical axis; `left` and
 * `right` as in struct panel. */
void rows_panel(const struct rows *rows, struct page *page, struct panel panel);

/* Draws the names, and hair lines between the rows. */
void rows_names(const struct rows *rows, struct page *page);

/* Words above a panel, so many lines above the lowest; `at` is an expression in pixels. */
void rows_head(const struct rows *rows, struct page *page, const char *at, int up,
    const char *align, const char *words);

/* Words under the axis of the panel. */
void rows_axis_title(const struct rows *rows, struct page *page, const char *words);

#endif
