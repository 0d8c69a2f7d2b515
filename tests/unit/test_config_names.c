/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "config_names.h"
#include "text.h"

#include <string.h>

static struct arena arena;

static void assert_names(const char *const *paths, int n, const char *const *expected)
{
    arena = (struct arena){0};
    const char *const *names = config_names(&arena, paths, n);
    for (int i = 0; i < n; i++)
        assert_string_equal(names[i], expected[i]);
    arena_free(&arena);
}

static void a_name_is_the_file_without_folders_and_extension(void **state)
{
    (void)state;
    const char *const paths[] = {"configs/spark.cfg", "/home/me/plans/chamber.cfg", "x", "a.b"};
    const char *const names[] = {"spark", "chamber", "x", "a.b"};
    assert_names(paths, 4, names);
}

static void the_campaign_of_a_folder_is_called_as_the_folder(void **state)
{
    (void)state;
    const char *const paths[] = {"mine/campaign.cfg", "/home/me/yours/campaign.cfg",
        "campaign.cfg", "./campaign.cfg", "a/b/campaign.cfg", "b/b/campaign.cfg"};
    const char *const names[] = {"mine", "yours", "campaign.cfg", "./campaign", "a/b", "b/b"};
    assert_names(paths, 6, names);
}

static void files_of_one_name_are_told_apart_by_their_folders(void **state)
{
    (void)state;
    const char *const paths[] = {
        "a/2023/spark.cfg", "a/2024/spark.cfg", "b/2024/spark.cfg", "b/other.cfg", "spark.cfg"};
    const char *const names[] = {
        "2023/spark", "a/2024/spark", "b/2024/spark", "other", "spark.cfg"};
    assert_names(paths, 5, names);
}

static void what_folders_do_not_tell_apart_the_extension_or_a_number_does(void **state)
{
    (void)state;
    const char *const paths[] = {"s.cfg", "s", "s.cfg"};
    const char *const names[] = {"s.cfg", "s", "s.cfg (2)"};
    assert_names(paths, 3, names);
}

static void long_names_are_cut_where_they_stay_different(void **state)
{
    (void)state;
    const char *const left[] = {"campaign-of-spring-small.cfg", "campaign-of-spring-large.cfg"};
    const char *const kept_end[] = {"…of-spring-small", "…of-spring-large"};
    assert_names(left, 2, kept_end);
    const char *const right[] = {
        "small-campaign-of-spring.cfg", "large-campaign-of-spring.cfg"};
    const char *const kept_start[] = {"small-campaign-…", "large-campaign-…"};
    assert_names(right, 2, kept_start);
    const char *const both[] = {"één-campagne-van-het-voorjaar-a.cfg",
        "één-campagne-van-het-voorjaar-b.cfg", "twee-campagne-van-het-voorjaar-b.cfg"};
    const char *const kept_both[] = {
        "één-camp…rjaar-a", "één-camp…rjaar-b", "twee-cam…rjaar-b"};
    assert_names(both, 3, kept_both);
    const char *const middle[] = {
        "xxxxxxxxxxxxxxxx-1-yyyyyyyyyyyyyyyy.cfg", "xxxxxxxxxxxxxxxx-2-yyyyyyyyyyyyyyyy.cfg"};
    const char *const whole[] = {
        "xxxxxxxxxxxxxxxx-1-yyyyyyyyyyyyyyyy", "xxxxxxxxxxxxxxxx-2-yyyyyyyyyyyyyyyy"};
    assert_names(middle, 2, whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_the_file_without_folders_and_extension),
        cmocka_unit_test(the_campaign_of_a_folder_is_called_as_the_folder),
        cmocka_unit_test(files_of_one_name_are_told_apart_by_their_folders),
        cmocka_unit_test(what_folders_do_not_tell_apart_the_extension_or_a_number_does),
        cmocka_unit_test(long_names_are_cut_where_they_stay_different),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
