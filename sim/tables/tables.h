/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TABLES_H
#define RECEPT_TABLES_H

#include "files.h"
#include "results.h"
#include "table.h"

/* Sets up `table` as the table `name` ("summary", "compare", "plan_answers", ...) and fills it
 * with all its rows; table_free() it. False, without a table, where the results have no such
 * table. */
bool tables_fill(struct table *table, const char *name, const struct results *results);

/* Writes every table that the results have into a folder of results, as NAME.csv, and what the
 * columns of all of them mean in columns.csv. STATUS_FAILED when a file cannot be written; the
 * folder has the message. STATUS_INTERRUPTED when told to stop by the folder. */
enum status tables_write(struct results_folder *folder, const struct results *results);

#endif
