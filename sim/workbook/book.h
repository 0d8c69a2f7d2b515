/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "files.h"
#include "sheets.h"
#include "tables.h"

/* A workbook of results: a sheet that explains, and one for each table, with the same numbers
 * to the same digits as its CSV file (write_csv.h). Headings are in the reader's language; what
 * stands in cells is as in files. */

/* A column of a sheet. */
struct book_column {
    const char *id, *unit, *meaning, *heading; /* as in struct column, the last never NULL */
    int widest;                                /* characters of what was written */
};

struct book_sheet {
    const char *table, *name;
    int number, n_columns;
    struct book_column *column;
    long rows, left_out; /* for want of room in a sheet */
    int columns_left_out;
};
enum { MOST_BOOK_SHEETS = 48 };

struct book {
    struct table_sink sink; /* takes tables from begin to end */
    struct result_file file;
    struct sheets *sheets;
    struct arena arena;
    int n;
    struct book_sheet sheet[MOST_BOOK_SHEETS];
    long cut_texts; /* longer than a cell takes */
};

/* What is told of results besides what they say themselves. */
struct book_about {
    const char *program; /* "recept 0.1.0 (abc)" */
    const char *made_by; /* "recept run" */
    unsigned long long seed;
};

/* Workbooks of ours, as they were written. */
extern const struct result_kind book_kind;

/* Begins the workbook `path`, which is tried now. STATUS_FAILED, with a message, as of
 * result_file_begin(). */
enum status book_begin(
    struct book *book, const char *path, bool force, struct messages *errors);

/* Writes what explains, and the file aside; `notices` are told what did not fit.
 * STATUS_FAILED, with a message; then the workbook is gone. */
enum status book_write(struct book *book, const struct results *results,
    const struct book_about *about, struct messages *notices);

/* After book_write(): as result_file_commit(). Frees everything. */
enum status book_commit(struct book *book);

/* Removes what there is, and frees everything; after failures and commits there is nothing. */
void book_abort(struct book *book);

/* ---- The sheet that explains (read_me.c) ---- */

void read_me_write(
    struct book *book, const struct results *results, const struct book_about *about);

/* ---- Parts that both need ---- */

/* A text as cells take it: without what no text of a file has, and with what a reader would
 * take for a coded character as it stands; cut, and counted, where it is too long. `text`
 * itself where nothing has to change. */
const char *book_text(struct book *book, struct arena *arena, const char *text);

/* How many lines of so many columns a text takes. */
int book_lines(const char *text, int columns);

/* A unit in words; "" for none. */
const char *book_unit(const char *unit);
