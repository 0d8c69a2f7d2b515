/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include "check.h"

#include <stdint.h>

static void bytes_come_from_front_to_back(void **state)
{
    (void)state;
    struct bytes in = {"abcdefg", 7};
    char two[2];
    assert_true(bytes_take(&in, two, 2, 1));
    assert_memory_equal(two, "ab", 2);
    assert_memory_equal(bytes_skip(&in, 3), "cde", 3);
    assert_int_equal(in.left, 2);
    assert_true(bytes_take(&in, two, 1, 2));
    assert_memory_equal(two, "fg", 2);
    assert_int_equal(in.left, 0);
    assert_true(bytes_take(&in, NULL, 0, 8));
}

/* Also where the product of number and size wraps. */
static void too_few_bytes_are_left_alone(void **state)
{
    (void)state;
    struct bytes in = {"abcdefg", 7};
    char many[16];
    assert_false(bytes_take(&in, many, 2, 4));
    assert_false(bytes_take(&in, many, SIZE_MAX / 2 + 2, 2));
    assert_null(bytes_skip(&in, 8));
    assert_null(bytes_skip(&in, SIZE_MAX));
    assert_int_equal(in.left, 7);
    assert_memory_equal(in.at, "abcdefg", 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_come_from_front_to_back),
        cmocka_unit_test(too_few_bytes_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
