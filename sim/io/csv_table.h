/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "memory.h"
#include "messages.h"
#include "status.h"
#include "text.h"

/* Tables of comma-separated values, as spreadsheets write and read them. */

/* More than anybody means: past these a file is refused instead of filling the memory. */
enum { CSV_MOST_FIELDS = 1000, CSV_MOST_ROWS = 1000000, CSV_MOST_BYTES = 1 << 20 };

/* What a cell of a workbook holds. */
enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER, /* a plain decimal, with a point */
    CELL_DATE,   /* as 2025-03-14 */
    CELL_HOURS,  /* a time that something takes, in hours, as a plain decimal */
    CELL_FLAG,   /* TRUE or FALSE */
    CELL_FORMULA /* of which the value is not known */
};

struct csv_row {
    long line;                 /* of the file, from 1, on which the row starts */
    long number;               /* of the row, from 1, those counted that have no text */
    int n;                     /* fields; may differ from the header's */
    const char *const *field;  /* UTF-8; blanks around unquoted ones are gone */
    const unsigned char *kind; /* [n] enum cell_kind; NULL: all are texts as people write */
};

struct csv_table {
    char separator;       /* that a line `sep=;` above the header names; else ',', ';' or a tab:
                             what the header line has most of */
    bool named_separator; /* there is such a line */
    enum text_encoding encoding;
    struct csv_row header;
    long n;
    const struct csv_row *row; /* without those in which every field is empty */
};

/* Reads the file `path`, whose content is `bytes`: UTF-8, UTF-16 or Windows-1252, any line
 * ends. The
 * table lives in `arena`. Of text that starts with apostrophes and then = + - @ tab or carriage
 * return, the first apostrophe is dropped (see csv_is_formula). STATUS_CONFIG with "path:line:
 * reason" in `errors` for a file without header, a quote that is not closed or has text after
 * it, a NUL byte, and for fields, rows or lines past the limits above. */
enum status csv_table_read(struct csv_table *table, struct arena *arena, const char *path,
    const struct text *bytes, struct messages *errors);

/* Whether a spreadsheet would take a text for a formula, or would once apostrophes were taken
 * off: whoever writes it puts an apostrophe more in front. */
bool csv_is_formula(const char *text);
