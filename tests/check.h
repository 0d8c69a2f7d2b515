/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fails unless |a - b| <= abs + rel * |b|; a NAN never is close. */
#define assert_close(a, b, rel, abs)                                                           \
    do {                                                                                       \
        double close_a = (a), close_b = (b);                                                   \
        if (!(fabs(close_a - close_b) <= (abs) + (rel)*fabs(close_b))) {                       \
            print_error("%s = %.12g, expected %s = %.12g\n", #a, close_a, #b, close_b);        \
            fail();                                                                            \
        }                                                                                      \
    } while (0)

#define assert_nan(a) assert_true(isnan(a))

/* A test that takes long, as it repeats an experiment hundreds of times. It is a test of its
 * own to ctest (tests/CMakeLists.txt): RECEPT_TESTS=slow runs these alone, RECEPT_TESTS=quick
 * the others. */
#define SLOW "slow: "
#define slow_test(f)                                                                           \
    {                                                                                          \
        SLOW #f, f, NULL, NULL, NULL                                                           \
    }

__attribute__((constructor)) static void choose_tests(void)
{
    const char *asked = getenv("RECEPT_TESTS");
    if (asked != NULL && strcmp(asked, "slow") == 0)
        cmocka_set_test_filter(SLOW "*");
    if (asked != NULL && strcmp(asked, "quick") == 0)
        cmocka_set_skip_filter(SLOW "*");
}
