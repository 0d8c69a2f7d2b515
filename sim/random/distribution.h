/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* How sure one is of a number: a distribution that can be drawn by inversion from one uniform
 * number. */
enum distribution_kind {
    DISTRIBUTION_NORMAL,
    DISTRIBUTION_LOGNORMAL,
    DISTRIBUTION_LOGIT_NORMAL,
    DISTRIBUTION_BETA /* scaled to low .. high; PERT is one */
};

struct distribution {
    enum distribution_kind kind;
    double a, b; /* mean and sd of the normal on its own scale; or the shapes of the beta */
    double low, high; /* range of a beta */
    double mean;
    double least, most; /* draws beyond these are moved to them */
};

/* Those with a given mean and standard deviation (sd >= 0) of the number itself, without limits
 * to draws. False when there is none: a mean of 0 or less, or a spread that cannot be computed
 * with, for the lognormal; for the logit-normal a mean outside (0, 1), or a sd that no
 * distribution within 0 and 1 with that mean can have. */
bool distribution_normal(struct distribution *d, double mean, double sd);
bool distribution_lognormal(struct distribution *d, double mean, double sd);
bool distribution_logit_normal(struct distribution *d, double mean, double sd);

/* PERT: a beta on low .. high with the given mode and mean (low + 4 mode + high) / 6 (D. G.
 * Malcolm et al., Operations Research 7, 1959). False unless low <= mode <= high and low <
 * high. */
bool distribution_pert(struct distribution *d, double low, double mode, double high);

/* Beta with shapes a and b, both from 0.001 to 100,000. */
bool distribution_beta(struct distribution *d, double a, double b);

/* Keeps draws within least .. most, the range of the number that is drawn; `mean` stays what it
 * was. */
void distribution_limit(struct distribution *d, double least, double most);

/* The number below which a share `u` (inside 0 and 1) lies, within the limits. */
double distribution_quantile(const struct distribution *d, double u);
