/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_json.h"

#include "text.h"

#include <math.h>
#include <stdlib.h>

static void *allocate(size_t size)
{
    return memory_new(size, 1);
}

void json_memory_is_ours(void)
{
    json_set_alloc_funcs(allocate, memory_free);
}

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

/* Memory of ours may be wanting while a text is made, but not once there is a value of
 * jansson's. */
bool json_set(json_t *object, const char *key, enum column_type type, union cell cell)
{
    bool is_text = type == COLUMN_TEXT && cell.text != NULL;
    struct text name = {0}, words = {0};
    text_to_utf8(&name, key, strlen(key));
    if (is_text) {
        struct text utf8 = {0};
        text_to_utf8(&utf8, cell.text, strlen(cell.text));
        text_add_lines(&words, text_string(&utf8));
        text_free(&utf8);
    }
    json_t *value = is_text               ? json_stringn(text_string(&words), words.length)
                    : type == COLUMN_TEXT ? json_null()
                                          : json_number(cell.number);
    bool set = json_object_set_new(object, text_string(&name), value) == 0;
    text_free(&name);
    text_free(&words);
    return set;
}

/* What is made is part of the array at once, so that it is freed with it. */
static bool add_row(json_t *array, const struct table *table, long row)
{
    json_t *object = json_object(), *into = object;
    bool added = json_array_append_new(array, object) == 0;
    for (int i = 0; i < table->n_columns && added; i++) {
        union cell cell = table_cell(table, row, i);
        if (i == table->n_columns - table->n_varied)
            added = json_object_set_new(object, "vary", into = json_object()) == 0;
        added = added && json_set(into, table->column[i].id, table->column[i].type, cell);
    }
    return added;
}

bool json_add_rows(json_t *array, const struct table *table)
{
    bool added = array != NULL;
    for (long row = 0; row < table->n && added; row++)
        added = add_row(array, table, row);
    return added;
}

/* Bytes that are added to a text. */
struct adding {
    struct text *out;
    const char *bytes;
    size_t length;
    bool failed;
};

static void add_bytes(void *context)
{
    const struct adding *adding = context;
    text_add(adding->out, adding->bytes, adding->length);
}

/* Jansson's memory would be lost in a jump past it; and jansson 2.14 goes on after some
 * failures of this (of a key), so that it is kept. */
static int take_bytes(const char *bytes, size_t length, void *context)
{
    struct adding *adding = context;
    adding->bytes = bytes;
    adding->length = length;
    adding->failed = adding->failed || !memory_attempt(add_bytes, adding);
    return adding->failed ? -1 : 0;
}

bool json_add_text(struct text *out, const json_t *json, int indent)
{
    struct adding adding = {.out = out};
    return json != NULL &&
           json_dump_callback(json, take_bytes, &adding, JSON_INDENT((size_t)indent)) == 0 &&
           !adding.failed;
}

/* What is in jansson's own memory, to be freed also where there is no more. */
struct making {
    const struct table *table;
    json_t *rows;
    struct text *out;
};

static void make(void *context)
{
    struct making *making = context;
    if (!json_add_rows(making->rows, making->table) ||
        !json_add_text(making->out, making->rows, 1))
        memory_give_up();
    text_add_string(making->out, "\n");
}

void json_add(struct text *out, const struct table *table)
{
    struct making making = {table, json_array(), out};
    bool done = memory_attempt(make, &making);
    json_decref(making.rows);
    if (!done)
        memory_give_up();
}

bool json_print(FILE *file, const json_t *json, int indent)
{
    bool made = json_dumpf(json, file, JSON_INDENT((size_t)indent)) == 0;
    fputc('\n', file);
    return made;
}
