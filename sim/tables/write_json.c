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

/* Memory of ours may be wanting while a text is made, but not once there is a value of
 * jansson's. */
void json_set(json_t *object, const char *key, enum column_type type, union cell cell)
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
    json_object_set_new(object, text_string(&name),
        is_text               ? json_stringn(text_string(&words), words.length)
        : type == COLUMN_TEXT ? json_null()
                              : json_number(cell.number));
    text_free(&name);
    text_free(&words);
}

/* What is made is part of the array at once, so that it is freed with it. */
void json_add_rows(json_t *array, const struct table *table)
{
    for (long row = 0; row < table->n; row++) {
        json_t *object = json_object(), *into = object;
        json_array_append_new(array, object);
        for (int i = 0; i < table->n_columns; i++) {
            union cell cell = table_cell(table, row, i);
            if (i == table->n_columns - table->n_varied)
                json_object_set_new(object, "vary", into = json_object());
            json_set(into, table->column[i].id, table->column[i].type, cell);
        }
    }
}

/* What is in jansson's own memory, to be freed also where there is no more. */
struct making {
    const struct table *table;
    json_t *rows;
    char *bytes;
    struct text *out;
};

static void make(void *context)
{
    struct making *making = context;
    json_add_rows(making->rows, making->table);
    making->bytes = json_dumps(making->rows, JSON_INDENT(1));
    if (making->bytes == NULL)
        return;
    text_add_string(making->out, making->bytes);
    text_add_string(making->out, "\n");
}

bool json_add(struct text *out, const struct table *table)
{
    struct making making = {table, json_array(), NULL, out};
    bool done = memory_attempt(make, &making), made = making.bytes != NULL;
    json_decref(making.rows);
    free(making.bytes);
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
