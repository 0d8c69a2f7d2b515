/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "csv_table.h"
#include "files.h"
#include "workbook.h"

/* Tables that users bring: CSV, or a sheet of a workbook. Which of these a file is goes by what
 * is in it, not by its name. */

struct data_source {
    const char *path;
    const struct text *bytes;
    const struct file_reader *files; /* that makes text of workbooks */
    const char *sheet;               /* to be read; NULL: the first visible one with content */
};

struct data_table {
    struct csv_table table;
    struct workbook workbook; /* all 0 when the file is none */
};

/* Whether the file is a workbook, or something else that is no text, as people save lists in: a
 * page of the web, an archive. */
bool data_is_no_text(const struct text *bytes);

/* Reads the table, which lives in `arena`. Notices say which sheet it is of where there are
 * several, and what is hidden. STATUS_CONFIG, located, with what to do instead, for what is
 * neither (see csv_table.h and workbook.h for the limits). */
enum status data_table_read(struct data_table *data, struct arena *arena,
    const struct data_source *source, struct messages *notices, struct messages *errors);
