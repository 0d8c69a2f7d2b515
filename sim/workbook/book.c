/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include "language.h"
#include "number_format.h"
#include "package.h"
#include "wrap.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct result_kind book_kind = {
    .is_ours = package_is_sealed,
    .in_the_way =
        N_("exists and is no workbook that recept wrote, or was changed since; nothing "
           "was changed. Choose another name with --xlsx, or have this file moved "
           "aside with --force"),
};

/* ---- Texts ---- */

/* Readers take _x0041_ for the character of that number: its first _ is written as one too. */
static bool is_coded(const char *text)
{
    if (text[0] != '_' || text[1] != 'x')
        return false;
    for (int i = 2; i < 6; i++)
        if (!isxdigit((unsigned char)text[i]))
            return false;
    return text[6] == '_';
}

/* Length in UTF-16, as Excel counts it. */
static int units_of(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80 ? 0 : (unsigned char)c >= 0xf0 ? 2 : 1;
}

/* Most texts are ids, which stay as they are. */
static bool is_plain(const char *text)
{
    const char *end = text;
    while (*end >= 0x20 && *end < 0x7f && !is_coded(end))
        end++;
    return *end == '\0' && end - text <= MOST_CELL_UNITS;
}

const char *book_text(struct book *book, struct arena *arena, const char *text)
{
    if (is_plain(text))
        return text;
    struct text utf8 = {0}, clean = {0}, cell = {0};
    int units = 0;
    text_to_utf8(&utf8, text, strlen(text));
    text_add_lines(&clean, text_string(&utf8));
    for (const char *c = text_string(&clean); *c != '\0'; c++) {
        const char *escape = is_coded(c) ? "_x005F" : "";
        units += units_of(*c) + (int)strlen(escape);
        if (units > MOST_CELL_UNITS) {
            book->cut_texts++;
            break;
        }
        text_add_string(&cell, escape);
        text_add(&cell, c, 1);
    }
    text_free(&utf8);
    text_free(&clean);
    return text_keep(&cell, arena);
}

const char *book_unit(const char *unit)
{
    static const struct {
        const char *id, *words;
    } units[] = {
        {"EUR", "\u20ac"},
        {"share", N_("share")},
        {"probability", N_("chance")},
        {"companies", N_("companies")},
        {"contacts", N_("contacts")},
        {"hours", N_("hours")},
        {"days", N_("days")},
        {"weeks", N_("weeks")},
        {"years", N_("years")},
        {"hours/week", N_("hours a week")},
        {"companies/week", N_("companies a week")},
        {UNIT_OF_ROW, N_("see the column unit")},
    };
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (text_same(unit, units[i].id))
            return _(units[i].words);
    return unit;
}

/* ---- Sheets ---- */

static bool has_words(const char *text, const char *words, struct arena *arena)
{
    return strstr(arena_folded(arena, text), arena_folded(arena, words)) != NULL;
}

/* What stands over a column, with the unit where it does not say so itself. */
static const char *heading_of(struct book *book, const struct column *column)
{
    struct arena *arena = &book->arena;
    if (column->heading == NULL)
        return arena_copy(arena, book_text(book, arena, column->id));
    const char *heading = _(column->heading), *unit = book_unit(column->unit);
    bool alone = column->type == COLUMN_TEXT || column->unit[0] == '\0' ||
                 text_same(column->unit, UNIT_OF_ROW) || text_same(column->unit, "days") ||
                 text_same(column->unit, "weeks") || has_words(heading, unit, arena);
    return alone ? heading : arena_printf(arena, "%s (%s)", heading, unit);
}

static enum look look_of(const struct column *column, const char *unit)
{
    if (column->type == COLUMN_TEXT)
        return LOOK_TEXT;
    if (column->type == COLUMN_WHOLE)
        return LOOK_WHOLE;
    return text_same(unit, "EUR")                                       ? LOOK_MONEY
           : text_same(unit, "share") || text_same(unit, "probability") ? LOOK_SHARE
                                                                        : LOOK_NUMBER;
}

/* How wide a column is at least: its longest word, and room for the filter's button. */
static int heading_columns(const char *heading)
{
    enum { LEAST = 8, BUTTON = 3 };
    int width = LEAST;
    while (*heading != '\0') {
        size_t length = strcspn(heading, " ");
        struct text word = {0};
        text_add(&word, heading, length);
        int wide = wrap_columns(word.data) + BUTTON;
        width = wide > width ? wide : width;
        text_free(&word);
        heading += length + (heading[length] == ' ');
    }
    return width;
}

