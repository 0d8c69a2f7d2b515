/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_csv.h"

#include "csv_table.h"
#include "decimal.h"
#include "language.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A text that is a field as it stands: of ASCII, and with nothing that a reader could take for
 * more than a text. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] <= ' ' || text[i] >= 0x7f || text[i] == '"' || text[i] == ',' ||
            text[i] == ';' || text[i] == '\'')
            return false;
    return length == 0 || strchr("=+-@", text[0]) == NULL;
}

/* Without control characters, but for newlines, and direction marks. */
static void add_text(struct text *out, const char *words)
{
    size_t length = strlen(words);
    if (is_plain(words, length)) {
        text_add(out, words, length);
        return;
    }
    struct text utf8 = {0}, clean = {0};
    text_to_utf8(&utf8, words, length);
    text_add_lines(&clean, text_string(&utf8));
    const char *text = text_string(&clean);
    bool quoted = strpbrk(text, "\",;\t\r\n") != NULL || text[0] == ' ' ||
                  (clean.length > 0 && text[clean.length - 1] == ' ');
    text_add_string(out, quoted ? "\"" : "");
    text_add_string(out, csv_is_formula(text) ? "'" : "");
    for (; *text != '\0'; text++)
        text_add(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    text_add_string(out, quoted ? "\"" : "");
    text_free(&utf8);
    text_free(&clean);
}

/* How fields are set apart, and what stands for a decimal point. */
struct style {
    char separator, decimal;
};
static const struct style for_programs = {',', '.'};

/* Whole numbers below this are written in full. */
#define LARGEST_WHOLE 1e15

static void add_number(struct text *out, double number, struct style style)
{
    char *at = text_room(out, DECIMAL_ROOM), *end = at;
    if (fabs(number) < LARGEST_WHOLE && number == (double)(int64_t)number) {
        end = decimal_put_whole(at, (int64_t)number);
    } else if (isfinite(number)) {
        end = decimal_put(at, number);
        char *point = style.decimal != '.' ? memchr(at, '.', (size_t)(end - at)) : NULL;
        if (point != NULL)
            *point = style.decimal;
    }
    text_end_at(out, end);
}

/* The field of a cell under a column, and what follows it. */
static void add_field(struct text *out, const struct table *table, size_t column,
    union cell cell, struct style style)
{
    if (table->column[column].type != COLUMN_TEXT)
        add_number(out, cell.number, style);
    else if (cell.text != NULL)
        add_text(out, cell.text);
    text_add(out, column + 1 < (size_t)table->n_columns ? &style.separator : "\n", 1);
}

static bool is_as_above(const union cell *cell, size_t n)
{
    return memcmp(cell, cell - n, sizeof *cell) == 0;
}

/* Fields that are those of the row before, as most are, are repeated. `start` is where the
 * fields of that row begin, and where its last ends. */
static void add_row(
    struct text *out, const struct table *table, long row, size_t *start, struct style style)
{
    size_t n = (size_t)table->n_columns;
    const union cell *cell = &table->cell[(size_t)row * n];
    for (size_t i = 0; i < n;) {
        size_t from = i, before = start[i], moved = out->length - before;
        while (row > 0 && i < n && is_as_above(&cell[i], n))
            i++;
        if (i > from) {
            text_repeat(out, before, start[i] - before);
            for (; from < i; from++)
                start[from] += moved;
        } else {
            start[i] = out->length;
            add_field(out, table, i, cell[i], style);
            i++;
        }
    }
    start[n] = out->length;
}

static void add_table(struct text *out, const struct table *table, struct style style)
{
    size_t n = (size_t)table->n_columns;
    for (size_t i = 0; i < n && !table->begun; i++) {
        add_text(out, table->column[i].id);
        text_add(out, i + 1 < n ? &style.separator : "\n", 1);
    }
    size_t *start = memory_new(n + 1, sizeof *start);
    for (long row = 0; row < table->n; row++)
        add_row(out, table, row, start, style);
    memory_free(start);
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
