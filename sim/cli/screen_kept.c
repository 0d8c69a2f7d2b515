/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen.h"

#include "write_json.h"

#include <string.h>

static const char *const keys[N_LANGUAGES] = {[ENGLISH] = "en", [DUTCH] = "nl"};

/* ---- Writing; what is NULL had no memory (write_json.h) ---- */

static json_t *strings(const char *const *string, int n)
{
    json_t *array = json_array();
    for (int i = 0; i < n && array != NULL; i++)
        if (json_array_append_new(array, json_string(string[i])) != 0) {
            json_decref(array);
            return NULL;
        }
    return array;
}

static json_t *rows_of(const struct grid *table)
{
    json_t *rows = json_array();
    for (int row = HEADER; row < table->rows && rows != NULL; row++)
        if (json_array_append_new(rows, strings(grid_cell(table, row, 0), table->columns)) !=
            0) {
            json_decref(rows);
            return NULL;
        }
    return rows;
}

static json_t *part_of(const struct screen_part *part)
{
    const struct grid *table = part->table;
    if (table != NULL)
        return json_pack("{s:i, s:i, s:b, s:o}", "fixed", table->fixed, "turn", table->turn,
            "prose", table->prose, "rows", rows_of(table));
    return part->text != NULL ? json_string(part->text) : json_null();
}

static json_t *parts_of(const struct screen *screen)
{
    json_t *parts = json_array();
    for (const struct screen_part *part = screen->first; part != NULL && parts != NULL;
         part = part->next)
        if (json_array_append_new(parts, part_of(part)) != 0) {
            json_decref(parts);
            return NULL;
        }
    return parts;
}

enum status screens_write(
    struct results_folder *folder, const struct screen screen[N_LANGUAGES])
{
    json_t *all = json_object();
    bool made = all != NULL;
    for (int i = 0; i < N_LANGUAGES; i++)
        made = json_object_set_new(all, keys[i], parts_of(&screen[i])) == 0 && made;
    FILE *file = made ? results_open(folder, SCREENS_NAME) : NULL;
    enum status status = file != NULL ? STATUS_OK : STATUS_FAILED;
    bool printed = file != NULL && json_print(file, all, 1);
    if (file != NULL)
        status = results_close(folder, file, SCREENS_NAME);
    json_decref(all);
    if (!made || (status == STATUS_OK && !printed))
        memory_give_up();
    return status;
}

/* ---- Reading ---- */

/* What is more than screens have would take long to lay out. */
enum { MOST_COLUMNS = 1000, MOST_LINES = 20, MOST_PARAGRAPH = 1 << 16 };

/* A text that can be printed; NULL: there is none. */
static const char *text_in(struct arena *arena, const json_t *json, int most_lines)
{
    const char *bytes = json_string_value(json);
    int lines = 0;
    for (const char *at = bytes; at != NULL && *at != '\0'; lines++) {
        size_t length = strcspn(at, "\n");
        if (length > MOST_PARAGRAPH)
            return NULL;
        at += length + (at[length] == '\n');
    }
    if (bytes == NULL || (most_lines > 0 && lines > most_lines))
        return NULL;
    struct text clean = {0};
    text_add_lines(&clean, bytes);
    return text_keep(&clean, arena);
}

static bool read_row(struct arena *arena, const char **cell, int columns, const json_t *row)
{
    if (json_array_size(row) != (size_t)columns)
        return false;
    for (int i = 0; i < columns; i++)
        if ((cell[i] = text_in(arena, json_array_get(row, (size_t)i), MOST_LINES)) == NULL)
            return false;
    return true;
}

/* NULL: it is no table. */
static struct grid *table_in(struct arena *arena, const json_t *json)
{
    const json_t *rows = json_object_get(json, "rows");
    size_t n = json_array_size(rows), columns = json_array_size(json_array_get(rows, 0));
    json_int_t fixed = json_integer_value(json_object_get(json, "fixed"));
    json_int_t turn = json_integer_value(json_object_get(json, "turn"));
    if (columns == 0 || columns > MOST_COLUMNS || fixed < 1 || fixed > (json_int_t)columns ||
        turn < 0 || turn > (json_int_t)columns)
        return NULL;
    struct grid *table = arena_new(arena, 1, sizeof *table);
    *table = (struct grid){.rows = (int)n - 1,
        .columns = (int)columns,
        .fixed = (int)fixed,
        .turn = (int)turn,
        .prose = json_is_true(json_object_get(json, "prose")),
        .cell = arena_new(arena, n * columns, sizeof *table->cell)};
    for (size_t row = 0; row < n; row++)
        if (!read_row(arena, grid_cell(table, (int)row - 1, 0), table->columns,
                json_array_get(rows, row)))
            return NULL;
    return table;
}

static bool read_part(struct screen *screen, const json_t *json)
{
    struct screen_part *part = screen_add_blank(screen);
    if (json_is_string(json))
        part->text = text_in(&screen->arena, json, 0);
    else if (json_is_object(json))
        part->table = table_in(&screen->arena, json);
    return json_is_null(json) || part->text != NULL || part->table != NULL;
}

bool screens_read(struct screen *screen, enum language language, const struct text *bytes)
{
    json_t *all = json_loadb(text_string(bytes), bytes->length, 0, NULL);
    const json_t *parts = json_object_get(all, keys[language]);
    size_t n = json_array_size(parts);
    bool whole = n > 0;
    for (size_t i = 0; i < n && whole; i++)
        whole = read_part(screen, json_array_get(parts, i));
    json_decref(all);
    return whole;
}
