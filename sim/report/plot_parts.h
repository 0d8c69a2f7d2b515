/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOT_PARTS_H
#define RECEPT_PLOT_PARTS_H

#include "messages.h"
#include "plot_page.h"
#include "status.h"
#include "study.h"

/* Writes the script and data of a page that is complete into FOLDER/plots, made if needed, and
 * frees the page. STATUS_FAILED, with the file and the reason in `errors`. */
enum status plots_add(struct page *page, const char *folder, struct messages *errors);

/* The plots: each fills a page. */
void plot_conversion_by_day(struct page *page, const struct study *study);
void plot_conversion_by_date(struct page *page, const struct study *study);
void plot_conversion_by_contact(struct page *page, const struct study *study);
void plot_cost_per_partner(struct page *page, const struct study *study);
void plot_cost_chance(struct page *page, const struct study *study);
void plot_cost_makeup(struct page *page, const struct study *study);
void plot_rings(struct page *page, const struct study *study);
void plot_funnel(struct page *page, const struct study *study);

/* More cases than this would make a page that no program opens; the first ones are shown. */
enum { MOST_SHOWN = 200, NAME_COLUMNS = 26 };

/* How many cases are shown: fewer when their names take more lines. */
int plot_cases(const struct study *study);

/* Sentences that several plots need as captions: that not all cases are shown (when so), and
 * how a line or mark relates to the simulated campaigns. */
void plot_caption_shown(struct page *page, const struct study *study);

/* What there is to see, over the cases that are shown. */
enum plot_content { PLOT_NOTHING_RUN, PLOT_NOBODY_APPROACHED, PLOT_NO_PARTNER, PLOT_FULL };
enum plot_content plot_content(const struct study *study);
enum plot_content plot_case_content(const struct study *study, int i);

/* The sentence for a plot that would be empty. */
const char *plot_content_words(enum plot_content content);

/* Mean of a quantity over replications, for all companies. */
double plot_mean(const struct study *study, int i, int quantity);

#endif
