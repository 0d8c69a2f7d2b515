/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "calendar.h"

/* Dates as people and programs write them: 2025-03-14, 14-03-2025, 3/14/2025, with a time of
 * day behind or not, and days as spreadsheets count them. */

/* Both are days since 1970-01-01 where that is sure. */
struct written_date {
    bool sure;
    long day;
    int first, second, year; /* else: day and month in the one order or the other */
};

/* False: it is no date. Numbers of five digits are days as spreadsheets count them, from 1900
 * on, or `from_1904`; others may be years. */
bool date_scan(struct written_date *date, const char *text, bool from_1904);

/* Day, month and year in a date. */
enum date_order { ORDER_UNKNOWN, YEAR_FIRST, DAY_FIRST, MONTH_FIRST, N_DATE_ORDERS };

/* The order that it shows: DAY_FIRST or MONTH_FIRST where the other gives no date;
 * ORDER_UNKNOWN where both do, or it is sure. */
enum date_order date_shows(const struct written_date *date);

/* The day in that order; false: there is none. With YEAR_FIRST only what is sure is a date. */
bool date_in_order(const struct written_date *date, enum date_order order, long *day);

/* Where a column shows each order, and under ORDER_UNKNOWN where it shows none though that
 * matters. {0}: nothing was looked at. */
struct shown_orders {
    struct shown_order {
        const char *path, *text; /* NULL: none */
        long line;
    } at[N_DATE_ORDERS];
};

/* Looks at one more date of it, which stands on that line. */
void dates_look(
    struct shown_orders *shown, const char *path, long line, const char *text, bool from_1904);

/* Adds what another column shows. */
void dates_look_also(struct shown_orders *shown, const struct shown_orders *other);

/* The order that they show, or ORDER_UNKNOWN where none does or all dates are sure. False: they
 * show two. */
bool dates_decide(const struct shown_orders *shown, enum date_order *order);

/* A day as 2025-03-14, in `text` of 16 bytes or more. */
void date_write(char *text, long day);
