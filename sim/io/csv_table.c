/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "csv_table.h"

#include "language.h"

#include <csv.h>

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Formulas ---- */

bool csv_is_formula(const char *text)
{
    text += strspn(text, "'");
    return text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
}

/* ---- Reading ---- */

struct reader {
    struct csv_table *table;
    struct arena *arena;
    struct csv_parser parser;
    long line;                     /* being read */
    long row_line;                 /* on which the row began */
    bool in_row;                   /* the row goes on from an earlier line */
    struct text bytes;             /* of the row's fields, each ended by a NUL */
    int n;                         /* fields of the row */
    bool too_many, not_empty;      /* fields; some field has text */
    size_t start[CSV_MOST_FIELDS]; /* of each field in `bytes` */
    struct csv_row *row;
    long rows, room; /* the header is the first */
    long number;     /* rows so far, also those without text */
};

static void on_field(void *data, size_t length, void *context)
{
    struct reader *reader = context;
    if (reader->n == CSV_MOST_FIELDS) {
        reader->too_many = true;
        return;
    }
    reader->not_empty = reader->not_empty || length > 0;
    reader->start[reader->n++] = reader->bytes.length;
    text_add(&reader->bytes, data, length);
    text_add(&reader->bytes, "", 1);
}

/* Moves the row's fields to the arena in two pieces, however many there are. */
static struct csv_row keep_row(struct reader *reader)
{
    const char **field = arena_new(reader->arena, (size_t)reader->n, sizeof *field);
    const char *bytes = arena_text(reader->arena, reader->bytes.data, reader->bytes.length);
    for (int i = 0; i < reader->n; i++) {
        field[i] = bytes + reader->start[i];
        field[i] += field[i][0] == '\'' && csv_is_formula(field[i]);
    }
    return (struct csv_row){
        .line = reader->row_line, .number = reader->number, .n = reader->n, .field = field};
}

static void on_row(int terminator, void *context)
{
    struct reader *reader = context;
    (void)terminator;
    reader->number++;
    if (reader->not_empty && !reader->too_many) {
        if (reader->rows == reader->room) {
            reader->room = reader->room * 2 + 64;
            reader->row = memory_resize(reader->row, (size_t)reader->room, sizeof *reader->row);
        }
        reader->row[reader->rows++] = keep_row(reader);
    }
    reader->n = 0;
    reader->not_empty = false;
    reader->bytes.length = 0;
    reader->in_row = false;
}

/* Where the line after that at `line` starts: past "\n", "\r" or "\r\n", or at the NUL. */
static const char *next_line(const char *line)
{
    const char *end = line + strcspn(line, "\r\n");
    if (end[0] == '\r' && end[1] == '\n')
        return end + 2;
    return end[0] != '\0' ? end + 1 : end;
}

static bool is_blank(const char *line, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r\n", line[i]) == NULL)
            return false;
    return true;
}

/* The parser is strict, as a quote after the end of a quoted field would otherwise swallow the
 * rows that follow; but a quote inside an unquoted field is only a quote. False: wrong. */
static bool parse(struct csv_parser *parser, const char *line, size_t length, void *context)
{
    size_t done = csv_parse(parser, line, length, on_field, on_row, context);
    while (done < length) {
        if (csv_error(parser) != CSV_EPARSE || parser->quoted)
            return false;
        csv_set_opts(parser, 0);
        done += csv_parse(parser, line + done, 1, on_field, on_row, context);
        csv_set_opts(parser, CSV_STRICT | CSV_STRICT_FINI);
        done += csv_parse(parser, line + done, length - done, on_field, on_row, context);
    }
    return true;
}

/* Reads one line; what is wrong with it, or NULL. */
static const char *read_line(struct reader *reader, const char *line, size_t length)
{
    if (length > CSV_MOST_BYTES)
        return _("a line of more than a million characters");
    if (!reader->in_row) {
        if (is_blank(line, length))
            return NULL;
        reader->row_line = reader->line;
    }
    reader->in_row = true;
    if (!parse(&reader->parser, line, length, reader))
        return _("text after a closing quotation mark (one inside a text is written twice)");
    if (reader->too_many)
        return _("more than a thousand fields");
    if (reader->rows > CSV_MOST_ROWS + 1)
        return _("more than a million rows");
    if (csv_get_buffer_size(&reader->parser) <= CSV_MOST_BYTES)
        return NULL;
    reader->line = reader->row_line;
    return _("a text of more than a million characters: is a quotation mark not closed?");
}

