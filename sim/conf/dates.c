/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days from 31 December 1899 with 29 February 1900, which was none, and from 1904, to 1970. */
enum { FROM_1900 = 25569, FROM_1904 = 24107, LEAST_NUMBER = 10000, MOST_NUMBER = 99999 };
enum { LEAST_YEAR = 1900, MOST_YEAR = 2200 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Up to `most` digits at *at, which moves behind them; -1: none, or more. */
static int take_number(const char **at, int most)
{
    int n = 0, value = 0;
    for (; n <= most && is_digit((*at)[0]); n++)
        value = 10 * value + *(*at)++ - '0';
    return n > 0 && n <= most ? value : -1;
}

static bool day_of(int year, int month, int day, long *result)
{
    return year >= LEAST_YEAR && year <= MOST_YEAR &&
           calendar_day(year, (struct calendar_date){month, day}, result);
}

/* What may follow a date: nothing, or a time of day. */
static bool is_time(const char *text)
{
    if (text[0] == '\0')
        return true;
    if (text[0] != ' ' && text[0] != 'T' && text[0] != ',')
        return false;
    text += 1 + strspn(text + 1, " ");
    return text[0] == '\0' ||
           (is_digit(text[0]) && text[strspn(text, "0123456789:.+-Z APMapmUTC")] == '\0');
}

/* A whole number, or one with the time of day as its fraction. */
static bool scan_number(struct written_date *date, const char *text, bool from_1904)
{
    const char *rest = text;
    int number = take_number(&rest, 5);
    if (number >= 0 && (rest[0] == '.' || rest[0] == ','))
        rest += 1 + strspn(rest + 1, "0123456789");
    if (number < 0 || rest[0] != '\0' || number > MOST_NUMBER)
        return false;
    if (number < LEAST_NUMBER)
        return false;
    date->sure = true;
    date->day = number - (from_1904 ? FROM_1904 : FROM_1900);
    return true;
}

bool date_scan(struct written_date *date, const char *text, bool from_1904)
{
    const char *at = text;
    *date = (struct written_date){0};
    int first = take_number(&at, 4);
    bool year_first = at - text == 4;
    char mark = at[0];
    if (first < 0 || mark == '\0' || strchr("-/.", mark) == NULL || at[1] == '\0')
        return scan_number(date, text, from_1904);
    at++;
    int second = take_number(&at, 2);
    if (second < 0 || at[0] != mark)
        return scan_number(date, text, from_1904);
    const char *third_at = ++at;
    int third = take_number(&at, 4);
    if (third < 0 || !is_time(at))
        return false;
    if (year_first) {
        date->sure = true;
        return at - third_at <= 2 && day_of(first, second, third, &date->day);
    }
    date->first = first;
    date->second = second;
    date->year = third;
    long day;
    return at - third_at == 4 &&
           (day_of(third, second, first, &day) || day_of(third, first, second, &day));
}

enum date_order date_shows(const struct written_date *date)
{
    long day;
    if (date->sure)
        return ORDER_UNKNOWN;
    bool day_first = day_of(date->year, date->second, date->first, &day);
    bool month_first = day_of(date->year, date->first, date->second, &day);
    return day_first && !month_first   ? DAY_FIRST
           : month_first && !day_first ? MONTH_FIRST
                                       : ORDER_UNKNOWN;
}

bool date_in_order(const struct written_date *date, enum date_order order, long *day)
{
    if (date->sure) {
        *day = date->day;
        return true;
    }
    if (order == YEAR_FIRST)
        return false;
    return order == MONTH_FIRST ? day_of(date->year, date->first, date->second, day)
                                : day_of(date->year, date->second, date->first, day);
}

/* ---- Columns ---- */

static void show(struct shown_orders *shown, int order, struct shown_order at)
{
    if (shown->at[order].path == NULL)
        shown->at[order] = at;
}

void dates_look(
    struct shown_orders *shown, const char *path, long line, const char *text, bool from_1904)
{
    struct written_date date;
    if (text[0] != '\0' && date_scan(&date, text, from_1904) && !date.sure &&
        date.first != date.second)
        show(shown, (int)date_shows(&date), (struct shown_order){path, text, line});
}

void dates_look_also(struct shown_orders *shown, const struct shown_orders *other)
{
    for (int order = 0; order < N_DATE_ORDERS; order++)
        if (other->at[order].path != NULL)
            show(shown, order, other->at[order]);
}

bool dates_decide(const struct shown_orders *shown, enum date_order *order)
{
    bool day = shown->at[DAY_FIRST].path != NULL, month = shown->at[MONTH_FIRST].path != NULL;
    *order = day ? DAY_FIRST : month ? MONTH_FIRST : ORDER_UNKNOWN;
    return !(day && month);
}

/* ---- Writing ---- */

void date_write(char *text, long day)
{
    time_t seconds = (time_t)day * (24 * 60 * 60);
    struct tm utc;
    if (gmtime_r(&seconds, &utc) == NULL || strftime(text, 16, "%Y-%m-%d", &utc) == 0)
        text[0] = '\0';
}
