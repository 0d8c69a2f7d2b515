/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "options.h"

#include "language.h"
#include "text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- Numbers ---- */

/* Reads a plain decimal, as amounts are read to; where it ends, NULL if there is none. */
static const char *read_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end != text ? end : NULL;
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

/* `unit` of s, m and h; a number without one is of minutes. */
static bool take_time(double *at, const char *text, char unit)
{
    enum { MOST = 1000000 };
    if (read_number(text, at) == NULL || !(*at > 0.0 && *at <= MOST))
        return false;
    *at *= unit == 's' ? 1.0 : unit == 'h' ? 3600.0 : 60.0;
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
        if (text == NULL || *text != ';')
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

/* The place of the name of a target; -1: it is none, or was given before. */
static int target_place(const int *number, const struct option_row *option, const char *text)
{
    size_t length = strcspn(text, "=");
    int place = word_place(option, text, length);
    return text[length] == '=' && place >= 0 && number[place] == 0 ? place : -1;
}

/* ---- Any ---- */

static bool is_of_numbers(const struct option_row *option)
{
    return option->kind == KIND_WHOLE || option->kind == KIND_NUMBER ||
           option->kind == KIND_TIME || option->kind == KIND_NUMBERS ||
           option->kind == KIND_TARGET;
}

/* A value that is a number, as a plain one. */
static bool take_plain(
    void *at, const struct option_row *option, const char *text, const char *plain)
{
    size_t length = strlen(text);
    int place;
    switch (option->kind) {
    case KIND_WHOLE:
        return take_whole(at, option, plain);
    case KIND_TIME:
        return take_time(at, plain, length > 0 ? text[length - 1] : '\0');
    case KIND_NUMBERS:
        return take_numbers(at, option->above, plain);
    case KIND_TARGET:
        place = target_place(at, option, text);
        return place >= 0 && take_whole((int *)at + place, option, plain);
    default:
        return take_number(at, option, plain);
    }
}

/* What the numbers of a value can mean. */
static void read_amounts(struct readings *readings, struct arena *arena,
    const struct option_row *option, const char *text)
{
    enum language language = language_used();
    size_t length = strlen(text);
    bool unit =
        option->kind == KIND_TIME && length > 0 && strchr("smh", text[length - 1]) != NULL;
    const char *equals = option->kind == KIND_TARGET ? strchr(text, '=') : NULL;
    if (option->kind == KIND_NUMBERS)
        amount_read_list(readings, arena, text, option->amount, language);
    else if (option->kind == KIND_TIME)
        amount_read(
            readings, arena, arena_text(arena, text, length - unit), AMOUNT_HOURS, language);
    else if (option->kind == KIND_NUMBER)
        amount_read(readings, arena, text, option->amount, language);
    else
        amount_read(
            readings, arena, equals != NULL ? equals + 1 : text, AMOUNT_COUNT, language);
}

bool ends_in(const char *text, const char *const *endings)
{
    size_t length = strlen(text);
    for (; *endings != NULL; endings++)
        if (length > strlen(*endings) &&
            strcasecmp(text + length - strlen(*endings), *endings) == 0)
            return true;
    return false;
}

static bool take_other(
    struct options *options, const struct option_row *option, int *n, const char *text)
{
    void *at = (char *)options + option->at;
    switch (option->kind) {
    case KIND_FLAG:
        *(bool *)at = true;
        return true;
    case KIND_TEXT:
        *(const char **)at = text;
        return true;
    case KIND_FILE:
        *(const char **)at = text;
        return text[0] == '\0' || ends_in(text, option->word);
    case KIND_NAME:
        *(const char **)at = text;
        return option->word == NULL || ends_in(text, option->word);
    case KIND_CHOICE:
        *(int *)at = (int)option->least + word_place(option, text, strlen(text));
        return *(int *)at >= option->least;
    case KIND_WORDS:
        return take_words(at, n, option, text);
    case KIND_SETTING:
        ((const char **)at)[(*n)++] = text;
        return strchr(text, '=') != NULL;
    default:
        return false;
    }
}

static void refuse(const struct option_row *option, const char *text, struct messages *errors)
{
    const char *what = option->what != NULL ? option->what : option->argument;
    if (option->kind == KIND_WHOLE)
        messages_add(errors, _("--%s: '%s' is not a whole number of %lld to %lld"),
            option->name, text, (long long)option->least, (long long)option->most);
    else
        messages_add(errors, _("--%s: '%s' is not %s"), option->name, text, _(what));
}

static void take_amounts(struct options *options, const struct option_row *option,
    const char *text, struct messages *errors)
{
    struct arena arena = {0};
    struct readings readings;
    read_amounts(&readings, &arena, option, text);
    if (readings.n > 1)
        messages_add(errors, _("--%s: '%s' can be read as %s; write the one that is meant"),
            option->name, text, amount_told(&readings, &arena));
    else if (readings.n == 0 ||
             !take_plain((char *)options + option->at, option, text, readings.plain[0]))
        refuse(option, text, errors);
    arena_free(&arena);
}

void option_take(struct options *options, const struct option_row *option, const char *text,
    struct messages *errors)
{
    int *n = option->room > 0 ? (int *)(void *)((char *)options + option->count_at) : NULL;
    if (option->kind == KIND_NAME && (text[0] == '-' || text[0] == '\0'))
        messages_add(errors, _("--%s: the name is missing before '%s'"), option->name, text);
    else if (option->kind == KIND_SETTING && *n == option->room)
        messages_add(errors, _("--%s: at most %d are possible"), option->name, *n);
    else if (is_of_numbers(option))
        take_amounts(options, option, text, errors);
    else if (!take_other(options, option, n, text))
        refuse(option, text, errors);
}
