/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data_table.h"

#include "language.h"

#include <string.h>
#include <strings.h>

/* ---- What a file is ---- */

enum content {
    PLAIN_TEXT,
    EXCEL,
    EXCEL_97,
    OPEN_DOCUMENT,
    GNUMERIC_XML,
    LOCKED,
    WEB_PAGE,
    EVENT_LOG,
    OTHER_XML,
    ARCHIVE,
    PDF,
    PICTURE,
    OFFICE_97
};

static bool starts(const struct text *bytes, const char *with, size_t length)
{
    return bytes->length >= length && memcmp(bytes->data, with, length) == 0;
}

static bool holds(const struct text *bytes, const char *what, size_t length)
{
    return memmem(bytes->data, bytes->length, what, length) != NULL;
}

#define STARTS(bytes, with) starts(bytes, with, sizeof(with) - 1)
#define HOLDS(bytes, what) holds(bytes, what, sizeof(what) - 1)

static enum content packed(const struct text *bytes)
{
    static const char mimetype[] = "mimetypeapplication/vnd.";
    const struct text start = {bytes->data, bytes->length < 128 ? bytes->length : 128, 0};
    if (HOLDS(&start, mimetype))
        return HOLDS(&start, ".spreadsheet") || HOLDS(&start, ".calc") ? OPEN_DOCUMENT
                                                                       : ARCHIVE;
    return HOLDS(bytes, "xl/workbook") ? EXCEL : ARCHIVE;
}

/* The container that programs of Microsoft wrote until 2007, and lock files in since. */
static enum content compound(const struct text *bytes)
{
    static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    static const char workbook[] = "W\0o\0r\0k\0b\0o\0o\0k\0\0", book[] = "B\0o\0o\0k\0\0";
    if (HOLDS(bytes, locked))
        return LOCKED;
    return HOLDS(bytes, workbook) || HOLDS(bytes, book) ? EXCEL_97 : OFFICE_97;
}

/* What begins with a `<`, maybe behind a byte-order mark and blanks. */
static enum content marked_up(const struct text *bytes)
{
    enum { LOOKED_AT = 2000 };
    static const char *const page[] = {
        "<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body"};
    char start[LOOKED_AT + 1] = {0};
    size_t skipped = STARTS(bytes, "\xef\xbb\xbf") ? 3 : 0;
    while (skipped < bytes->length && strchr(" \t\r\n", bytes->data[skipped]) != NULL)
        skipped++;
    size_t length = bytes->length - skipped;
    memcpy(start, bytes->data + skipped, length < LOOKED_AT ? length : LOOKED_AT);
    if (start[0] != '<')
        return PLAIN_TEXT;
    if (strstr(start, "http://www.gnumeric.org/") != NULL)
        return GNUMERIC_XML;
    for (size_t i = 0; i < sizeof page / sizeof page[0]; i++)
        if (strcasestr(start, page[i]) != NULL)
            return WEB_PAGE;
    if (strstr(start, "<log") != NULL)
        return EVENT_LOG;
    return strncmp(start, "<?xml", 5) == 0 ? OTHER_XML : PLAIN_TEXT;
}

static enum content content_of(const struct text *bytes)
{
    if (bytes->length == 0)
        return PLAIN_TEXT;
    if (STARTS(bytes, "PK\3\4"))
        return packed(bytes);
    if (STARTS(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))
        return compound(bytes);
    if (STARTS(bytes, "%PDF-"))
        return PDF;
    if (STARTS(bytes, "\x89PNG") || STARTS(bytes, "\xff\xd8\xff") || STARTS(bytes, "GIF8"))
        return PICTURE;
    if (STARTS(bytes, "\x1f\x8b") || STARTS(bytes, "7z\xbc\xaf") || STARTS(bytes, "Rar!"))
        return ARCHIVE;
    return marked_up(bytes);
}

bool data_is_no_text(const struct text *bytes)
{
    return content_of(bytes) != PLAIN_TEXT || STARTS(bytes, "\xff\xfe") ||
           STARTS(bytes, "\xfe\xff");
}

/* ---- What cannot be read ---- */

static const char *how_to_save(void)
{
    return _("open it in a spreadsheet and save it as CSV (Excel: File, Save As, CSV UTF-8; "
             "LibreOffice: File, Save As, Text CSV)");
}

static enum status refuse(
    const struct data_source *source, const char *what, struct messages *errors)
{
    messages_add(errors, "%s:1: %s", source->path, what);
    return STATUS_CONFIG;
}

/* With how to save it. */
static enum status refuse_as(
    const struct data_source *source, const char *what, struct messages *errors)
{
    messages_add(errors, "%s:1: %s; %s", source->path, what, how_to_save());
    return STATUS_CONFIG;
}

