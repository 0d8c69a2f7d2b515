/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config_text.h"

#include "language.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CONFIG_BYTES = 64 * 1024 * 1024, MOST_INCLUDES = 256, MOST_DEPTH = 16 };

/* The files that are being read, innermost first. */
struct open_file {
    const char *path;
    const struct open_file *outer;
    int depth;
};

/* Where the scanner is in one file. */
struct scan {
    struct config_text *source;
    struct arena *arena;
    const struct file_reader *files;
    struct messages *errors;
    const struct open_file *file;
    const char *at, *end;
    int line;
    enum status status;
};

static void fail(struct scan *scan, const char *what, const char *word, int length)
{
    messages_add(
        scan->errors, "%s:%d: %.*s: %s", scan->file->path, scan->line, length, word, what);
    scan->status = STATUS_CONFIG;
}

/* Ends the current line of the text and notes where it came from. */
static void end_line(struct scan *scan)
{
    struct config_text *source = scan->source;
    text_add(&source->text, "\n", 1);
    if ((source->n_lines & (source->n_lines + 1)) == 0)
        source->line =
            memory_resize(source->line, 2 * source->n_lines + 2, sizeof *source->line);
    source->line[source->n_lines++] = (struct location){scan->file->path, scan->line};
    scan->line++;
}

static void copy(struct scan *scan, const char *from)
{
    const char *start = from;
    for (const char *c = from; c < scan->at; c++) {
        if (*c != '\n')
            continue;
        text_add(&scan->source->text, start, (size_t)(c - start));
        end_line(scan);
        start = c + 1;
    }
    text_add(&scan->source->text, start, (size_t)(scan->at - start));
}

static void copy_comment(struct scan *scan, const char *closing)
{
    const char *from = scan->at;
    size_t length = strlen(closing);
    const char *close = memmem(from + 1, (size_t)(scan->end - from - 1), closing, length);
    scan->at = close == NULL ? scan->end : *closing == '\n' ? close : close + length;
    copy(scan, from);
}

static void copy_string(struct scan *scan)
{
    const char *from = scan->at++;
    while (scan->at < scan->end && *scan->at != '"')
        scan->at += *scan->at == '\\' && scan->at + 1 < scan->end ? 2 : 1;
    if (scan->at < scan->end)
        scan->at++;
    copy(scan, from);
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.' || c == '-' || c == '+' ||
           c == '*';
}

/* Names and numbers; a whole number past 32 bits, decimal or 0x..., gets the suffix L that
 * libconfig has for large ones, unless it has it. */
static void copy_word(struct scan *scan)
{
    const char *from = scan->at;
    while (scan->at < scan->end && is_word(*scan->at))
        scan->at++;
    size_t length = (size_t)(scan->at - from);
    copy(scan, from);
    if (isalpha((unsigned char)*from) || *from == '_')
        return; /* no number */
    char word[64], *end;
    if (length >= sizeof word) {
        if (strspn(from, "0123456789") >= length)
            fail(scan, _("this whole number is too large"), from, (int)length);
        return;
    }
    memcpy(word, from, length);
    word[length] = '\0';
    bool hexadecimal = word[0] == '0' && (word[1] == 'x' || word[1] == 'X');
    errno = 0;
    long long value = strtoll(word, &end, hexadecimal ? 16 : 10);
    bool suffixed = strcmp(end, "L") == 0 || strcmp(end, "LL") == 0;
    if (end == word || (*end != '\0' && !suffixed))
        return;
    if (errno == ERANGE)
        fail(scan, _("this whole number is too large"), from, (int)length);
    else if (!suffixed && (value > INT32_MAX || value < INT32_MIN))
        text_add_string(&scan->source->text, "L");
}

static void read_file(struct scan *outer, const struct open_file *file);

static bool in_circle(const struct scan *scan, const char *path)
{
    for (const struct open_file *file = scan->file; file != NULL; file = file->outer)
        if (strcmp(file->path, path) == 0)
            return true;
    return false;
}

static const char *beside(struct scan *scan, const char *name, size_t length)
{
    const char *slash = strrchr(scan->file->path, '/');
    struct text path = {0};
    if (slash != NULL && name[0] != '/')
        text_add(&path, scan->file->path, (size_t)(slash - scan->file->path + 1));
    text_add(&path, name, length);
    return text_keep(&path, scan->arena);
}

/* Past a limit nothing more is read, and that is told once. */
static void stop_at(struct scan *scan, const char *limit)
{
    if (!scan->source->over)
        fail(scan, limit, scan->file->path, (int)strlen(scan->file->path));
    scan->source->over = true;
    scan->at = scan->end;
}

