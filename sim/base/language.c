/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "language.h"

#include "embedded.h"

#include <stdint.h>
#include <string.h>

/* The catalogues, in the binary format of GNU gettext (manual, "The Format of GNU MO Files"),
 * made by msgfmt with the least significant byte first. */
extern const struct embedded_file catalogues[];

/* Where the header says how many texts there are, and where the tables of English and of Dutch
 * texts begin: entries of a length and a place in the file. */
enum { TEXTS_AT = 8, ENGLISH_AT = 12, DUTCH_AT = 16, ENTRY_BYTES = 8, PLACE_AT = 4 };

static _Thread_local enum language used;

void language_use(enum language language)
{
    used = language;
}

enum language language_used(void)
{
    return used;
}

bool language_is_dutch(void)
{
    return used == DUTCH;
}

static uint32_t number_at(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

/* Text number `i` of the table that the header names at `table`. */
static const char *text_at(const unsigned char *catalogue, int table, uint32_t i)
{
    const unsigned char *entry = catalogue + number_at(catalogue + table) + ENTRY_BYTES * i;
    return (const char *)catalogue + number_at(entry + PLACE_AT);
}

/* The Dutch for an English text, or NULL; texts are sorted. Of a text with a number the
 * singular is looked for, which is the first of the two, and what is found are both, one behind
 * the other. */
static const char *find(const char *english)
{
    const unsigned char *catalogue = catalogues[0].bytes;
    uint32_t low = 0, high = number_at(catalogue + TEXTS_AT);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strcmp(english, text_at(catalogue, ENGLISH_AT, middle));
        if (order == 0)
            return text_at(catalogue, DUTCH_AT, middle);
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

const char *translate(const char *text)
{
    /* The empty text stands for the head of a catalogue. */
    const char *dutch = used == DUTCH && text[0] != '\0' ? find(text) : NULL;
    return dutch != NULL ? dutch : text;
}

const char *translate_number(const char *one, const char *many, unsigned long n)
{
    const char *dutch = used == DUTCH ? find(one) : NULL;
    if (dutch == NULL)
        return n == 1 ? one : many;
    return n == 1 ? dutch : dutch + strlen(dutch) + 1;
}
