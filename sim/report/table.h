/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TABLE_H
#define RECEPT_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "study.h"

/* A table of results that is being written, a field at a time. Rows belong to a case of the
 * study: each starts with its strategy and ends with its values of the varied settings. */
struct table {
    FILE *file;
    const struct study *study;
    const struct study_case *one; /* whose rows are being written */
    bool names_hub; /* the table has a column for the hub; else rows end with it, where there
                       are hubs */
};

/* The names of the columns, comma between, and those of the varied settings. */
void table_header(const struct table *table, const char *columns);

void table_begin_row(const struct table *table);
void table_text(const struct table *table, const char *text);
void table_number(const struct table *table, double value); /* empty when not finite */
void table_integer(const struct table *table, long value);
void table_estimate(
    const struct table *table, struct estimate e); /* value, se, mc_low, mc_high */
void table_end_row(const struct table *table);

/* The name of a group of companies: "all", "larger/family/private", "larger/<star>/<star>". */
const char *table_segment(const struct table *table, int cell);

/* Whether summary.csv has a row for the measure in the group. */
bool summary_has(int cell, int measure);

/* Rows of one case, file by file. Those of summary.csv are for the first `cells` groups. */
extern const char summary_columns[];
void summary_rows(const struct table *table, int cells);
void by_day_rows(const struct table *table);
void by_contact_rows(const struct table *table);
void cost_chance_rows(const struct table *table);
void contact_moments_rows(const struct table *table);
void costs_rows(const struct table *table);
void packages_rows(const struct table *table);
void funnel_rows(const struct table *table);
void companies_rows(const struct table *table);

#endif
