/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdio.h>

#include "text.h"

/* The one writer of text and tables for people to read: as wide as the terminal, at most
 * TERMINAL_COLUMNS, and that wide where there is none. A minus is printed as a hyphen, so that
 * figures can be pasted into a spreadsheet. None of these checks for write errors: look at
 * ferror(out) after fflush. */
enum { TERMINAL_COLUMNS = 100, TERMINAL_LEAST = 60 };

/* Prints paragraphs, each ended by a newline or the end, broken between words. */
void terminal_print(FILE *out, const char *paragraphs);

/* A table: names at the left, which give way when the columns need the room, and figures at the
 * right of their columns. Cells may have several lines. Columns for which there is no room come
 * in a table below, with the first ones again. */
struct grid {
    int rows, columns;
    int fixed; /* columns that are in all of these tables: the names, and what goes with them */
    int turn;  /* where the table below begins if there is one and it can; 0: anywhere */
    bool prose;         /* cells hold words, all at the left, with a blank line between rows */
    struct arena arena; /* for what is made for the cells */
    const char **cell;  /* [1 + rows][columns] headers first */
};
enum { HEADER = -1 }; /* the row of the headers */

/* With its headers, of which NULL is none; they outlive the grid. */
void grid_init(struct grid *grid, int rows, int columns, const char *const *headers);

/* What stands in a row, to be set to a string that outlives the grid: 0 is the first under the
 * headers. */
const char **grid_cell(const struct grid *grid, int row, int column);

/* Makes `n` empty columns before column `at`, which are in all tables. */
void grid_insert(struct grid *grid, int at, int n);

/* Takes a column out. */
void grid_drop(struct grid *grid, int column);

/* Prints the table and frees it. Headers end on the same line. */
void grid_print(FILE *out, struct grid *grid);
