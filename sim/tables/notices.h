/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare_setup.h"
#include "messages.h"
#include "tables.h"

/* What the reader of a finished study's tables has to be told: a line for each strategy and
 * measure whose Monte Carlo error has no bounds, for all companies; how much of the spread
 * comes from not knowing the parameters, where these are drawn; that hubs are no experiment. */
void study_notices(const struct study *study, struct messages *notices);

/* What is to be known of a comparison before it is read, in the user's language, added to
 * `notices`: when not all have as many companies, the configs do not agree on what is known, or
 * the unknown numbers fell in few ways; over how many days of outreach strategies of different
 * speed can be compared; which are still off the cost or hours of the baseline, and how many
 * companies are not on the list; which cannot be simulated without a contact moment. */
void notices_compared(struct messages *notices, const struct compare_setup *compared);

/* Of that a line for each ratio of which the error of some strategy's difference has no bounds.
 */
void notices_unbounded(struct messages *notices, const struct compare *compare);

/* A line when the team has fewer hours a week than a contact that waits for hours takes: of the
 * shortest week, and then the longest contact, that the strategies have. */
void notices_short_weeks(struct messages *notices, const struct study *study);
void notices_short_weeks_planned(struct messages *notices, const struct plan_report *report);

/* Whether every conversion rate is known to within `precision` (0: not asked); else says how
 * precisely it is known, and how many campaigns would about do. */
bool notices_precision(struct messages *notices, const struct study *study, double precision);

/* Of cases that have companies beyond their lists, so many as unlisted[n_cases]: how many these
 * are at most, and what they are like; a line for each config, and for each way in which they
 * are made. */
void notices_unlisted(struct messages *notices, const struct study *study, const int *unlisted);

/* The same of a plan. */
void notices_planned(struct messages *notices, const struct plan_report *report);
