/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Seconds since some moment. */
double timing_now(void);

/* One figure measured in every round. */
enum { MOST_ROUNDS = 32 };
struct series {
    int n;
    double value[MOST_ROUNDS];
};

/* Adds a value; there is room for MOST_ROUNDS. */
void series_add(struct series *series, double value);

/* NAN for an empty series. */
double series_median(const struct series *series);
double series_least(const struct series *series);
double series_most(const struct series *series);

/* above / below, round by round: what slows a machine for a while slows both. */
struct series series_ratio(const struct series *above, const struct series *below);
