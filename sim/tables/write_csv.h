/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table.h"
#include "text.h"

/* A table as comma-separated values (RFC 4180): decimal points, twelve significant digits, far
 * below any Monte Carlo error, whole numbers below 1e15 in full, nothing for what is not
 * defined. A text that a spreadsheet could take for a formula gets an apostrophe in front. None
 * of these checks for write errors: look at ferror() after fflush(). */

/* Adds the whole file to a text. */
void csv_add(struct text *out, const struct table *table);

/* The names of the columns. */
void csv_write_header(FILE *file, const struct table *table);

/* The rows that the table holds: also as its `write`, to write it by parts. */
void csv_write_rows(FILE *file, const struct table *table);

/* Both. */
void csv_write(FILE *file, const struct table *table);
