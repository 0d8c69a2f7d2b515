/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "old_table.h"

#include "csv_table.h"

#include <string.h>

void old_table_header(const struct old_table *table, const char *columns)
{
    fputs(columns, table->file);
    if (table->study->has_hubs && strstr(columns, ",hub,") == NULL)
        fputs(",hub", table->file);
    for (int i = 0; i < table->study->n_vary; i++)
        old_table_text(table, table->study->vary_path[i]);
    fputc('\n', table->file);
}

void old_table_begin_row(const struct old_table *table)
{
    csv_write_text(table->file, table->one->campaign->strategy->id);
}

void old_table_text(const struct old_table *table, const char *text)
{
    putc_unlocked(',', table->file);
    csv_write_text(table->file, text);
}

void old_table_number(const struct old_table *table, double value)
{
    putc_unlocked(',', table->file);
    csv_write_number(table->file, value);
}

void old_table_integer(const struct old_table *table, long value)
{
    putc_unlocked(',', table->file);
    csv_write_integer(table->file, value);
}

void old_table_estimate(const struct old_table *table, struct estimate e)
{
    old_table_number(table, e.value);
    old_table_number(table, e.se);
    old_table_number(table, e.low);
    old_table_number(table, e.high);
}

void old_table_end_row(const struct old_table *table)
{
    if (table->study->has_hubs && !table->names_hub)
        old_table_text(table, table->one->hub);
    for (int i = 0; i < table->study->n_vary; i++)
        old_table_text(table, table->one->vary_value[i]);
    putc_unlocked('\n', table->file);
}

const char *old_table_segment(const struct old_table *table, int cell)
{
    return table->one->campaign->cells.name[cell];
}
