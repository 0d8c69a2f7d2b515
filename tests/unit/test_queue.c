/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "queue.h"

/* The next slot must be `slot`, and hold these items in this order. */
static void assert_takes(struct queue *queue, unsigned slot, int n, const int *items)
{
    assert_int_equal(queue_next(queue), slot);
    assert_int_equal(queue_take(queue, slot), n);
    for (int i = 0; i < n; i++)
        assert_int_equal(queue->due[i].value, items[i]);
}

static void slots_come_in_turn_and_items_by_key(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct queue queue;
    queue_init(&queue, &arena, 36501, 40);
    queue_put(&queue, 7, 39, UINT64_MAX);
    queue_put(&queue, 7, 3, 5);
    queue_put(&queue, 7, 17, 4);
    queue_put(&queue, 36500, 0, 0);
    queue_put(&queue, 0, 16, 7);
    queue_put(&queue, 64, 2, 7);
    assert_takes(&queue, 0, 1, (int[]){16});
    assert_takes(&queue, 7, 3, (int[]){17, 3, 39});
    assert_takes(&queue, 64, 1, (int[]){2});
    assert_takes(&queue, 36500, 1, (int[]){0});
    assert_int_equal(queue_next(&queue), queue.slots);
    arena_free(&arena);
}

/* While the items of one slot are gone through, others are put in the queue. */
static void what_is_due_stays_while_more_comes(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct queue queue;
    queue_init(&queue, &arena, 128, 4);
    queue_put(&queue, 100, 0, 2);
    queue_put(&queue, 100, 1, 1);
    assert_takes(&queue, 100, 2, (int[]){1, 0});
    queue_put(&queue, 101, 1, 1);
    queue_put(&queue, 3, 2, 1); /* before what was taken last */
    assert_int_equal(queue.due[1].value, 0);
    assert_takes(&queue, 3, 1, (int[]){2});
    assert_takes(&queue, 101, 1, (int[]){1});
    arena_free(&arena);
}

static void keys_change_and_all_is_taken_out(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct queue queue;
    queue_init(&queue, &arena, 128, 3);
    for (int i = 0; i < 3; i++)
        queue_put(&queue, 127, i, (uint64_t)i);
    queue_set_key(&queue, 0, 9);
    assert_takes(&queue, 127, 3, (int[]){1, 2, 0});
    queue_put(&queue, 5, 1, 0);
    queue_put(&queue, 90, 2, 0);
    queue_clear(&queue);
    assert_int_equal(queue_next(&queue), queue.slots);
    queue_put(&queue, 5, 2, 0);
    assert_takes(&queue, 5, 1, (int[]){2});
    arena_free(&arena);
}

enum { MOST = 3000, SLOTS = 200, NOT_IN = -1 };

static struct {
    int slot[MOST];
    uint64_t key[MOST];
} model;

/* The first item of the model, by slot and key. */
static int first_of_all(int n)
{
    int first = NOT_IN;
    for (int i = 0; i < n; i++)
        if (model.slot[i] != NOT_IN &&
            (first == NOT_IN || model.slot[i] < model.slot[first] ||
                (model.slot[i] == model.slot[first] && model.key[i] < model.key[first])))
            first = i;
    return first;
}

static void assert_takes_first(struct queue *queue, int n)
{
    int first = first_of_all(n);
    unsigned slot = queue_next(queue);
    if (first == NOT_IN) {
        assert_int_equal(slot, queue->slots);
        return;
    }
    assert_int_equal((int)slot, model.slot[first]);
    int due = queue_take(queue, slot);
    for (int i = 0; i < due; i++) {
        first = first_of_all(n);
        assert_int_equal(queue->due[i].value, first);
        model.slot[first] = NOT_IN;
    }
}

/* Against a search through all items, whatever is put in whatever order. */
static void agrees_with_a_search(void **state)
{
    (void)state;
    static const int sizes[] = {1, 2, 33, 300, MOST};
    uint32_t random = 1;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct arena arena = {0};
        struct queue queue;
        int n = sizes[s];
        queue_init(&queue, &arena, SLOTS, n);
        for (int i = 0; i < n; i++)
            model.slot[i] = NOT_IN;
        for (uint64_t step = 0; step < 4000; step++) {
            random = random * 1664525u + 1013904223u;
            int item = (int)((uint64_t)random * (uint32_t)n >> 32);
            if (random >> 25 == 0)
                assert_takes_first(&queue, n);
            if (model.slot[item] != NOT_IN)
                continue;
            model.slot[item] = (int)(random / 7 % SLOTS);
            model.key[item] = (uint64_t)(random % 5) << 32 | step;
            queue_put(&queue, (unsigned)model.slot[item], item, model.key[item]);
        }
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slots_come_in_turn_and_items_by_key),
        cmocka_unit_test(what_is_due_stays_while_more_comes),
        cmocka_unit_test(keys_change_and_all_is_taken_out),
        cmocka_unit_test(agrees_with_a_search),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
