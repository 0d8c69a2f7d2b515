/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "text.h"

/* Every number that leaves the program stands in a table: rows of cells in memory under columns
 * that are described once (columns.c). Files, screens, plots and pages are writers of tables;
 * none of them makes a number or names a column. */

enum column_type {
    COLUMN_TEXT,
    COLUMN_NUMBER,
    COLUMN_WHOLE, /* a number without decimals */
};

enum column_role {
    ROLE_KEY, /* says what the row is of */
    ROLE_UNIT,
    ROLE_VALUE,
    ROLE_ERROR, /* standard error of the value before it */
    ROLE_LOW,   /* bounds of its interval */
    ROLE_HIGH,
    ROLE_QUANTILE, /* over single campaigns or partners */
};

struct column {
    const char *id; /* its name in files */
    enum column_type type;
    enum column_role role;
    const char *unit;    /* "EUR", "hours", "share"; "" of texts and plain numbers; UNIT_OF_ROW:
                            the row's column "unit" has it */
    const char *meaning; /* in English */
    const char *heading; /* what people call it, in English; NULL: its id */
};
#define UNIT_OF_ROW "unit"

/* "key", "unit", ... as above. */
extern const char *const column_roles[];

/* The column `id` of the table `table`; NULL: no such column is described. */
const struct column *column_describe(const char *table, const char *id);

/* All that are. The id "TABLE.COLUMN" is a column of that table and of TABLE_... only. */
extern const struct column described_columns[];
extern const int n_described_columns;

/* What people call the table `name`, and what it is for, in English. */
struct table_title {
    const char *name, *title, *purpose;
};
const struct table_title *table_title(const char *name); /* NULL: it has none */

/* A number, NAN where it is not defined, or a text, NULL where there is none. Cells of the same
 * bytes are the same. */
union cell {
    double number;
    const char *text; /* of the table's arena */
};

struct table;

/* Takes the rows of tables besides their files, as a workbook does. */
struct table_sink {
    /* Gets the next rows of a table; the first of it, or none, while it is not `begun`. */
    void (*take)(struct table_sink *sink, const struct table *table);
};

struct table {
    const char *name; /* of its file, without ".csv" */
    int n_columns;
    int n_varied; /* the last so many columns are the settings that were varied */
    struct column *column;
    long n;           /* rows */
    union cell *cell; /* [n][n_columns]; infinite numbers are not defined either */
    /* [n] of a row that is like the one above but for one column: that column, from 1 on; 0: of
     * others, whatever they are. */
    short *again;
    /* Where rows go as CSV once there are TABLE_PART of them, to make room; NULL: all stay. */
    FILE *file;
    struct table_sink *sink; /* of a table with a file: gets its rows as well; NULL: none */
    /* Of no concern to readers: */
    bool begun;              /* the file has the names of the columns, and the sink some rows */
    int at;                  /* cells of the row that is being filled */
    long room;               /* rows */
    struct filling *filling; /* how fill_row() does it; NULL: the table is filled otherwise */
    struct arena arena;
    struct arena texts; /* of the rows */
    struct text bytes;  /* what goes to the file */
};
enum { TABLE_PART = 256 };

/* An empty table with the described columns `columns`, ids with commas between. `name` outlives
 * the table. */
void table_init(struct table *table, const char *name, const char *columns);
void table_free(struct table *table);

/* Adds a column to a table without rows; its texts are copied, but for the unit. */
void table_add_column(struct table *table, struct column column);

/* ---- Filling: the cells of a row from left to right, then table_end_row() ---- */

/* A number or a text, as the column is: a text is copied; NULL and what is not finite are not
 * defined. */
void table_put(struct table *table, union cell cell);
#define table_text(table, string) table_put(table, (union cell){.text = (string)})
#define table_number(table, value) table_put(table, (union cell){.number = (value)})

/* The next row, to be filled as a whole before table_end_row(), with texts that live as long
 * as the rows. */
void table_make_room(struct table *table); /* of no concern to others */
static inline union cell *table_begin_row(struct table *table)
{
    if (table->n == table->room)
        table_make_room(table);
    return &table->cell[table->n * table->n_columns];
}

/* All bytes of a cell, also where a text has fewer. */
static inline union cell cell_text(const char *text)
{
    union cell cell = {.number = 0.0};
    cell.text = text;
    return cell;
}

static inline union cell cell_number(double number)
{
    return (union cell){.number = isfinite(number) ? number : NAN};
}
void table_end_row(struct table *table);

/* Writes the rows that are left of a table with a file, and forgets them. */
void table_flush(struct table *table);

/* Ends a row; `again` as above. */
static inline void table_end_like(struct table *table, int again)
{
    table->again[table->n] = (short)again;
    if (++table->n >= TABLE_PART && table->file != NULL)
        table_flush(table);
}

/* Of a row that is like the one above but for one column, a number. */
static inline void table_end_again(struct table *table, int column)
{
    table_end_like(table, column + 1);
}

/* Adds the rows of another table: columns go by their ids, "table" gets the other's name, and
 * what the other does not have is not defined. */
void table_append(struct table *table, const struct table *other);

/* ---- Reading ---- */

/* The number of the column `id`, -1: there is none. */
int table_column(const struct table *table, const char *id);

static inline union cell table_cell(const struct table *table, long row, int column)
{
    return table->cell[row * table->n_columns + column];
}
