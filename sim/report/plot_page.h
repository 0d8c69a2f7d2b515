/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_PAGE_H
#define RECEPT_PLOT_PAGE_H

#include <stdbool.h>

#include "text.h"

/* One plot under construction: a script and its data. Sizes are in pixels of the SVG; scripts
 * turn them into parts of the page with their functions x() and y(), of which y counts from the
 * top. */
enum { PAGE_WIDTH = 960, PAGE_LEFT = 24, PAGE_LINE = 18, MOST_CAPTIONS = 8 };

struct page {
    const char *name; /* of the files, without extension */
    int height;       /* to be set before page_begin */
    struct text script, data;
    struct text title;
    int n_captions;
    struct text caption[MOST_CAPTIONS];
    bool of_colours[MOST_CAPTIONS]; /* tells nothing in a drawing in text */
    int n_panels;
};

void page_init(struct page *page, const char *name, const char *title);
void page_free(struct page *page);

/* Adds a paragraph under the plot, and one that is left out where there are no colours. */
void page_caption(struct page *page, const char *words);
void page_caption_of_colours(struct page *page, const char *words);

/* Lines that the captions take. */
int page_caption_lines(const struct page *page);

/* Where the last panel must end for what stands below it to fit: captions, and `below` pixels.
 */
int page_bottom(const struct page *page, int below);

/* Writes the script's head: the size, the formats, the title and captions. */
void page_begin(struct page *page);
void page_end(struct page *page);

/* Starts a part of the page of its own coordinates. `left` and `right` are expressions of the
 * script, in pixels; `top` and `bottom` are pixels from the top. A bare panel has no axes. */
struct panel {
    const char *comment, *left, *right;
    int top, bottom;
    bool bare;
};
void page_panel(struct page *page, struct panel panel);

/* Gives the panel's axis 'x' or 'y' these ticks, a list of the script, and lines across at
 * them. */
void page_ticks(struct page *page, char axis, const char *ticks);

/* Writes words of the program's own at a place (expressions of the script); `align` is "left",
 * "right" or "center", `look` further options of gnuplot's label. */
void page_label(struct page *page, const char *at_x, const char *at_y, const char *align,
    const char *look, const char *words);

#endif
