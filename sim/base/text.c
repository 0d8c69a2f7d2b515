/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include "decimal.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unistr.h>

void text_free(struct text *text)
{
    memory_free(text->data);
    *text = (struct text){0};
}

void text_reserve(struct text *text, size_t more)
{
    size_t need = text->length + more + 1;
    if (need <= text->room)
        return;
    size_t room = text->room * 2 > need ? text->room * 2 : need + 63;
    text->data = memory_resize(text->data, room, 1);
    text->room = room;
}

void text_add(struct text *text, const char *bytes, size_t length)
{
    text_reserve(text, length);
    if (length > 0)
        memcpy(text->data + text->length, bytes, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void text_add_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

void text_vprintf(struct text *text, const char *format, va_list arguments)
{
    enum { FIRST_TRY = 64 }; /* more than most need: then it is made once */
    va_list again;
    text_reserve(text, FIRST_TRY);
    size_t room = text->room - text->length;
    va_copy(again, arguments);
    int length = vsnprintf(text->data + text->length, room, format, arguments);
    if (length >= 0 && (size_t)length >= room) {
        text_reserve(text, (size_t)length);
        vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    if (length < 0)
        memory_give_up();
    text->length += (size_t)length;
    text->data[text->length] = '\0';
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}

const char *text_string(const struct text *text)
{
    return text->data != NULL ? text->data : "";
}

char *text_keep(struct text *text, struct arena *arena)
{
    char *kept = arena_text(arena, text_string(text), text->length);
    text_free(text);
    return kept;
}

void text_add_number(struct text *text, double value, int real)
{
    char digits[40], *end = decimal_put_exact(digits, value);
    if (end != NULL)
        *end = '\0';
    /* Most numbers that people write read back from 15 digits, of which %g drops the zeros at
     * the end. */
    for (int precision = 15; end == NULL && precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) == value)
            break;
    }
    text_add_string(text, digits);
    if (real && isfinite(value) && strpbrk(digits, ".e") == NULL)
        text_add_string(text, ".0");
}

/* Edit distance in which swapping two neighbours is one edit (optimal string alignment), row by
 * row; words longer than a row count as far away. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 63 };
    size_t rows[3][LONGEST + 1];
    size_t m = strlen(a), n = strlen(b);
    if (m > LONGEST || n > LONGEST)
        return m > n ? m : n;
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = above[j - 1] + (a[i - 1] != b[j - 1]);
            size_t shift = above[j] < row[j - 1] ? above[j] + 1 : row[j - 1] + 1;
            row[j] = change < shift ? change : shift;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && two_above[j - 2] + 1 < row[j])
                row[j] = two_above[j - 2] + 1;
        }
    }
    return rows[m % 3][n];
}

static const char *name_at(struct names names, int i)
{
    const void *at = (const char *)names.first + (size_t)i * names.size;
    return *(const char *const *)at;
}

int text_find(const char *word, struct names names)
{
    for (int i = 0; i < names.n; i++)
        if (text_same(name_at(names, i), word))
            return i;
    return -1;
}

const char *text_nearest(const char *word, struct names names)
{
    const char *nearest = NULL;
    size_t limit = strlen(word) / 3 < 3 ? strlen(word) / 3 : 3;
    size_t best = (limit > 0 ? limit : 1) + 1;
    for (int i = 0; i < names.n; i++) {
        size_t d = distance(word, name_at(names, i));
        if (d < best) {
            best = d;
            nearest = name_at(names, i);
        }
    }
    return nearest;
}

/* What Windows-1252 has at 0x80 to 0x9f (Unicode, MAPPINGS/VENDORS/MICSFT/WINDOWS/CP1252.TXT);
 * where it has nothing the replacement character stands. All else is as in Latin-1. */
static const uint16_t windows_1252[32] = {0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026,
    0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd,
    0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
    0x0153, 0xfffd, 0x017e, 0x0178};

static void add_windows_1252(struct text *out, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = (uint8_t)data[i], utf8[3] = {0};
        ucs4_t code = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
        text_add(out, (const char *)utf8, (size_t)u8_uctomb(utf8, code, sizeof utf8));
    }
}

/* `high`: which byte of two comes last, so that its place is that of the higher bits. Half a
 * pair becomes the replacement character, as does a byte that is left over. */
static void add_utf16(struct text *out, const char *data, size_t length, size_t high)
{
    for (size_t i = 0; i < length;) {
        uint16_t unit[2] = {0};
        uint8_t utf8[4] = {0};
        ucs4_t code;
        size_t units = 0;
        for (; units < 2 && i + 2 * units + 1 < length; units++) {
            const char *at = data + i + 2 * units;
            unit[units] = (uint16_t)((uint8_t)at[high] << 8 | (uint8_t)at[1 - high]);
        }
        int used = units > 0 ? u16_mbtouc(&code, unit, units) : 1;
        i += 2 * (size_t)used;
        text_add(out, (const char *)utf8,
            (size_t)u8_uctomb(utf8, units > 0 ? code : 0xfffd, sizeof utf8));
    }
}

/* How many bytes at the start are ASCII, as most texts are to their end; words of eight are
 * looked at first. */
static size_t ascii_length(const char *data, size_t length)
{
    const uint64_t high = UINT64_C(0x8080808080808080);
    size_t n = 0;
    for (uint64_t eight; n + sizeof eight <= length; n += sizeof eight) {
        memcpy(&eight, data + n, sizeof eight);
        if ((eight & high) != 0)
            break;
    }
    while (n < length && (unsigned char)data[n] < 0x80)
        n++;
    return n;
}

