/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "study.h"

/* Estimates of a study by regression on control variates (models/expected.h, stats/controls.h):
 * tables of what is to come are fitted on a pilot of its first campaigns, all its campaigns
 * follow what was expected of them, and averages are adjusted by that. */

/* Campaigns of the pilot where each case has `campaigns`: the first 4,096, of fewer than 8,192
 * the first half, of fewer than 1,000 none, as slopes would be fitted on too little. */
uint64_t adjusted_pilot(const struct study *study, uint64_t campaigns);

/* Runs the pilot and fits the tables of each case, whose tallies are set up and empty, or were
 * read back from where a run was left that had the same pilot. */
enum status adjusted_begin(struct study *study, const struct engine *engine, uint64_t pilot);

/* For studies of many variants of the same cases: fits tables of the cases of `study` on
 * campaigns of which none of the others has the number, and gives a case of another study,
 * before it runs, those of the case that it is a variant of; false: it cannot have them. The
 * other study gives them back before it is freed: its cases' are NULL then. */
enum status adjusted_lend(struct study *study, const struct engine *engine, uint64_t pilot);
bool adjusted_borrow(struct study_case *one, const struct study_case *lender);

/* The tables of all cases as bytes, for a run that goes on, and read back. */
void adjusted_write(struct text *out, const struct study *study);
bool adjusted_read(struct bytes *in, struct study *study);

/* What is left of earlier tables goes. */
void adjusted_end(struct study *study);

/* Fits slopes to what all campaigns came to. */
void adjusted_fit(struct study *study);

/* Whether estimates of the case are adjusted: where that makes them surer. */
static inline bool adjusted_is(const struct study_case *one)
{
    return one->adjusted;
}

/* Adjusted means of quantities y and x of a group over units, of which measure `pair` is made,
 * and the variances of these means. Without x (NO_QUANTITY) that is 1. Hubs have luck of their
 * own: those of a total are sums of theirs. */
enum { NO_QUANTITY = -1 };
struct ratio_means adjusted_means(
    const struct study_case *one, int cell, int pair, int y, int x);

/* The same of details of totals (details.h), whose numbers are given: whether they are adjusted
 * as their totals are, and their averages; with the variance of one that is 0 or 1 in each
 * campaign. Not of a total of hubs. */
bool adjusted_has_details(const struct study_case *one);
double adjusted_detail(const struct study_case *one, int number);
struct ratio_means adjusted_share(const struct study_case *one, int number);

/* The slopes of a quantity of a group that are used in a half: of the campaigns of chunks 0, 2,
 * ... (0) or 1, 3, ... (1). */
void adjusted_slope(
    const struct study_case *one, int cell, int quantity, int half, double slope[CONTROL_ROOM]);
/* The controls of a single campaign of the case, from what the engine saves of it. */
static inline const double *adjusted_controls(const struct study_case *one, const double *x)
{
    const struct campaign *c = one->campaign;
    return x + (size_t)c->cells.n_rows * (size_t)outcome_quantities(c);
}

/* `x` of a campaign with these controls, adjusted by the slopes of its half. */
static inline double adjusted_value(
    double x, const double slope[CONTROL_ROOM], const float control[CONTROL_ROOM])
{
    for (int i = 0; i < CONTROL_ROOM; i++)
        x -= slope[i] * (double)control[i];
    return x;
}

static inline int adjusted_half(uint64_t replication)
{
    return (int)(replication / ENGINE_CHUNK % 2);
}

/* The same of a curve by a step, of those approached: walk its steps from 0 up, `point` [hubs,
 * at least one] starts as {0}. */
struct ratio_means adjusted_curve_step(
    const struct study_case *one, int cell, int curve, int step, struct adjusted_point *point);
