/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_SCREEN_COMPARE_H
#define RECEPT_SCREEN_COMPARE_H

#include <stdio.h>

#include "comparison.h"

/* What recept compare prints, in the user's language, at most SCREEN_COLUMNS wide. None of
 * these checks for write errors. */

/* Plain sentences, then each strategy's figures and both kinds of best. */
void screen_comparison(FILE *out, const struct comparison *comparison);

/* Differences with the baseline, with the error of each average that holds for all strategies
 * at once. */
void screen_differences(FILE *out, const struct compare *compare);

/* What the columns mean, the value of perfect information and of tailoring. */
void screen_comparison_explained(FILE *out, const struct comparison *comparison);

#endif
