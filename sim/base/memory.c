/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "memory.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_BYTES = 64 * 1024 };

/* What stands before the bytes of a block: its owner and its neighbours in the owner's ring. */
struct memory_block {
    alignas(max_align_t) struct memory_owner *owner;
    struct memory_block *before, *after;
};

struct memory_owner {
    pthread_mutex_t lock;     /* of the ring */
    struct memory_block ring; /* its start: a block without bytes */
};

struct attempt {
    jmp_buf start;
    struct attempt *outer;
};

struct arena_chunk {
    struct arena_chunk *next;
    size_t size;
    bool zeros; /* all of it, which one object takes */
    alignas(max_align_t) unsigned char bytes[];
};

static _Thread_local struct memory_owner *working_for;
static _Thread_local struct attempt *innermost;
static void (*on_failure)(void) = abort;
static atomic_int_least64_t left_to_fail;

/* ---- Want of memory ---- */

void memory_on_failure(void (*handler)(void))
{
    on_failure = handler;
}

void memory_fail_at(int64_t n)
{
    atomic_store(&left_to_fail, n);
}

bool memory_has_failed(void)
{
    return atomic_load(&left_to_fail) <= 0;
}

/* Counts down to the allocation that a test wants to fail. */
static bool is_to_fail(void)
{
    return atomic_load(&left_to_fail) > 0 && atomic_fetch_sub(&left_to_fail, 1) == 1;
}

void memory_give_up(void)
{
    if (innermost != NULL)
        longjmp(innermost->start, 1);
    on_failure();
    abort();
}

bool memory_attempt(void (*work)(void *context), void *context)
{
    struct attempt attempt = {.outer = innermost};
    struct attempt *volatile outer = innermost;
    if (setjmp(attempt.start) != 0) {
        innermost = outer;
        return false;
    }
    innermost = &attempt;
    work(context);
    innermost = outer;
    return true;
}

/* ---- Owners ---- */

struct memory_owner *memory_owner_new(void)
{
    struct memory_owner *owner = is_to_fail() ? NULL : calloc(1, sizeof *owner);
    if (owner == NULL)
        return NULL;
    pthread_mutex_init(&owner->lock, NULL);
    owner->ring.before = owner->ring.after = &owner->ring;
    return owner;
}

void memory_owner_free(struct memory_owner *owner)
{
    if (owner == NULL)
        return;
    while (owner->ring.after != &owner->ring) {
        struct memory_block *block = owner->ring.after;
        owner->ring.after = block->after;
        free(block);
    }
    pthread_mutex_destroy(&owner->lock);
    free(owner);
}

struct memory_owner *memory_work_for(struct memory_owner *owner)
{
    struct memory_owner *before = working_for;
    working_for = owner;
    return before;
}

struct memory_owner *memory_working_for(void)
{
    return working_for;
}

static void join_ring(struct memory_block *block, struct memory_owner *owner)
{
    block->owner = owner;
    if (owner == NULL)
        return;
    pthread_mutex_lock(&owner->lock);
    block->before = &owner->ring;
    block->after = owner->ring.after;
    block->before->after = block->after->before = block;
    pthread_mutex_unlock(&owner->lock);
}

static void leave_ring(struct memory_block *block)
{
    struct memory_owner *owner = block->owner;
    if (owner == NULL)
        return;
    pthread_mutex_lock(&owner->lock);
    block->before->after = block->after;
    block->after->before = block->before;
    pthread_mutex_unlock(&owner->lock);
}

/* ---- Blocks ---- */

/* Bytes of a block, header included; gives up when no block can be as large. */
static size_t block_size(size_t count, size_t size)
{
    if (size > 0 && count > (SIZE_MAX / 2) / size)
        memory_give_up();
    return sizeof(struct memory_block) + count * size;
}

/* What a new block's bytes are at first. */
enum content { ZEROS, ANYTHING };

static void *new_block(size_t count, size_t size, enum content content)
{
    size_t bytes = block_size(count, size);
    struct memory_block *block = is_to_fail()       ? NULL
                                 : content == ZEROS ? calloc(1, bytes)
                                                    : malloc(bytes);
    if (block == NULL)
        memory_give_up();
    join_ring(block, working_for);
    return block + 1;
}

void *memory_new(size_t count, size_t size)
{
    return new_block(count, size, ZEROS);
}

void *memory_resize(void *old, size_t count, size_t size)
{
    if (old == NULL)
        return new_block(count, size, ANYTHING);
    size_t bytes = block_size(count, size);
    struct memory_block *block = (struct memory_block *)old - 1;
    struct memory_owner *owner = block->owner;
    leave_ring(block);
    struct memory_block *moved = is_to_fail() ? NULL : realloc(block, bytes);
    join_ring(moved != NULL ? moved : block, owner);
    if (moved == NULL)
        memory_give_up();
    return moved + 1;
}

void memory_free(void *memory)
{
    if (memory == NULL)
        return;
    struct memory_block *block = (struct memory_block *)memory - 1;
    leave_ring(block);
    free(block);
}

/* ---- Arenas ---- */

void arena_free(struct arena *arena)
{
    while (arena->chunks != NULL) {
        struct arena_chunk *next = arena->chunks->next;
        memory_free(arena->chunks);
        arena->chunks = next;
    }
    arena->used = 0;
}

/* Its bytes are zeroed when they are taken: most of a chunk may never be. Those of a large
 * object are zeros of the system's, of which what is never used takes no memory. */
static void add_chunk(struct arena *arena, size_t room, enum content content)
{
    struct arena_chunk *chunk = new_block(1, sizeof *chunk + room, content);
    chunk->size = room;
    chunk->zeros = content == ZEROS;
    chunk->next = arena->chunks;
    arena->chunks = chunk;
    arena->used = 0;
}

/* Memory of any content. */
static void *take(struct arena *arena, size_t count, size_t size)
{
    const size_t step = alignof(max_align_t);
    if (size > 0 && count > (SIZE_MAX / 2) / size)
        memory_give_up();
    size_t bytes = (count * size + step - 1) / step * step;
    if (arena->chunks == NULL || arena->chunks->size - arena->used < bytes)
        add_chunk(arena, bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES,
            bytes > CHUNK_BYTES ? ZEROS : ANYTHING);
    void *memory = arena->chunks->bytes + arena->used;
    arena->used += bytes;
    return memory;
}

void *arena_new(struct arena *arena, size_t count, size_t size)
{
    void *memory = take(arena, count, size);
    return arena->chunks->zeros ? memory : memset(memory, 0, count * size);
}

void arena_clear(struct arena *arena)
{
    size_t room = 0;
    for (const struct arena_chunk *chunk = arena->chunks; chunk != NULL; chunk = chunk->next)
        room += chunk->size;
    if (arena->chunks != NULL && arena->chunks->next != NULL) {
        arena_free(arena);
        add_chunk(arena, room, ANYTHING);
    }
    if (arena->chunks != NULL)
        arena->chunks->zeros = false;
    arena->used = 0;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = take(arena, length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
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
    *from = (struct arena){0};
}
