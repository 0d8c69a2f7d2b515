/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sheets.h"

#include "late.h"
#include "memory.h"
#include "package.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define FUNCTIONS(F)                                                                           \
    F(format_set_align)                                                                        \
    F(format_set_bg_color)                                                                     \
    F(format_set_bold)                                                                         \
    F(format_set_bottom)                                                                       \
    F(format_set_font_size)                                                                    \
    F(format_set_num_format)                                                                   \
    F(format_set_text_wrap)                                                                    \
    F(lxw_workbook_free)                                                                       \
    F(workbook_add_format)                                                                     \
    F(workbook_add_worksheet)                                                                  \
    F(workbook_close)                                                                          \
    F(workbook_new_opt)                                                                        \
    F(workbook_set_properties)                                                                 \
    F(worksheet_autofilter)                                                                    \
    F(worksheet_fit_to_pages)                                                                  \
    F(worksheet_freeze_panes)                                                                  \
    F(worksheet_ignore_errors)                                                                 \
    F(worksheet_repeat_rows)                                                                   \
    F(worksheet_set_column)                                                                    \
    F(worksheet_set_landscape)                                                                 \
    F(worksheet_set_paper)                                                                     \
    F(worksheet_set_row)                                                                       \
    F(worksheet_write_number)                                                                  \
    F(worksheet_write_string)
static struct {
    FUNCTIONS(LATE_MEMBER)
} xlsx;
#define ROW(function) LATE_ROW(xlsx, function),
static const struct late_function functions[] = {FUNCTIONS(ROW)};

struct sheet {
    lxw_worksheet *of;
    uint64_t cells;
};

struct sheets {
    lxw_workbook *book;
    lxw_format *look[N_LOOKS];
    int n, room;
    struct sheet *sheet;
    lxw_error error;  /* the first */
    const char *path; /* in */
    struct arena arena;
};

/* Times of the file are these, so that they tell nothing of when it was made. */
#define EPOCH_OF_ZIP 315532800 /* 1980-01-01 */

static void note(struct sheets *sheets, lxw_error error)
{
    if (sheets->error == LXW_NO_ERROR)
        sheets->error = error;
}

/* ---- Looks ---- */

static const char *const number_formats[N_LOOKS] = {
    [LOOK_TEXT] = "@",
    [LOOK_WRAPPED] = "@",
    [LOOK_TITLE] = "@",
    [LOOK_HEADING] = "@",
    [LOOK_FACT] = "General",
    [LOOK_WHOLE] = "#,##0",
    [LOOK_MONEY] = "#,##0.00",
    [LOOK_SHARE] = "0.0000",
    [LOOK_NUMBER] = "#,##0.00",
};

static bool make_looks(struct sheets *sheets)
{
    for (int i = 0; i < N_LOOKS; i++) {
        lxw_format *format = xlsx.workbook_add_format(sheets->book);
        if (format == NULL)
            return false;
        xlsx.format_set_num_format(format, number_formats[i]);
        if (i == LOOK_WRAPPED || i == LOOK_HEADING)
            xlsx.format_set_text_wrap(format);
        if (i == LOOK_TITLE || i == LOOK_HEADING)
            xlsx.format_set_bold(format);
        if (i == LOOK_TITLE)
            xlsx.format_set_font_size(format, 14.0);
        if (i == LOOK_HEADING) {
            xlsx.format_set_bg_color(format, 0xdde7ee);
            xlsx.format_set_bottom(format, LXW_BORDER_THIN);
        }
        if (i <= LOOK_FACT)
            xlsx.format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (i == LOOK_FACT)
            xlsx.format_set_align(format, LXW_ALIGN_LEFT);
        sheets->look[i] = format;
    }
    return true;
}

const char *sheets_load(void)
{
    return late_load(XLSXWRITER_FILE, functions, sizeof functions / sizeof functions[0]);
}

struct sheets *sheets_new(const char *path, const char *folder)
{
    struct sheets *sheets = memory_new(1, sizeof *sheets);
    sheets->path = arena_copy(&sheets->arena, path);
    lxw_workbook_options options = {
        .constant_memory = LXW_TRUE, .tmpdir = arena_copy(&sheets->arena, folder)};
    sheets->book = xlsx.workbook_new_opt(path, &options);
    if (sheets->book != NULL && make_looks(sheets))
        return sheets;
    sheets_free(sheets);
    return NULL;
}

void sheets_free(struct sheets *sheets)
{
    if (sheets == NULL)
        return;
    xlsx.lxw_workbook_free(sheets->book);
    arena_free(&sheets->arena);
    memory_free(sheets->sheet);
    memory_free(sheets);
}

/* ---- Sheets and cells ---- */

enum { PAPER_A4 = 9 };

