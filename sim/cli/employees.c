/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "employees.h"

#include "language.h"
#include "text.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Words and signs, each as one that is left to read, or nothing. */
static const struct {
    const char *from, *to;
} plain[] = {{"\u2013", "-"}, {"\u2014", "-"}, {"\u2264", "<="}, {"\u2265", ">="}, {"ca.", ""},
    {"circa", ""}, {"ongeveer", ""}, {"about", ""}, {"medewerkers", ""}, {"werknemers", ""},
    {"personen", ""}, {"employees", ""}, {"people", ""}, {"fte", ""}, {"~", ""}, {" ", ""},
    {"\u00a0", ""}};

static char *plain_words(const char *words, struct arena *arena)
{
    struct text text = {0};
    text_add_string(&text, arena_folded(arena, words));
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        struct text next = {0};
        const char *at = text_string(&text), *found;
        for (; (found = strstr(at, plain[i].from)) != NULL;
             at = found + strlen(plain[i].from)) {
            text_add(&next, at, (size_t)(found - at));
            text_add_string(&next, plain[i].to);
        }
        text_add_string(&next, at);
        text_free(&text);
        text = next;
    }
    return text_keep(&text, arena);
}

static bool says_nothing(const char *words, struct arena *arena)
{
    static const char *const unknown[] = {
        "", "unknown", "onbekend", "nvt", "na", "none", "geen"};
    return text_find(arena_letters(arena, words),
               NAMES(unknown, sizeof unknown / sizeof unknown[0])) >= 0;
}

/* A whole number; NAN: it is none, or one of several. */
static double number_of(const char *word, struct arena *arena, struct readings *several)
{
    struct readings readings = {0};
    if (!isdigit((unsigned char)word[0]))
        return NAN;
    amount_read(&readings, arena, word, AMOUNT_COUNT, language_used());
    if (readings.n > 1)
        *several = readings;
    return readings.n == 1 ? strtod(readings.plain[0], NULL) : NAN;
}

struct employees employees_read(const char *words, struct arena *arena)
{
    struct employees e = {.low = NAN, .high = NAN};
    if (says_nothing(words, arena))
        return e;
    e.known = true;
    char *word = plain_words(words, arena), *dash = strchr(word, '-');
    size_t sign = strspn(word, "<>="), length = strlen(word);
    bool or_more = length > 0 && word[length - 1] == '+';
    if (or_more)
        word[length - 1] = '\0';
    if (dash != NULL && dash != word)
        *dash = '\0';
    double first = number_of(word + sign, arena, &e.readings);
    if (sign > 0) {
        bool itself = word[sign - 1] == '=';
        e.low = word[0] == '>' ? first + !itself : 0.0 * first;
        e.high = word[0] == '>' ? first * INFINITY : first - !itself;
    } else {
        e.low = first;
        e.high = dash != NULL && dash != word ? number_of(dash + 1, arena, &e.readings) : first;
        if (or_more)
            e.high = e.high * INFINITY;
    }
    return e;
}
