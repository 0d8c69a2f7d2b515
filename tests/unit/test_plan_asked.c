/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"
#include "plan_asked.h"

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

static void steps_are_round(void **state)
{
    (void)state;
    static const double from[] = {1.0, 1.1, 2.0, 2.1, 5.1, 0.03, 4321.0},
                        to[] = {1.0, 2.0, 2.0, 5.0, 10.0, 0.05, 5000.0};
    for (int i = 0; i < 7; i++)
        assert_close(plan_round_step(from[i]), to[i], 1e-12, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_are_targets_and_a_cost),
        cmocka_unit_test(steps_are_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
