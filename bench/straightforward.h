/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "funnel.h"

/* Baseline: the funnel as one would write it in C with GSL, company by company and event by
 * event, with mt19937, gsl_ran_exponential and a logistic function at every contact. Adds
 * `replications` campaigns to `totals`. */
void straightforward_run(const struct funnel *funnel, unsigned long seed, int replications,
    struct funnel_totals *totals);
