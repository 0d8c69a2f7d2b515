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
    struct text text;
    text_init(&text);
    for (int a = 0; a < axes->n; a++) {
        text_add_string(&text, a > 0 ? "/" : "");
        text_add_string(&text, level[a] < 0 ? "*" : axes->axis[a].levels[level[a]]);
    }
    char *name = arena_copy(arena, text_string(&text));
    text_free(&text);
    return name;
}

const char *axes_segment_name(const struct axes *axes, int segment, struct arena *arena)
{
    int level[MAX_AXES];
    for (int a = 0; a < axes->n; a++)
        level[a] = axes_level(axes, segment, a);
    return joined(axes, level, arena);
}

struct selector selector_all(void)
{
    struct selector selector;
    for (int a = 0; a < MAX_AXES; a++)
        selector.levels[a] = ~0u;
    return selector;
}

bool selector_fits(const struct selector *selector, const struct axes *axes, int segment)
{
    for (int a = 0; a < axes->n; a++)
        if (!(selector->levels[a] >> axes_level(axes, segment, a) & 1u))
            return false;
    return true;
}

/* A cell's number is that of a segment in axes with one level more, 0 standing for "open". */
static int cell_of(const struct axes *axes, int segment, unsigned fixed_axes)
{
    int cell = 0;
    for (int a = 0; a < axes->n; a++) {
        int level = fixed_axes >> a & 1u ? axes_level(axes, segment, a) + 1 : 0;
        cell = cell * (axes->axis[a].n_levels + 1) + level;
    }
    return cell;
}

static void name_cells(struct cells *cells, const struct axes *axes, struct arena *arena)
{
    cells->name[0] = "all";
    for (int cell = 1; cell < cells->n; cell++) {
        int level[MAX_AXES];
        for (int a = axes->n - 1, rest = cell; a >= 0; a--) {
            level[a] = rest % (axes->axis[a].n_levels + 1) - 1;
            rest /= axes->axis[a].n_levels + 1;
        }
        cells->name[cell] = joined(axes, level, arena);
    }
}

void cells_init(struct cells *cells, const struct axes *axes, struct arena *arena)
{
    cells->n = 1;
    for (int a = 0; a < axes->n; a++)
        cells->n *= axes->axis[a].n_levels + 1;
    cells->name = arena_new(arena, (size_t)cells->n, sizeof *cells->name);
    name_cells(cells, axes, arena);
    cells->per_segment = 1 << axes->n;
    for (int segment = 0; segment < axes_segments(axes); segment++) {
        int *of = arena_new(arena, (size_t)cells->per_segment, sizeof *of);
        for (int fixed = 0; fixed < cells->per_segment; fixed++)
            of[fixed] = cell_of(axes, segment, (unsigned)fixed);
        cells->of[segment] = of;
        cells->segment_cell[segment] = of[cells->per_segment - 1];
    }
}
