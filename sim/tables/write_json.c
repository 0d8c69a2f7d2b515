/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "write_json.h"

#include "text.h"

#include <limits.h>
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
    json_t *json = json_stringn_nocheck(text_string(&utf8), utf8.length);
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

/* ---- As text: what jansson writes, but faster, as most of it is long texts ---- */

static void write_value(struct text *out, const json_t *json, int indent, int depth);

/* Characters that do not stand for themselves: the first 32, quotation mark and backslash. */
#define EIGHT true, true, true, true, true, true, true, true
static const bool is_special[UCHAR_MAX + 1] = {
    EIGHT, EIGHT, EIGHT, EIGHT, ['"'] = true, ['\\'] = true};

/* The character that stands for another behind a backslash; 0: none does. */
static char escaped(char c)
{
    static const char special[] = "\"\\\b\f\n\r\t", letter[] = "\"\\bfnrt";
    const char *place = c != '\0' ? strchr(special, c) : NULL;
    return place != NULL ? letter[place - special] : '\0';
}

static void write_text(struct text *out, const char *text, size_t length)
{
    const char *end = text + length;
    text_add(out, "\"", 1);
    for (const char *from = text; text < end; from = ++text) {
        while (text < end && !is_special[(unsigned char)*text])
            text++;
        text_add(out, from, (size_t)(text - from));
        if (text == end)
            break;
        if (escaped(*text) != '\0')
            text_add(out, (const char[]){'\\', escaped(*text)}, 2);
        else
            text_printf(out, "\\u%04X", (unsigned)(unsigned char)*text);
    }
    text_add(out, "\"", 1);
}

static void begin_line(struct text *out, int blanks)
{
    text_add(out, "\n", 1);
    for (; blanks > 0; blanks--)
        text_add(out, " ", 1);
}

static void write_object(struct text *out, const json_t *json, int indent, int depth)
{
    const char *before = "{", *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)json, key, value)
    {
        text_add_string(out, before);
        begin_line(out, indent * (depth + 1));
        write_text(out, key, strlen(key));
        text_add_string(out, ": ");
        write_value(out, value, indent, depth + 1);
        before = ",";
    }
    if (json_object_size(json) > 0)
        begin_line(out, indent * depth);
    text_add_string(out, json_object_size(json) > 0 ? "}" : "{}");
}

static void write_array(struct text *out, const json_t *json, int indent, int depth)
{
    size_t n = json_array_size(json);
    for (size_t i = 0; i < n; i++) {
        text_add_string(out, i == 0 ? "[" : ",");
        begin_line(out, indent * (depth + 1));
        write_value(out, json_array_get(json, i), indent, depth + 1);
    }
    if (n > 0)
        begin_line(out, indent * depth);
    text_add_string(out, n > 0 ? "]" : "[]");
}

/* Numbers and all else are left to jansson. */
static void write_short(struct text *out, const json_t *json)
{
    enum { LONGEST = 64 };
    char value[LONGEST];
    size_t length = json_dumpb(json, value, sizeof value, JSON_ENCODE_ANY);
    if (length == 0 || length > sizeof value)
        memory_give_up();
    text_add(out, value, length);
}

static void write_value(struct text *out, const json_t *json, int indent, int depth)
{
    if (json_is_object(json))
        write_object(out, json, indent, depth);
    else if (json_is_array(json))
        write_array(out, json, indent, depth);
    else if (json_is_string(json))
        write_text(out, json_string_value(json), json_string_length(json));
    else
        write_short(out, json);
}

/* What is in jansson's memory is not lost when there is no more. */
struct writing {
    struct text *out;
    const json_t *json;
    int indent;
};

static void write_all(void *context)
{
    const struct writing *writing = context;
    write_value(writing->out, writing->json, writing->indent, 0);
}

bool json_add_text(struct text *out, const json_t *json, int indent)
{
    struct writing writing = {out, json, indent};
    return json != NULL && memory_attempt(write_all, &writing);
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
    struct text out = {0};
    bool made = json_add_text(&out, json, indent);
    fwrite(text_string(&out), 1, out.length, file);
    fputc('\n', file);
    text_free(&out);
    return made;
}
