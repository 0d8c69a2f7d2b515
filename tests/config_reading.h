/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config.h"

/* config_open() for a file on disk, and for a config in memory without sets. */
static inline enum status config_read(struct config *config, const char *path,
    const char *const *sets, int n_sets, struct messages *errors)
{
    const struct config_origin source = {.path = path, .sets = sets, .n_sets = n_sets};
    return config_open(config, &source, errors);
}

static inline enum status config_take(struct config *config, const char *name,
    const char *bytes, size_t length, struct messages *errors)
{
    const struct config_origin source = {.path = name, .bytes = bytes, .length = length};
    return config_open(config, &source, errors);
}