int sheets_add(struct sheets *sheets, const char *name, int frozen_rows)
{
    if (sheets->n == sheets->room) {
        sheets->room = 2 * sheets->room + 16;
        sheets->sheet =
            memory_resize(sheets->sheet, (size_t)sheets->room, sizeof *sheets->sheet);
    }
    lxw_worksheet *of = xlsx.workbook_add_worksheet(sheets->book, name);
    sheets->sheet[sheets->n] = (struct sheet){.of = of};
    if (of == NULL) {
        note(sheets, LXW_ERROR_CREATING_TMPFILE);
        return sheets->n++;
    }
    xlsx.worksheet_set_landscape(of);
    xlsx.worksheet_set_paper(of, PAPER_A4);
    xlsx.worksheet_fit_to_pages(of, 1, 0);
    /* Names that look like numbers are meant to be texts: Excel need not mark them. */
    note(sheets,
        xlsx.worksheet_ignore_errors(of, LXW_IGNORE_NUMBER_STORED_AS_TEXT, "A1:XFD1048576"));
    if (frozen_rows > 0) {
        xlsx.worksheet_freeze_panes(of, (lxw_row_t)frozen_rows, 0);
        note(sheets, xlsx.worksheet_repeat_rows(of, 0, (lxw_row_t)frozen_rows - 1));
    }
    return sheets->n++;
}

void sheets_number(
    struct sheets *sheets, int sheet, long row, int column, double number, enum look look)
{
    struct sheet *into = &sheets->sheet[sheet];
    if (into->of == NULL)
        return;
    note(sheets, xlsx.worksheet_write_number(
                     into->of, (lxw_row_t)row, (lxw_col_t)column, number, sheets->look[look]));
    into->cells++;
}

void sheets_text(
    struct sheets *sheets, int sheet, long row, int column, const char *text, enum look look)
{
    struct sheet *into = &sheets->sheet[sheet];
    if (into->of == NULL)
        return;
    note(sheets, xlsx.worksheet_write_string(
                     into->of, (lxw_row_t)row, (lxw_col_t)column, text, sheets->look[look]));
    into->cells++;
}

void sheets_height(struct sheets *sheets, int sheet, long row, int lines)
{
    lxw_worksheet *of = sheets->sheet[sheet].of;
    if (of != NULL)
        note(sheets,
            xlsx.worksheet_set_row(of, (lxw_row_t)row, LXW_DEF_ROW_HEIGHT * lines, NULL));
}

void sheets_width(struct sheets *sheets, int sheet, int column, double characters)
{
    lxw_worksheet *of = sheets->sheet[sheet].of;
    if (of != NULL)
        note(sheets, xlsx.worksheet_set_column(
                         of, (lxw_col_t)column, (lxw_col_t)column, characters, NULL));
}

void sheets_filter(struct sheets *sheets, int sheet, long rows, int columns)
{
    lxw_worksheet *of = sheets->sheet[sheet].of;
    if (of != NULL)
        note(sheets,
            xlsx.worksheet_autofilter(of, 0, 0, (lxw_row_t)rows, (lxw_col_t)(columns - 1)));
}

/* ---- Ending ---- */

/* The library does not look whether its temporary files take what it writes: a full disk would
 * give a workbook that is cut off. Rows of each sheet are in one until it is closed. */
static bool rows_were_kept(struct sheets *sheets)
{
    for (int i = 0; i < sheets->n; i++) {
        FILE *rows = sheets->sheet[i].of != NULL ? sheets->sheet[i].of->optimize_tmpfile : NULL;
        if (rows == NULL || fflush(rows) != 0 || ferror(rows) != 0)
            return false;
    }
    return true;
}

/* What is in the file now, as far as it can be told from what was written. */
static bool is_whole(const struct sheets *sheets, const char *path)
{
    uint64_t *cells = memory_new((size_t)sheets->n + 1, sizeof *cells);
    for (int i = 0; i < sheets->n; i++)
        cells[i] = sheets->sheet[i].cells;
    bool whole = package_is_whole(path, cells, sheets->n);
    memory_free(cells);
    return whole;
}

static lxw_error write_file(struct sheets *sheets, const char *title, const char *author)
{
    struct arena arena = {0};
    lxw_doc_properties properties = {.title = arena_copy(&arena, title),
        .author = arena_copy(&arena, author),
        .created = EPOCH_OF_ZIP};
    note(sheets, xlsx.workbook_set_properties(sheets->book, &properties));
    arena_free(&arena);
    if (sheets->error != LXW_NO_ERROR)
        return sheets->error;
    lxw_workbook *book = sheets->book;
    sheets->book = NULL; /* it is freed in any case */
    errno = 0;
    return xlsx.workbook_close(book);
}

enum sheets_end sheets_close(struct sheets *sheets, const char *title, const char *author)
{
    bool kept = rows_were_kept(sheets);
    lxw_error error = kept ? write_file(sheets, title, author) : LXW_ERROR_CREATING_TMPFILE;
    int why = error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ENOMEM : errno;
    if (error == LXW_NO_ERROR && !is_whole(sheets, sheets->path))
        error = LXW_ERROR_CREATING_TMPFILE;
    sheets_free(sheets);
    errno = why;
    return error == LXW_NO_ERROR                 ? SHEETS_WRITTEN
           : error == LXW_ERROR_CREATING_TMPFILE ? SHEETS_WITHOUT_ROOM
                                                 : SHEETS_FAILED;
}
