/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OLD_TABLE_H
#define RECEPT_OLD_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "study.h"

/* A table of results that is being written, a field at a time. Rows belong to a case of the
 * study: each starts with its strategy and ends with its values of the varied settings. */
struct old_table {
    FILE *file;
    const struct study *study;
    const struct study_case *one; /* whose rows are being written */
    bool names_hub; /* the table has a column for the hub; else rows end with it, where there
                       are hubs */
};

/* The names of the columns, comma between, and those of the varied settings. */
void old_table_header(const struct old_table *table, const char *columns);

void old_table_begin_row(const struct old_table *table);
void old_table_text(const struct old_table *table, const char *text);
void old_table_number(const struct old_table *table, double value); /* empty when not finite */
void old_table_integer(const struct old_table *table, long value);
void old_table_estimate(
    const struct old_table *table, struct estimate e); /* value, se, mc_low, mc_high */
void old_table_end_row(const struct old_table *table);

/* The name of a group of companies: "all", "larger/family/private", "larger/<star>/<star>". */
const char *old_table_segment(const struct old_table *table, int cell);

/* Whether summary.csv has a row for the measure in the group. */
bool summary_has(int cell, int measure);

/* Rows of one case, file by file. Those of summary.csv are for the first `cells` groups. */
extern const char summary_columns[];
void summary_rows(const struct old_table *table, int cells);
void by_day_rows(const struct old_table *table);
void by_contact_rows(const struct old_table *table);
void cost_chance_rows(const struct old_table *table);
void contact_moments_rows(const struct old_table *table);
void costs_rows(const struct old_table *table);
void packages_rows(const struct old_table *table);
void funnel_rows(const struct old_table *table);
void companies_rows(const struct old_table *table);

#endif
