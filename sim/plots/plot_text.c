/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_text.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "\u2026"

/* The code point of the UTF-8 character at `s`; its bytes are known to be right. */
static unsigned long code_point(const char *s, size_t *size)
{
    const unsigned char *u = (const unsigned char *)s;
    *size = u[0] < 0x80 ? 1 : u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    if (*size == 1)
        return u[0];
    unsigned long point = u[0] & (0x7fu >> *size);
    for (size_t i = 1; i < *size; i++)
        point = point << 6 | (u[i] & 0x3fu);
    return point;
}

/* Characters that turn the line around or are not there for the eye, and those that XML
 * refuses. */
static bool is_hidden(unsigned long c)
{
    return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) || c >= 0xe0000;
}

static int width_of(unsigned long c)
{
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xd7a3) ||
                (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
                (c >= 0xff00 && c <= 0xff60) || c >= 0x1f300;
    bool none = c >= 0x300 && c <= 0x36f;
    return none ? 0 : wide ? 2 : 1;
}

void plot_clean(struct text *out, const char *name)
{
    struct text utf8, line;
    text_init(&utf8);
    text_init(&line);
    text_to_utf8(&utf8, name, strlen(name));
    text_add_printable(&line, text_string(&utf8));
    bool space = true;
    size_t size;
    for (const char *s = text_string(&line); *s != '\0'; s += size) {
        unsigned long c = code_point(s, &size);
        if (is_hidden(c) || (c == ' ' && space))
            continue;
        space = c == ' ';
        text_add(out, s, size);
    }
    if (space && out->length > 0)
        out->data[--out->length] = '\0';
    text_free(&utf8);
    text_free(&line);
}

struct plot_extent plot_extent(const char *string)
{
    struct plot_extent extent = {1, 0};
    int columns = 0;
    size_t size;
    for (const char *s = string; *s != '\0'; s += size) {
        unsigned long c = code_point(s, &size);
        extent.lines += c == '\n';
        columns = c == '\n' ? 0 : columns + width_of(c);
        extent.columns = columns > extent.columns ? columns : extent.columns;
    }
    return extent;
}

/* How many bytes of `string` fit in `columns`; broken after a word when `words`. */
static size_t fitting(const char *string, int columns, bool words)
{
    size_t at = 0, after_word = 0, size;
    int used = 0;
    while (string[at] != '\0') {
        unsigned long c = code_point(string + at, &size);
        if (c == ' ')
            after_word = at;
        used += width_of(c);
        if (used > columns)
            return words && after_word > 0 ? after_word : at;
        at += size;
    }
    return at;
}

void plot_wrap(struct text *out, const char *string, int columns, int lines)
{
    for (int line = 1;; line++) {
        size_t left = strlen(string), fits = fitting(string, columns, true);
        if (fits < left && line == lines) {
            fits = fitting(string, columns - 1, false);
            while (fits > 0 && string[fits - 1] == ' ')
                fits--;
            text_add(out, string, fits);
            text_add_string(out, ELLIPSIS);
            return;
        }
        text_add(out, string, fits);
        string += fits;
        string += strspn(string, " ");
        if (*string == '\0')
            return;
        text_add_string(out, "\n");
    }
}

void plot_add_field(struct text *out, const char *string)
{
    text_add_string(out, "\"");
    for (const char *s = string; *s != '\0'; s++) {
        /* gnuplot undoes these when it reads a text column, once. */
        if (*s == '\\')
            text_add_string(out, "\\\\");
        else if (*s == '"')
            text_add_string(out, "\\042");
        else if (*s == '\n')
            text_add_string(out, "\\n");
        else
            text_add(out, (unsigned char)*s < 0x20 ? " " : s, 1);
    }
    text_add_string(out, "\"");
}

void plot_add_word(struct text *out, const char *string)
{
    text_add_string(out, "\t");
    plot_add_field(out, string);
}

void plot_add_cell(struct text *out, double value)
{
    if (isnan(value))
        text_add_string(out, "\tNaN");
    else
        text_printf(out, "\t%.8g", value);
}

void plot_add_literal(struct text *out, const char *string)
{
    text_add_string(out, "'");
    for (const char *s = string; *s != '\0'; s++) {
        if (*s == '\'')
            text_add_string(out, "''");
        else
            text_add(out, (unsigned char)*s < 0x20 ? " " : s, 1);
    }
    text_add_string(out, "'");
}
