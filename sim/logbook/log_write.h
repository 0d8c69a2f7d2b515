/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log.h"
#include "text.h"

/* Logbooks and their companies as comma-separated values (RFC 4180), in UTF-8, with ids, ISO
 * dates and decimal points, and nothing for what is not known. A text that a spreadsheet could
 * take for a formula gets an apostrophe in front. */

/* Adds the headings and the records, as they are ordered: the columns that the log has.
 * Companies are written by name with `names`, where they have one, else by number: their place
 * among the companies, from 1. */
void log_write(struct text *out, const struct log *log, bool names);

/* The name of the second in a folder of results. */
#define LOG_COMPANIES "logbook_companies.csv"

/* Adds the headings and the companies, as a company list is read, and the day of approach:
 * names, or numbers in their place, as log_write() has them. */
void log_write_companies(struct text *out, const struct log *log, bool names);
