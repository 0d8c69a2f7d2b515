/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PLOTS_COMPARE_H
#define RECEPT_PLOTS_COMPARE_H

#include "comparison.h"
#include "messages.h"
#include "plot_page.h"

/* Scripts and data, as plots_write(), of the plots of a comparison: the plane of partners and
 * cost with its frontier, both kinds of best and expected loss by value of a partner, paired
 * differences, conversion by day and by contact, and the best strategy per segment.
 * STATUS_FAILED, with the file and the reason in `errors`, when a file cannot be written. */
enum status plots_compare_write(
    const struct comparison *comparison, const char *folder, struct messages *errors);

/* Each fills a page. */
void plot_plane(struct page *page, const struct comparison *comparison);
void plot_best_on_average(struct page *page, const struct comparison *comparison);
void plot_best_in_one(struct page *page, const struct comparison *comparison);
void plot_expected_loss(struct page *page, const struct comparison *comparison);
void plot_differences(struct page *page, const struct comparison *comparison);
void plot_segments(struct page *page, const struct comparison *comparison);

#endif
