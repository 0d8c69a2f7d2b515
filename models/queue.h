/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"
#include "sort.h"

#include <stdbool.h>

/* What is to come: items, numbers that the caller gives a meaning, wait in a list for each of
 * the slots that time is cut into. A bit tells of each slot whether anything waits for it, so
 * that empty ones cost next to nothing. The items of a slot are put in the order of their keys
 * when its turn comes. */
enum { NO_ITEM = -1 };

struct queued {
    uint64_t key;
    int32_t next; /* item of the list that it is in */
};

struct queue {
    unsigned slots;
    uint64_t *filled;             /* a bit for each slot, and one at the end */
    unsigned bits;                /* before these no slot is filled */
    int32_t *first;               /* [slots] item of its list */
    struct queued *item;          /* [items] */
    struct sortable *due, *spare; /* [items] of the slot whose turn it is, in order */
};

#define QUEUE_BITS 64u

void queue_init(struct queue *queue, struct arena *arena, unsigned slots, int items);

/* Has an item that is not in the queue wait for a slot (below queue->slots). */
static inline void queue_put(struct queue *queue, unsigned slot, int item, uint64_t key)
{
    unsigned bits = slot / QUEUE_BITS;
    queue->item[item] = (struct queued){key, queue->first[slot]};
    queue->first[slot] = item;
    queue->filled[bits] |= UINT64_C(1) << slot % QUEUE_BITS;
    if (bits < queue->bits)
        queue->bits = bits;
}

/* Gives an item that waits another key. */
static inline void queue_set_key(struct queue *queue, int item, uint64_t key)
{
    queue->item[item].key = key;
}

/* The first slot with an item; queue->slots: there is none. */
static inline unsigned queue_next(struct queue *queue)
{
    unsigned bits = queue->bits;
    while (queue->filled[bits] == 0)
        bits++;
    queue->bits = bits;
    return bits * QUEUE_BITS + (unsigned)__builtin_ctzll(queue->filled[bits]);
}

/* Puts the items of a list of two or more, of which `item` is the first, in order. */
int queue_sort(struct queue *queue, int item);

/* Takes the list of all items of the first slot with any out of the queue; returns the first of
 * them. */
static inline int queue_take_list(struct queue *queue, unsigned slot)
{
    int item = queue->first[slot];
    queue->first[slot] = NO_ITEM;
    queue->filled[queue->bits] &= queue->filled[queue->bits] - 1;
    return item;
}

/* Whether nothing follows an item in its list. */
static inline bool queue_is_last(const struct queue *queue, int item)
{
    return queue->item[item].next == NO_ITEM;
}

/* Takes all items of the first slot with any out of the queue: into queue->due, by rising key.
 * Returns how many. What is due stays there until the next slot is taken. */
static inline int queue_take(struct queue *queue, unsigned slot)
{
    int item = queue_take_list(queue, slot);
    queue->due[0].value = item;
    return queue_is_last(queue, item) ? 1 : queue_sort(queue, item);
}

/* Takes everything out. */
void queue_clear(struct queue *queue);
