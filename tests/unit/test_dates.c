/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "dates.h"

static long day_of(const char *iso)
{
    long day = -1;
    assert_true(calendar_parse(iso, &day));
    return day;
}

static void sure_dates_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *iso;
        bool from_1904;
    } dates[] = {{"2025-03-14", "2025-03-14", false}, {"2025/3/4", "2025-03-04", false},
        {"2025-03-14 10:33", "2025-03-14", false},
        {"2025-03-14T23:59:59Z", "2025-03-14", false}, {"45730", "2025-03-14", false},
        {"45730.75", "2025-03-14", false}, {"44268", "2025-03-14", true},
        {"10000", "1927-05-18", false}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct written_date date;
        assert_true(date_scan(&date, dates[i].text, dates[i].from_1904));
        assert_true(date.sure);
        assert_int_equal(date.day, day_of(dates[i].iso));
        assert_int_equal(date_shows(&date), ORDER_UNKNOWN);
    }
}

static void what_is_no_date_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "soon", "60", "0", "2024", "2023.11", "123456",
        "2025-13-01", "2025-02-30", "31-04-2025", "14-03-25", "14-03-2025x", "1.5", "2025-03",
        "99-99-2025", "14-03/2025", "1500-01-01", "-5", "45730,5x"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct written_date date;
        if (date_scan(&date, texts[i], false))
            fail_msg("'%s' was read", texts[i]);
    }
}

static void day_and_month_show_their_order(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum date_order shows;
        const char *day_first, *month_first; /* NULL: none */
    } dates[] = {{"14-03-2025", DAY_FIRST, "2025-03-14", NULL},
        {"3/14/2025 2:15 PM", MONTH_FIRST, NULL, "2025-03-14"},
        {"3.4.2025", ORDER_UNKNOWN, "2025-04-03", "2025-03-04"},
        {"30-02-2025", ORDER_UNKNOWN, NULL, NULL}};
    for (size_t i = 0; i < 3; i++) {
        struct written_date date;
        long day;
        assert_true(date_scan(&date, dates[i].text, false));
        assert_false(date.sure);
        assert_int_equal(date_shows(&date), dates[i].shows);
        assert_int_equal(date_in_order(&date, DAY_FIRST, &day), dates[i].day_first != NULL);
        if (dates[i].day_first != NULL)
            assert_int_equal(day, day_of(dates[i].day_first));
        assert_int_equal(date_in_order(&date, MONTH_FIRST, &day), dates[i].month_first != NULL);
        if (dates[i].month_first != NULL)
            assert_int_equal(day, day_of(dates[i].month_first));
    }
}

static void days_are_written_as_they_are_read(void **state)
{
    (void)state;
    char text[16];
    for (long day = -20000; day < 60000; day += 7) {
        long back;
        date_write(text, day);
        assert_true(calendar_parse(text, &back));
        assert_int_equal(back, day);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sure_dates_are_read),
        cmocka_unit_test(what_is_no_date_is_none),
        cmocka_unit_test(day_and_month_show_their_order),
        cmocka_unit_test(days_are_written_as_they_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
