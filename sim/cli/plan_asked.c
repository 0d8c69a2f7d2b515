/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_asked.h"

#include "language.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NUMBERS = 200 };
#define MOST_AMOUNT 1e12
#define DEFAULT_PROBABILITY 0.9

/* ---- Numbers ---- */

/* A number of 0 or more; where it ends, NULL if it is none. */
static const char *take_number(const char *text, double *number)
{
    char *end;
    *number = strtod(text, &end);
    return end != text && *number >= 0.0 && *number <= MOST_AMOUNT ? end : NULL;
}

/* FROM:TO:STEP with a STEP above 0, of which FROM was read and `text` starts at the colon. */
static const char *take_range(const char *text, double from, double *numbers, int *n)
{
    double part[2];
    for (int i = 0; i < 2; i++) {
        text = *text == ':' ? take_number(text + 1, &part[i]) : NULL;
        if (text == NULL)
            return NULL;
    }
    double steps = floor((part[0] - from) / part[1] + 1e-9);
    if (!(steps >= 0.0 && steps < MOST_NUMBERS - *n))
        return NULL;
    for (int i = 0; i <= (int)steps; i++)
        numbers[(*n)++] = from + i * part[1];
    return text;
}

/* Numbers and ranges, with commas between. */
static bool take_list(const char *text, double *numbers, int *n)
{
    for (; *n < MOST_NUMBERS; text++) {
        double number;
        text = take_number(text, &number);
        if (text != NULL && *text == ':')
            text = take_range(text, number, numbers, n);
        else if (text != NULL)
            numbers[(*n)++] = number;
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

enum status plan_numbers(const char *text, const char *name, bool none, struct arena *arena,
    double **numbers, int *n, struct messages *errors)
{
    double *all = arena_new(arena, MOST_NUMBERS, sizeof *all);
    int count = 0;
    bool read = take_list(text, all, &count);
    qsort(all, (size_t)count, sizeof *all, by_size);
    if (!read || (!none && all[0] == 0.0)) {
        messages_add(errors,
            none ? _("--%s: '%s' is not a list as 5,10 or 5,10:30:5 (FROM:TO:STEP) of at most "
                     "%d numbers of 0 or more")
                 : _("--%s: '%s' is not a list as 5,10 or 5,10:30:5 (FROM:TO:STEP) of at most "
                     "%d numbers above 0"),
            name, text, MOST_NUMBERS);
        return STATUS_USAGE;
    }
    *n = 0;
    for (int i = 0; i < count; i++)
        if (*n == 0 || all[i] > all[*n - 1])
            all[(*n)++] = all[i];
    *numbers = all;
    return STATUS_OK;
}

/* ---- Goals ---- */

static const struct named_target {
    const char *name, *measure;
    size_t at;
} named_targets[] = {
    {"in_view", "p_in_view", offsetof(struct targets, in_view)},
    {"active", "p_active", offsetof(struct targets, active)},
    {"paying", "p_paying", offsetof(struct targets, paying)},
};
enum { NAMED_TARGETS = sizeof named_targets / sizeof named_targets[0] };

static const struct named_target *find_target(const char *text, size_t length)
{
    for (int i = 0; i < NAMED_TARGETS; i++)
        if (strlen(named_targets[i].name) == length &&
            strncmp(named_targets[i].name, text, length) == 0)
            return &named_targets[i];
    return NULL;
}

static bool take_target(
    const char *text, double probability, struct plan_goal *goal, struct targets *targets)
{
    enum { MOST_TARGET = 1000000 };
    size_t length = strcspn(text, "=");
    const struct named_target *target = find_target(text, length);
    if (target == NULL || text[length] == '\0')
        return false;
    char *end;
    const char *digits = text + length + 1;
    long number = strtol(digits, &end, 10);
    if (end == digits || *end != '\0' || number < 1 || number > MOST_TARGET)
        return false;
    *goal = (struct plan_goal){target->measure, (int)number, probability};
    *(int *)(void *)((char *)targets + target->at) = (int)number;
    return true;
}

enum status plan_goals(const struct options *options, struct plan_goal *goals, int *n,
    struct targets *targets, struct messages *errors)
{
    double probability =
        options->probability > 0.0 ? options->probability : DEFAULT_PROBABILITY;
    *n = 0;
    for (int i = 0; i < options->n_targets; i++) {
        const char *text = options->target[i];
        if (!take_target(text, probability, &goals[*n], targets)) {
            messages_add(errors,
                _("--target: '%s' is not in_view=N, active=N or paying=N with a whole number "
                  "of 1 or more"),
                text);
            return STATUS_USAGE;
        }
        for (int j = 0; j < *n; j++)
            if (strcmp(goals[j].measure, goals[*n].measure) == 0) {
                messages_add(errors, _("--target: '%s' is the second of its kind"), text);
                return STATUS_USAGE;
            }
        ++*n;
    }
    if (options->cost_per_partner > 0.0)
        goals[(*n)++] = (struct plan_goal){"cost_per_partner", 0, options->cost_per_partner};
    return STATUS_OK;
}
