/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "plan_asked.h"

#include <string.h>

static struct arena arena;
static struct messages errors;

static int start(void **state)
{
    (void)state;
    arena_init(&arena);
    messages_init(&errors);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    messages_free(&errors);
    return 0;
}

static void check_numbers(const char *text, int n, const double *expected)
{
    double *numbers;
    int count = -1;
    assert_int_equal(
        plan_numbers(text, "budget", true, &arena, &numbers, &count, &errors), STATUS_OK);
    assert_int_equal(count, n);
    for (int i = 0; i < n; i++)
        assert_close(numbers[i], expected[i], 1e-12, 0.0);
}

static void lists_are_sorted_and_each_number_comes_once(void **state)
{
    (void)state;
    check_numbers("8", 1, (double[]){8.0});
    check_numbers("0,0:10:5", 3, (double[]){0.0, 5.0, 10.0});
    check_numbers("12,4.5,8,4.5", 3, (double[]){4.5, 8.0, 12.0});
    check_numbers("1e4,2e4", 2, (double[]){10000.0, 20000.0});
}

static void a_range_takes_in_its_end_where_steps_reach_it(void **state)
{
    (void)state;
    check_numbers("10:30:10", 3, (double[]){10.0, 20.0, 30.0});
    check_numbers("10:39:10", 3, (double[]){10.0, 20.0, 30.0});
    check_numbers("0.1:0.3:0.1", 3, (double[]){0.1, 0.2, 0.3});
    check_numbers("5:5:1", 1, (double[]){5.0});
    check_numbers("1000,5000:20000:5000", 5, (double[]){1000, 5000, 10000, 15000, 20000});
    check_numbers("1:3:1,10:30:10,2,7", 7, (double[]){1, 2, 3, 7, 10, 20, 30});
}

static void what_is_no_list_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "x", "1,", ",1", "1,,2", "0", "-5", "1,2x", "nan",
        "inf", "1:2", "1:2:0", "3:2:1", "1:2:-1", "1:2:1:4", "1:1000:1", "1:2:", "1;2",
        "1:2:1,", "1:2,3", "1,2:3", "1:150:1,1:150:1", ":2:1"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        double *numbers;
        int n;
        assert_int_equal(plan_numbers(wrong[i], "hours", false, &arena, &numbers, &n, &errors),
            STATUS_USAGE);
        assert_int_equal(errors.count, i + 1);
        assert_non_null(strstr(errors.lines[i], "--hours"));
    }
}

static void a_list_has_an_end(void **state)
{
    (void)state;
    char text[2 * 201];
    for (int i = 0; i < 2 * 201; i++)
        text[i] = i % 2 == 0 ? '7' : ',';
    text[2 * 201 - 1] = '\0';
    double *numbers;
    int n;
    assert_int_equal(
        plan_numbers(text, "hours", false, &arena, &numbers, &n, &errors), STATUS_USAGE);
    text[2 * 200 - 1] = '\0';
    assert_int_equal(
        plan_numbers(text, "hours", false, &arena, &numbers, &n, &errors), STATUS_OK);
    assert_int_equal(n, 1);
}

static void goals_are_targets_and_a_cost(void **state)
{
    (void)state;
    struct options options = {.n_targets = 2,
        .target = {"paying=2", "in_view=10"},
        .probability = 0.8,
        .cost_per_partner = 3000.0};
    struct plan_goal goals[PLAN_MOST_GOALS];
    struct targets targets = {0};
    int n;
    assert_int_equal(plan_goals(&options, goals, &n, &targets, &errors), STATUS_OK);
    assert_int_equal(n, 3);
    assert_string_equal(goals[0].measure, "p_paying");
    assert_int_equal(goals[0].number, 2);
    assert_close(goals[0].wanted, 0.8, 0.0, 0.0);
    assert_string_equal(goals[2].measure, "cost_per_partner");
    assert_int_equal(goals[2].number, 0);
    assert_close(goals[2].wanted, 3000.0, 0.0, 0.0);
    assert_int_equal(targets.paying, 2);
    assert_int_equal(targets.in_view, 10);
    assert_int_equal(targets.active, 0);
    options.probability = 0.0;
    assert_int_equal(plan_goals(&options, goals, &n, &targets, &errors), STATUS_OK);
    assert_close(goals[1].wanted, 0.9, 0.0, 0.0);
}

static void wrong_targets_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {"paying", "paying=", "paying=0", "paying=-1",
        "paying=2.5", "paying=2x", "paid=2", "=2", "", "paying=99999999999"};
    struct plan_goal goals[PLAN_MOST_GOALS];
    struct targets targets = {0};
    int n;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct options options = {.n_targets = 1, .target = {wrong[i]}};
        assert_int_equal(plan_goals(&options, goals, &n, &targets, &errors), STATUS_USAGE);
    }
    struct options twice = {.n_targets = 2, .target = {"paying=2", "paying=3"}};
    assert_int_equal(plan_goals(&twice, goals, &n, &targets, &errors), STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            lists_are_sorted_and_each_number_comes_once, start, end),
        cmocka_unit_test_setup_teardown(
            a_range_takes_in_its_end_where_steps_reach_it, start, end),
        cmocka_unit_test_setup_teardown(what_is_no_list_is_refused, start, end),
        cmocka_unit_test_setup_teardown(a_list_has_an_end, start, end),
        cmocka_unit_test_setup_teardown(goals_are_targets_and_a_cost, start, end),
        cmocka_unit_test_setup_teardown(wrong_targets_are_refused, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
