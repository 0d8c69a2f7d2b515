/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "measures.h"

#include "campaign.h"
#include "language.h"
#include "text.h"

const struct measure measures[] = {
#define QUANTITY(name)
#define QUANTITIES(name, n)
#define COUNTS_FROM(name)
#define MEASURE(name_, unit_, kind_, y_, x_, resolution_, ...)                                 \
    {.name = name_,                                                                            \
        .unit = unit_,                                                                         \
        .kind = kind_,                                                                         \
        .y = y_,                                                                               \
        .x = x_,                                                                               \
        .resolution = resolution_,                                                             \
        .meaning = __VA_ARGS__},
#include "measures_list.h"
};

const int n_measures = sizeof measures / sizeof measures[0];
_Static_assert(sizeof measures / sizeof measures[0] <= MOST_MEASURES, "");

int measure_find(const char *name)
{
    return text_find(name, NAMES(measures, n_measures));
}

int measure_of_plan(int row)
{
    for (int i = 0; i < n_measures; i++)
        if (measures[i].plan == row)
            return i;
    return -1;
}

bool measure_is_told(const struct measure *measure, const struct campaign *campaign)
{
    return measure->told == MEASURE_OF_EVERY ||
           (measure->told == MEASURE_OF_REACH ? campaign->has_reach : campaign->has_no_show);
}

bool measure_is_of_campaign(const struct measure *measure)
{
    return measure->kind == MEASURE_MEAN || measure->kind == MEASURE_EVENT;
}

bool measure_is_of_all(const struct measure *measure)
{
    return measure->kind == MEASURE_EVENT || measure->kind == MEASURE_OF_CAPACITY;
}

bool measure_is_of_partners(const struct measure *measure)
{
    return measure->kind == MEASURE_MEDIAN_CONTACTS || measure->kind == MEASURE_MEDIAN_DAYS ||
           (measure->kind == MEASURE_RATIO &&
               (measure->y == Q_HELD_BY_PARTNERS || measure->y == Q_DAYS));
}

bool measure_is_ratio(const struct measure *measure)
{
    return measure->kind == MEASURE_RATIO || measure->kind == MEASURE_SHARE ||
           measure->kind == MEASURE_VALUE || measure->kind == MEASURE_OF_CAPACITY;
}
