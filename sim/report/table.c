/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table.h"

#include "csv_table.h"

#include <string.h>

void table_header(const struct table *table, const char *columns)
{
    fputs(columns, table->file);
    if (table->study->has_hubs && strstr(columns, ",hub,") == NULL)
        fputs(",hub", table->file);
    for (int i = 0; i < table->study->n_vary; i++)
        table_text(table, table->study->vary_path[i]);
    fputc('\n', table->file);
}

void table_begin_row(const struct table *table)
{
    csv_write_text(table->file, table->one->campaign->strategy->id);
}

void table_text(const struct table *table, const char *text)
{
    putc_unlocked(',', table->file);
    csv_write_text(table->file, text);
}

void table_number(const struct table *table, double value)
{
    putc_unlocked(',', table->file);
    csv_write_number(table->file, value);
}

void table_integer(const struct table *table, long value)
{
    putc_unlocked(',', table->file);
    csv_write_integer(table->file, value);
}

void table_estimate(const struct table *table, struct estimate e)
{
    table_number(table, e.value);
    table_number(table, e.se);
    table_number(table, e.low);
    table_number(table, e.high);
}

void table_end_row(const struct table *table)
{
    if (table->study->has_hubs && !table->names_hub)
        table_text(table, table->one->hub);
    for (int i = 0; i < table->study->n_vary; i++)
        table_text(table, table->one->vary_value[i]);
    putc_unlocked('\n', table->file);
}

const char *table_segment(const struct table *table, int cell)
{
    return table->one->campaign->cells.name[cell];
}