/* At `@include "name"`: the file takes the place of the line. */
static void include(struct scan *scan)
{
    const char *from = scan->at;
    const char *line_end = memchr(from, '\n', (size_t)(scan->end - from));
    line_end = line_end == NULL ? scan->end : line_end;
    const char *open = memchr(from, '"', (size_t)(line_end - from));
    const char *close =
        open == NULL ? NULL : memchr(open + 1, '"', (size_t)(line_end - open - 1));
    scan->at = line_end;
    if (close == NULL) {
        fail(scan, _("an include is written @include \"file.cfg\""), "@include", 8);
        return;
    }
    const char *path = beside(scan, open + 1, (size_t)(close - open - 1));
    if (in_circle(scan, path)) {
        fail(scan, _("this file includes itself, directly or through others"), path,
            (int)strlen(path));
        return;
    }
    if (scan->file->depth >= MOST_DEPTH) {
        fail(scan, _("includes are nested too deep"), path, (int)strlen(path));
        return;
    }
    if (++scan->source->n_includes > MOST_INCLUDES) {
        stop_at(scan, _("more than 256 files are included"));
        return;
    }
    struct open_file inner = {path, scan->file, scan->file->depth + 1};
    read_file(scan, &inner);
}

static void scan_text(struct scan *scan)
{
    bool line_start = true;
    while (scan->at < scan->end && !scan->source->over) {
        char c = *scan->at, next = scan->at + 1 < scan->end ? scan->at[1] : '\0';
        size_t left = (size_t)(scan->end - scan->at);
        if (c == '"') {
            copy_string(scan);
        } else if (c == '#' || (c == '/' && next == '/')) {
            copy_comment(scan, "\n");
        } else if (c == '/' && next == '*') {
            copy_comment(scan, "*/");
        } else if (line_start && left >= 8 && memcmp(scan->at, "@include", 8) == 0) {
            include(scan);
        } else if (is_word(c)) {
            copy_word(scan);
        } else {
            const char *from = scan->at++;
            while (c == ' ' && scan->at < scan->end && *scan->at == ' ')
                scan->at++;
            copy(scan, from);
        }
        line_start = c == '\n' || (line_start && (c == ' ' || c == '\t'));
    }
    if (scan->source->text.length > 0)
        end_line(scan);
}

static enum status scan_bytes(
    struct scan *outer, const struct open_file *file, const char *bytes, size_t length)
{
    struct scan scan = *outer;
    struct text utf8 = {0};
    text_to_utf8(&utf8, bytes, length);
    scan.file = file;
    scan.at = text_string(&utf8);
    scan.end = scan.at + utf8.length;
    scan.line = 1;
    scan.source->bytes += utf8.length;
    if (scan.source->bytes > MOST_CONFIG_BYTES)
        stop_at(&scan, _("the config and what it includes are more than 64 MB"));
    else if (length > 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        fail(&scan,
            _("this is a workbook of a spreadsheet or another packed file, not a config"),
            file->path, (int)strlen(file->path));
    else if (memchr(bytes, '\0', length) != NULL)
        fail(&scan, _("this is not a text file"), "NUL byte", 8);
    else
        scan_text(&scan);
    text_free(&utf8);
    return scan.status;
}

void config_text_note_input(
    struct input **inputs, struct arena *arena, const char *path, const struct text *bytes)
{
    struct input *input = arena_new(arena, 1, sizeof *input);
    input->path = arena_copy(arena, path);
    sha256_hex(text_string(bytes), bytes->length, input->sha256);
    input->next = *inputs;
    *inputs = input;
}

static void read_file(struct scan *outer, const struct open_file *file)
{
    struct text bytes = {0};
    size_t errors = outer->errors->count;
    const struct file_reader *files = outer->files;
    enum status status =
        files->read(files->context, file->path, MOST_CONFIG_BYTES, &bytes, outer->errors);
    if (status == STATUS_OK) {
        config_text_note_input(&outer->source->inputs, outer->arena, file->path, &bytes);
        status = scan_bytes(outer, file, text_string(&bytes), bytes.length);
    } else if (outer->file != NULL && outer->errors->count > errors) {
        fail(outer, _("cannot be included here"), file->path, (int)strlen(file->path));
    }
    outer->status = status != STATUS_OK ? STATUS_CONFIG : outer->status;
    text_free(&bytes);
}

enum status config_text_read(struct config_text *source, struct arena *arena,
    const struct file_reader *files, const char *path, const char *bytes, size_t length,
    struct messages *errors)
{
    memset(source, 0, sizeof *source);
    struct scan scan = {.source = source, .arena = arena, .files = files, .errors = errors};
    struct open_file file = {arena_copy(arena, path), NULL, 1};
    if (bytes != NULL)
        return scan_bytes(&scan, &file, bytes, length);
    read_file(&scan, &file);
    return scan.status;
}

void config_text_free(struct config_text *source)
{
    text_free(&source->text);
    memory_free(source->line);
    memset(source, 0, sizeof *source);
}

struct location config_text_location(const struct config_text *source, int line)
{
    if (source->n_lines == 0)
        return (struct location){"", 0};
    size_t at = line < 1 ? 0 : (size_t)line - 1;
    return source->line[at < source->n_lines ? at : source->n_lines - 1];
}
