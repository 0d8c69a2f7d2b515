/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_csv.h"

#include "csv_table.h"
#include "language.h"
#include "text.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

static bool is_plain(const char *text)
{
    while (*text >= 0x20 && *text < 0x7f)
        text++;
    return *text == '\0';
}

/* Without control characters, but for newlines, and direction marks. */
static void add_text(struct text *out, const char *words)
{
    struct text utf8 = {0}, clean = {0};
    bool plain = is_plain(words);
    if (!plain) {
        text_to_utf8(&utf8, words, strlen(words));
        text_add_lines(&clean, text_string(&utf8));
    }
    const char *text = plain ? words : text_string(&clean);
    size_t length = strlen(text);
    bool quoted = strpbrk(text, "\",;\t\r\n") != NULL || text[0] == ' ' ||
                  (length > 0 && text[length - 1] == ' ');
    text_printf(out, "%s%s", quoted ? "\"" : "", csv_is_formula(text) ? "'" : "");
    for (; *text != '\0'; text++)
        text_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    text_add_string(out, quoted ? "\"" : "");
    text_free(&utf8);
    text_free(&clean);
}

/* Whole numbers below this are written as they are. */
#define LARGEST_WHOLE 1e15

/* Most numbers are whole and small; printf takes ten times as long. */
static void add_whole(struct text *out, int64_t number)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = (uint64_t)(number < 0 ? -number : number);
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0)
        *--at = '-';
    text_add(out, at, (size_t)(digits + sizeof digits - at));
}

/* How fields are set apart, and what stands for a decimal point. */
struct style {
    char separator, decimal;
};
static const struct style for_programs = {',', '.'};

static void add_real(struct text *out, double number, struct style style)
{
    size_t start = out->length;
    text_printf(out, "%.12g", number);
    char *point = strchr(out->data + start, '.');
    if (point != NULL)
        *point = style.decimal;
}

/* The field of a cell under a column, and what follows it. */
static void add_field(struct text *out, const struct table *table, size_t column,
    union cell cell, struct style style)
{
    bool is_text = table->column[column].type == COLUMN_TEXT;
    if (is_text && cell.text != NULL)
        add_text(out, cell.text);
    else if (!is_text && fabs(cell.number) < LARGEST_WHOLE && cell.number == trunc(cell.number))
        add_whole(out, (int64_t)cell.number);
    else if (!is_text && isfinite(cell.number))
        add_real(out, cell.number, style);
    text_add(out, column + 1 < (size_t)table->n_columns ? &style.separator : "\n", 1);
}

/* Fields are kept: most are those of the row before. */
static void add_table(struct text *out, const struct table *table, struct style style)
{
    size_t n = (size_t)table->n_columns;
    for (size_t i = 0; i < n && !table->begun; i++) {
        add_text(out, table->column[i].id);
        text_add(out, i + 1 < n ? &style.separator : "\n", 1);
    }
    struct text *field = memory_new(n, sizeof *field);
    for (long row = 0; row < table->n; row++) {
        const union cell *cell = &table->cell[(size_t)row * n];
        for (size_t i = 0; i < n; i++) {
            if (row == 0 || memcmp(&cell[i], &cell[i] - n, sizeof *cell) != 0) {
                field[i].length = 0;
                add_field(&field[i], table, i, cell[i], style);
            }
            text_add(out, field[i].data, field[i].length);
        }
    }
    for (size_t i = 0; i < n; i++)
        text_free(&field[i]);
    memory_free(field);
}

void csv_add(struct text *out, const struct table *table)
{
    add_table(out, table, for_programs);
}

void csv_add_for_people(struct text *out, const struct table *table)
{
    text_add_string(out, "\ufeff");
    add_table(out, table, language_is_dutch() ? (struct style){';', ','} : for_programs);
}

void csv_write(FILE *file, const struct table *table)
{
    struct text out = {0};
    csv_add(&out, table);
    fwrite(text_string(&out), 1, out.length, file);
    text_free(&out);
}
