/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "memory.h"

/* Segments of companies: "Tijdens deze campagne merkten we dat er ook binnen MKB een aantal
 * categorieen te onderscheiden is" (lesson 1). A segment is one level of every axis; the axes
 * are the config's, and nothing here knows their names. */
enum { MAX_AXES = 4, MIN_LEVELS = 2, MAX_LEVELS = 4, MAX_SEGMENTS = 64, MAX_CELLS = 625 };

/* What something is called on screen. */
struct label {
    const char *nl, *en;
};

struct axis {
    const char *id;
    struct label label;
    int n_levels;
    const char *levels[MAX_LEVELS]; /* ids: in files, lists and `when` */
    struct label level_label[MAX_LEVELS];
};

struct axes {
    int n;
    struct axis axis[MAX_AXES];
};

/* How many segments there are: the product of the numbers of levels. */
int axes_segments(const struct axes *axes);

/* The segment with these levels (one index per axis); the last axis runs fastest. */
int axes_segment(const struct axes *axes, const int level[]);

/* The level of `segment` on `axis`. */
int axes_level(const struct axes *axes, int segment, int axis);

/* "larger/family/private". */
const char *axes_segment_name(const struct axes *axes, int segment, struct arena *arena);

/* Which segments an entry is for: {0} fits every one. */
struct selector {
    unsigned not [MAX_AXES]; /* a bit for each level of the axis that does not fit */
};

bool selector_fits(const struct selector *selector, const struct axes *axes, int segment);

/* A number that may depend on the segment, once its selectors are resolved. */
struct by_segment {
    double at[MAX_SEGMENTS];
};

/* What a row holds where numbers are added up later, and not multiplied. */
static inline double by_segment_same(double x)
{
    return x;
}

/* of(i times the number) for i = 0 .. n into row number `segment` of rows that lie `stride`
 * numbers apart, after the rows before it: segments next to each other mostly have the same. */
void by_segment_row(double *row, int n, const struct by_segment *number, int segment,
    size_t stride, double (*of)(double x));

/* Products of factors exp(x), and sums of a few, are numbers while the sizes of all these x add
 * up to no more than this. */
#define MOST_EXPONENT 650.0

/* The groups that results are given for: cell 0 is all companies, then every margin ("larger",
 * the other axes open) and every segment. Cells that hold the same companies, as those of a
 * short list often do, share a row: what is gathered is gathered once a row. */
struct cells {
    int n;
    const char *
        *name; /* "all", or the levels in the order of the axes with * for an open one */
    int segment_cell[MAX_SEGMENTS]; /* the cell of the segment itself */
    int n_rows, n_filled;           /* and those that can have companies, which come first */
    int *row;                       /* [n] of each cell; cell 0 alone has row 0 */
    uint64_t *segments;             /* [n_rows] a bit per segment that counts in it */
    /* Rows are made of parts, the segments that can have companies; of one part, where nothing
     * is told of groups. */
    int n_parts;
    int part[MAX_SEGMENTS];     /* of each of these segments */
    int part_row[MAX_SEGMENTS]; /* [n_parts] the row of the part alone */
    uint64_t *parts;            /* [n_rows] a bit per part */
};

/* `present`: a bit per segment that can have companies. */
void cells_init(
    struct cells *cells, const struct axes *axes, uint64_t present, struct arena *arena);

/* Leaves the cell of all companies alone, where nothing is told of groups: adding those up
 * takes longer than a short campaign. */
void cells_keep_all(struct cells *cells);
