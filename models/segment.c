/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segment.h"

#include "text.h"

#include <stdlib.h>

int axes_segments(const struct axes *axes)
{
    int n = 1;
    for (int a = 0; a < axes->n; a++)
        n *= axes->axis[a].n_levels;
    return n;
}

int axes_segment(const struct axes *axes, const int level[])
{
    int segment = 0;
    for (int a = 0; a < axes->n; a++)
        segment = segment * axes->axis[a].n_levels + level[a];
    return segment;
}

int axes_level(const struct axes *axes, int segment, int axis)
{
    for (int a = axes->n - 1; a > axis; a--)
        segment /= axes->axis[a].n_levels;
    return segment % axes->axis[axis].n_levels;
}

/* Levels joined by slashes; level -1 is an open axis. */
static const char *joined(const struct axes *axes, const int level[], struct arena *arena)
{
    struct text text = {0};
    for (int a = 0; a < axes->n; a++) {
        text_add_string(&text, a > 0 ? "/" : "");
        text_add_string(&text, level[a] < 0 ? "*" : axes->axis[a].levels[level[a]]);
    }
    return text_keep(&text, arena);
}

const char *axes_segment_name(const struct axes *axes, int segment, struct arena *arena)
{
    int level[MAX_AXES];
    for (int a = 0; a < axes->n; a++)
        level[a] = axes_level(axes, segment, a);
    return joined(axes, level, arena);
}

bool selector_fits(const struct selector *selector, const struct axes *axes, int segment)
{
    for (int a = 0; a < axes->n; a++)
        if (selector->not [a] >> axes_level(axes, segment, a) & 1u)
            return false;
    return true;
}

void by_segment_row(double *row, int n, const struct by_segment *number, int segment,
    size_t stride, double (*of)(double x))
{
    const double *value = &number->at[segment];
    row += (size_t)segment * stride;
    if (segment > 0 && value[0] == value[-1])
        memcpy(row, row - stride, ((size_t)n + 1) * sizeof *row);
    else
        for (int i = 0; i <= n; i++)
            row[i] = of(*value * i);
}

/* A cell's number is that of a segment in axes with one level more, 0 standing for "open". */
static void cell_levels(const struct axes *axes, int cell, int level[MAX_AXES])
{
    for (int a = axes->n - 1, rest = cell; a >= 0; a--) {
        level[a] = rest % (axes->axis[a].n_levels + 1) - 1;
        rest /= axes->axis[a].n_levels + 1;
    }
}

/* A bit per segment of the cell. */
static uint64_t segments_of(const struct axes *axes, int cell)
{
    int level[MAX_AXES];
    uint64_t segments = 0;
    cell_levels(axes, cell, level);
    for (int segment = 0; segment < axes_segments(axes); segment++) {
        bool in = true;
        for (int a = 0; a < axes->n; a++)
            in = in && (level[a] < 0 || level[a] == axes_level(axes, segment, a));
        segments |= in ? UINT64_C(1) << segment : 0;
    }
    return segments;
}

static void name_cells(struct cells *cells, const struct axes *axes, struct arena *arena)
{
    cells->name[0] = "all";
    for (int cell = 1; cell < cells->n; cell++) {
        int level[MAX_AXES];
        cell_levels(axes, cell, level);
        cells->name[cell] = joined(axes, level, arena);
    }
}

/* The place of what holds just these segments; a new one if there is none. That of all
 * companies is not shared: it has what belongs to no company as well. */
static int place_of(struct cells *cells, uint64_t segments)
{
    for (int place = 1; place < cells->n_rows; place++)
        if (cells->segments[place] == segments)
            return place;
    cells->segments[cells->n_rows] = segments;
    return cells->n_rows++;
}

static void number_parts(struct cells *cells, struct arena *arena)
{
    cells->n_parts = 0;
    cells->parts = arena_new(arena, (size_t)cells->n_rows, sizeof *cells->parts);
    for (uint64_t in = cells->segments[0]; in != 0; in &= in - 1) {
        int segment = __builtin_ctzll(in), part = cells->n_parts++;
        cells->part[segment] = part;
        cells->part_row[part] = cells->row[cells->segment_cell[segment]];
        for (int row = 0; row < cells->n_rows; row++)
            cells->parts[row] |= (cells->segments[row] >> segment & 1) << part;
    }
}

void cells_init(
    struct cells *cells, const struct axes *axes, uint64_t present, struct arena *arena)
{
    cells->n = 1;
    for (int a = 0; a < axes->n; a++)
        cells->n *= axes->axis[a].n_levels + 1;
    cells->name = arena_new(arena, (size_t)cells->n, sizeof *cells->name);
    name_cells(cells, axes, arena);
    cells->row = arena_new(arena, (size_t)cells->n, sizeof *cells->row);
    cells->segments = arena_new(arena, (size_t)cells->n, sizeof *cells->segments);
    cells->n_rows = 0;
    for (int cell = 0; cell < cells->n; cell++) {
        uint64_t segments = segments_of(axes, cell);
        if (cell == 0 || (segments & present) != 0)
            cells->row[cell] = place_of(cells, segments & present);
        for (int segment = 0; segment < axes_segments(axes); segment++)
            if (segments == UINT64_C(1) << segment)
                cells->segment_cell[segment] = cell;
    }
    cells->n_filled = cells->n_rows;
    for (int cell = 1; cell < cells->n; cell++)
        if ((segments_of(axes, cell) & present) == 0)
            cells->row[cell] = place_of(cells, 0);
    number_parts(cells, arena);
}

void cells_keep_all(struct cells *cells)
{
    cells->n = cells->n_rows = cells->n_filled = cells->n_parts = 1;
    cells->parts[0] = 1;
    memset(cells->segment_cell, 0, sizeof cells->segment_cell);
    memset(cells->part, 0, sizeof cells->part);
    memset(cells->part_row, 0, sizeof cells->part_row);
}
