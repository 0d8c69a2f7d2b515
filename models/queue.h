/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

/* What is to come: items, numbers that the caller gives a meaning, come by rising key. A
 * tournament: items compete in groups of sixteen, the first of each group in groups again, up
 * to the first of all. An item costs a few comparisons for each factor of sixteen in their
 * number, and nothing for days on which nothing falls. */
enum { QUEUE_GROUP = 16, QUEUE_MOST_LEVELS = 8, NO_ITEM = -1 };

struct queue {
    int levels;
    int start[QUEUE_MOST_LEVELS]; /* where each level starts among the nodes: items first */
    int64_t *node;                /* [start[level] + i] a key, whose last bits are i %
                                     QUEUE_GROUP; QUEUE_NEVER or more: none */
    uint8_t *won;                 /* the same: who of the group below it is */
    int taken;                    /* item taken last, whose group is still to be looked at */
};

#define QUEUE_NEVER (INT64_MAX - QUEUE_GROUP + 1)

/* A key: the day, the rank within the day (below 8) and the place within the rank. */
static inline int64_t queue_key(int day, int rank, uint32_t place)
{
    return (int64_t)day << 39 | (int64_t)rank << 36 | (int64_t)place << 4;
}

static inline int queue_rank(int64_t key)
{
    return (int)(key >> 36 & 7);
}

void queue_init(struct queue *queue, int items);
void queue_free(struct queue *queue);

/* Has the item come at `key`, which is no other item's, whether or not it was in the queue;
 * QUEUE_NEVER: not at all. */
void queue_set(struct queue *queue, int item, int64_t key);

/* Takes the first item out of the queue; NO_ITEM: it is empty. */
int queue_take(struct queue *queue);
