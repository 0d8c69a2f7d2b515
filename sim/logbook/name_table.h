/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "memory.h"

/* Names with a number each, found in a time that does not grow with how many there are. {0} is
 * an empty one. */
struct name_table {
    size_t n, room;
    struct named *slot; /* [room] */
};

struct named {
    const char *name; /* NULL: the slot is free */
    int value;
};

/* The number of a name; `absent` where it is not there. */
int name_table_find(const struct name_table *table, const char *name, int absent);

/* Adds a name that is not there, which has to outlive the table. */
void name_table_add(struct name_table *table, const char *name, int value);
/* Gives a name that is there another number. */
void name_table_set(struct name_table *table, const char *name, int value);
void name_table_free(struct name_table *table);
