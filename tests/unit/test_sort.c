/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "philox.h"
#include "sort.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 3000, GUARD = 7 };
static struct sortable item[MOST + 1], spare[MOST + 1];

/* Keys of which `mask` tells the bits that vary. */
static void fill(int n, uint64_t mask)
{
    for (int i = 0; i < n; i++) {
        struct philox_block word = philox((struct philox_block){{(uint32_t)i}}, mask);
        item[i] = (struct sortable){
            .key = ((uint64_t)word.word[0] << 32 | word.word[1]) & mask, .value = i};
    }
    item[n] = spare[n] = (struct sortable){0, GUARD};
}

/* In order, each once, equal ones as they were, and nothing past the end. */
static void assert_sorted(int n)
{
    static bool seen[MOST];
    memset(seen, 0, sizeof seen);
    for (int i = 0; i < n; i++) {
        assert_false(seen[item[i].value]);
        seen[item[i].value] = true;
        if (i == 0)
            continue;
        assert_true(item[i - 1].key <= item[i].key);
        if (item[i - 1].key == item[i].key)
            assert_true(item[i - 1].value < item[i].value);
    }
    assert_int_equal(item[n].value, GUARD);
    assert_int_equal(spare[n].value, GUARD);
}

static void sorts_any_number_by_any_bytes(void **state)
{
    (void)state;
    const int counts[] = {0, 1, 2, 3, 31, 32, 33, 64, 255, 257, MOST};
    const uint64_t masks[] = {0, 1, 0xff, 0x3ff, 0x700000000, 0x70000ffff, 0xff00ff00ff00ff,
        UINT64_C(0xff) << 56, UINT64_MAX};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        for (size_t m = 0; m < sizeof masks / sizeof masks[0]; m++) {
            fill(counts[c], masks[m]);
            sort_by_key(item, spare, counts[c]);
            assert_sorted(counts[c]);
        }
    }
}

static void what_is_sorted_stays_and_what_is_reversed_turns(void **state)
{
    (void)state;
    for (int reversed = 0; reversed < 2; reversed++) {
        for (int i = 0; i < MOST; i++)
            item[i] = (struct sortable){(uint64_t)(reversed ? MOST - i : i) * 77, i};
        item[MOST] = spare[MOST] = (struct sortable){0, GUARD};
        sort_by_key(item, spare, MOST);
        assert_sorted(MOST);
        assert_int_equal(item[0].value, reversed ? MOST - 1 : 0);
    }
}

static int by_size(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void numbers_are_sorted_by_their_bits(void **state)
{
    (void)state;
    enum { BIT = 3 };
    static uint32_t number[MOST + 1], room[MOST + 1], expected[MOST];
    const int counts[] = {0, 1, 2, 32, 33, 257, MOST};
    const uint64_t masks[] = {0, 0xff, 0x70f, UINT32_MAX};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0] * 4; i++) {
        int n = counts[i / 4];
        fill(n, masks[i % 4]);
        for (int k = 0; k < n; k++)
            number[k] = expected[k] = (uint32_t)item[k].key;
        number[n] = room[n] = GUARD;
        sort_numbers(number, room, n, BIT);
        for (int k = 1; k < n; k++)
            assert_true(number[k - 1] >> BIT <= number[k] >> BIT);
        sort_numbers(number, room, n, 0);
        qsort(expected, (size_t)n, sizeof *expected, by_size);
        assert_memory_equal(number, expected, (size_t)n * sizeof *expected);
        assert_true(number[n] == GUARD && room[n] == GUARD);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_any_number_by_any_bytes),
        cmocka_unit_test(what_is_sorted_stays_and_what_is_reversed_turns),
        cmocka_unit_test(numbers_are_sorted_by_their_bits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
