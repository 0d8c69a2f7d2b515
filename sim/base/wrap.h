/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "text.h"

/* Text in columns of characters of one width. Strings are UTF-8 whatever the locale; wide
 * characters take two columns, combining ones none. */

int wrap_columns(const char *string);

/* `string`, or cut to `columns` with an ellipsis, in `arena`, when it is wider. */
const char *wrap_cut(struct arena *arena, const char *string, int columns);

/* Adds `string` in lines of at most `columns`, broken between words where that can be; newlines
 * begin lines as well. Lines that do not begin a paragraph are indented by `indent`. With
 * `lines` > 0 there are at most so many, and what does not fit ends in an ellipsis. */
void wrap_add(struct text *out, const char *string, int columns, int indent, int lines);
