/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "funnel.h"

/* How a run of the NumPy baseline ended. */
enum vectorised { VECTORISED_DONE, VECTORISED_NO_NUMPY, VECTORISED_FAILED };

/* Baseline: the funnel in NumPy (vectorised.py), run by `python`. Gives its totals, and the
 * seconds that simulating took, the start of Python left out. */
enum vectorised vectorised_run(const char *python, const struct funnel *funnel,
    unsigned long seed, int replications, struct funnel_totals *totals, double *seconds);
