/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calendar.h"

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

static bool is_leap(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool calendar_day(int year, struct calendar_date date, long *day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365};
    if (date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    bool leap_day = is_leap(year) && date.month == 2;
    if (date.day > before[date.month] - before[date.month - 1] + leap_day)
        return false;
    /* Up to the year before; 400 years are as many days whichever they are. */
    long years = year + 399L, days = years * 365 + years / 4 - years / 100 + years / 400;
    const long at_1970 = 2369L * 365 + 2369 / 4 - 2369 / 100 + 2369 / 400;
    *day = days - at_1970 + before[date.month - 1] + date.day - 1 +
           (is_leap(year) && date.month > 2);
    return true;
}

bool calendar_parse(const char *date, long *day)
{
    int year;
    struct calendar_date in_year;
    if (!read_digits(date, 4, &year) || date[4] != '-')
        return false;
    long any;
    return calendar_parse_yearly(date + 5, &in_year) && calendar_day(year, in_year, &any) &&
           (*day = any, true);
}

bool calendar_parse_yearly(const char *text, struct calendar_date *date)
{
    enum { LEAP_YEAR = 2024 };
    long any;
    return read_digits(text, 2, &date->month) && text[2] == '-' &&
           read_digits(text + 3, 2, &date->day) && text[5] == '\0' &&
           calendar_day(LEAP_YEAR, *date, &any);
}

struct period calendar_period(struct calendar_date from, struct calendar_date to, int year)
{
    struct period period;
    bool into_next = to.month < from.month || (to.month == from.month && to.day < from.day);
    /* Of 29 February, where there is none, the days beside it. */
    if (!calendar_day(year, from, &period.from))
        calendar_day(year, (struct calendar_date){3, 1}, &period.from);
    if (!calendar_day(year + into_next, to, &period.to))
        calendar_day(year + into_next, (struct calendar_date){2, 28}, &period.to);
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
