/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* An axis with round steps. */
struct scale {
    double start, end, step;
};

/* The least round number of at least `value` > 0: 1, 2 or 5 times a power of ten; with
 * `quarters` also 2.5 times. */
double scale_step(double value, bool quarters);

/* The axis from 0 that holds `most` in at most `ticks` steps of at least `least`; one step
 * where `most` is not a positive number. */
struct scale scale_from_zero(double most, int ticks, double least);

/* The axis that holds `low`, `high` and 0, in hardly more than `ticks` steps; a step on
 * either side where there is nothing but 0. */
struct scale scale_span(double low, double high, int ticks, double least);
