/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "calendar.h"

static long day_of(const char *date)
{
    long day = 0;
    assert_true(calendar_parse(date, &day));
    return day;
}

static void dates_are_written_in_one_way(void **state)
{
    (void)state;
    static const char *const wrong[] = {"2024-1-05", "2024- 1- 5", "+024-01-05", "-024-01-05",
        "2024-01-05 ", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024/01/05",
        "24-01-05", "", "2024", "2024-01", "2024-01-", "01-05"};
    long day = 7;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(calendar_parse(wrong[i], &day));
    assert_int_equal(day, 7);
    assert_int_equal(day_of("1970-01-01"), 0);
    assert_int_equal(day_of("2024-03-01"), 19783);
    assert_int_equal(day_of("2024-03-01") - day_of("2024-02-28"), 2);
}

static void days_of_every_year_have_no_year(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "12-32", "00-01", "13-01", "1-01", "12-1", "2024-12-22", "12-22 ", "", "12", "02-30"};
    struct calendar_date date;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_false(calendar_parse_yearly(wrong[i], &date));
    assert_true(calendar_parse_yearly("02-29", &date));
    assert_true(calendar_parse_yearly("12-22", &date));
    assert_int_equal(date.month, 12);
    assert_int_equal(date.day, 22);
}

static void assert_period(
    const char *from, const char *to, int year, const char *first, const char *last)
{
    struct calendar_date start, end;
    assert_true(calendar_parse_yearly(from, &start));
    assert_true(calendar_parse_yearly(to, &end));
    struct period period = calendar_period(start, end, year);
    assert_int_equal(period.from, day_of(first));
    assert_int_equal(period.to, day_of(last));
}

static void periods_of_every_year_may_last_into_the_next(void **state)
{
    (void)state;
    assert_period("07-29", "08-16", 2024, "2024-07-29", "2024-08-16");
    assert_period("12-22", "01-07", 2024, "2024-12-22", "2025-01-07");
    assert_period("05-05", "05-05", 2024, "2024-05-05", "2024-05-05");
    assert_period("05-06", "05-05", 2024, "2024-05-06", "2025-05-05");
    assert_period("02-20", "02-29", 2023, "2023-02-20", "2023-02-28");
    assert_period("02-29", "03-03", 2023, "2023-03-01", "2023-03-03");
    struct calendar_date leap = {2, 29};
    struct period none = calendar_period(leap, leap, 2023);
    assert_true(none.to < none.from);
}

static void closed_days_give_way_to_the_first_open_one(void **state)
{
    (void)state;
    const struct period closed[] = {{-5, 1}, {4, 6}, {6, 7}, {9, 40}, {3, 2}};
    static const int open[] = {2, 2, 2, 3, 8, 8, 8, 8, 8, 11, 11};
    struct arena arena = {0};
    struct calendar calendar;
    calendar_init(&calendar, &arena, 10, closed, 5);
    for (int day = 0; day <= 10; day++)
        assert_int_equal(calendar_open(&calendar, day), open[day]);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_written_in_one_way),
        cmocka_unit_test(days_of_every_year_have_no_year),
        cmocka_unit_test(periods_of_every_year_may_last_into_the_next),
        cmocka_unit_test(closed_days_give_way_to_the_first_open_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
