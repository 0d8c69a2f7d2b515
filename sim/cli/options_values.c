/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "language.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- Numbers ---- */

/* Reads a decimal number; where it ends, NULL if there is none. strtod() alone also takes
 * blanks, hexadecimal numbers, infinity and NaN. */
static const char *read_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end != text && end <= text + strspn(text, "0123456789.eE+-") ? end : NULL;
}

static bool take_whole(void *at, const struct option_row *option, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    errno = 0;
    long long number = strtoll(text, NULL, 10);
    if (digits == 0 || text[digits] != '\0' || errno != 0 || number < option->least ||
        number > option->most)
        return false;
    if (option->size == sizeof(int))
        *(int *)at = (int)number;
    else
        *(uint64_t *)at = (uint64_t)number;
    return true;
}

static bool take_number(double *at, const struct option_row *option, const char *text)
{
    double number;
    const char *end = read_number(text, &number);
    if (end == NULL || *end != '\0' || !(number > option->above && number < option->below))
        return false;
    *at = number;
    return true;
}

/* A number without a unit is of minutes. */
static bool take_time(double *at, const char *text)
{
    static const char units[] = "smh";
    static const double seconds[] = {1.0, 60.0, 3600.0};
    enum { MOST = 1000000 };
    const char *end = read_number(text, at);
    const char *unit = end == NULL ? NULL : *end != '\0' ? strchr(units, *end) : &units[1];
    if (unit == NULL || (*end != '\0' && end[1] != '\0') || !(*at > 0.0 && *at <= MOST))
        return false;
    *at *= seconds[unit - units];
    return true;
}

/* ---- Lists of numbers ---- */

/* Reads a number of a list, 0 or more. */
static const char *read_amount(const char *text, double *number)
{
    const char *end = read_number(text, number);
    return *number >= 0.0 && *number <= RECEPT_MOST_EURO ? end : NULL;
}

/* Reads the rest of FROM:TO:STEP with a STEP above 0, which takes in TO where the steps reach
 * it; `text` starts at the first colon. */
static const char *read_range(const char *text, double from, struct number_list *list)
{
    double part[2];
    for (int i = 0; i < 2; i++) {
        text = *text == ':' ? read_amount(text + 1, &part[i]) : NULL;
        if (text == NULL)
            return NULL;
    }
    double steps = floor((part[0] - from) / part[1] + 1e-9);
    if (!(steps >= 0.0 && steps < RECEPT_MOST_NUMBERS - list->n))
        return NULL;
    for (int i = 0; i <= (int)steps; i++)
        list->number[list->n++] = from + i * part[1];
    return text;
}

static bool read_list(const char *text, struct number_list *list)
{
    for (list->n = 0; list->n < RECEPT_MOST_NUMBERS; text++) {
        double number;
        text = read_amount(text, &number);
        if (text != NULL && *text == ':')
            text = read_range(text, number, list);
        else if (text != NULL)
            list->number[list->n++] = number;
        if (text == NULL || *text != ',')
            return text != NULL && *text == '\0';
    }
    return false;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool take_numbers(struct number_list *list, double above, const char *text)
{
    bool right = read_list(text, list);
    int n = list->n;
    list->n = 0;
    if (!right)
        return false;
    qsort(list->number, (size_t)n, sizeof list->number[0], by_size);
    for (int i = 0; i < n; i++)
        if (list->n == 0 || list->number[i] > list->number[list->n - 1])
            list->number[list->n++] = list->number[i];
    return list->number[0] > above;
}

/* ---- Words ---- */

/* The place of the `length` characters at `text` among an option's words; -1: it is none. */
static int word_place(const struct option_row *option, const char *text, size_t length)
{
    for (int i = 0; option->word[i] != NULL; i++)
        if (strlen(option->word[i]) == length && strncmp(option->word[i], text, length) == 0)
            return i;
    return -1;
}

static bool take_words(
    const char **list, int *n, const struct option_row *option, const char *text)
{
    for (*n = 0; *n < option->room; text++) {
        size_t length = strcspn(text, ",");
        int place = word_place(option, text, length);
        if (place < 0)
            return false;
        list[(*n)++] = option->word[place];
        text += length;
        if (*text == '\0')
            return true;
    }
    return false;
}

/* Each name only once. */
static bool take_target(int *number, const struct option_row *option, const char *text)
{
    size_t length = strcspn(text, "=");
    int place = word_place(option, text, length);
    return place >= 0 && number[place] == 0 && text[length] != '\0' &&
           take_whole(&number[place], option, text + length + 1);
}

/* ---- Any ---- */

static bool take(
    struct options *options, const struct option_row *option, int *n, const char *text)
{
    void *at = (char *)options + option->at;
    switch (option->kind) {
    case KIND_FLAG:
        *(bool *)at = true;
        return true;
    case KIND_TEXT:
    case KIND_NAME:
        *(const char **)at = text;
        return true;
    case KIND_WHOLE:
        return take_whole(at, option, text);
    case KIND_NUMBER:
        return take_number(at, option, text);
    case KIND_TIME:
        return take_time(at, text);
    case KIND_CHOICE:
        *(int *)at = (int)option->least + word_place(option, text, strlen(text));
        return *(int *)at >= option->least;
    case KIND_WORDS:
        return take_words(at, n, option, text);
    case KIND_SETTING:
        ((const char **)at)[(*n)++] = text;
        return strchr(text, '=') != NULL;
    case KIND_NUMBERS:
        return take_numbers(at, option->above, text);
    case KIND_TARGET:
        return take_target(at, option, text);
    }
    return false;
}

void option_take(struct options *options, const struct option_row *option, const char *text,
    struct messages *errors)
{
    int *n = option->room > 0 ? (int *)(void *)((char *)options + option->count_at) : NULL;
    const char *what = option->what != NULL ? option->what : option->argument;
    if (option->kind == KIND_NAME && (text[0] == '-' || text[0] == '\0'))
        messages_add(errors, _("--%s: the name is missing before '%s'"), option->name, text);
    else if (option->kind == KIND_SETTING && *n == option->room)
        messages_add(errors, _("--%s: at most %d are possible"), option->name, *n);
    else if (take(options, option, n, text))
        return;
    else if (option->kind == KIND_WHOLE)
        messages_add(errors, _("--%s: '%s' is not a whole number of %lld to %lld"),
            option->name, text, (long long)option->least, (long long)option->most);
    else
        messages_add(errors, _("--%s: '%s' is not %s"), option->name, text, _(what));
}
