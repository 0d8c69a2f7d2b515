/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_csv.h"

#include "csv_table.h"
#include "decimal.h"
#include "language.h"

#include <limits.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Characters of texts that are fields as they stand: of ASCII, no blank, and nothing that a
 * reader could take for more than a text. */
#define FOUR true, true, true, true
#define SIXTEEN FOUR, FOUR, FOUR, FOUR
static const bool is_plain[UCHAR_MAX + 1] = {['!'] = true,
    ['#'] = FOUR,
    ['('] = FOUR,
    ['-'] = true,
    true,
    true,
    ['0'] = FOUR,
    FOUR,
    true,
    true,
    true,
    ['<'] = FOUR,
    ['@'] = SIXTEEN,
    SIXTEEN,
    SIXTEEN,
    FOUR,
    FOUR,
    FOUR,
    true,
    true,
    true};

/* The length of a text that is a field as it stands; 0: it is another. */
static size_t plain_length(const char *text)
{
    size_t length = 0;
    while (is_plain[(unsigned char)text[length]])
        length++;
    bool stands = text[length] == '\0' && text[0] != '=' && text[0] != '+' && text[0] != '-' &&
                  text[0] != '@';
    return stands ? length : 0;
}

/* Without control characters, but for newlines, and direction marks. */
static void add_text(struct text *out, const char *words)
{
    struct text utf8 = {0}, clean = {0};
    text_to_utf8(&utf8, words, strlen(words));
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

static inline uint64_t bits_of(const union cell *cell)
{
    uint64_t bits;
    _Static_assert(sizeof bits == sizeof *cell, "a cell has so many");
    memcpy(&bits, cell, sizeof bits);
    return bits;
}

/* The first cell from number `i` on, of `n`, that is not that of the row above. */
static size_t repeated_to(const union cell *cell, size_t i, size_t n)
{
    const union cell *above = cell - n;
    while (i < n && bits_of(cell + i) == bits_of(above + i))
        i++;
    return i;
}

/* The row before, as it was added last: where it starts, and where each of its fields ends from
 * there, with what follows it. `room` is what a row takes besides what is repeated and texts
 * that are long or not plain. */
struct row_before {
    size_t start, room, *end;
};

/* Bytes of the row before once more. They are short, so that pieces of a known size, of which
 * what is too much is written over, are faster than memcpy(); `out` has room for two more.
 */
static char *put_again(char *out, const char *from, size_t length)
{
    enum { PIECE = 16 };
    for (size_t done = 0; done < length; done += 2 * PIECE) {
        memmove(out + done, from + done, PIECE);
        memmove(out + done + PIECE, from + done + PIECE, PIECE);
    }
    return out + length;
}

/* Adds one cell; what is to come of the row needs `room` behind it. */
static char *add_cell(struct text *out, char *at, const struct column *column,
    const union cell *cell, size_t room, struct style style)
{
    if (column->type != COLUMN_TEXT)
        return put_number(at, cell->number, style);
    if (cell->text == NULL)
        return at;
    size_t length = plain_length(cell->text);
    if (length > 0 && length <= DECIMAL_ROOM)
        return (char *)memcpy(at, cell->text, length) + length;
    text_end_at(out, at);
    add_text(out, cell->text);
    return text_room(out, room);
}

/* Most fields are those of the row before, and are repeated. */
static void add_row(struct text *out, const struct table *table, long row,
    struct row_before *before, struct style style)
{
    size_t n = (size_t)table->n_columns, start = out->length, *end = before->end;
    size_t room = start - before->start + before->room, from = 0;
    ptrdiff_t moved = 0; /* ends, as fields are longer than those of the row before */
    uint64_t last = 0;   /* the number that was written last in this row, */
    size_t written = 0, length = 0; /* where and how long: of few campaigns many are the same */
    const union cell *cell = &table->cell[(size_t)row * n];
    char *at = text_room(out, room);
    for (size_t i = 0; i < n; i++) {
        size_t next = row > 0 ? repeated_to(cell, i, n) : i;
        if (next > i) {
            at = put_again(at, out->data + before->start + from, end[next - 1] - from);
            from = end[next - 1];
            if (moved != 0)
                for (; i < next; i++)
                    end[i] += (size_t)moved;
            i = next;
        }
        if (i == n)
            break;
        uint64_t bits = bits_of(&cell[i]);
        bool number = table->column[i].type != COLUMN_TEXT;
        size_t begin = (size_t)(at - out->data);
        if (number && length > 0 && bits == last)
            at = put_again(at, out->data + written, length);
        else
            at = add_cell(out, at, &table->column[i], &cell[i], room, style);
        if (number) {
            last = bits;
            written = begin;
            length = (size_t)(at - out->data) - begin;
        }
        *at++ = i + 1 < n ? style.separator : '\n';
        from = end[i];
        end[i] = (size_t)(at - out->data) - start;
        moved = (ptrdiff_t)(end[i] - from);
    }
    text_end_at(out, at);
    before->start = start;
}

/* Whether a number is the next after the one above, and is written like that but for a digit
 * more: `last` is the last character of the one above. */
static bool counts_on(const union cell *cell, size_t n, char last)
{
    double above = (cell - n)->number, number = cell->number;
    return number == above + 1.0 && last >= '0' && last < '9' && above >= 0.0 &&
           number < LARGEST_WHOLE && above == (double)(int64_t)above;
}

/* A row that is like the one before but for a number in column `i`. */
static void add_again(struct text *out, const union cell *cell, size_t n, size_t i,
    struct row_before *before, struct style style)
{
    size_t start = out->length, *end = before->end, row = end[n - 1];
    size_t from = i > 0 ? end[i - 1] : 0, to = end[i];
    char *first = text_room(out, row + before->room);
    const char *above = out->data + before->start;
    before->start = start;
    if (to > from + 1 && counts_on(&cell[i], n, above[to - 2])) {
        text_end_at(out, put_again(first, above, row));
        first[to - 2]++;
        return;
    }
    char *at = put_number(put_again(first, above, from), cell[i].number, style);
    *at++ = i + 1 < n ? style.separator : '\n';
    ptrdiff_t moved = at - first - (ptrdiff_t)to;
    at = put_again(at, above + to, row - to);
    for (; moved != 0 && i < n; i++)
        end[i] += (size_t)moved;
    text_end_at(out, at);
}

static void add_table(struct text *out, const struct table *table, struct style style)
{
    size_t n = (size_t)table->n_columns;
    for (size_t i = 0; i < n && !table->begun; i++) {
        add_text(out, table->column[i].id);
        text_add(out, i + 1 < n ? &style.separator : "\n", 1);
    }
    struct row_before before = {
        out->length, (n + 1) * (DECIMAL_ROOM + 1), memory_new(n, sizeof *before.end)};
    for (long row = 0; row < table->n; row++)
        if (row > 0 && table->again != NULL && table->again[row] > 0)
            add_again(out, &table->cell[(size_t)row * n], n, (size_t)table->again[row] - 1,
                &before, style);
        else
            add_row(out, table, row, &before, style);
    memory_free(before.end);
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
