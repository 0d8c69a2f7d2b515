/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include "wrap.h"

#include <sys/ioctl.h>

enum { GAP = 2, LEAST_NAME = 10 };

static int columns_of(FILE *out)
{
    struct winsize size;
    if (ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_col > TERMINAL_COLUMNS)
        return TERMINAL_COLUMNS;
    return size.ws_col < TERMINAL_LEAST ? TERMINAL_LEAST : size.ws_col;
}

/* A minus as a hyphen, a no-break space as a space; what a name may hold that would steer the
 * terminal stays out. */
static void put(FILE *out, const char *bytes, size_t n)
{
    struct text raw = {0}, clean = {0};
    text_add(&raw, bytes, n);
    text_add_lines(&clean, raw.data);
    const char *string = clean.data;
    size_t length = clean.length;
    for (const char *end = string + length; string < end;) {
        bool minus = strncmp(string, "\u2212", 3) == 0,
             space = strncmp(string, "\u00a0", 2) == 0;
        if (minus || space)
            fputc(minus ? '-' : ' ', out);
        else
            fputc(*string, out);
        string += minus ? 3 : space ? 2 : 1;
    }
    text_free(&raw);
    text_free(&clean);
}

void terminal_print(FILE *out, const char *paragraphs)
{
    struct text lines = {0};
    if (paragraphs[0] == '\0')
        return;
    wrap_add(&lines, paragraphs, columns_of(out), 0, 0);
    put(out, lines.data, lines.length);
    fputc('\n', out);
    text_free(&lines);
}

/* ---- Tables ---- */

void grid_init(struct grid *grid, int rows, int columns, const char *const *headers)
{
    int n = (1 + rows) * columns;
    *grid = (struct grid){.rows = rows, .columns = columns, .fixed = 1};
    grid->cell = arena_new(&grid->arena, (size_t)n, sizeof *grid->cell);
    for (int i = 0; i < n; i++)
        grid->cell[i] = i < columns && headers[i] != NULL ? headers[i] : "";
}

const char **grid_cell(const struct grid *grid, int row, int column)
{
    return &grid->cell[(1 + row) * grid->columns + column];
}

void grid_insert(struct grid *grid, int at, int n)
{
    const struct grid before = *grid;
    grid->columns += n;
    grid->fixed += n;
    grid->turn += grid->turn > 0 ? n : 0;
    size_t cells = (size_t)(1 + grid->rows) * (size_t)grid->columns;
    grid->cell = arena_new(&grid->arena, cells, sizeof *grid->cell);
    for (int row = HEADER; row < grid->rows; row++)
        for (int column = 0; column < grid->columns; column++)
            *grid_cell(grid, row, column) = column < at ? *grid_cell(&before, row, column)
                                            : column < at + n
                                                ? ""
                                                : *grid_cell(&before, row, column - n);
}

void grid_drop(struct grid *grid, int column)
{
    const struct grid before = *grid;
    grid->columns--;
    grid->fixed -= column < grid->fixed;
    grid->turn -= column < grid->turn;
    for (int row = HEADER; row < grid->rows; row++)
        for (int i = 0; i < grid->columns; i++)
            *grid_cell(grid, row, i) = *grid_cell(&before, row, i < column ? i : i + 1);
}

static int lines_of(const char *cell)
{
    int lines = 1;
    for (; *cell != '\0'; cell++)
        lines += *cell == '\n';
    return lines;
}

/* Line number `n` of a cell; nothing where it has none. */
static const char *line_of(struct arena *arena, const char *cell, int n)
{
    for (; n > 0 && *cell != '\0'; n--) {
        cell += strcspn(cell, "\n");
        cell += *cell == '\n';
    }
    return n == 0 ? arena_text(arena, cell, strcspn(cell, "\n")) : "";
}

