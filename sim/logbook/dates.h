/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"

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

/* The order that it shows: DAY_FIRST or MONTH_FIRST where the other gives no date;
 * ORDER_UNKNOWN where both do, or it is sure. */
enum date_order date_shows(const struct written_date *date);

/* The day in that order; false: there is none. */
bool date_in_order(const struct written_date *date, enum date_order order, long *day);

/* A day as 2025-03-14, in `text` of 16 bytes or more. */
void date_write(char *text, long day);
