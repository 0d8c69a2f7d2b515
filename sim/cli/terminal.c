/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "terminal.h"

#include "memory.h"
#include "wrap.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { GAP = 2, LEAST_NAME = 10, LEAST_CUT = 4 };

static int columns_of(FILE *out)
{
    struct winsize size;
    if (fileno(out) < 0 || isatty(fileno(out)) == 0 ||
        ioctl(fileno(out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0 ||
        size.ws_col > TERMINAL_COLUMNS)
        return TERMINAL_COLUMNS;
    return size.ws_col < TERMINAL_LEAST ? TERMINAL_LEAST : size.ws_col;
}

/* A minus as a hyphen, a no-break space as a space. */
static void put(FILE *out, const char *string, size_t length)
{
    for (const char *end = string + length; string < end;) {
        bool minus = strncmp(string, "\u2212", 3) == 0,
             space = strncmp(string, "\u00a0", 2) == 0;
        if (minus || space)
            fputc(minus ? '-' : ' ', out);
        else
            fputc(*string, out);
        string += minus ? 3 : space ? 2 : 1;
    }
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

void grid_init(struct grid *grid, int rows, int columns)
{
    size_t n = (size_t)(1 + rows);
    *grid = (struct grid){.rows = 1 + rows, .columns = columns};
    grid->cell = memory_new(n * (size_t)columns, sizeof *grid->cell);
    grid->kept = memory_new(n, sizeof *grid->kept);
}

struct text *grid_cell(const struct grid *grid, int row, int column)
{
    return &grid->cell[(1 + row) * grid->columns + column];
}

struct text *grid_header(const struct grid *grid, int column)
{
    return grid_cell(grid, -1, column);
}

struct text *grid_kept(const struct grid *grid, int row)
{
    return &grid->kept[1 + row];
}

static int lines_of(const char *cell)
{
    int lines = 1;
    for (; *cell != '\0'; cell++)
        lines += *cell == '\n';
    return lines;
}

/* Line number `n` of a cell, into `line`, which is emptied first; nothing where it has none. */
static const char *line_of(const char *cell, int n, struct text *line)
{
    text_free(line);
    for (; n > 0 && *cell != '\0'; n--) {
        cell += strcspn(cell, "\n");
        cell += *cell == '\n';
    }
    if (n == 0)
        text_add(line, cell, strcspn(cell, "\n"));
    return text_string(line);
}

static int width_of(const struct grid *grid, int column)
{
    int widest = 0;
    struct text line = {0};
    for (int row = 0; row < grid->rows; row++) {
        const char *cell = text_string(&grid->cell[row * grid->columns + column]);
        int kept = column == 0 ? wrap_columns(text_string(&grid->kept[row])) : 0;
        for (int n = 0; n < lines_of(cell); n++) {
            int width = wrap_columns(line_of(cell, n, &line)) + kept;
            widest = width > widest ? width : widest;
        }
    }
    text_free(&line);
    return widest;
}

/* A name before what is kept of it, in `width` columns. */
static void add_name(struct text *out, const char *name, const char *kept, int width)
{
    struct text whole = {0};
    int left = width - wrap_columns(kept);
    if (left >= LEAST_CUT)
        wrap_cut(&whole, name, left);
    else
        text_add_string(&whole, name);
    text_add_string(&whole, kept);
    wrap_cut(out, text_string(&whole), width);
    text_free(&whole);
}

/* The lines of a row; those of headers hang from the lowest. */
static void print_row(FILE *out, const struct grid *grid, int row, const int *width, int gap)
{
    const struct text *cell = &grid->cell[row * grid->columns];
    int lines = 0;
    for (int column = 0; column < grid->columns; column++) {
        int n = lines_of(text_string(&cell[column]));
        lines = n > lines ? n : lines;
    }
    struct text part = {0}, line = {0}, name = {0};
    for (int n = 0; n < lines; n++) {
        int blanks = 0;
        for (int column = 0; column < grid->columns; column++) {
            const char *string = text_string(&cell[column]);
            int above = row == 0 ? lines - lines_of(string) : 0;
            string = n < above ? "" : line_of(string, n - above, &part);
            if (column == 0) {
                text_free(&name);
                add_name(&name, string, text_string(&grid->kept[row]), width[0]);
                string = text_string(&name);
            }
            int left = width[column] - wrap_columns(string);
            bool is_left = column == 0 || grid->prose;
            blanks += is_left ? 0 : left;
            if (string[0] != '\0') {
                text_printf(&line, "%*s%s", blanks, "", string);
                blanks = 0;
            }
            blanks += gap + (is_left ? left : 0);
        }
        text_add_string(&line, "\n");
        put(out, line.data, line.length);
        text_free(&line);
    }
    text_free(&part);
    text_free(&name);
}

/* Long names get the room between the columns before they are cut. */
void grid_print(FILE *out, struct grid *grid)
{
    int *width = memory_new((size_t)grid->columns, sizeof *width);
    int room = columns_of(out), gaps = grid->columns - 1, gap = GAP;
    for (int column = 0; column < grid->columns; column++) {
        width[column] = width_of(grid, column);
        room -= column > 0 ? width[column] : 0;
    }
    if (width[0] + gap * gaps > room)
        gap = 1;
    room -= gap * gaps;
    room = room > LEAST_NAME ? room : LEAST_NAME;
    width[0] = width[0] < room ? width[0] : room;
    for (int row = 0; row < grid->rows; row++) {
        if (grid->prose && row > 0)
            fputc('\n', out);
        print_row(out, grid, row, width, gap);
    }
    for (int i = 0; i < grid->rows * grid->columns; i++)
        text_free(&grid->cell[i]);
    for (int row = 0; row < grid->rows; row++)
        text_free(&grid->kept[row]);
    memory_free(grid->cell);
    memory_free(grid->kept);
    memory_free(width);
}
