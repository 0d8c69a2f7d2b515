/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wrap.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

#define UTF8 "UTF-8"
#define BYTES(string) ((const uint8_t *)(string))

int wrap_columns(const char *string)
{
    return u8_strwidth(BYTES(string), UTF8);
}

/* Bytes of the characters of `string` that fit in `columns`. */
static size_t fitting(const char *string, int columns)
{
    size_t at = 0;
    ucs4_t c;
    for (int size; (size = u8_strmbtouc(&c, BYTES(string) + at)) > 0; at += (size_t)size) {
        int width = uc_width(c, UTF8);
        columns -= width > 0 ? width : 0;
        if (columns < 0)
            break;
    }
    return at;
}

/* Without blanks at the end. */
static size_t trimmed(const char *string, size_t length)
{
    while (length > 0 && string[length - 1] == ' ')
        length--;
    return length;
}

const char *wrap_cut(struct arena *arena, const char *string, int columns)
{
    if (wrap_columns(string) <= columns || columns <= 0)
        return columns > 0 ? string : "";
    return arena_printf(
        arena, "%.*s…", (int)trimmed(string, fitting(string, columns - 1)), string);
}

/* Whether a line may be broken before byte `at`. A hyphen, dash, point or slash holds on to
 * what follows: "one-to-one", "1–6", "packages.network", "results/NAME". */
static bool may_break(const char *string, const char *breaks, size_t at)
{
    bool holds = strchr("-./", string[at - 1]) != NULL;
    bool dash = at >= 3 && memcmp(string + at - 3, "\u2013", 3) == 0;
    return breaks[at] == UC_BREAK_POSSIBLE && !holds && !dash;
}

/* Bytes of the first line of a paragraph of `length` bytes. */
static size_t line_of(const char *string, size_t length, int columns)
{
    size_t most = fitting(string, columns);
    if (most >= length)
        return length;
    char *breaks = memory_new(length, 1);
    u8_possible_linebreaks(BYTES(string), length, UTF8, breaks);
    while (string[most] == ' ') /* blanks at the end of a line take no room */
        most++;
    size_t at = most;
    while (at > 0 && (at == length || !may_break(string, breaks, at)))
        at--;
    memory_free(breaks);
    return at > 0 ? at : most > 0 ? most : length;
}

void wrap_add(struct text *out, const char *string, int columns, int indent, int lines)
{
    for (int line = 1, in = 0;; line++) {
        size_t paragraph = strcspn(string, "\n");
        if (in > 0)
            text_printf(out, "%*s", in, "");
        size_t length = line_of(string, paragraph, columns - in);
        if (line == lines && string[length] != '\0') {
            struct arena arena = {0};
            text_add_string(out, wrap_cut(&arena, string, columns - in));
            arena_free(&arena);
            return;
        }
        text_add(out, string, trimmed(string, length));
        string += length;
        in = *string == '\n' ? 0 : indent;
        string += *string == '\n';
        if (*string == '\0')
            return;
        text_add_string(out, "\n");
    }
}