int book_lines(const char *text, int columns)
{
    struct text wrapped = {0};
    int lines = 1;
    wrap_add(&wrapped, text, columns, 0, 0);
    for (size_t i = 0; i + 1 < wrapped.length; i++)
        lines += wrapped.data[i] == '\n';
    text_free(&wrapped);
    return lines;
}

static void write_headings(struct book *book, const struct book_sheet *sheet)
{
    enum { MOST = 5 };
    int lines = 1;
    for (int i = 0; i < sheet->n_columns; i++) {
        const char *heading = sheet->column[i].heading;
        int mine = book_lines(heading, heading_columns(heading));
        lines = mine > lines ? mine : lines;
    }
    sheets_height(book->sheets, sheet->number, 0, lines > MOST ? MOST : lines);
    for (int i = 0; i < sheet->n_columns; i++)
        sheets_text(book->sheets, sheet->number, 0, i, sheet->column[i].heading, LOOK_HEADING);
}

static void begin_sheet(struct book *book, const struct table *table)
{
    const struct table_title *title = table_title(table->name);
    struct book_sheet *sheet = &book->sheet[book->n++];
    int n = table->n_columns <= MOST_SHEET_COLUMNS ? table->n_columns : MOST_SHEET_COLUMNS;
    sheet->table = table->name;
    sheet->name = title != NULL ? _(title->title) : table->name;
    sheet->number = sheets_add(book->sheets, sheet->name, 1);
    sheet->n_columns = n;
    sheet->columns_left_out = table->n_columns - n;
    sheet->column = arena_new(&book->arena, (size_t)n + 1, sizeof *sheet->column);
    for (int i = 0; i < n; i++) {
        const struct column *column = &table->column[i];
        struct book_column *to = &sheet->column[i];
        to->id = arena_copy(&book->arena, column->id);
        to->meaning = arena_copy(&book->arena, column->meaning);
        to->unit = column->unit;
        to->heading = heading_of(book, column);
    }
    write_headings(book, sheet);
}

/* The number as CSV files have it: the same digits. */
static double rounded(double number)
{
    char digits[40];
    if (fabs(number) < 1e15 && number == trunc(number))
        return number + 0.0; /* -0 is 0 */
    snprintf(digits, sizeof digits, "%.12g", number);
    return strtod(digits, NULL);
}

/* The largest number that Excel knows. */
#define LARGEST 9.99999999999999e307

static void write_cell(struct book *book, struct book_sheet *sheet, int at,
    const struct column *column, union cell cell, const char *unit)
{
    long row = sheet->rows + 1;
    int *widest = &sheet->column[at].widest, width = 0;
    if (column->type == COLUMN_TEXT && cell.text != NULL && cell.text[0] != '\0') {
        struct arena arena = {0};
        const char *text = book_text(book, &arena, cell.text);
        if (text[0] != '\0')
            sheets_text(book->sheets, sheet->number, row, at, text, LOOK_TEXT);
        width = wrap_columns(text);
        arena_free(&arena);
    } else if (column->type != COLUMN_TEXT && fabs(cell.number) <= LARGEST) {
        enum look look = look_of(column, unit);
        sheets_number(book->sheets, sheet->number, row, at, rounded(cell.number), look);
        double whole = fabs(cell.number);
        width = (int)log10(fmax(whole, 1.0)) * 4 / 3 + 2 + (look == LOOK_WHOLE ? 0 : 3) +
                (look == LOOK_SHARE ? 2 : 0);
    }
    *widest = width > *widest ? width : *widest;
}

/* A row's own unit, or NULL: it has none. */
static const char *unit_of_row(const struct table *table, long row, int unit)
{
    const char *text = unit >= 0 ? table_cell(table, row, unit).text : NULL;
    return text != NULL ? text : "";
}

static void add_rows(struct book *book, struct book_sheet *sheet, const struct table *table)
{
    int unit = table_column(table, UNIT_OF_ROW);
    for (long row = 0; row < table->n; row++) {
        if (sheet->rows + 1 == MOST_SHEET_ROWS) {
            sheet->left_out += table->n - row;
            return;
        }
        for (int i = 0; i < sheet->n_columns; i++) {
            const struct column *column = &table->column[i];
            bool of_row = text_same(column->unit, UNIT_OF_ROW);
            write_cell(book, sheet, i, column, table_cell(table, row, i),
                of_row ? unit_of_row(table, row, unit) : column->unit);
        }
        sheet->rows++;
    }
}