enum text_encoding text_to_utf8(struct text *out, const char *data, size_t length)
{
    bool marked = length >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0;
    bool little = length >= 2 && memcmp(data, "\xff\xfe", 2) == 0;
    text_reserve(out, length);
    text_add(out, "", 0);
    if (little || (length >= 2 && memcmp(data, "\xfe\xff", 2) == 0)) {
        add_utf16(out, data + 2, length - 2, little ? 1 : 0);
        return ENCODED_UTF16;
    }
    data += marked ? 3 : 0;
    length -= marked ? 3 : 0;
    size_t plain = ascii_length(data, length);
    if (u8_check((const uint8_t *)data + plain, length - plain) != NULL) {
        add_windows_1252(out, data, length);
        return ENCODED_WINDOWS_1252;
    }
    text_add(out, data, length);
    return marked ? ENCODED_UTF8_MARKED : ENCODED_UTF8;
}

/* Characters that turn the line around or are not there for the eye, and those that XML
 * refuses. */
static bool is_hidden(ucs4_t c)
{
    return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef) || c >= 0xe0000;
}

enum character { PLAIN, HIDDEN, CONTROL };

/* The kind of the first character of `left` bytes, and its size. */
static enum character character(const char *string, size_t left, size_t *size)
{
    ucs4_t c;
    int bytes = u8_mbtoucr(&c, (const uint8_t *)string, left);
    *size = bytes > 0 ? (size_t)bytes : 1;
    return bytes < 0 || c < 0x20 || (c >= 0x7f && c < 0xa0) ? CONTROL
           : is_hidden(c)                                   ? HIDDEN
                                                            : PLAIN;
}

bool text_character(const char *string, size_t *bytes)
{
    enum { LONGEST = 4 };
    return character(string, strnlen(string, LONGEST), bytes) == PLAIN;
}

/* How many characters at the start are of ASCII, and no control characters. */
static size_t plain_length(const char *string)
{
    size_t n = 0;
    while (string[n] >= ' ' && string[n] < 0x7f)
        n++;
    return n;
}

static void add_clean(struct text *text, const char *string, bool lines)
{
    for (size_t left = strlen(string), size; left > 0; string += size, left -= size) {
        if ((size = plain_length(string)) > 0) {
            text_add(text, string, size);
            continue;
        }
        enum character kind = character(string, left, &size);
        if (kind == CONTROL && !(lines && *string == '\n'))
            text_add(text, " ", 1);
        else if (kind != HIDDEN)
            text_add(text, string, size);
    }
    text_add(text, "", 0);
}

void text_add_printable(struct text *text, const char *string)
{
    add_clean(text, string, false);
}

void text_add_lines(struct text *text, const char *string)
{
    add_clean(text, string, true);
}

const char *arena_printable(struct arena *arena, const char *string)
{
    struct text text = {0};
    text_add_printable(&text, string);
    return text_keep(&text, arena);
}

/* Where `*string` begins behind blanks; the length without those at its end. */
static size_t trim(const char **string)
{
    static const char blanks[] = " \t\r\n";
    *string += strspn(*string, blanks);
    size_t length = strlen(*string);
    while (length > 0 && strchr(blanks, (*string)[length - 1]) != NULL)
        length--;
    return length;
}

const char *arena_trimmed(struct arena *arena, const char *string)
{
    size_t length = trim(&string);
    return arena_text(arena, string, length);
}

/* A copy that is made in an attempt. */
struct copying {
    struct arena *arena;
    const char *bytes;
    size_t length;
    const char *copy;
};

static void copy_bytes(void *context)
{
    struct copying *copying = context;
    copying->copy = arena_text(copying->arena, copying->bytes, copying->length);
}

/* What is left of ASCII when case is. */
static const char *lowered(struct arena *arena, const char *string, size_t length)
{
    char *copy = arena_text(arena, string, length);
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + ('a' - 'A') : *c);
    return copy;
}

/* So that texts that differ in case, or in how they are encoded, are the same; NULL: it is no
 * UTF-8. */
static const char *folded_text(
    struct arena *arena, const char *string, size_t length, uninorm_t form)
{
    if (ascii_length(string, length) == length)
        return lowered(arena, string, length);
    size_t folded_length = 0;
    errno = 0;
    uint8_t *folded =
        u8_casefold((const uint8_t *)string, length, NULL, form, NULL, &folded_length);
    if (folded == NULL && length > 0 && errno == ENOMEM)
        memory_give_up();
    if (folded == NULL)
        return length > 0 ? NULL : "";
    struct copying copying = {arena, (const char *)folded, folded_length, NULL};
    bool done = memory_attempt(copy_bytes, &copying);
    free(folded); /* memory of libunistring */
    if (!done)
        memory_give_up();
    return copying.copy;
}

const char *arena_folded(struct arena *arena, const char *string)
{
    size_t length = trim(&string);
    const char *folded = folded_text(arena, string, length, UNINORM_NFC);
    return folded != NULL ? folded : arena_text(arena, string, length);
}

const char *arena_letters(struct arena *arena, const char *string)
{
    const char *folded = folded_text(arena, string, strlen(string), UNINORM_NFKD);
    struct text text = {0};
    folded = folded != NULL ? folded : "";
    for (size_t left = strlen(folded), size; left > 0; folded += size, left -= size) {
        ucs4_t c;
        size = (size_t)u8_mbtouc(&c, (const uint8_t *)folded, left);
        /* Signs stay, as in "<50". */
        if (uc_is_general_category_withtable(
                c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_S))
            text_add(&text, folded, size);
    }
    return text_keep(&text, arena);
}

const char *arena_printf(struct arena *arena, const char *format, ...)
{
    struct text text = {0};
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&text, format, arguments);
    va_end(arguments);
    return text_keep(&text, arena);
}
