/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue.h"

#include "memory.h"

#include <stdlib.h>
#include <string.h>

enum { WHO = QUEUE_GROUP - 1 };

void queue_init(struct queue *queue, int items)
{
    memset(queue, 0, sizeof *queue);
    int size = items, nodes = 0;
    do {
        int groups = (size + QUEUE_GROUP - 1) / QUEUE_GROUP;
        queue->start[queue->levels++] = nodes;
        nodes += groups * QUEUE_GROUP;
        size = groups;
    } while (size > 1);
    queue->node = memory_new((size_t)nodes, sizeof *queue->node);
    for (int i = 0; i < nodes; i++)
        queue->node[i] = QUEUE_NEVER;
    queue->won = memory_new((size_t)nodes, sizeof *queue->won);
}

void queue_free(struct queue *queue)
{
    memory_free(queue->node);
    memory_free(queue->won);
    memset(queue, 0, sizeof *queue);
}

static inline int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t first_of_group(const int64_t *key)
{
    int64_t first[4];
    for (int i = 0; i < 4; i++)
        first[i] = lesser(lesser(key[i], key[i + 4]), lesser(key[i + 8], key[i + 12]));
    return lesser(lesser(first[0], first[1]), lesser(first[2], first[3]));
}

/* Brings the levels above an item that has changed up to date. */
static void promote(const struct queue *queue, int item)
{
    for (int level = 1; level < queue->levels; level++) {
        int group = item / QUEUE_GROUP, up = queue->start[level] + group;
        int64_t key =
            first_of_group(queue->node + queue->start[level - 1] + group * QUEUE_GROUP);
        queue->won[up] = key & WHO;
        queue->node[up] = (key & ~(int64_t)WHO) | group % QUEUE_GROUP;
        item = group;
    }
}

void queue_set(struct queue *queue, int item, int64_t key)
{
    queue->node[item] = key | item % QUEUE_GROUP;
    /* The item taken last most often comes again at once, so it is promoted when the next is
     * taken. */
    if (item != queue->taken)
        promote(queue, item);
}

int queue_take(struct queue *queue)
{
    int level = queue->levels - 1;
    promote(queue, queue->taken);
    int64_t key = first_of_group(queue->node + queue->start[level]);
    if (key >= QUEUE_NEVER)
        return NO_ITEM;
    int item = (int)(key & WHO);
    for (; level > 0; level--)
        item = item * QUEUE_GROUP + queue->won[queue->start[level] + item];
    queue->node[item] = QUEUE_NEVER;
    queue->taken = item;
    return item;
}
