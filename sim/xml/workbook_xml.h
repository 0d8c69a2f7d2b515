/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "workbook.h"

/* Gnumeric's XML, read by libxml2: file_reader.parse() of the program. It stands apart from the
 * library, which takes no such weight along.
 *
 * Reads the sheet `wanted`, or (NULL) the first visible one with content. The table lives in
 * `arena`; its rows are those with content, the first of which is the header, and their fields
 * those from column A on, so that fields of a row are at their place. Numbers are CELL_NUMBER,
 * dates as well until workbook_date_cells(). STATUS_CONFIG with "path:line: reason" for what is
 * no such XML, for a workbook without content, and past the limits of csv_table.h. */
enum status workbook_read(struct workbook *workbook, struct csv_table *table,
    struct arena *arena, const char *path, const struct text *xml, const char *wanted,
    struct messages *errors);
