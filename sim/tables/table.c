/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "write_csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- Columns ---- */

const char *const column_roles[] = {"key", "unit", "value", "error", "low", "high", "quantile"};

const struct column *column_describe(const char *table, const char *id)
{
    const struct column *general = NULL;
    for (int i = 0; i < n_described_columns; i++) {
        const char *described = described_columns[i].id;
        if (described[0] != id[0] && described[0] != table[0])
            continue;
        if (text_same(described, id)) {
            general = &described_columns[i];
            continue;
        }
        size_t same = 0;
        while (described[same] == table[same] && table[same] != '\0')
            same++;
        if (described[same] == '.' && (table[same] == '\0' || table[same] == '_') &&
            text_same(described + same + 1, id))
            return &described_columns[i];
    }
    return general;
}

int table_column(const struct table *table, const char *id)
{
    for (int i = 0; i < table->n_columns; i++)
        if (text_same(table->column[i].id, id))
            return i;
    return -1;
}

/* ---- A table ---- */

void table_add_column(struct table *table, struct column column)
{
    int n = table->n_columns++;
    table->column = memory_resize(table->column, (size_t)n + 1, sizeof *table->column);
    column.id = arena_copy(&table->arena, column.id);
    column.meaning = arena_copy(&table->arena, column.meaning);
    table->column[n] = column;
}

void table_init(struct table *table, const char *name, const char *columns)
{
    memset(table, 0, sizeof *table);
    table->name = name;
    const char *unit = ""; /* of the last value: its error and bounds have it too */
    while (*columns != '\0') {
        size_t length = strcspn(columns, ",");
        const char *id = arena_text(&table->arena, columns, length);
        const struct column *described = column_describe(name, id);
        assert(described != NULL);
        struct column column = *described;
        column.id = id;
        if (column.role == ROLE_VALUE)
            unit = column.unit;
        if (column.role >= ROLE_ERROR && column.unit[0] == '\0')
            column.unit = unit;
        table_add_column(table, column);
        columns += length + (columns[length] == ',');
    }
}

void table_free(struct table *table)
{
    memory_free(table->column);
    memory_free(table->cell);
    memory_free(table->again);
    arena_free(&table->arena);
    arena_free(&table->texts);
    text_free(&table->bytes);
    memset(table, 0, sizeof *table);
}

/* ---- Filling ---- */

void table_make_room(struct table *table)
{
    table->room = table->room * 2 + 64;
    table->cell = memory_resize(
        table->cell, (size_t)table->room * (size_t)table->n_columns, sizeof *table->cell);
    table->again = memory_resize(table->again, (size_t)table->room, sizeof *table->again);
}

/* A text that is that of the row before is not copied again. */
static union cell copy_of(struct table *table, const char *text, const char *before)
{
    if (text == NULL || (before != NULL && text_same(before, text)))
        return cell_text(text != NULL ? before : NULL);
    return cell_text(arena_copy(&table->texts, text));
}

void table_put(struct table *table, union cell cell)
{
    int column = table->at++;
    assert(column < table->n_columns);
    union cell *to = table_begin_row(table) + column;
    if (table->column[column].type == COLUMN_TEXT)
        *to = copy_of(table, cell.text, table->n > 0 ? to[-table->n_columns].text : NULL);
    else
        *to = cell_number(cell.number);
}

void table_end_row(struct table *table)
{
    assert(table->at == table->n_columns || table->at == 0);
    table->at = 0;
    table_end_like(table, 0);
}

void table_flush(struct table *table)
{
    table->bytes.length = 0;
    csv_add(&table->bytes, table);
    fwrite(text_string(&table->bytes), 1, table->bytes.length, table->file);
    if (table->sink != NULL)
        table->sink->take(table->sink, table);
    table->begun = true;
    table->n = 0;
    arena_clear(&table->texts);
}

void table_append(struct table *table, const struct table *from)
{
    for (long row = 0; row < from->n; row++) {
        for (int i = 0; i < table->n_columns; i++) {
            const struct column *column = &table->column[i];
            int at = table_column(from, column->id);
            if (at >= 0)
                table_put(table, table_cell(from, row, at));
            else if (column->type == COLUMN_TEXT)
                table_text(table, text_same(column->id, "table") ? from->name : NULL);
            else
                table_number(table, NAN);
        }
        table_end_row(table);
    }
}
