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

/* Numbers in a replication's controls, of which one is 1: what is multiplied by all of them is
 * added up itself as well. */
enum { CONTROL_ROOM = 12, CONTROL_ONE = 3 };

/* Sums over a half's replications of products of its controls. */
struct control_sums {
    double product[CONTROL_ROOM][CONTROL_ROOM];
};

/* Adds one replication. */
void control_sums_add(struct control_sums *sums, const double control[CONTROL_ROOM]);
void control_sums_merge(struct control_sums *into, const struct control_sums *from);

/* Sums over each half of products of a number with its controls. */
struct controlled {
    double with[2][CONTROL_ROOM];
};

/* What controls come to. */
struct controls {
    bool fitted; /* else there are too few replications, or none of the controls varies */
    double n;    /* replications of both halves */
    double covariance[CONTROL_ROOM][CONTROL_ROOM]; /* of them all: [j][i] of i with j */
    struct control_fit {
        double n, sum[CONTROL_ROOM];
        double scale[CONTROL_ROOM]; /* standard deviation; 0: it does not vary */
        double factor[CONTROL_ROOM * CONTROL_ROOM];
        int order[CONTROL_ROOM], rank;
    } half[2];
};
void controls_init(struct controls *controls, const struct control_sums half[2]);

/* The slopes of a number that are used in a half, which are fitted on the other. */
void controls_slope(const struct controls *controls, const struct controlled *y, int half,
    double slope[CONTROL_ROOM]);

/* A number that was regressed on the controls, its slopes in each half those that were fitted
 * on the other; of one that is 0 all of it is. */
struct regressed {
    double slope[2][CONTROL_ROOM];
    double covariance[CONTROL_ROOM]; /* with the controls, over all */
    double mean;                     /* adjusted */
};
struct regressed controls_regress(const struct controls *controls, const struct controlled *y);

/* The variance of its adjusted mean; `sum` of it and of its squares over all replications. */
double controls_variance(
    const struct controls *controls, const struct regressed *y, double sum, double square);

/* The covariance of the adjusted means of two, whose products come to so much. */
double controls_covariance(const struct controls *controls, const struct regressed *y,
    const struct regressed *x, double sum_y, double sum_x, double product);
