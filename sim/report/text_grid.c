/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text_grid.h"

#include "memory.h"
#include "screen.h"
#include "screen_text.h"

#include <stdlib.h>
#include <string.h>

enum { LEAST_NAME = 10 };

void text_grid_init(struct text_grid *grid, int rows, int columns)
{
    grid->rows = rows + GRID_HEADERS;
    grid->columns = columns;
    grid->cell = memory_new((size_t)grid->rows * (size_t)columns, sizeof *grid->cell);
}

static struct text *at(const struct text_grid *grid, int row, int column)
{
    return &grid->cell[row * grid->columns + column];
}

void text_grid_free(struct text_grid *grid)
{
    for (int i = 0; i < grid->rows * grid->columns; i++)
        text_free(&grid->cell[i]);
    free(grid->cell);
}

struct text *text_grid_cell(const struct text_grid *grid, int row, int column)
{
    return at(grid, row + GRID_HEADERS, column);
}

void text_grid_header(const struct text_grid *grid, int column, const char *header)
{
    const char *newline = strchr(header, '\n');
    if (newline != NULL)
        text_add(at(grid, 0, column), header, (size_t)(newline - header));
    text_add_string(at(grid, 1, column), newline != NULL ? newline + 1 : header);
}

static int width_of(const struct text_grid *grid, int column)
{
    int width = 0;
    for (int row = 0; row < grid->rows; row++) {
        int columns = text_columns(text_string(at(grid, row, column)));
        width = columns > width ? columns : width;
    }
    return width;
}

/* The names are cut to `width`. */
static void print_name(FILE *out, const char *name, int width)
{
    struct text cut = {0};
    screen_add_cut(&cut, name, width);
    fprintf(out, "%s%*s", text_string(&cut), width - text_columns(text_string(&cut)), "");
    text_free(&cut);
}

void text_grid_print(FILE *out, const struct text_grid *grid)
{
    int width[GRID_COLUMNS] = {0}, figures = 0, gap = 2;
    for (int column = 0; column < grid->columns; column++) {
        width[column] = width_of(grid, column);
        figures += column > 0 ? width[column] : 0;
    }
    if (width[0] + figures + gap * (grid->columns - 1) > SCREEN_COLUMNS)
        gap = 1;
    int room = SCREEN_COLUMNS - figures - gap * (grid->columns - 1);
    room = room > LEAST_NAME ? room : LEAST_NAME;
    width[0] = width[0] < room ? width[0] : room;
    for (int row = 0; row < grid->rows; row++) {
        print_name(out, text_string(at(grid, row, 0)), width[0]);
        for (int column = 1; column < grid->columns; column++) {
            const char *cell = text_string(at(grid, row, column));
            fprintf(out, "%*s%s", gap + width[column] - text_columns(cell), "", cell);
        }
        fputc('\n', out);
    }
}