/* columns.csv is what the first sheet says. */
static void take(struct table_sink *sink, const struct table *table)
{
    struct book *book = (struct book *)sink; /* its first member */
    if (text_same(table->name, "columns"))
        return;
    if (!table->begun && book->n < MOST_BOOK_SHEETS)
        begin_sheet(book, table);
    add_rows(book, &book->sheet[book->n - 1], table);
}

/* As wide as what stands in it. */
static double width_of(const struct book_column *column)
{
    enum { MOST = 44 };
    int width = heading_columns(column->heading);
    if (column->widest + 2 > width)
        width = column->widest + 2;
    return width > MOST ? MOST : width;
}

static void finish_sheets(struct book *book)
{
    for (int i = 0; i < book->n; i++) {
        struct book_sheet *sheet = &book->sheet[i];
        for (int c = 0; c < sheet->n_columns; c++)
            sheets_width(book->sheets, sheet->number, c, width_of(&sheet->column[c]));
        sheets_filter(book->sheets, sheet->number, sheet->rows, sheet->n_columns);
    }
}

/* ---- The file ---- */

enum status book_begin(struct book *book, const char *path, bool force, struct messages *errors)
{
    memset(book, 0, sizeof *book);
    book->sink.take = take;
    if (result_file_begin(&book->file, path, &book_kind, force, errors) != STATUS_OK)
        return STATUS_FAILED;
    const char *missing = sheets_load();
    if (missing != NULL) {
        messages_add(errors, _("%s: the library that writes workbooks cannot be loaded: %s"),
            path, missing);
        book_abort(book);
        return STATUS_FAILED;
    }
    struct text folder = {0};
    path_folder(&folder, text_string(&book->file.target));
    book->sheets = sheets_new(text_string(&book->file.partial), folder.data);
    text_free(&folder);
    if (book->sheets == NULL) {
        book_abort(book);
        memory_give_up();
    }
    sheets_add(book->sheets, _("Read me"), 0);
    return STATUS_OK;
}

static void tell_what_did_not_fit(const struct book *book, struct messages *notices)
{
    const char *path = text_string(&book->file.target);
    for (int i = 0; i < book->n; i++) {
        const struct book_sheet *sheet = &book->sheet[i];
        if (sheet->left_out > 0)
            messages_add(notices,
                _("%s: the sheet '%s' has the first %ld rows only, which is what a sheet can "
                  "have; %s.csv has all"),
                path, sheet->name, sheet->rows, sheet->table);
        if (sheet->columns_left_out > 0)
            messages_add(notices,
                _("%s: the sheet '%s' has the first %d columns only, which is what a sheet can "
                  "have; %s.csv has all"),
                path, sheet->name, sheet->n_columns, sheet->table);
    }
    if (book->cut_texts > 0)
        messages_add(notices,
            ngettext("%s: %ld text is cut at %d characters, which is what a cell can have",
                "%s: %ld texts are cut at %d characters, which is what a cell can have",
                (unsigned long)book->cut_texts),
            path, book->cut_texts, MOST_CELL_UNITS);
}

enum status book_write(struct book *book, const struct results *results,
    const struct book_about *about, struct messages *notices)
{
    const char *target = text_string(&book->file.target);
    read_me_write(book, results, about);
    finish_sheets(book);
    struct arena arena = {0};
    const char *name = results->study->cases[0].scenario->campaign.name;
    const char *title = book_text(book, &arena, name != NULL ? name : "");
    tell_what_did_not_fit(book, notices);
    enum sheets_end end = sheets_close(book->sheets, title, about->program);
    book->sheets = NULL;
    int error = errno;
    arena_free(&arena);
    if (end == SHEETS_WRITTEN && package_seal(text_string(&book->file.partial)) != 0) {
        end = SHEETS_FAILED;
        error = errno;
    }
    if (end == SHEETS_WRITTEN)
        return STATUS_OK;
    if (end == SHEETS_FAILED && error == ENOMEM)
        memory_give_up();
    file_failed(book->file.errors, target,
        end == SHEETS_FAILED && error != 0
            ? error_text(error)
            : _("could not be written whole; its folder needs room for temporary files"));
    book_abort(book);
    return STATUS_FAILED;
}

enum status book_commit(struct book *book)
{
    enum status status = result_file_commit(&book->file);
    book_abort(book);
    return status;
}

void book_abort(struct book *book)
{
    sheets_free(book->sheets);
    book->sheets = NULL;
    if (book->file.target.data != NULL)
        result_file_abort(&book->file);
    arena_free(&book->arena);
    book->sink.take = NULL;
}
