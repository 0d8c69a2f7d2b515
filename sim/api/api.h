/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "recept.h"

#include "config.h"
#include "memory.h"
#include "messages.h"

/* What the functions of the public header have in common. */

struct recept_config {
    struct memory_owner *owner;
    enum recept_status status; /* as it was opened */
    struct messages messages;
    struct recept_origin origin;
    struct file_reader files; /* the caller's */
    struct config config;
};

/* recept_config_open(), where the files of a config without a reader of its own are those of
 * `files`; NULL: those on disk. */
enum recept_status api_config_open(struct recept_config **config,
    const struct recept_origin *origin, const struct file_reader *files);

/* Does `work` for an object: its memory is the owner's, its texts are in `language`, and
 * numbers are read and written as in the C locale, whatever the caller's thread has. */
enum recept_status api_work(struct memory_owner *owner, enum recept_language language,
    enum status (*work)(void *context), void *context);

/* The same for a new object of `size` bytes, with an owner of its own, which *object is. NULL
 * after RECEPT_NO_MEMORY. `work` finds it in *object; its first member is the owner. */
enum recept_status api_new(void **object, size_t size, enum recept_language language,
    enum status (*work)(void *context), void *context);
