/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "memory.h"

/* A string that grows; {0} is an empty one. `data` is always ended by a NUL once something was
 * added. */
struct text {
    char *data;
    size_t length;
    size_t room;
};

void text_free(struct text *text);

/* Where the text ends, with room for `most` bytes to be written there; text_end_at() then says
 * where the last of them ends. */
void text_reserve(struct text *text, size_t most);
static inline char *text_room(struct text *text, size_t most)
{
    if (text->room - text->length <= most)
        text_reserve(text, most);
    return text->data + text->length;
}
static inline void text_end_at(struct text *text, char *end)
{
    *end = '\0';
    text->length = (size_t)(end - text->data);
}

void text_add(struct text *text, const char *bytes, size_t length);
void text_add_string(struct text *text, const char *string);
void text_printf(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void text_vprintf(struct text *text, const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

/* The string so far; "" when nothing was added. */
const char *text_string(const struct text *text);

/* The string so far, moved to `arena`: the text is empty afterwards. */
char *text_keep(struct text *text, struct arena *arena);

/* Whether two strings are the same. Most that are not differ in their first character. */
static inline bool text_same(const char *a, const char *b)
{
    return a[0] == b[0] && strcmp(a, b) == 0;
}

/* The shortest decimal that reads back as `value`, with a decimal point or an exponent when
 * `real`, so that a config reads it as a real number. */
void text_add_number(struct text *text, double value, int real);

/* Names that a text can be: `n` of them, each at the start of `size` bytes from `first` on. */
struct names {
    const void *first;
    size_t size;
    int n;
};
#define NAMES(array, count) ((struct names){(array), sizeof *(array), (int)(count)})

/* Which of the names `word` is; -1: none. */
int text_find(const char *word, struct names names);

/* Which of the names a reader may have meant by `word`: the one at the least edit distance if
 * that is at most a third of the word's length (1 for a short word) and 3, or NULL. */
const char *text_nearest(const char *word, struct names names);

/* How the characters of a file were written. */
enum text_encoding { ENCODED_UTF8, ENCODED_UTF8_MARKED, ENCODED_UTF16, ENCODED_WINDOWS_1252 };

/* The bytes of `data` as UTF-8: a byte-order mark is dropped, and bytes that are not UTF-8 are
 * taken for Windows-1252, as spreadsheets write, or with the mark of UTF-16 for that. Result in
 * `out`. */
enum text_encoding text_to_utf8(struct text *out, const char *data, size_t length);

/* The bytes of the first character of `string`, which is not empty, and whether that can be
 * printed: it is UTF-8, steers nothing, turns no writing around and is there for the eye. */
bool text_character(const char *string, size_t *bytes);

/* `string` with control characters (newlines, escapes) as spaces and without characters that
 * turn the direction of writing around or are not there for the eye: safe to print on one line.
 */
void text_add_printable(struct text *text, const char *string);

/* The same, but newlines stay. */
void text_add_lines(struct text *text, const char *string);

/* The same as a string in `arena`. */
const char *arena_printable(struct arena *arena, const char *string);

/* `string` without blanks at its ends, in `arena`. */
const char *arena_trimmed(struct arena *arena, const char *string);

/* The same, and so that texts that differ in case alone are the
 * same; in `arena`. */
const char *arena_folded(struct arena *arena, const char *string);

/* `string` so that texts that differ in case, accents, blanks or punctuation alone are the
 * same; in `arena`. */
const char *arena_letters(struct arena *arena, const char *string);

/* What printf() would print, as a string in `arena`. */
const char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
