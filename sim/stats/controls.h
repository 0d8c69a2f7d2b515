/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"

/* Means by regression on control variates, numbers of which the mean is known to be 0, by
 * cross-fitting: replications are dealt into two halves, the slopes that are used in one half
 * are fitted on the other, and the estimates of both halves are averaged, so that they have no
 * bias from being fitted on what they are used for (S. Asmussen, P. W. Glynn, "Stochastic
 * Simulation", 2007, V.2; V. Chernozhukov et al., Econometrics Journal 21, 2018). All numbers
 * are regressed on the same controls, so that estimates of parts add up to those of the whole.
 */

/* Controls of a replication; they lie in as many as are added at once. */
enum { MOST_CONTROLS = 12, CONTROL_ROOM = 12 };

/* Sums over the replications of a half: of each control, and of products of two. */
struct control_sums {
    double n;
    double sum[CONTROL_ROOM];
    double product[MOST_CONTROLS][CONTROL_ROOM];
};

/* Adds one replication. */
void control_sums_add(struct control_sums *sums, const double control[CONTROL_ROOM]);
void control_sums_merge(struct control_sums *into, const struct control_sums *from);

/* The controls of both halves. */
struct controls {
    bool fitted; /* else there are too few replications, or controls that do not vary */
    struct {
        double n, mean[MOST_CONTROLS], covariance[MOST_CONTROLS][MOST_CONTROLS];
        double scale[MOST_CONTROLS]; /* standard deviation; 0: it does not vary */
        double factor[MOST_CONTROLS * MOST_CONTROLS];
        int order[MOST_CONTROLS], rank;
    } half[2];
};
void controls_init(struct controls *controls, const struct control_sums half[2]);

/* A number's sum over each half, and of its products with the controls. */
struct controlled {
    double sum[2], with[2][MOST_CONTROLS];
};

/* The slopes that are fitted on a half. */
void controls_slope(const struct controls *controls, int half, const struct controlled *y,
    double slope[MOST_CONTROLS]);

/* Adjusted means of y and x, and the variances and covariance of these means; square and
 * product sums of each half in `sums` (of which y and x are those of the numbers). */
struct ratio_means controls_means(const struct controls *controls,
    const struct ratio_sums sums[2], const struct controlled *y, const struct controlled *x);
