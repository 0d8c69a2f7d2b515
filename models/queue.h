/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"
#include "sort.h"

/* What is to come: items, numbers that the caller gives a meaning, wait in a list for each of
 * the slots that time is cut into. A bit tells of each slot whether anything waits for it, so
 * that empty ones cost next to nothing. The items of a slot are put in the order of their keys
 * when its turn comes. */
enum { NO_ITEM = -1 };

struct queue {
    unsigned slots;
    uint64_t *filled;             /* a bit for each slot, and one at the end */
    unsigned bits;                /* before these no slot is filled */
    int32_t *first;               /* [slots] item of its list */
    int32_t *next;                /* [items] of the list that it is in */
    uint64_t *key;                /* [items] */
    struct sortable *due, *spare; /* [items] of the slot whose turn it is, in order */
};

#define QUEUE_BITS 64u

void queue_init(struct queue *queue, struct arena *arena, unsigned slots, int items);

/* Has an item that is not in the queue wait for a slot (below queue->slots). */
static inline void queue_put(struct queue *queue, unsigned slot, int item, uint64_t key)
{
    unsigned bits = slot / QUEUE_BITS;
    queue->key[item] = key;
    queue->next[item] = queue->first[slot];
    queue->first[slot] = item;
    queue->filled[bits] |= UINT64_C(1) << slot % QUEUE_BITS;
    queue->bits = bits < queue->bits ? bits : queue->bits;
}

/* Gives an item that waits another key. */
static inline void queue_set_key(struct queue *queue, int item, uint64_t key)
{
    queue->key[item] = key;
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

/* Takes all items of a filled slot out of the queue: into queue->due, by rising key. Returns
 * how many. What is due stays there until the next slot is taken. */
static inline int queue_take(struct queue *queue, unsigned slot)
{
    int item = queue->first[slot];
    queue->first[slot] = NO_ITEM;
    queue->filled[slot / QUEUE_BITS] &= ~(UINT64_C(1) << slot % QUEUE_BITS);
    if (queue->next[item] != NO_ITEM)
        return queue_sort(queue, item);
    queue->due[0].value = item;
    return 1;
}

/* Takes everything out. */
void queue_clear(struct queue *queue);
