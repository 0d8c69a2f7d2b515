/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_csv.h"

#include "csv_table.h"
#include "text.h"

#include <inttypes.h>
#include <math.h>
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

/* Whole numbers below this are written as they are. */
#define LARGEST_WHOLE 1e15

static void add_number(struct text *out, double value)
{
    char digits[32];
    if (!isfinite(value))
        return;
    int length = fabs(value) < LARGEST_WHOLE && value == trunc(value)
                     ? snprintf(digits, sizeof digits, "%" PRId64, (int64_t)value)
                     : snprintf(digits, sizeof digits, "%.12g", value);
    text_add(out, digits, (size_t)length);
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

static bool is_same(const struct table *table, long row, int column)
{
    union cell one = table_cell(table, row - 1, column), two = table_cell(table, row, column);
    return table->column[column].type == COLUMN_TEXT
               ? one.text == two.text
               : memcmp(&one.number, &two.number, sizeof one.number) == 0;
}

static void make_field(struct text *field, const struct table *table, long row, int column)
{
    union cell cell = table_cell(table, row, column);
    field->length = 0;
    if (table->column[column].type != COLUMN_TEXT)
        add_number(field, cell.number);
    else if (cell.text != NULL)
        add_text(field, cell.text);
    add_separator(field, table, column);
}

/* Most fields are those of the row before, which are kept. */
void csv_write_rows(FILE *file, const struct table *table)
{
    struct text *field = memory_new((size_t)table->n_columns, sizeof *field);
    struct text line = {0};
    for (long row = 0; row < table->n; row++) {
        line.length = 0;
        for (int i = 0; i < table->n_columns; i++) {
            if (row == 0 || !is_same(table, row, i))
                make_field(&field[i], table, row, i);
            text_add(&line, field[i].data, field[i].length);
        }
        fwrite(line.data, 1, line.length, file);
    }
    for (int i = 0; i < table->n_columns; i++)
        text_free(&field[i]);
    free(field);
    text_free(&line);
}

void csv_write(FILE *file, const struct table *table)
{
    csv_write_header(file, table);
    csv_write_rows(file, table);
}
