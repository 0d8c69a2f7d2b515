/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar.h"

#include <stdio.h>
#include <time.h>

bool calendar_parse(const char *date, long *day)
{
    int year, month, day_of_month, end = 0;
    if (sscanf(date, "%4d-%2d-%2d%n", &year, &month, &day_of_month, &end) != 3 || end != 10 ||
        date[end] != '\0')
        return false;
    struct tm wanted = {
        .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day_of_month, .tm_hour = 12};
    struct tm found = wanted;
    time_t seconds = timegm(&found);
    if (found.tm_mon != wanted.tm_mon || found.tm_mday != wanted.tm_mday)
        return false;
    *day = (long)(seconds - 12 * 3600) / 86400;
    return true;
}

static bool is_closed(int day, const struct period *closed, int n_closed)
{
    for (int i = 0; i < n_closed; i++)
        if (day >= closed[i].from && day <= closed[i].to)
            return true;
    return false;
}

void calendar_init(struct calendar *calendar, struct arena *arena, int days,
    const struct period *closed, int n_closed)
{
    calendar->days = days;
    calendar->first_open = arena_new(arena, (size_t)days + 1, sizeof(int));
    int open = days + 1;
    for (int day = days; day >= 0; day--) {
        open = is_closed(day, closed, n_closed) ? open : day;
        calendar->first_open[day] = open;
    }
}
