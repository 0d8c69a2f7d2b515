/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "commands.h"
#include "planner.h"

static void goals_are_targets_and_a_cost(void **state)
{
    (void)state;
    struct options options = {.n_targets = 2,
        .target = {{TARGET_PAYING, 2}, {TARGET_IN_VIEW, 10}},
        .probability = 0.8,
        .cost_per_partner = 3000.0};
    struct plan_goal goals[PLAN_MOST_GOALS];
    struct targets targets = {0};
    assert_int_equal(plan_goals(&options, goals, &targets), 3);
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
    plan_goals(&options, goals, &targets);
    assert_close(goals[1].wanted, 0.9, 0.0, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_are_targets_and_a_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
