/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_COMPARE_H
#define RECEPT_SCREEN_COMPARE_H

#include <stdio.h>

#include "comparison.h"
#include "selection.h"

/* What recept compare prints, in the user's language, at most SCREEN_COLUMNS wide. None of
 * these checks for write errors. */

/* Plain sentences, then each strategy's figures and both kinds of best. */
void screen_comparison(FILE *out, const struct comparison *comparison);

/* Differences with the baseline, with the error of each average that holds for all strategies
 * at once. */
void screen_differences(FILE *out, const struct compare *compare);

/* "+0.81 ± 0.03": a difference in a measure (COMPARE_PARTNERS, ...) and half the width of its
 * interval; "+0.81 (0.70 to 1.10)" where its sides differ by more than 20 %. */
void screen_add_difference(struct text *cell, struct estimate difference, int measure);

/* Strategies that were given so many companies that they come to the same hours, or else cost:
 * what that was done by, figures, differences. */
void screen_equal(FILE *out, const struct compare *compare, const int *companies, bool hours);

/* What contact moment `contact` is worth: of a study in which the second half of the cases are
 * the first without it. */
void screen_worth(FILE *out, const struct compare *compare, const char *contact);

/* How the best was selected, with probability `sure` and a `difference` that does not matter,
 * in euros a campaign (`euros`) or conversion rate: plain sentences. */
void screen_selection(FILE *out, const struct study *study, const struct selection *selection,
    double sure, double difference, bool euros);

/* What the columns mean, the value of perfect information and of tailoring. */
void screen_comparison_explained(FILE *out, const struct comparison *comparison);

#endif
