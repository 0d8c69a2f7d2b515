/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "queue.h"

#include <stdbool.h>

static void assert_takes(struct queue *queue, int expected)
{
    assert_int_equal(queue_take(queue), expected);
}

static void comes_by_day_then_rank_then_place(void **state)
{
    (void)state;
    struct queue queue;
    queue_init(&queue, 40);
    queue_set(&queue, 39, queue_key(7, 0, UINT32_MAX));
    queue_set(&queue, 3, queue_key(7, 1, 5));
    queue_set(&queue, 17, queue_key(7, 1, 4));
    queue_set(&queue, 0, queue_key(36500, 0, 0));
    queue_set(&queue, 16, queue_key(0, 7, UINT32_MAX));
    assert_takes(&queue, 16);
    assert_takes(&queue, 39);
    assert_takes(&queue, 17);
    assert_takes(&queue, 3);
    assert_takes(&queue, 0);
    assert_takes(&queue, NO_ITEM);
    queue_free(&queue);
}

static void tells_the_rank_of_a_key(void **state)
{
    (void)state;
    for (int rank = 0; rank < 8; rank++) {
        assert_int_equal(queue_rank(queue_key(0, rank, UINT32_MAX)), rank);
        assert_int_equal(queue_rank(queue_key(36500, rank, 0)), rank);
    }
}

/* The one taken last is looked at late: it must come all the same, first or after the others.
 */
static void takes_again_what_it_took_last(void **state)
{
    (void)state;
    struct queue queue;
    queue_init(&queue, 100);
    queue_set(&queue, 50, queue_key(1, 0, 0));
    queue_set(&queue, 60, queue_key(3, 0, 0));
    assert_takes(&queue, 50);
    queue_set(&queue, 50, queue_key(2, 0, 0));
    assert_takes(&queue, 50);
    queue_set(&queue, 50, queue_key(4, 0, 0));
    queue_set(&queue, 51, queue_key(5, 0, 0)); /* of the same group */
    assert_takes(&queue, 60);
    assert_takes(&queue, 50);
    assert_takes(&queue, 51);
    assert_takes(&queue, NO_ITEM);
    assert_takes(&queue, NO_ITEM);
    queue_free(&queue);
}

static void changes_and_removes(void **state)
{
    (void)state;
    struct queue queue;
    queue_init(&queue, 20);
    queue_set(&queue, 2, queue_key(1, 0, 0));
    queue_set(&queue, 18, queue_key(2, 0, 0));
    queue_set(&queue, 2, queue_key(3, 0, 0));
    assert_takes(&queue, 18);
    queue_set(&queue, 2, QUEUE_NEVER);
    assert_takes(&queue, NO_ITEM);
    queue_free(&queue);
}

static int first_of_all(const int64_t *key, int n)
{
    int first = NO_ITEM;
    for (int i = 0; i < n; i++)
        if (key[i] < QUEUE_NEVER && (first == NO_ITEM || key[i] < key[first]))
            first = i;
    return first;
}

/* Against a search through all items, whatever is set in whatever order. */
static void agrees_with_a_search(void **state)
{
    (void)state;
    enum { MOST = 5000 };
    static const int sizes[] = {1, 2, 15, 16, 17, 256, 257, MOST};
    static int64_t key[MOST];
    uint32_t random = 1;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct queue queue;
        int n = sizes[s];
        queue_init(&queue, n);
        for (int i = 0; i < n; i++)
            key[i] = QUEUE_NEVER;
        for (uint32_t step = 0; step < 4000; step++) {
            random = random * 1664525u + 1013904223u;
            if (random >> 30 == 0) {
                int first = first_of_all(key, n);
                assert_takes(&queue, first);
                if (first != NO_ITEM)
                    key[first] = QUEUE_NEVER;
                continue;
            }
            int item = (int)((uint64_t)random * (uint32_t)n >> 32);
            bool away = random % 11 == 0;
            key[item] = away ? QUEUE_NEVER : queue_key((int)(random % 50), 3, step);
            queue_set(&queue, item, key[item]);
        }
        queue_free(&queue);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_by_day_then_rank_then_place),
        cmocka_unit_test(tells_the_rank_of_a_key),
        cmocka_unit_test(takes_again_what_it_took_last),
        cmocka_unit_test(changes_and_removes),
        cmocka_unit_test(agrees_with_a_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
