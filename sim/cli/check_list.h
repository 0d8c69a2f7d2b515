/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "company_list.h"
#include "options.h"

/* `recept check` of a company list. */

/* Whether the file is a company list, and no config: by what is in it; by its name where that
 * does not tell. */
bool check_is_list(const char *path);

/* Says what is understood of the list `path`, whose axes are those of the config at
 * `config_path`, or (NULL) of the shipped one. STATUS_CONFIG when there are errors, or no
 * companies. */
enum status check_list(
    const struct options *options, const char *path, const char *config_path);

/* "size: small 6, larger 8" of column LIST_... of the list, in `arena`. */
const char *check_list_counts(const struct company_list *list, int column, struct arena *arena);
