/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name_table.h"

#include "text.h"

/* By G. Fowler, L. C. Noll and K.-P. Vo (FNV-1a). */
static uint64_t hash_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* Where a name is, or where it would be. There is always a free slot. */
static struct named *slot_of(struct named *slot, size_t room, const char *name)
{
    size_t at = (size_t)hash_of(name) & (room - 1);
    while (slot[at].name != NULL && !text_same(slot[at].name, name))
        at = (at + 1) & (room - 1);
    return &slot[at];
}

int name_table_find(const struct name_table *table, const char *name, int absent)
{
    if (table->n == 0)
        return absent;
    const struct named *slot = slot_of(table->slot, table->room, name);
    return slot->name != NULL ? slot->value : absent;
}

static void grow(struct name_table *table)
{
    size_t room = table->room > 0 ? 2 * table->room : 64;
    struct named *slot = memory_new(room, sizeof *slot);
    for (size_t i = 0; i < table->room; i++)
        if (table->slot[i].name != NULL)
            *slot_of(slot, room, table->slot[i].name) = table->slot[i];
    memory_free(table->slot);
    table->slot = slot;
    table->room = room;
}

void name_table_add(struct name_table *table, const char *name, int value)
{
    if (2 * (table->n + 1) > table->room)
        grow(table);
    *slot_of(table->slot, table->room, name) = (struct named){name, value};
    table->n++;
}

void name_table_set(struct name_table *table, const char *name, int value)
{
    slot_of(table->slot, table->room, name)->value = value;
}

void name_table_free(struct name_table *table)
{
    memory_free(table->slot);
    *table = (struct name_table){0};
}