static enum status refuse_content(
    const struct data_source *source, enum content content, struct messages *errors)
{
    static const char *const told[] = {
        [LOCKED] = N_("this is a workbook with a password"),
        [WEB_PAGE] = N_("this is a page of the web (HTML), whatever its name says"),
        [OTHER_XML] = N_("this is XML, and not a table"),
        [OFFICE_97] = N_("this is a document of Office, and not a workbook"),
    };
    if (content == PDF)
        return refuse(source,
            _("this is a PDF; a list is a table: a workbook, or CSV as a spreadsheet saves it"),
            errors);
    if (content == PICTURE)
        return refuse(source,
            _("this is a picture; a list is a table: a workbook, or CSV as a spreadsheet saves "
              "it"),
            errors);
    /* Of these ssconvert 1.12.55 takes texts of formulas for 0, without a word. */
    if (content == EXCEL_97)
        return refuse(source,
            _("this is a workbook of before 2007 (.xls), which is not read; open it in a "
              "spreadsheet and save it as .xlsx or CSV"),
            errors);
    if (content == ARCHIVE)
        return refuse(
            source, _("this is a packed file, and not a workbook; unpack it first"), errors);
    return refuse_as(source, _(told[content]), errors);
}

/* ---- Workbooks ---- */

static enum status convert(const struct data_source *source, enum content content,
    const char *sheet, struct text *out, struct messages *errors)
{
    const struct file_reader *files = source->files;
    const struct workbook_source workbook = {source->path,
        content == EXCEL ? WORKBOOK_EXCEL : WORKBOOK_OPEN_DOCUMENT, source->bytes};
    struct messages why = {0};
    enum status status = files->convert(files->context, &workbook, sheet, out, &why);
    for (size_t i = 0; i < why.count; i++)
        messages_add(errors, "%s; %s", why.lines[i], how_to_save());
    messages_free(&why);
    return status == STATUS_OK ? status : STATUS_CONFIG;
}

/* What the formulas of the sheet come to, by a conversion of its own. */
static enum status read_values(struct data_table *data, struct arena *arena,
    const struct data_source *source, enum content content, struct messages *errors)
{
    struct text bytes = {0};
    struct csv_table values;
    struct messages wrong = {0};
    const char *sheet = data->workbook.sheet;
    /* XML that is brought as such is all there is. */
    enum status status =
        content == GNUMERIC_XML ? STATUS_OK : convert(source, content, sheet, &bytes, errors);
    bool good = status == STATUS_OK &&
                csv_table_read(&values, arena, sheet, &bytes, &wrong) == STATUS_OK;
    if (status == STATUS_OK &&
        !(good && workbook_take_values(&data->workbook, &data->table, arena, &values)))
        status = refuse_as(source,
            arena_printf(
                arena, _("the formulas of sheet '%s' have values that cannot be read"), sheet),
            errors);
    messages_free(&wrong);
    text_free(&bytes);
    return status;
}

static void tell_workbook(
    const struct workbook *workbook, const char *path, struct messages *notices)
{
    if (workbook->others[0] != '\0')
        messages_add(notices, _("%s: sheet '%s' is read, and not %s"), path, workbook->sheet,
            workbook->others);
    else if (workbook->sheets > 1)
        messages_add(notices, _("%s: sheet '%s' is read; no other that is shown has anything"),
            path, workbook->sheet);
    if (workbook->hidden_sheets > 0)
        messages_add(notices,
            ngettext("%s: %d hidden sheet is left unread",
                "%s: %d hidden sheets are left unread", (unsigned long)workbook->hidden_sheets),
            path, workbook->hidden_sheets);
    if (workbook->hidden_rows > 0)
        messages_add(notices,
            ngettext("%s: %ld hidden row is read like the others (on line %ld)",
                "%s: %ld hidden rows are read like the others (the first on line %ld)",
                (unsigned long)workbook->hidden_rows),
            path, workbook->hidden_rows, workbook->first_hidden_row);
}

static enum status read_workbook(struct data_table *data, struct arena *arena,
    const struct data_source *source, enum content content, struct messages *notices,
    struct messages *errors)
{
    const struct file_reader *files = source->files;
    struct text xml = {0};
    enum status status = STATUS_OK;
    if (files == NULL || files->convert == NULL || files->parse == NULL)
        return refuse_as(source, _("this is a workbook, which cannot be read here"), errors);
    if (content == GNUMERIC_XML)
        text_add(&xml, source->bytes->data, source->bytes->length);
    else
        status = convert(source, content, NULL, &xml, errors);
    if (status == STATUS_OK)
        status = files->parse(
            &data->workbook, &data->table, arena, source->path, &xml, source->sheet, errors);
    text_free(&xml);
    if (status == STATUS_OK && data->workbook.formulas > 0)
        status = read_values(data, arena, source, content, errors);
    if (status != STATUS_OK)
        return status;
    workbook_date_cells(&data->workbook, &data->table, arena);
    tell_workbook(&data->workbook, source->path, notices);
    return STATUS_OK;
}

enum status data_table_read(struct data_table *data, struct arena *arena,
    const struct data_source *source, struct messages *notices, struct messages *errors)
{
    enum content content = content_of(source->bytes);
    *data = (struct data_table){0};
    switch (content) {
    case PLAIN_TEXT:
        return csv_table_read(&data->table, arena, source->path, source->bytes, errors);
    case EVENT_LOG:
        if (source->files == NULL || source->files->parse_events == NULL)
            return refuse_content(source, OTHER_XML, errors);
        return source->files->parse_events(
            &data->table, arena, source->path, source->bytes, errors);
    case EXCEL:
    case OPEN_DOCUMENT:
    case GNUMERIC_XML:
        return read_workbook(data, arena, source, content, notices, errors);
    default:
        return refuse_content(source, content, errors);
    }
}
