/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "api_study.h"

#include "tables.h"
#include "write_csv.h"
#include "write_json.h"

#include <string.h>

size_t recept_study_tables(const struct recept_study *study)
{
    size_t n = 0;
    while (tables_name(&study->results, (int)n) != NULL)
        n++;
    return n;
}

const char *recept_study_table_name(const struct recept_study *study, size_t i)
{
    return tables_name(&study->results, (int)i);
}

struct asking {
    struct recept_study *study;
    const char *name;
    const struct recept_table **table;
};

static enum status make_table(void *context)
{
    const struct asking *asking = context;
    struct recept_table *made = memory_new(1, sizeof *made);
    if (!tables_fill(&made->table, asking->name, &asking->study->results))
        return STATUS_USAGE;
    made->next = asking->study->tables;
    asking->study->tables = made;
    *asking->table = made;
    return STATUS_OK;
}

enum recept_status recept_study_table(
    struct recept_study *study, const char *name, const struct recept_table **table)
{
    *table = NULL;
    for (const struct recept_table *made = study->tables; made != NULL; made = made->next)
        if (strcmp(made->table.name, name) == 0) {
            *table = made;
            return RECEPT_OK;
        }
    struct asking asking = {study, name, table};
    return api_work(study->owner, RECEPT_ENGLISH, make_table, &asking);
}

size_t recept_table_rows(const struct recept_table *table)
{
    return (size_t)table->table.n;
}

size_t recept_table_columns(const struct recept_table *table)
{
    return (size_t)table->table.n_columns;
}

struct recept_column recept_table_column(const struct recept_table *table, size_t column)
{
    static const enum recept_column_type types[] = {[COLUMN_TEXT] = RECEPT_TEXT,
        [COLUMN_NUMBER] = RECEPT_NUMBER,
        [COLUMN_WHOLE] = RECEPT_WHOLE};
    const struct column *c = &table->table.column[column];
    return (struct recept_column){c->id, c->unit, c->meaning, types[c->type]};
}

const char *recept_table_text(const struct recept_table *table, size_t row, size_t column)
{
    return table_cell(&table->table, (long)row, (int)column).text;
}

double recept_table_number(const struct recept_table *table, size_t row, size_t column)
{
    return table_cell(&table->table, (long)row, (int)column).number;
}

/* ---- As files ---- */

struct writing {
    const struct table *table;
    enum recept_format format;
    struct text bytes;
};

static enum status write_table(void *context)
{
    struct writing *writing = context;
    if (writing->format == RECEPT_CSV) {
        csv_add(&writing->bytes, writing->table);
        return STATUS_OK;
    }
    json_add(&writing->bytes, writing->table);
    return STATUS_OK;
}

enum recept_status recept_table_write(struct recept_study *study,
    const struct recept_table *table, enum recept_format format, const char **bytes,
    size_t *length)
{
    struct writing writing = {&table->table, format, {0}};
    enum recept_status status = api_work(study->owner, RECEPT_ENGLISH, write_table, &writing);
    *bytes = status == RECEPT_OK ? text_string(&writing.bytes) : NULL;
    *length = status == RECEPT_OK ? writing.bytes.length : 0;
    return status;
}
