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
    int slots;
    uint64_t *filled;             /* a bit for each slot */
    int bits;                     /* before these no slot is filled */
    int32_t *first;               /* [slots] item of its list */
    int32_t *next;                /* [items] of the list that it is in */
    uint64_t *key;                /* [items] */
    struct sortable *due, *spare; /* [items] of the slot whose turn it is, in order */
};

enum { QUEUE_BITS = 64 };

void queue_init(struct queue *queue, struct arena *arena, int slots, int items);

/* Has an item that is not in the queue wait for a slot (below queue->slots). */
static inline void queue_put(struct queue *queue, int slot, int item, uint64_t key)
{
    int bits = slot / QUEUE_BITS;
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
static inline int queue_next(struct queue *queue)
{
    while (queue->filled[queue->bits] == 0)
        queue->bits++;
    int slot = queue->bits * QUEUE_BITS + __builtin_ctzll(queue->filled[queue->bits]);
    return slot < queue->slots ? slot : queue->slots;
}

/* Takes all items of a filled slot out of the queue: into queue->due, by rising key. Returns
 * how many. What is due stays there until the next slot is taken. */
int queue_take(struct queue *queue, int slot);

/* Takes everything out. */
void queue_clear(struct queue *queue);
