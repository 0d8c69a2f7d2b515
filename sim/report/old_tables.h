/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OLD_TABLES_H
#define RECEPT_OLD_TABLES_H

#include "files.h"
#include "study.h"

/* Writes the tables of a finished study into a folder of results: summary.csv, companies.csv
 * (of a listed population), conversion_by_day.csv, conversion_by_contact.csv,
 * contact_moments.csv, packages.csv, funnel.csv, costs.csv and cost_chance.csv. Every table
 * ends with a column per varied setting. Counts, hours and money are means per replication; in
 * companies.csv cost_eur leaves out the campaign's aids. Open in conversion_by_contact.csv is
 * all that has not ended, companies left for lack of budget included. Figures whose interval
 * has no bounds get a line in `notices` (NULL: no notices). STATUS_FAILED when a file cannot be
 * written; the folder has the message. STATUS_INTERRUPTED when told to stop by the folder. */
enum status old_tables_write(
    struct results_folder *folder, const struct study *study, struct messages *notices);

/* What every single campaign came to, replications.csv: the header, then a row per replication
 * with its quantities of all companies. */
void replications_header(FILE *file, const struct study *study);
void replications_row(FILE *file, const struct study *study, const struct study_case *one,
    uint64_t replication, const double *quantities);

/* A line for each strategy and measure whose Monte Carlo error has no bounds, for all
 * companies. */
void tables_notices(const struct study *study, struct messages *notices);

#endif
