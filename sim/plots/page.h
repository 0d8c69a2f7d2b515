/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PAGE_H
#define RECEPT_PAGE_H

#include <stdbool.h>

#include "messages.h"
#include "number_format.h"
#include "scale.h"
#include "status.h"

/* One plot under construction: its data, and the variables with which the script of its kind
 * (a file of this folder) draws them. Sizes are in pixels of the SVG, counted from the left and
 * the top. */
enum { PAGE_WIDTH = 960, PAGE_LEFT = 24, PAGE_LINE = 18, MOST_CAPTION_LINES = 32 };

struct page {
    struct text title, variables, data;
    int n_captions; /* lines */
    char *caption[MOST_CAPTION_LINES];
    double of_colours[MOST_CAPTION_LINES]; /* 1: tells nothing in a drawing in text */
    struct arena arena;
};

void page_init(struct page *page);
void page_free(struct page *page);

/* Adds a paragraph under the plot, in at most four lines. */
void page_caption(struct page *page, const char *words, bool of_colours);

/* ---- Numbers in the reader's language, as strings that live as long as the page ---- */

const char *page_number(struct page *page, double value, enum number_form form);
const char *page_at_most(struct page *page, double value, enum number_form form);
const char *page_span(struct page *page, double low, double high, enum number_form form);

const char *page_format(struct page *page, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* ---- Variables of the script ---- */

void page_value(struct page *page, const char *name, double value);
void page_values(struct page *page, const char *name, const double *value, int n);

/* Texts of the program's own: names from configs are data, as gnuplot runs commands that it
 * finds in texts. */
void page_text(struct page *page, const char *name, const char *words);
void page_texts(struct page *page, const char *name, const char *const *words, int n);

/* Writes the data and the script into FOLDER/plots, which is made if needed. STATUS_FAILED,
 * with the file and the reason in `errors`. */
struct page_size {
    int top, height, below; /* of the drawing, and pixels between it and the captions */
    int shown;              /* cases */
};
enum status page_write(struct page *page, const char *name, const char *kind,
    struct page_size size, const char *folder, struct messages *errors);

/* ---- Axes ---- */

/* The variables of ticks: NAME_at and NAME_tick, their labels. */
void page_ticks(
    struct page *page, const char *name, const double *at, const char *const *label, int n);

/* Values and labels of the ticks of a scale, into at[MOST_TICKS] and label[MOST_TICKS]; returns
 * how many. */
enum { MOST_TICKS = 64 };
int page_scale_ticks(struct page *page, struct scale scale, enum number_form form, double *at,
    const char **label);

/* The variables of an axis from 0: NAME_end and its ticks. */
void page_axis(struct page *page, const char *name, struct scale scale, enum number_form form);

#endif
