/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* How much a figure changed between two sets of campaigns, from what each came to alone: value
 * and interval. */

/* How the two were made, and how sure the change is to be. */
struct change_terms {
    uint64_t n;           /* replications of the smaller set; two may share what was drawn */
    double confidence[2]; /* of the intervals given: before, now */
    double wanted;        /* of the change: 1 - 0.05 / k for k figures that hold at once (C. E.
                             Bonferroni, 1936) */
    bool together;        /* the sets may depend on each other, in an unknown way: same seed */
    bool share;           /* the figure is a share of replications, its intervals Wilson's */
};

/* `now` less `before`. Its interval comes from the distances between values and bounds (G. Y.
 * Zou and A. Donner, Statistics in Medicine 27, 2008): the root of the sum of their squares
 * where the sets are independent, their sum otherwise, which is never less whatever the
 * correlation is. Distances are first those of `wanted` confidence: by the ratio of Student's t
 * on n / 2 - 1 degrees of freedom; of shares by Wilson's interval at the number of replications
 * that the given one is of. No interval where one of the two is not known, or both have no
 * width. */
struct estimate change_between(
    struct estimate before, struct estimate now, const struct change_terms *terms);
