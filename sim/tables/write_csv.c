/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_csv.h"

#include "csv_table.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && (strpbrk(text, "\",;\t\r\n") != NULL || is_space(text[0]) ||
                             is_space(text[length - 1]));
}

static void add_quoted(struct text *out, const char *text)
{
    text_add(out, "\"", 1);
    if (csv_is_formula(text))
        text_add(out, "'", 1);
    for (; *text != '\0'; text++)
        text_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    text_add(out, "\"", 1);
}

static void add_text(struct text *out, const char *text)
{
    if (needs_quotes(text)) {
        add_quoted(out, text);
        return;
    }
    if (csv_is_formula(text))
        text_add(out, "'", 1);
    text_add_string(out, text);
}

/* Faster than printf(), as half of all numbers are whole. */
static void add_whole(struct text *out, int64_t value)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--at = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (value < 0)
        *--at = '-';
    text_add(out, at, (size_t)(digits + sizeof digits - at));
}

/* Whole numbers below this are written as they are. */
#define LARGEST_WHOLE 1e15

static void add_number(struct text *out, double value)
{
    char digits[32];
    if (!isfinite(value))
        return;
    if (fabs(value) < LARGEST_WHOLE && value == trunc(value))
        add_whole(out, (int64_t)value);
    else
        text_add(out, digits, (size_t)snprintf(digits, sizeof digits, "%.12g", value));
}

/* After a field. */
static void add_separator(struct text *out, const struct table *table, int column)
{
    text_add(out, column + 1 < table->n_columns ? "," : "\n", 1);
}

void csv_write_header(FILE *file, const struct table *table)
{
    struct text line = {0};
    for (int i = 0; i < table->n_columns; i++) {
        add_text(&line, table->column[i].id);
        add_separator(&line, table, i);
    }
    fwrite(line.data, 1, line.length, file);
    text_free(&line);
}

/* A row as it is written. */
struct line {
    struct text text;
    size_t *end; /* [columns] of each field with its separator */
};

static void make_field(struct line *line, const struct table *table, long row, int column)
{
    union cell cell = table_cell(table, row, column);
    if (table->column[column].type != COLUMN_TEXT)
        add_number(&line->text, cell.number);
    else if (cell.text != NULL)
        add_text(&line->text, cell.text);
    add_separator(&line->text, table, column);
    line->end[column] = line->text.length;
}

/* Takes the fields from `first` up to `past` from the row before: most are like those. */
static void copy_fields(struct line *line, const struct line *before, int first, int past)
{
    size_t start = first > 0 ? before->end[first - 1] : 0, at = line->text.length;
    text_add(&line->text, before->text.data + start, before->end[past - 1] - start);
    for (int i = first; i < past; i++)
        line->end[i] = before->end[i] - start + at;
}

static void make_line(
    struct line *line, const struct line *before, const struct table *table, long row)
{
    const union cell *cell = &table->cell[row * table->n_columns];
    line->text.length = 0;
    for (int i = 0; i < table->n_columns;) {
        int first = i;
        while (row > 0 && i < table->n_columns &&
               memcmp(&cell[i], &cell[i - table->n_columns], sizeof *cell) == 0)
            i++;
        if (i > first)
            copy_fields(line, before, first, i);
        if (i < table->n_columns)
            make_field(line, table, row, i++);
    }
}

void csv_write_rows(FILE *file, const struct table *table)
{
    struct line line[2] = {{.text = {0}}, {.text = {0}}};
    for (int i = 0; i < 2; i++)
        line[i].end = memory_new((size_t)table->n_columns, sizeof *line[i].end);
    for (long row = 0; row < table->n; row++) {
        struct line *now = &line[row % 2];
        make_line(now, &line[(row + 1) % 2], table, row);
        fwrite(now->text.data, 1, now->text.length, file);
    }
    for (int i = 0; i < 2; i++) {
        text_free(&line[i].text);
        free(line[i].end);
    }
}

void csv_write(FILE *file, const struct table *table)
{
    csv_write_header(file, table);
    csv_write_rows(file, table);
}
