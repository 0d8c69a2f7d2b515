/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workbook.h"

#include "text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A copy of a row whose cells can be changed. */
struct new_row {
    struct csv_row row;
    const char **field;
    unsigned char *kind;
};

static struct new_row copy_row(struct arena *arena, const struct csv_row *row)
{
    size_t n = (size_t)row->n;
    struct new_row copy = {
        *row, arena_new(arena, n + 1, sizeof *copy.field), arena_new(arena, n + 1, 1)};
    memcpy(copy.field, row->field, n * sizeof *copy.field);
    memcpy(copy.kind, row->kind, n);
    copy.row.field = copy.field;
    copy.row.kind = copy.kind;
    return copy;
}

static bool has_kind(const struct csv_row *row, enum cell_kind kind)
{
    return row->n > 0 && memchr(row->kind, (int)kind, (size_t)row->n) != NULL;
}

/* ---- Values of formulas ---- */

/* The sheet's values; rows are asked for from top to bottom. */
struct values {
    const struct workbook *workbook;
    const struct csv_table *table;
    long at;
};

/* The values of row number `number` of the sheet; NULL: it has none. */
static const struct csv_row *values_of(struct values *values, long number)
{
    const struct csv_table *table = values->table;
    long wanted = number - values->workbook->row;
    if (table->header.number == wanted)
        return &table->header;
    while (values->at < table->n && table->row[values->at].number < wanted)
        values->at++;
    bool there = values->at < table->n && table->row[values->at].number == wanted;
    return there ? &table->row[values->at] : NULL;
}

static const char *value_at(const struct values *values, const struct csv_row *row, int column)
{
    long place = column - values->workbook->column;
    return row != NULL && place >= 0 && place < row->n ? row->field[place] : "";
}

static enum cell_kind kind_of(const char *value)
{
    char *end;
    bool digits = value[0] != '\0' && value[strspn(value, "0123456789.eE+-")] == '\0';
    strtod(value, &end);
    if (digits && *end == '\0')
        return CELL_NUMBER;
    return text_same(value, "TRUE") || text_same(value, "FALSE") ? CELL_FLAG : CELL_TEXT;
}

/* The row with values in the place of formulas. False when another of its texts is not among
 * the values: then these are of something else. */
static bool take_row(struct values *values, struct arena *arena, struct csv_row *row)
{
    const struct csv_row *theirs = values_of(values, row->number);
    if (!has_kind(row, CELL_FORMULA))
        return true;
    struct new_row copy = copy_row(arena, row);
    bool same = true;
    for (int i = 0; i < row->n; i++) {
        const char *value = arena_trimmed(arena, value_at(values, theirs, i));
        if (copy.kind[i] == CELL_TEXT)
            same = same && text_same(value, row->field[i]);
        if (copy.kind[i] != CELL_FORMULA)
            continue;
        copy.field[i] = value;
        copy.kind[i] = (unsigned char)kind_of(value);
    }
    *row = copy.row;
    return same;
}

static bool is_blank(const struct csv_row *row)
{
    int i = 0;
    while (i < row->n && row->field[i][0] == '\0')
        i++;
    return i == row->n;
}

bool workbook_take_values(const struct workbook *workbook, struct csv_table *table,
    struct arena *arena, const struct csv_table *values)
{
    struct values all = {workbook, values, 0};
    struct csv_row *row = arena_new(arena, (size_t)table->n + 1, sizeof *row);
    bool same = take_row(&all, arena, &table->header);
    long kept = 0;
    for (long i = 0; i < table->n; i++) {
        row[kept] = table->row[i];
        same = take_row(&all, arena, &row[kept]) && same;
        /* Formulas are often there for rows to come, and come to nothing so far. */
        kept += !is_blank(&row[kept]);
    }
    table->row = row;
    table->n = kept;
    return same;
}

/* ---- Dates ---- */

/* Days from 1 January 1904, and from 31 December 1899 where 29 February 1900 is counted, which
 * was no day: as 1970-01-01 has them. */
enum { FROM_1900 = 25569, FROM_1904 = 24107, LEAST_DAY = 61, MOST_DAY = 2958465 };

static const char *date_of(const struct workbook *workbook, struct arena *arena, double number)
{
    double day = floor(number);
    struct tm utc;
    char date[16];
    if (!(day >= (workbook->from_1904 ? 0 : LEAST_DAY) && day <= MOST_DAY))
        return NULL;
    time_t seconds =
        (time_t)(day - (workbook->from_1904 ? FROM_1904 : FROM_1900)) * (24 * 60 * 60);
    if (gmtime_r(&seconds, &utc) == NULL || strftime(date, sizeof date, "%Y-%m-%d", &utc) == 0)
        return NULL;
    return arena_copy(arena, date);
}

static void date_row(const struct workbook *workbook, const struct date_region *region,
    struct arena *arena, struct csv_row *row)
{
    struct new_row copy = copy_row(arena, row);
    for (long i = region->first_column; i <= region->last_column && i < row->n; i++) {
        const char *date = i >= 0 && copy.kind[i] == CELL_NUMBER
                               ? date_of(workbook, arena, strtod(copy.field[i], NULL))
                               : NULL;
        if (date == NULL)
            continue;
        copy.field[i] = date;
        copy.kind[i] = CELL_DATE;
    }
    *row = copy.row;
}

/* The first of the rows, in order, whose number is at least `number`. */
static long first_row(const struct csv_table *table, long number)
{
    long low = 0, high = table->n;
    while (low < high) {
        long middle = low + (high - low) / 2;
        if (table->row[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void workbook_date_cells(
    const struct workbook *workbook, struct csv_table *table, struct arena *arena)
{
    /* Regions do not overlap where a spreadsheet wrote them. */
    long left = 4 * table->n + 1000;
    struct csv_row *row = arena_new(arena, (size_t)table->n + 1, sizeof *row);
    if (table->n > 0)
        memcpy(row, table->row, (size_t)table->n * sizeof *row);
    table->row = row;
    for (int r = 0; r < workbook->n_regions; r++) {
        const struct date_region *region = &workbook->region[r];
        for (long i = first_row(table, region->first_row + 1);
             i < table->n && row[i].number <= region->last_row + 1 && left > 0; i++, left--)
            if (has_kind(&row[i], CELL_NUMBER))
                date_row(workbook, region, arena, &row[i]);
    }
}
