/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log_read.h"

/* Ends a log that was read on its last day that is known: what is asked, or where that is
 * not said the last day on which anything happened. An appointment of a later day that was
 * agreed by then is planned, for the date that it had then; other records of later days are
 * left out and counted. Counts the outcomes, and merges the records of one day where the layout
 * says so. STATUS_USAGE when that is no date. */
enum status log_end(struct log *log, struct log_reading *reading, const struct log_ask *ask,
    struct messages *notices, struct messages *errors);
