/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPARE_NOTICES_H
#define RECEPT_COMPARE_NOTICES_H

#include "compare_variants.h"
#include "comparison.h"
#include "unknowns.h"

/* What is to be known of a comparison and its variants before they are read, in the user's
 * language, added to `notices`. */

/* Of the comparison: when not all have as many companies, the configs do not agree on what is
 * known, or the unknown numbers fell in few ways. */
void notices_comparison(struct messages *notices, const struct comparison *comparison,
    const struct unknowns *unknowns);

/* Whether strategies of different speed can be compared: the days of outreach at which they
 * could be. */
void notices_longer(
    struct messages *notices, const struct study *study, const struct compare_longer *longer);

/* Which strategies are still off the cost (or hours) of the baseline, and how many companies
 * are not on the list. */
void notices_equal(struct messages *notices, const struct compare_variants *equal, bool hours);

/* Which strategies cannot be held against themselves without contact moment `id`. */
void notices_without(struct messages *notices, const struct study *study,
    const struct setup *setup, const char *id);

/* How many companies there are beyond the list, at most, and what they are like; 0: nothing. */
void notices_unlisted(struct messages *notices, const struct scenario *scenario, int most);

#endif
