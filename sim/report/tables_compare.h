/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TABLES_COMPARE_H
#define RECEPT_TABLES_COMPARE_H

#include "comparison.h"
#include "files.h"
#include "selection.h"

/* Writes compare.csv (differences with the baseline, variance_reduction by common random
 * numbers; intervals of a measure hold for all strategies at once), frontier.csv,
 * acceptability.csv (both kinds of best, by value of a partner), expected_loss.csv,
 * perfect_information.csv and segments.csv. STATUS_FAILED when a file cannot be written; the
 * folder has the message. */
enum status tables_compare_write(
    struct results_folder *folder, const struct comparison *comparison);

/* compare.csv under another name. */
enum status tables_compare_differences(
    struct results_folder *folder, const char *name, const struct compare *compare);

/* contact_worth.csv: of a study in which the second half of the cases are the first without
 * contact moment `contact`. */
enum status tables_compare_worth(
    struct results_folder *folder, const struct compare *compare, const char *contact);

/* equal.csv: the companies that each strategy was given, and how near that comes to the
 * baseline's hours, or else cost. */
enum status tables_compare_equal(struct results_folder *folder, const struct compare *compare,
    const int *companies, bool hours);

/* selection.csv: how far each strategy is from the best of the others, in euros a campaign or
 * conversion rate. */
enum status tables_compare_selection(struct results_folder *folder, const struct study *study,
    const struct selection *selection, bool euros);

#endif