static int width_of(struct grid *grid, int column)
{
    int widest = 0;
    for (int row = HEADER; row < grid->rows; row++) {
        const char *cell = *grid_cell(grid, row, column);
        for (int n = 0; n < lines_of(cell); n++) {
            int width = wrap_columns(line_of(&grid->arena, cell, n));
            widest = width > widest ? width : widest;
        }
    }
    return widest;
}

/* The columns that are printed together: the fixed ones and some others. */
struct block {
    int first, end; /* those others */
    const int *width;
    int gap;
};

static bool is_in(const struct grid *grid, const struct block *block, int column)
{
    return column < grid->fixed || (column >= block->first && column < block->end);
}

/* Line number `n` of the `lines` of a row; those of headers hang from the lowest. */
static void print_line(
    FILE *out, struct grid *grid, int row, int n, int lines, const struct block *block)
{
    struct text line = {0};
    for (int column = 0; column < grid->columns; column++) {
        const char *cell = *grid_cell(grid, row, column);
        int above = row == HEADER ? lines - lines_of(cell) : 0;
        if (!is_in(grid, block, column))
            continue;
        cell = line_of(&grid->arena, cell, n - above);
        if (column == 0)
            cell = wrap_cut(&grid->arena, cell, block->width[0]);
        int left = block->width[column] - wrap_columns(cell);
        bool is_left = column == 0 || grid->prose;
        text_printf(&line, "%*s%s%*s", is_left ? 0 : left, "", cell,
            block->gap + (is_left ? left : 0), "");
    }
    while (line.length > 0 && line.data[line.length - 1] == ' ')
        line.length--;
    put(out, line.data, line.length);
    fputc('\n', out);
    text_free(&line);
}

static void print_row(FILE *out, struct grid *grid, int row, const struct block *block)
{
    int lines = 0;
    for (int column = 0; column < grid->columns; column++) {
        int n = is_in(grid, block, column) ? lines_of(*grid_cell(grid, row, column)) : 0;
        lines = n > lines ? n : lines;
    }
    for (int n = 0; n < lines; n++)
        print_line(out, grid, row, n, lines, block);
}

static void print_block(FILE *out, struct grid *grid, const struct block *block)
{
    if (block->first > grid->fixed)
        fputc('\n', out);
    for (int row = HEADER; row < grid->rows; row++) {
        if (grid->prose && row > HEADER)
            fputc('\n', out);
        print_row(out, grid, row, block);
    }
}

/* What is left of `room` for names beside the columns up to `end`, from `first` on. */
static int left_beside(
    const struct grid *grid, const int *width, int first, int end, int gap, int room)
{
    for (int column = 1; column < end; column++)
        if (column < grid->fixed || column >= first)
            room -= gap + width[column];
    return room;
}

/* Long names get the room between the columns before they are cut; a table that is broken gives
 * them all the room they need. */
void grid_print(FILE *out, struct grid *grid)
{
    int *width = arena_new(&grid->arena, (size_t)grid->columns, sizeof *width);
    int all = columns_of(out), last = grid->columns;
    for (int column = 0; column < last; column++)
        width[column] = width_of(grid, column);
    int longest = width[0], least = longest < LEAST_NAME ? longest : LEAST_NAME;
    struct block block = {.first = grid->fixed, .width = width};
    do {
        block.gap = left_beside(grid, width, block.first, last, GAP, all) >= longest ? GAP : 1;
        block.end = last;
        while (block.end > block.first + 1 &&
               left_beside(grid, width, block.first, block.end, block.gap, all) < least)
            block.end--;
        if (block.end < last && grid->turn > block.first && grid->turn < block.end)
            block.end = grid->turn;
        int room = left_beside(grid, width, block.first, block.end, block.gap, all);
        room = room > LEAST_NAME ? room : LEAST_NAME;
        width[0] = longest < room ? longest : room;
        print_block(out, grid, &block);
        block.first = block.end;
    } while (block.first < last);
    arena_free(&grid->arena);
}