static const char *read_lines(struct reader *reader, const char *text)
{
    const long first = reader->line;
    for (; *text != '\0'; reader->line++) {
        const char *next = next_line(text);
        const char *wrong = read_line(reader, text, (size_t)(next - text));
        if (wrong != NULL)
            return wrong;
        text = next;
    }
    bool closed = csv_fini(&reader->parser, on_field, on_row, reader) == 0;
    if (!closed || reader->too_many) {
        reader->line = reader->row_line;
        return closed ? _("more than a thousand fields")
                      : _("a quotation mark that is opened in this row is not closed");
    }
    reader->line = first;
    return reader->rows == 0 ? _("the file has no line with the names of its columns") : NULL;
}

/* The separator that the header line has most of, outside quotes. */
static char find_separator(const char *text)
{
    static const char separators[] = ",;\t";
    size_t count[sizeof separators] = {0};
    text += strspn(text, " \r\n");
    bool quoted = false;
    for (size_t i = 0; i < CSV_MOST_BYTES && text[i] != '\0'; i++) {
        if (!quoted && strchr("\r\n", text[i]) != NULL)
            break;
        quoted = text[i] == '"' ? !quoted : quoted;
        const char *which = quoted ? NULL : strchr(separators, text[i]);
        if (which != NULL)
            count[which - separators]++;
    }
    size_t most = 0;
    for (size_t i = 1; i < sizeof separators - 1; i++)
        most = count[i] > count[most] ? i : most;
    return separators[most];
}

/* Excel's line `sep=;` above the header; what is after it, or NULL: there is none. */
static const char *after_separator(const char *text, char *separator)
{
    bool quoted = text[0] == '"';
    text += quoted;
    if (strncasecmp(text, "sep=", 4) != 0 || text[4] == '\0' || strchr("\r\n\"", text[4]))
        return NULL;
    const char *end = text + 5;
    end += quoted && *end == '"';
    end += strspn(end, text[4] == '\t' ? " " : " \t");
    *separator = text[4];
    return *end == '\0' || strchr("\r\n", *end) != NULL ? next_line(end) : NULL;
}

/* NULs end strings, so what is behind them would go unseen. */
static long line_of_nul(const struct text *utf8)
{
    const char *nul = utf8->length > 0 ? memchr(utf8->data, '\0', utf8->length) : NULL;
    long line = 1;
    if (nul == NULL)
        return 0;
    for (const char *at = utf8->data; at < nul;) {
        at = next_line(at);
        line += at[-1] == '\n' || at[-1] == '\r';
    }
    return line;
}

static const char *read_utf8(struct reader *reader, const struct text *utf8)
{
    struct csv_table *table = reader->table;
    reader->line = line_of_nul(utf8);
    if (reader->line > 0)
        return _("a NUL byte: save the file as CSV in UTF-8");
    const char *text = text_string(utf8), *after = after_separator(text, &table->separator);
    reader->line = 1;
    table->named_separator = after != NULL;
    if (after == NULL)
        table->separator = find_separator(text);
    else if (strchr(",;\t|", table->separator) == NULL)
        return _("'sep=' names what separates fields: a comma, a semicolon, a tab or a bar");
    else
        reader->line = 2;
    csv_set_delim(&reader->parser, (unsigned char)table->separator);
    return read_lines(reader, after != NULL ? after : text);
}

static const char *read_text(struct reader *reader, const struct text *bytes)
{
    struct text utf8 = {0};
    reader->table->encoding = text_to_utf8(&utf8, text_string(bytes), bytes->length);
    const char *wrong = read_utf8(reader, &utf8);
    text_free(&utf8);
    return wrong;
}

static void keep_table(struct reader *reader)
{
    struct csv_table *table = reader->table;
    size_t n = (size_t)reader->rows - 1;
    struct csv_row *row = arena_new(reader->arena, n, sizeof *row);
    memcpy(row, reader->row + 1, n * sizeof *row);
    table->header = reader->row[0];
    table->n = (long)n;
    table->row = row;
}

static void *resize(void *old, size_t size)
{
    return memory_resize(old, size, 1);
}

enum status csv_table_read(struct csv_table *table, struct arena *arena, const char *path,
    const struct text *bytes, struct messages *errors)
{
    struct reader *reader = memory_new(1, sizeof *reader);
    memset(table, 0, sizeof *table);
    reader->table = table;
    reader->arena = arena;
    csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI);
    csv_set_realloc_func(&reader->parser, resize);
    csv_set_free_func(&reader->parser, memory_free);
    csv_set_blk_size(&reader->parser, 4096);
    const char *wrong = read_text(reader, bytes);
    if (wrong != NULL)
        messages_add(errors, "%s:%ld: %s", path, reader->line, wrong);
    else
        keep_table(reader);
    csv_free(&reader->parser);
    text_free(&reader->bytes);
    memory_free(reader->row);
    memory_free(reader);
    return wrong == NULL ? STATUS_OK : STATUS_CONFIG;
}
