/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare.h"

/* Values of a partner that a comparison is told for: evenly from 0 to `end`, and the fees. */
enum { VALUE_STEPS = 60, MOST_VALUES = VALUE_STEPS + 1 + MAX_PACKAGES };

/* What the strategies come to when a partner is worth so much. Where averages are not told
 * `average`, `loss` and all but `best` of `information` are NAN. */
struct best_choice {
    struct information information;
    double average[MOST_COMPARED], campaign[MOST_COMPARED], loss[MOST_COMPARED];
};

/* How another strategy stands beside the one that is best on average. */
enum beside {
    BESIDE_BEHIND,  /* shown to be */
    BESIDE_UNCLEAR, /* its distance is within the error of simulating */
    BESIDE_EQUAL,   /* the same in every campaign */
};

/* What is told of a comparison that was made. */
struct comparison {
    const struct compare *compare;
    bool agrees;         /* the configs, on which numbers are known */
    bool tells_averages; /* who is best given what is not known, and what it is worth to know
                            it: not of few campaigns, nor where the configs do not agree */
    double value;        /* of a partner, euro, where one is needed */
    bool value_given;    /* by the user; else the average fee of the baseline's partners */
    int n_fees;          /* of packages that companies can choose and pay for, rising */
    double fee[MAX_PACKAGES];
    double end; /* of the axis of values: above the dearest fee */
    int n_values;
    double at[MOST_VALUES];                        /* rising */
    struct best_choice best, best_at[MOST_VALUES]; /* at `value`, and at each of these */
    enum beside beside[MOST_COMPARED];             /* at `value`, beside the best of `best` */
};

/* `value`: of a partner; NAN: not given. `agrees` is false when some config knows a number that
 * another does not: the ways in which it may fall then move one of both only, so that a share
 * of those ways would be taken over two different things. */
void comparison_init(
    struct comparison *comparison, const struct compare *compare, double value, bool agrees);

/* The strategy that the best is held against in words: the baseline, and where that is the best
 * or the same the next that is not; the best itself where all are the same. */
int comparison_rival(const struct comparison *comparison);

/* Whether all strategies came to the same in every campaign. */
bool comparison_all_same(const struct comparison *comparison);
