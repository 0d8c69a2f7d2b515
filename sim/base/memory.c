/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

static void (*on_failure)(void) = abort;

void memory_on_failure(void (*handler)(void))
{
    on_failure = handler;
}

static void *checked(void *memory)
{
    if (memory == NULL) {
        on_failure();
        abort();
    }
    return memory;
}

void *memory_new(size_t count, size_t size)
{
    return checked(calloc(count > 0 ? count : 1, size));
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (size > 0 && count > SIZE_MAX / size)
        return checked(NULL);
    return checked(realloc(old, count * size > 0 ? count * size : 1));
}

void arena_init(struct arena *arena)
{
    memset(arena, 0, sizeof *arena);
}

void arena_free(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct arena_chunk *next = arena->chunks->next;
        free(arena->chunks);
        arena->chunks = next;
    }
    arena->used = 0;
}

static void add_chunk(struct arena *arena, size_t room)
{
    struct arena_chunk *chunk = checked(calloc(1, sizeof *chunk + room));
    chunk->size = room;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
}

/* One chunk has room for all the next time. */
void arena_clear(struct arena *arena)
{
    size_t room = 0;
    for (const struct arena_chunk *chunk = arena->chunks; chunk != NULL; chunk = chunk->next)
        room += chunk->size;
    if (arena->chunks != NULL && arena->chunks->next != NULL) {
        arena_free(arena);
        add_chunk(arena, room);
    } else if (arena->chunks != NULL) {
        memset(arena->chunks->bytes, 0, arena->used);
        arena->used = 0;
    }
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
    const size_t step = alignof(max_align_t);
    if (size > 0 && count > (SIZE_MAX / 2) / size)
        return checked(NULL);
    size_t bytes = (count * size + step - 1) / step * step;
    if (arena->chunks == NULL || arena->chunks->size - arena->used < bytes)
        add_chunk(arena, bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES);
    void *memory = arena->chunks->bytes + arena->used;
    arena->used += bytes;
    return memory;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_new(arena, length + 1, 1);
    memcpy(copy, text, length);
    return copy;
}

char *arena_copy(struct arena *arena, const char *text)
{
    return arena_text(arena, text, strlen(text));
}

void arena_join(struct arena *into, struct arena *from)
{
    if (into->chunks == NULL) {
        *into = *from;
    } else if (from->chunks != NULL) {
        /* Behind the newest chunk, which is the only one that is still being filled. */
        struct arena_chunk *last = from->chunks;
        while (last->next != NULL)
            last = last->next;
        last->next = into->chunks->next;
        into->chunks->next = from->chunks;
    }
    arena_init(from);
}
