/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "script.h"

#include "embedded.h"

#include <stdio.h>
#include <stdlib.h>

/* What scripts know. Texts that gnuplot takes for formats of numbers are on their own. */
static const char *const variables[] = {"about", "across", "after", "axis", "banded", "before",
    "below", "beside", "bottom", "caption", "captions", "carried", "cells", "colour", "dashes",
    "dates", "dots", "head", "height", "high", "ink", "limits", "lines", "looks", "marks",
    "most", "name_columns", "named_axis", "of_colours", "panels", "parts", "points", "ranged",
    "rows", "shades", "shown", "stacked", "start", "tilt", "title", "top", "value_columns",
    "varied", "whiskers", "wide", "width", "word_columns", "word_head", "word_places",
    "word_upper", "x_end", "x_from", "x_of", "x_step", "x_title", "x_to", "x_unit", "y_end",
    "y_of", "y_step", "y_title", "y_unit", "zero"};
static const char *const formats[] = {"decimal", "euro", "months", "thousands"};

/* Places for at most so many; larger ones would only take memory. */
enum { MOST_ELEMENTS = 10000, LONGEST_NAME = 20 };

/* Each of these returns what follows, NULL where something else stands. */

static const char *skip(const char *at, const char *word)
{
    size_t length = strlen(word);
    return at != NULL && strncmp(at, word, length) == 0 ? at + length : NULL;
}

static const char *skip_name(const char *at, bool *is_format)
{
    char name[LONGEST_NAME + 1];
    size_t length = at != NULL ? strspn(at, "abcdefghijklmnopqrstuvwxyz_") : 0;
    if (length == 0 || length > LONGEST_NAME)
        return NULL;
    memcpy(name, at, length);
    name[length] = '\0';
    *is_format = text_find(name, NAMES(formats, sizeof formats / sizeof formats[0])) >= 0;
    return *is_format || text_find(name,
                             NAMES(variables, sizeof variables / sizeof variables[0])) >= 0
               ? at + length
               : NULL;
}

/* [7] */
static const char *skip_element(const char *at)
{
    char *end;
    if (at == NULL || *at != '[' || at[1] < '1' || at[1] > '9')
        return NULL;
    long number = strtol(at + 1, &end, 10);
    return number <= MOST_ELEMENTS ? skip(end, "]") : NULL;
}

/* A decimal number, or a text between single quotation marks, in which such a mark is double;
 * in these gnuplot looks for nothing else. */
static const char *skip_value(const char *at, bool is_format)
{
    char *end;
    if (at == NULL)
        return NULL;
    if (*at != '\'') {
        strtod(at, &end);
        bool decimal = end <= at + strspn(at, "0123456789.e+-") && end > at && *at != '+';
        return decimal ? end : NULL;
    }
    for (at++; *at != '\'' || at[1] == '\''; at += *at == '\'' ? 2 : 1)
        if ((unsigned char)*at < 0x20 || (is_format && *at == '%'))
            return NULL;
    return at + 1;
}

static bool is_setting(const char *line)
{
    bool is_format, is_array = skip(line, "array ") != NULL;
    const char *at = skip_name(is_array ? skip(line, "array ") : line, &is_format);
    if (is_array || (at != NULL && *at == '['))
        at = skip_element(at);
    if (!is_array)
        at = skip_value(skip(at, " = "), is_format);
    return at != NULL && *at == '\n';
}

/* ---- The program's own ---- */

static const struct embedded_file *file_named(const char *name)
{
    extern const struct embedded_file scripts[];
    const struct embedded_file *file = scripts;
    while (!text_same(file->name, name))
        file++;
    return file;
}

static const char shared[] = "page.gp", looks[] = "looks.gp";

/* The file *.gp of this folder that the first line names; NULL: none. */
static const struct embedded_file *kind_named(const char *line)
{
    extern const struct embedded_file scripts[];
    const char *name = skip(line, SCRIPT_BEGINS);
    for (const struct embedded_file *kind = scripts; name != NULL && kind->name != NULL; kind++)
        if (!text_same(kind->name, shared) && !text_same(kind->name, looks) &&
            skip(name, kind->name) != NULL && name[strlen(kind->name)] == '\n')
            return kind;
    return NULL;
}

static void add_file(struct text *out, const struct embedded_file *file)
{
    text_add(out, (const char *)file->bytes, file->size);
}

void script_add_looks(struct text *out)
{
    add_file(out, file_named(looks));
}

int script_add(struct text *out, const char *settings)
{
    const struct embedded_file *kind = kind_named(settings);
    if (kind == NULL)
        return 1;
    const char *first = strchr(settings, '\n') + 1;
    int number = 2;
    for (const char *line = first; *line != '\0'; line = strchr(line, '\n') + 1, number++)
        if (!is_setting(line))
            return number;
    text_add_string(out, first);
    text_add_string(out, "\n");
    add_file(out, file_named(shared));
    text_add_string(out, "\n");
    add_file(out, kind);
    return 0;
}
