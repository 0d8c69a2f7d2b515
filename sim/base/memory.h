/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_MEMORY_H
#define RECEPT_MEMORY_H

#include <stddef.h>

/* Out of memory is not something a caller can repair, so no function here returns NULL: the
 * handler is called instead, and it must not return. The default aborts; the program sets one
 * that removes its unfinished files and says so. */
void memory_on_failure(void (*handler)(void));

/* Zeroed memory for `count` objects of `size` bytes; free it with free(). */
void *memory_new(size_t count, size_t size);

/* Resizes `old` (may be NULL) to `count` objects of `size` bytes; new bytes are not zeroed. */
void *memory_resize(void *old, size_t count, size_t size);

/* Memory that is freed all at once: a config, a scenario, the tables of a campaign. */
struct arena {
    struct arena_chunk *chunks;
    size_t used; /* bytes of the newest chunk that are taken */
};

void arena_init(struct arena *arena);
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

#endif
