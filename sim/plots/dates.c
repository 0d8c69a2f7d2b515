/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include "language.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

/* From 1 January of the year 0; a mean month. */
#define DAYS_BEFORE_1970 719528.0
#define DAYS_A_MONTH 30.436875

static const char *month_name(int month)
{
    const char *const names[12] = {_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
        _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")};
    return names[month];
}

/* The first of a month, counted from January of the year 0. */
static long month_start(int month)
{
    char date[32];
    long day = 0;
    snprintf(date, sizeof date, "%04d-%02d-01", month / 12, month % 12 + 1);
    return calendar_parse(date, &day) ? day : LONG_MAX;
}

/* The month in which a day falls. */
static int month_of(long day)
{
    int month = (int)floor(((double)day + DAYS_BEFORE_1970) / DAYS_A_MONTH) - 1;
    while (month_start(month + 1) <= day)
        month++;
    return month;
}

/* The first of every so many months, or every so many days. */
void page_dates(struct page *page, long start, double days)
{
    const int every_month[] = {1, 2, 3, 6, 12, 24, 60, 120, 240}, every_day[] = {1, 2, 7, 14};
    double at[MOST_TICKS];
    const char *label[MOST_TICKS];
    int n = 0, step = 0;
    bool by_day = days <= 62.0;
    while (by_day && step < 3 && days / every_day[step] > 6.0)
        step++;
    while (!by_day && step < 8 && days / DAYS_A_MONTH / every_month[step] > 7.0)
        step++;
    for (long day = start; day <= start + (long)days && n < MOST_TICKS; day++) {
        int month = month_of(day), of_month = (int)(day - month_start(month)) + 1;
        if (by_day ? (day - start) % every_day[step] != 0
                   : of_month != 1 || month % every_month[step] != 0)
            continue;
        struct text words = {0};
        text_printf(&words, "%d %s %d", of_month, month_name(month % 12), month / 12);
        at[n] = (double)(day - start);
        label[n++] = arena_copy(&page->arena, text_string(&words));
        text_free(&words);
    }
    page_value(page, "x_end", days);
    page_ticks(page, "x", at, label, n);
}
