/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table.h"
#include "text.h"

/* A table as comma-separated values (RFC 4180): decimal points, twelve significant digits, far
 * below any Monte Carlo error, whole numbers below 1e15 in full, nothing for what is not
 * defined. A text that a spreadsheet could take for a formula gets an apostrophe in front. */

/* Adds the names of the columns, unless the table's file has them, and the rows. */
void csv_add(struct text *out, const struct table *table);

/* The same for people who open it in their spreadsheet or CRM: with a byte-order mark, and in
 * Dutch with semicolons and decimal commas. */
void csv_add_for_people(struct text *out, const struct table *table);

/* Writes what csv_add() adds. Write errors are not looked at: see ferror() after fflush(). */
void csv_write(FILE *file, const struct table *table);
