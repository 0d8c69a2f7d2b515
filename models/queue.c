/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue.h"

#include <string.h>

/* The slot after the last one is marked as filled for good: there every search ends. */
static void mark_end(struct queue *queue)
{
    queue->filled[queue->slots / QUEUE_BITS] |= UINT64_C(1) << queue->slots % QUEUE_BITS;
}

void queue_init(struct queue *queue, struct arena *arena, unsigned slots, int items)
{
    size_t n = (size_t)items;
    queue->slots = slots;
    queue->bits = 0;
    queue->filled = arena_new(arena, slots / QUEUE_BITS + 1, sizeof *queue->filled);
    queue->first = arena_new(arena, slots, sizeof *queue->first);
    queue->item = arena_new(arena, n, sizeof *queue->item);
    queue->due = arena_new(arena, n + 1, sizeof *queue->due);
    queue->spare = arena_new(arena, n, sizeof *queue->spare);
    memset(queue->first, NO_ITEM, slots * sizeof *queue->first);
    mark_end(queue);
}

static inline void order_two(struct sortable *item)
{
    struct sortable first = item[0];
    if (first.key < item[1].key)
        return;
    item[0] = item[1];
    item[1] = first;
}

int queue_sort(struct queue *queue, int item)
{
    int n = 0;
    for (; item != NO_ITEM; item = queue->item[item].next)
        queue->due[n++] = (struct sortable){queue->item[item].key, item};
    if (n == 2)
        order_two(queue->due);
    else
        sort_by_key(queue->due, queue->spare, n);
    return n;
}

void queue_clear(struct queue *queue)
{
    for (unsigned slot; (slot = queue_next(queue)) < queue->slots;)
        queue_take(queue, slot);
    queue->bits = 0;
}
