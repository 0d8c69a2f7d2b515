/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "messages.h"
#include "number_format.h"
#include "status.h"

/* One plot under construction: its data, and the variables with which the script of its kind
 * (a file of this folder) draws them. Sizes are in pixels of the SVG, counted from the left and
 * the top. Starts as {0}. */
enum { PAGE_WIDTH = 960, PAGE_LINE = 18, MOST_CAPTION_LINES = 32 };

struct page {
    struct text title, variables, data;
    int n_captions; /* lines */
    int of_colours; /* the first so many tell nothing in a drawing in text */
    struct arena arena;
};

void page_free(struct page *page);

/* Moves what was written to the page's arena. */
const char *page_keep(struct page *page, struct text *text);

/* Adds a paragraph under the plot, in at most four lines. */
void page_caption(struct page *page, const char *words);

/* Numbers in the reader's language, as strings that live as long as the page. */
const char *page_at_most(struct page *page, double value, enum number_form form);
const char *page_span(struct page *page, double low, double high, enum number_form form);

/* Adds variables of the script: numbers and arrays, "rows = %d\n"; and texts of the program's
 * own (`element` of an array from 1 on, or 0), not names from configs, which are data, as
 * gnuplot runs commands that it finds in texts. */
#define page_set(page, ...) text_printf(&(page)->variables, __VA_ARGS__)
void page_text(struct page *page, const char *name, int element, const char *words);

/* Writes the data and the script into FOLDER/plots, which is made if needed. STATUS_FAILED,
 * with the file and the reason in `errors`. */
struct page_size {
    int top, height, below; /* of the drawing, and pixels between it and the captions */
    int shown;              /* cases */
};
enum status page_write(struct page *page, const char *name, const char *kind,
    struct page_size size, const char *folder, struct messages *errors);
