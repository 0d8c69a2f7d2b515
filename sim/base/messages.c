/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "messages.h"

#include "memory.h"
#include "text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void messages_init(struct messages *messages)
{
    memset(messages, 0, sizeof *messages);
}

void messages_free(struct messages *messages)
{
    for (size_t i = 0; i < messages->count; i++)
        free(messages->lines[i]);
    free(messages->lines);
    messages_init(messages);
}

void messages_add(struct messages *messages, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *raw = NULL;
    int length = vasprintf(&raw, format, arguments);
    va_end(arguments);
    struct text line;
    text_init(&line);
    text_add_printable(&line, length >= 0 ? raw : format);
    if (length >= 0)
        free(raw);
    text_add(&line, "", 0);
    messages->lines = memory_resize(messages->lines, messages->count + 1, sizeof(char *));
    messages->lines[messages->count++] = line.data;
}

void messages_drop_repeats(struct messages *messages)
{
    size_t kept = 0;
    for (size_t i = 0; i < messages->count; i++) {
        bool repeated = false;
        for (size_t j = 0; j < kept && !repeated; j++)
            repeated = strcmp(messages->lines[i], messages->lines[j]) == 0;
        if (repeated)
            free(messages->lines[i]);
        else
            messages->lines[kept++] = messages->lines[i];
    }
    messages->count = kept;
}
