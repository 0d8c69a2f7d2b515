/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "pair_counts.h"

enum { PAIRS = 5000 };

/* Pair number i of some that are all different, many with the same quotient. */
static struct pair_count pair(uint64_t i)
{
    return (struct pair_count){i % 100, 1 + i / 100, 1 + i % 7};
}

static void every_pair_is_counted_and_listed_in_order(void **state)
{
    (void)state;
    static struct pair_count list[PAIRS];
    struct pair_counts counts = {0}, half = {0};
    for (int round = 0; round < 3; round++)
        for (uint64_t i = 0; i < PAIRS; i++) {
            struct pair_count p = pair(i * 3001 % PAIRS);
            pair_counts_add(i % 2 == 0 ? &counts : &half, p.y, p.x, p.n);
        }
    pair_counts_merge(&counts, &half);
    assert_int_equal(counts.used, PAIRS);
    pair_counts_list(&counts, list);
    for (uint64_t i = 0; i < PAIRS; i++) {
        assert_int_equal(list[i].n, 3 * pair(list[i].y + (list[i].x - 1) * 100).n);
        double value = (double)list[i].y / (double)list[i].x;
        double before = i > 0 ? (double)list[i - 1].y / (double)list[i - 1].x : -1.0;
        assert_true(value > before || (value == before && list[i].x > list[i - 1].x));
    }
    pair_counts_free(&counts);
    pair_counts_free(&half);
}

static void nothing_is_an_empty_list(void **state)
{
    (void)state;
    struct pair_counts none = {0}, other = {0};
    pair_counts_merge(&other, &none);
    pair_counts_list(&none, NULL);
    assert_int_equal(other.used, 0);
    pair_counts_free(&none);
    pair_counts_free(&none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_pair_is_counted_and_listed_in_order),
        cmocka_unit_test(nothing_is_an_empty_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
