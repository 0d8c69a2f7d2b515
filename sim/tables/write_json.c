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
    struct text utf8 = {0};
    text_to_utf8(&utf8, key, strlen(key));
    json_object_set_new(object, text_string(&utf8), value);
    text_free(&utf8);
}

static void add_row(json_t *array, const struct table *table, long row)
{
    json_t *object = json_object(), *into = object;
    json_array_append_new(array, object);
    for (int i = 0; i < table->n_columns; i++) {
        union cell cell = table_cell(table, row, i);
        if (i == table->n_columns - table->n_varied)
            json_object_set_new(object, "vary", into = json_object());
        struct text key = {0};
        text_to_utf8(&key, table->column[i].id, strlen(table->column[i].id));
        json_object_set_new(into, text_string(&key),
            table->column[i].type == COLUMN_TEXT ? json_text(cell.text)
                                                 : json_number(cell.number));
        text_free(&key);
    }
}

static void add_rows(json_t *array, const struct table *table)
{
    for (long row = 0; row < table->n; row++)
        add_row(array, table, row);
}

/* Tables that become JSON. */
struct writing {
    const struct table *table;
    int n;
    json_t *all;
    char *dumped; /* jansson's own memory */
    struct text *out;
};

/* Whatever is made is part of the whole at once, so that it is freed with it. */
static void make_all(void *context)
{
    struct writing *w = context;
    w->all = w->n == 1 ? json_array() : json_object();
    for (int i = 0; i < w->n; i++) {
        json_t *array = w->n == 1 ? w->all : json_array();
        if (w->n > 1)
            json_object_set_new(w->all, w->table[i].name, array);
        add_rows(array, &w->table[i]);
    }
}

static void add_dumped(void *context)
{
    const struct writing *w = context;
    text_add_string(w->out, w->dumped);
    text_add(w->out, "\n", 1);
}

enum status json_add(struct text *out, const struct table *table, int n)
{
    struct writing w = {table, n, NULL, NULL, out};
    bool done = memory_attempt(make_all, &w);
    if (done)
        w.dumped = json_dumps(w.all, JSON_INDENT(1));
    enum status status = w.dumped != NULL ? STATUS_OK : STATUS_FAILED;
    done = done && (w.dumped == NULL || memory_attempt(add_dumped, &w));
    free(w.dumped);
    json_decref(w.all);
    if (!done)
        memory_give_up();
    return status;
}

enum status json_write(FILE *file, const struct table *table, int n)
{
    struct text out = {0};
    enum status status = json_add(&out, table, n);
    fwrite(text_string(&out), 1, out.length, file);
    text_free(&out);
    return status;
}
