/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_json.h"

#include "text.h"

#include <math.h>

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

static json_t *row_of(const struct table *table, long row)
{
    json_t *object = json_object();
    json_t *into = object;
    for (int i = 0; i < table->n_columns; i++) {
        union cell cell = table_cell(table, row, i);
        if (i == table->n_columns - table->n_varied)
            json_object_set_new(object, "vary", into = json_object());
        json_set(into, table->column[i].id,
            table->column[i].type == COLUMN_TEXT ? json_text(cell.text)
                                                 : json_number(cell.number));
    }
    return object;
}

json_t *json_rows(const struct table *table)
{
    json_t *array = json_array();
    for (long row = 0; row < table->n; row++)
        json_array_append_new(array, row_of(table, row));
    return array;
}

bool json_print(FILE *file, const json_t *json, int indent)
{
    bool made = json_dumpf(json, file, JSON_INDENT((size_t)indent)) == 0;
    fputc('\n', file);
    return made;
}
