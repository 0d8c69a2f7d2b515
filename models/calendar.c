/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar.h"

#include <time.h>

/* The number in `n` digits. */
static bool read_digits(const char *text, int n, int *number)
{
    *number = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = 10 * *number + text[i] - '0';
    }
    return true;
}

/* Days since 1970-01-01 of a date that there is. */
static bool day_number(int year, struct calendar_date date, long *day)
{
    struct tm wanted = {
        .tm_year = year - 1900, .tm_mon = date.month - 1, .tm_mday = date.day, .tm_hour = 12};
    struct tm found = wanted;
    time_t seconds = timegm(&found);
    if (found.tm_mon != wanted.tm_mon || found.tm_mday != wanted.tm_mday)
        return false;
    *day = (long)(seconds - 12 * 3600) / 86400;
    return true;
}

bool calendar_parse(const char *date, long *day)
{
    int year;
    struct calendar_date in_year;
    if (!read_digits(date, 4, &year) || date[4] != '-')
        return false;
    long any;
    return calendar_parse_yearly(date + 5, &in_year) && day_number(year, in_year, &any) &&
           (*day = any, true);
}

bool calendar_parse_yearly(const char *text, struct calendar_date *date)
{
    enum { LEAP_YEAR = 2024 };
    long any;
    return read_digits(text, 2, &date->month) && text[2] == '-' &&
           read_digits(text + 3, 2, &date->day) && text[5] == '\0' &&
           day_number(LEAP_YEAR, *date, &any);
}

struct period calendar_period(struct calendar_date from, struct calendar_date to, int year)
{
    struct period period;
    bool into_next = to.month < from.month || (to.month == from.month && to.day < from.day);
    /* Of 29 February, where there is none, the days beside it. */
    if (!day_number(year, from, &period.from))
        day_number(year, (struct calendar_date){3, 1}, &period.from);
    if (!day_number(year + into_next, to, &period.to))
        day_number(year + into_next, (struct calendar_date){2, 28}, &period.to);
    return period;
}

void calendar_init(struct calendar *calendar, struct arena *arena, int days,
    const struct period *closed, int n_closed)
{
    enum { CLOSED = -1 };
    int *first_open = arena_new(arena, (size_t)days + 1, sizeof(int));
    for (int i = 0; i < n_closed; i++)
        for (long day = closed[i].from > 0 ? closed[i].from : 0;
             day <= closed[i].to && day <= days; day++)
            first_open[day] = CLOSED;
    int open = days + 1;
    for (int day = days; day >= 0; day--) {
        open = first_open[day] == CLOSED ? open : day;
        first_open[day] = open;
    }
    *calendar = (struct calendar){days, first_open};
}
