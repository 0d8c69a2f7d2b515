/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

/* The part of outcomes that is told by day and by week. */

/* Notes when the companies of a replication, which are in `record`, entered the three rings,
 * and what its weeks came to. */
void outcome_days_note(const struct outcomes *outcomes, int lane, const struct record *record,
    const struct week *week);

/* Adds the companies and weeks of one hub to those of the hubs before it. */
void outcome_days_add(struct outcomes *total, const struct outcomes *hub);

/* Finds the day on which each target is first met. One of no company at all is met from the
 * start. */
void outcome_days_find(struct outcomes *outcomes, const struct targets *targets);
