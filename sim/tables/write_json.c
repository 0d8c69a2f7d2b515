/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_json.h"

#include "text.h"

#include <math.h>
#include <stdlib.h>

json_t *json_text(const char *text)
{
    if (text == NULL)
        return json_null();
    struct text utf8 = {0};
    text_to_utf8(&utf8, text, strlen(text));
    json_t *json = json_stringn(text_string(&utf8), utf8.length);
    text_free(&utf8);
    return json;
}

json_t *json_number(double value)
{
    return isfinite(value) ? json_real(value == 0.0 ? 0.0 : value) : json_null();
}

void json_set(json_t *object, const char *key, json_t *value)
{
    json_t *name = json_text(key);
    json_object_set_new(object, json_string_value(name), value);
    json_decref(name);
}

/* What is made is part of the array at once, so that it is freed with it. */
static void add_row(json_t *array, const struct table *table, long row)
{
    json_t *object = json_object(), *into = object;
    json_array_append_new(array, object);
    for (int i = 0; i < table->n_columns; i++) {
        union cell cell = table_cell(table, row, i);
        struct text key = {0};
        if (i == table->n_columns - table->n_varied)
            json_object_set_new(object, "vary", into = json_object());
        text_to_utf8(&key, table->column[i].id, strlen(table->column[i].id));
        json_object_set_new(into, text_string(&key),
            table->column[i].type == COLUMN_TEXT ? json_text(cell.text)
                                                 : json_number(cell.number));
        text_free(&key);
    }
}

struct rows {
    const struct table *table;
    json_t *array;
};

static void add_rows(void *context)
{
    const struct rows *rows = context;
    for (long row = 0; row < rows->table->n; row++)
        add_row(rows->array, rows->table, row);
}

json_t *json_rows(const struct table *table)
{
    struct rows rows = {table, json_array()};
    if (!memory_attempt(add_rows, &rows)) {
        json_decref(rows.array);
        memory_give_up();
    }
    return rows.array;
}

/* Text in jansson's own memory. */
struct dumped {
    char *bytes;
    struct text *out;
};

static void add_dumped(void *context)
{
    const struct dumped *dumped = context;
    text_add_string(dumped->out, dumped->bytes);
    text_add(dumped->out, "\n", 1);
}

bool json_add(struct text *out, const struct table *table)
{
    json_t *rows = json_rows(table);
    struct dumped dumped = {json_dumps(rows, JSON_INDENT(1)), out};
    json_decref(rows);
    bool done = dumped.bytes == NULL || memory_attempt(add_dumped, &dumped);
    bool made = dumped.bytes != NULL;
    free(dumped.bytes);
    if (!done)
        memory_give_up();
    return made;
}

bool json_print(FILE *file, const json_t *json, int indent)
{
    bool made = json_dumpf(json, file, JSON_INDENT((size_t)indent)) == 0;
    fputc('\n', file);
    return made;
}
