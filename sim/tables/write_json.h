/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "table.h"
#include "text.h"

/* What of these returns NULL or false had no memory. Those of jansson that put one value into
 * another take NULL for such a failure, and free what they are given in any case. */

/* From now on jansson takes memory from memory_new(), so that there is some or memory_give_up()
 * is called. It holds for all of the program, of which a library must not dispose. */
void json_memory_is_ours(void);

/* Adds the rows of a table as objects, keys in the order of the columns, with the varied
 * settings in an object "vary"; what is not defined is null. */
bool json_add_rows(json_t *array, const struct table *table);

/* Adds the array of all rows to a text, with a newline. Gives up without memory. */
void json_add(struct text *out, const struct table *table);

/* Adds any JSON, `indent` blanks (1 or more) deeper where it is deeper: what jansson writes. */
bool json_add_text(struct text *out, const json_t *json, int indent);

/* Prints it and a newline. */
bool json_print(FILE *file, const json_t *json, int indent);

/* `text` (NULL: null) as a JSON string; bytes that are not UTF-8 are taken for Windows-1252. */
json_t *json_text(const char *text);

/* `value` as a JSON number; null when it is not finite, -0 as 0. */
json_t *json_number(double value);

/* Gives an object a cell of that type under the key, of any bytes as well. */
bool json_set(json_t *object, const char *key, enum column_type type, union cell cell);
