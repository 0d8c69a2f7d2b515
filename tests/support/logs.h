/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "config.h"
#include "logbook.h"
#include "simulate.h"

/* Logbooks in memory, read for a test with the shipped config. */

struct told_log {
    struct config config;
    struct campaign *campaign; /* of the first strategy */
    struct arena arena;
    struct logbook logbook;
    struct messages notices, errors;
    enum status status;
};

/* Reads `text` as the file log.csv, with `ask` for all that is not of files; `companies` (may
 * be NULL) is the file companies.csv. */
void tell_log(
    struct told_log *told, const char *text, const char *companies, struct log_ask ask);
void told_log_free(struct told_log *told);

/* Whether a row of that line was refused for a reason that has `what` in it. */
bool refused(const struct told_log *told, long line, const char *what);
