/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "log_read.h"

/* What --columns says: a heading, and as its letters, and the field that it is. */
struct told_column {
    const char *heading, *letters;
    int field;
    enum date_order order; /* of its dates, where that is said */
};

struct told_columns {
    int n;
    struct told_column *column;
};

/* Reads 'Datum=date:dmy,Soort=contact' in `arena`. False, with an error, when it cannot be. */
bool told_columns_read(
    struct told_columns *told, struct arena *arena, const char *text, struct messages *errors);

/* False, with an error for each, where no file has a heading that is told of. */
bool told_columns_found(const struct told_columns *told, const struct log_reading *reading,
    struct messages *errors);

/* Finds the layout of a file by its headings, and what each stands for. STATUS_CONFIG, with
 * what would be right, where there is none. */
enum status log_find_columns(struct log_file *file, struct arena *arena,
    const struct log_reading *reading, const struct told_columns *told,
    const struct scenario *scenario, struct messages *errors);

/* Says which layout was taken, and which columns are left unread. */
void log_tell_columns(const struct log_file *file, struct messages *notices);

/* The order of day and month in each column of dates: decided over all of its dates that are
 * not sure, else as in other columns. STATUS_CONFIG where both are possible, or neither. */
enum status log_find_order(
    struct log_reading *reading, const struct told_columns *told, struct messages *errors);
