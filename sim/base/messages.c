/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages.h"

#include "memory.h"
#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void messages_free(struct messages *messages)
{
    for (size_t i = 0; i < messages->count; i++)
        memory_free(messages->lines[i]);
    memory_free(messages->lines);
    *messages = (struct messages){0};
}

void messages_add(struct messages *messages, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct text raw = {0}, line = {0};
    text_vprintf(&raw, format, arguments);
    va_end(arguments);
    text_add_printable(&line, text_string(&raw));
    text_free(&raw);
    text_add(&line, "", 0);
    /* There is always room up to the next power of 2. */
    if ((messages->count & (messages->count - 1)) == 0)
        messages->lines =
            memory_resize(messages->lines, 2 * messages->count + 1, sizeof(char *));
    messages->lines[messages->count++] = line.data;
}

/* A line and its place. */
struct placed {
    char *line;
    size_t place;
};

static int by_line_and_place(const void *a, const void *b)
{
    const struct placed *x = a, *y = b;
    int order = strcmp(x->line, y->line);
    return order != 0 ? order : (x->place > y->place) - (x->place < y->place);
}

/* By sorting: a wrong company list can have a hundred thousand lines to tell of. */
void messages_add_all(struct messages *messages, const struct messages *more)
{
    for (size_t i = 0; i < more->count; i++)
        messages_add(messages, "%s", more->lines[i]);
}

void messages_drop_repeats(struct messages *messages)
{
    size_t n = messages->count, kept = 0;
    struct placed *sorted = memory_new(n, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = (struct placed){messages->lines[i], i};
    qsort(sorted, n, sizeof *sorted, by_line_and_place);
    for (size_t i = n; i-- > 1;)
        if (strcmp(sorted[i].line, sorted[i - 1].line) == 0) {
            memory_free(sorted[i].line);
            messages->lines[sorted[i].place] = NULL;
        }
    memory_free(sorted);
    for (size_t i = 0; i < n; i++)
        if (messages->lines[i] != NULL)
            messages->lines[kept++] = messages->lines[i];
    messages->count = kept;
}

void messages_drop_first(struct messages *messages, size_t n)
{
    for (size_t i = 0; i < messages->count; i++) {
        if (i < n)
            memory_free(messages->lines[i]);
        else
            messages->lines[i - n] = messages->lines[i];
    }
    messages->count -= n;
}
