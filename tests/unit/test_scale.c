/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "scale.h"

static void steps_are_round(void **state)
{
    (void)state;
    static const double from[] = {1.0, 1.1, 2.0, 2.1, 5.1, 0.03, 4321.0},
                        to[] = {1.0, 2.0, 2.0, 5.0, 10.0, 0.05, 5000.0},
                        quarters[] = {1.0, 2.0, 2.0, 2.5, 10.0, 0.05, 5000.0};
    for (int i = 0; i < 7; i++) {
        assert_close(scale_step(from[i], false), to[i], 1e-12, 0.0);
        assert_close(scale_step(from[i], true), quarters[i], 1e-12, 0.0);
    }
}

static void assert_scale(struct scale scale, double start, double end, double step)
{
    assert_close(scale.start, start, 1e-12, 0.0);
    assert_close(scale.end, end, 1e-12, 0.0);
    assert_close(scale.step, step, 1e-12, 0.0);
}

static void axes_hold_what_they_are_for(void **state)
{
    (void)state;
    assert_scale(scale_from_zero(0.23, 5, 0.01), 0.0, 0.25, 0.05);
    assert_scale(scale_from_zero(2.0, 5, 1.0), 0.0, 2.0, 1.0);
    assert_scale(scale_from_zero(1e9, 6, 1.0), 0.0, 1e9, 2e8);
    assert_scale(scale_from_zero((double)NAN, 5, 1.0), 0.0, 1.0, 1.0);
    assert_scale(scale_from_zero(-3.0, 5, 2.0), 0.0, 2.0, 2.0);
    assert_scale(scale_span(-3.0, 11.0, 5, 1.0), -5.0, 15.0, 5.0);
    assert_scale(scale_span(4.0, 11.0, 6, 1.0), 0.0, 12.0, 2.0);
    assert_scale(scale_span(0.0, 0.0, 6, 0.5), -0.5, 0.5, 0.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_are_round),
        cmocka_unit_test(axes_hold_what_they_are_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
