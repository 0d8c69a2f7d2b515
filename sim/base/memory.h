/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Memory that is counted: every block belongs to whatever the thread works for, so that all of
 * it can be freed at once, and want of memory ends an attempt instead of the program.
 *
 * No function here returns NULL. Without memory the innermost attempt of the thread ends; where
 * there is none the handler is called, which must not return. */

/* What blocks belong to. Several threads may work for one owner. */
struct memory_owner;

/* A new owner, or NULL when there is no memory for it. */
struct memory_owner *memory_owner_new(void);

/* Frees the owner and all blocks that belong to it; NULL is none. */
void memory_owner_free(struct memory_owner *owner);

/* Blocks made by this thread belong to `owner` from now on (NULL: to nobody). Returns the one
 * before. */
struct memory_owner *memory_work_for(struct memory_owner *owner);
struct memory_owner *memory_working_for(void);

/* Runs `work(context)`. False when it ended for want of memory: what it had allocated is left
 * to the owner, and what it held otherwise (locks, files, memory of other libraries) is the
 * caller's to give back. */
bool memory_attempt(void (*work)(void *context), void *context);

/* Ends the innermost attempt, as for want of memory. */
_Noreturn void memory_give_up(void);

/* What is done without memory outside any attempt. The default aborts; the program sets one
 * that removes its unfinished files and says so. */
void memory_on_failure(void (*handler)(void));

/* For tests: the n-th allocation of all threads from now on fails (1: the next), and none
 * before or after it; 0: none does. Whether no such failure is to come any more. */
void memory_fail_at(int64_t n);
bool memory_has_failed(void);

/* Zeroed memory for `count` objects of `size` bytes; free it with memory_free(). */
void *memory_new(size_t count, size_t size);

/* Resizes `old` (may be NULL) to `count` objects of `size` bytes; new bytes are not zeroed. */
void *memory_resize(void *old, size_t count, size_t size);

/* Frees what memory_new() or memory_resize() gave; NULL is nothing. */
void memory_free(void *memory);

/* Memory that is freed all at once: a config, a scenario, the tables of a campaign. {0} is an
 * empty one. */
struct arena {
    struct arena_chunk *chunks;
    size_t used; /* bytes of the newest chunk that are taken */
};

void arena_free(struct arena *arena);

/* Forgets what was made, but keeps the memory for what is made next. */
void arena_clear(struct arena *arena);

/* Zeroed memory for `count` objects of `size` bytes, aligned for any type. */
void *arena_new(struct arena *arena, size_t count, size_t size);

/* A copy of the `length` bytes at `text`, ended by a NUL. */
char *arena_text(struct arena *arena, const char *text, size_t length);

/* A copy of the string `text`. */
char *arena_copy(struct arena *arena, const char *text);

/* Hands all memory of `from` over to `into`; `from` is empty afterwards. */
void arena_join(struct arena *into, struct arena *from);
