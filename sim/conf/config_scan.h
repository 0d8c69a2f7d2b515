/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "config_text.h"
#include "messages.h"
#include "status.h"

/* More than anybody means: past these a config is refused before libconfig reads it, whose time
 * grows with the square of a group's settings. */
enum { MOST_SETTINGS_IN_GROUP = 10000, MOST_SETTINGS = 200000, MOST_NESTED = 100 };

/* Looks through the text of a config, with all that it includes, for settings past the limits
 * and for what people write that libconfig does not read: decimal commas, 10%, curly quotes, a
 * table in place of a config, brackets and commas that are missing. Every one gets words of its
 * own and the line as it should be. STATUS_CONFIG when there are any. What is right passes;
 * what is wrong in another way is left to libconfig. `notices` gets what is right and most
 * likely not meant: 25.000, of which the point sets no thousands apart. */
enum status config_scan(
    const struct config_text *source, struct messages *errors, struct messages *notices);

/* Whether the text begins with the line of a table, as a company list: names between
 * separators, and no setting. */
bool config_is_table(const char *text);
