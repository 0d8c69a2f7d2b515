/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TEXT_GRID_H
#define RECEPT_TEXT_GRID_H

#include <stdio.h>

#include "text.h"

/* A table to be printed, at most SCREEN_COLUMNS wide: names at the left, which give way when
 * the columns need the room, and figures at the right of their columns. */
enum { GRID_COLUMNS = 12 };

struct text_grid {
    int rows, columns; /* headers, two rows, included; at most GRID_COLUMNS */
    struct text *cell; /* [rows][columns] */
};
enum { GRID_HEADERS = 2 };

/* `rows` beside the headers. */
void text_grid_init(struct text_grid *grid, int rows, int columns);
void text_grid_free(struct text_grid *grid);

/* What stands in a row (0 is the first under the headers), to be added to. */
struct text *text_grid_cell(const struct text_grid *grid, int row, int column);

/* A header of one or two lines, a newline between; one line stands lowest. */
void text_grid_header(const struct text_grid *grid, int column, const char *header);

void text_grid_print(FILE *out, const struct text_grid *grid);

#endif
