/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "settings.h"

/* Measures how time grows with companies, contacts, replications and days without contacts, and
 * memory with replications; prints each curve and the exponent that fits it (1: linear, 0:
 * independent). False when something fails. */
bool scaling_measure(const struct settings *settings);

/* Simulates `replications` campaigns of the funnel and prints the most memory that this process
 * has had in use, in MiB. False when it fails. */
bool scaling_peak_memory(int replications);

/* The exponent b of y = a x^b that fits best: the least-squares slope of log y on log x. */
double scaling_exponent(const double *x, const double *y, int n);
