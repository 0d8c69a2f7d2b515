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
    return text[0] != '=' && text[0] != '+' && text[0] != '-' && text[0] != '@';
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

static char *put_number(char *out, double number, struct style style)
{
    if (fabs(number) < LARGEST_WHOLE && number == (double)(int64_t)number)
        return decimal_put_whole(out, (int64_t)number);
    if (!isfinite(number))
        return out;
    char *end = decimal_put(out, number);
    char *point = style.decimal != '.' ? memchr(out, '.', (size_t)(end - out)) : NULL;
    if (point != NULL)
        *point = style.decimal;
    return end;
}

static bool is_as_above(const union cell *cell, size_t n)
{
    return memcmp(cell, cell - n, sizeof *cell) == 0;
}

/* Fields of the row before, as they were added last: how long each is, with what follows it. */
struct row_before {
    size_t start, *length;
};

/* Bytes of the row before once more. They are short, so that pieces of a known size, of which
 * what is too much is written over, are faster than memcpy(); `out` has room for a piece more.
 */
static char *put_again(char *out, const char *from, size_t length)
{
    enum { PIECE = 16 };
    for (size_t done = 0; done < length; done += PIECE)
        memmove(out + done, from + done, PIECE);
    return out + length;
}

/* Most fields are those of the row before, and are repeated. */
static void add_row(struct text *out, const struct table *table, long row,
    struct row_before *before, struct style style)
{
    size_t n = (size_t)table->n_columns, from = before->start, start = out->length;
    size_t room = start - from + (n + 1) * (DECIMAL_ROOM + 1); /* for all but new texts */
    const union cell *cell = &table->cell[(size_t)row * n];
    char *at = text_room(out, room);
    for (size_t i = 0; i < n;) {
        size_t same = 0;
        for (; row > 0 && i < n && is_as_above(&cell[i], n); i++)
            same += before->length[i];
        at = put_again(at, out->data + from, same);
        from += same;
        if (i == n)
            break;
        size_t begin = (size_t)(at - out->data);
        if (table->column[i].type != COLUMN_TEXT) {
            at = put_number(at, cell[i].number, style);
        } else if (cell[i].text != NULL) {
            text_end_at(out, at);
            add_text(out, cell[i].text);
            at = text_room(out, room);
        }
        *at++ = i + 1 < n ? style.separator : '\n';
        from += before->length[i];
        before->length[i++] = (size_t)(at - out->data) - begin;
    }
    text_end_at(out, at);
    before->start = start;
}

static void add_table(struct text *out, const struct table *table, struct style style)
{
    size_t n = (size_t)table->n_columns;
    for (size_t i = 0; i < n && !table->begun; i++) {
        add_text(out, table->column[i].id);
        text_add(out, i + 1 < n ? &style.separator : "\n", 1);
    }
    struct row_before before = {out->length, memory_new(n, sizeof *before.length)};
    for (long row = 0; row < table->n; row++)
        add_row(out, table, row, &before, style);
    memory_free(before.length);
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
