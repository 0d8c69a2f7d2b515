/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot_text.h"

#include "decimal.h"
#include "wrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

void plot_add_cut(struct text *out, const char *name, int columns, int lines)
{
    struct text utf8 = {0}, line = {0}, clean = {0};
    text_to_utf8(&utf8, name, strlen(name));
    text_add_printable(&line, text_string(&utf8));
    bool space = true;
    ucs4_t c;
    int size;
    for (const char *s = text_string(&line); (size = u8_strmbtouc(&c, (const uint8_t *)s)) > 0;
         s += size) {
        if (c == ' ' && space)
            continue;
        space = c == ' ';
        text_add(&clean, s, (size_t)size);
    }
    if (space && clean.length > 0)
        clean.data[--clean.length] = '\0';
    wrap_add(out, text_string(&clean), columns, 0, lines);
    text_free(&utf8);
    text_free(&line);
    text_free(&clean);
}

void plot_add_word(struct text *out, const char *string)
{
    text_add_string(out, "\t\"");
    for (const char *s = string; *s != '\0'; s++) {
        /* gnuplot undoes these when it reads a text column, once. After a 0 it takes up to four
         * digits for one character, those of the text behind it as well. */
        if (*s == '\\')
            text_add_string(out, "\\\\");
        else if (*s == '"')
            text_add_string(out, "\\0042");
        else if (*s == '\n')
            text_add_string(out, "\\n");
        else
            text_add(out, (unsigned char)*s < 0x20 ? " " : s, 1);
    }
    text_add_string(out, "\"");
}

/* Most are small whole numbers. */
static char *put_number(char *out, double number)
{
    if (isnan(number))
        return (char *)memcpy(out, "NaN", 3) + 3;
    if (fabs(number) < 1e9 && number == (double)(int)number && !signbit(number))
        return decimal_put_whole(out, (int)number);
    return decimal_put_ten(out, number);
}

void plot_add_numbers(struct text *out, const double *number, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *at = text_room(out, 1 + DECIMAL_ROOM);
        *at++ = i > 0 ? '\t' : '\n';
        text_end_at(out, put_number(at, number[i]));
    }
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
