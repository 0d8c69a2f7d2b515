/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "csv_table.h"

/* Sheets of workbooks: the stored values, whatever cells look like. */

/* Cells of a sheet in which numbers are dates; indices from 0, ends included. */
struct date_region {
    long first_row, last_row, first_column, last_column;
};

struct workbook {
    const char *sheet;     /* that was read; NULL: none has content */
    const char *others;    /* names of the visible sheets with content that were not, or "" */
    int sheets;            /* all of them */
    int hidden_sheets;     /* of these with content */
    long hidden_rows;      /* of the rows with content that were read */
    long first_hidden_row; /* its line */
    long formulas;         /* cells of kind CELL_FORMULA, which hold what they reckon with */
    long row, column;      /* first ones with content, indices from 0 */
    bool from_1904;        /* days are counted from 1904, not from 1900 */
    int n_regions;
    struct date_region *region;
};

/* Gives formulas their values: the cells of the sheet as file_reader.convert() makes them.
 * False when these are not those of the sheet. */
bool workbook_take_values(const struct workbook *workbook, struct csv_table *table,
    struct arena *arena, const struct csv_table *values);

/* Makes dates of numbers that are formatted as such, as 2025-03-14. Days below 61 stay numbers:
 * spreadsheets do not agree on these. */
void workbook_date_cells(
    const struct workbook *workbook, struct csv_table *table, struct arena *arena);
