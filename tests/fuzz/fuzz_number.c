/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a number, as a list of numbers and as a date: what is one thing in Dutch is no
 * other in English, and what a reading is told as reads back as itself. */
#include "amount.h"
#include "calendar.h"
#include "text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef void reader(
    struct readings *, struct arena *, const char *, enum amount_kind, enum language);

static bool same_numbers(const char *one, const char *other)
{
    for (;;) {
        char *after, *others;
        if (strtod(one, &after) != strtod(other, &others) || *after != *others)
            return false;
        if (*after == '\0')
            return true;
        one = after + 1;
        other = others + 1;
    }
}

static void check(reader *read, struct arena *arena, const char *text, enum amount_kind kind)
{
    struct readings reading[2], again;
    for (int language = ENGLISH; language <= DUTCH; language++)
        read(&reading[language], arena, text, kind, (enum language)language);
    if (reading[0].n == 1 && reading[1].n == 1 &&
        !same_numbers(reading[0].plain[0], reading[1].plain[0]))
        abort();
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < reading[i / 2].n; k++) {
            read(&again, arena, reading[i / 2].plain[k], kind, (enum language)(i % 2));
            if (again.n != 1 || !same_numbers(again.plain[0], reading[i / 2].plain[k]))
                abort();
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    const char *text = arena_text(&arena, (const char *)data, size);
    long day;
    for (int kind = AMOUNT_EURO; kind <= AMOUNT_SHARE; kind++) {
        check(amount_read, &arena, text, (enum amount_kind)kind);
        check(amount_read_list, &arena, text, (enum amount_kind)kind);
    }
    if (calendar_parse(text, &day) && strspn(text, "0123456789-") != 10)
        abort();
    arena_free(&arena);
    return 0;
}
