/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "memory.h"

/* Days: day 0 is `campaign.start`; week w is days 7w to 7w + 6. */
enum { MAX_DAYS = 36500, DAYS_PER_WEEK = 7, DAYS_PER_YEAR = 365 };

/* The week of a day from 0 to MAX_DAYS. Every contact asks for it: to multiply by a seventh,
 * rounded up to 18 bits so that it is right for all of these days, takes less time than to
 * divide. */
static inline int calendar_week(int day)
{
    return (int)((unsigned)day * 37450u >> 18);
}

/* "2023-11-01" as a day number (days since 1970-01-01, proleptic Gregorian); false when it is
 * no such date. */
bool calendar_parse(const char *date, long *day);

/* A closed period, both days included, as day numbers relative to the start. */
struct period {
    long from, to;
};

/* A day of every year. */
struct calendar_date {
    int month, day; /* from 1 */
};

/* Days since 1970-01-01 of a day of that year; false when the year has no such day. */
bool calendar_day(int year, struct calendar_date date, long *day);

/* "12-22"; false when no year has such a day. */
bool calendar_parse_yearly(const char *text, struct calendar_date *date);

/* The period of that `year` (into the next where `to` comes before `from`), as days since
 * 1970-01-01; empty where it is 29 February alone and the year has none. */
struct period calendar_period(struct calendar_date from, struct calendar_date to, int year);

/* The first open day at or after each day: nothing takes place in a closed period. */
struct calendar {
    int days;        /* tabulated: 0 .. days; later days are beyond the campaign anyway */
    int *first_open; /* days + 1 where no open day is left */
};

void calendar_init(struct calendar *calendar, struct arena *arena, int days,
    const struct period *closed, int n_closed);

/* The first open day at or after `day`. */
static inline int calendar_open(const struct calendar *calendar, int day)
{
    return day <= calendar->days ? calendar->first_open[day] : day;
}
