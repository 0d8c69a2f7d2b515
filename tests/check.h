/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CHECK_H
#define RECEPT_CHECK_H

/* cmocka wants these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>

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

#endif
