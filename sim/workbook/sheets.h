/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* Sheets of a workbook (.xlsx), whose rows are written once, from top to bottom, and are not
 * kept in memory. The same calls make the same bytes. Texts are UTF-8 and stay texts, whatever
 * they look like.
 *
 * What goes wrong is remembered until sheets_close(). */

/* How a cell looks. Units stand in headings and not in formats: readers take letters and
 * percent signs of formats for dates and times. */
enum look {
    LOOK_TEXT,    /* also when it is typed over */
    LOOK_WRAPPED, /* text in lines */
    LOOK_TITLE,
    LOOK_HEADING,
    LOOK_FACT,   /* a number beside its name */
    LOOK_WHOLE,  /* 1,234 */
    LOOK_MONEY,  /* 1,234.50 */
    LOOK_SHARE,  /* 0.1234 */
    LOOK_NUMBER, /* 1,234.50 */
    N_LOOKS
};

/* What Excel can have. */
enum { MOST_SHEET_ROWS = 1048576, MOST_SHEET_COLUMNS = 16384, MOST_CELL_UNITS = 32767 };

struct sheets;

/* Loads the library that writes workbooks, before all else here. NULL, or why it cannot be. */
const char *sheets_load(void);

/* A workbook without sheets, to be written to `path`, which is there; temporary files go to
 * `folder`. NULL: there is no memory for it. Both texts are copied. */
struct sheets *sheets_new(const char *path, const char *folder);

/* Adds a sheet, with so many rows at the top that stay in sight; its number, from 0. The name
 * has at most 31 characters, none of them one of []:*?/\, and differs from others by more than
 * case. */
int sheets_add(struct sheets *sheets, const char *name, int frozen_rows);

/* Writes a cell: a finite number, or a text that is not empty and of at most MOST_CELL_UNITS.
 * Rows and columns count from 0; a sheet's rows never go back. */
void sheets_number(
    struct sheets *sheets, int sheet, long row, int column, double number, enum look look);
void sheets_text(
    struct sheets *sheets, int sheet, long row, int column, const char *text, enum look look);

/* How high a row is that was not written yet, in lines. */
void sheets_height(struct sheets *sheets, int sheet, long row, int lines);

/* How wide a column is, in characters; */
void sheets_width(struct sheets *sheets, int sheet, int column, double characters);

/* filters in its heading, row 0, over so many rows and columns. */
void sheets_filter(struct sheets *sheets, int sheet, long rows, int columns);

/* How the workbook ended. */
enum sheets_end { SHEETS_WRITTEN, SHEETS_WITHOUT_ROOM, SHEETS_FAILED };

/* Writes the file and frees everything. After SHEETS_FAILED `errno` says why, or is 0;
 * SHEETS_WITHOUT_ROOM: temporary files could not be written whole. */
enum sheets_end sheets_close(struct sheets *sheets, const char *title, const char *author);

/* Frees everything; writes nothing. NULL is nothing. */
void sheets_free(struct sheets *sheets);
