/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "text.h"

/* A table that a run wrote, of which no field has a comma, as rows of fields. */
struct figures {
    struct text bytes;
    int rows, columns; /* the first row names the columns */
    char **field;      /* [rows][columns] */
};

/* Reads FOLDER/FILE; false when that cannot be, or rows are of different lengths. Free it in
 * any case. */
bool figures_read(struct figures *figures, const char *folder, const char *file);
void figures_free(struct figures *figures);

/* What a row has in the column of that name; "" where there is none. */
const char *figures_text(const struct figures *figures, int row, const char *column);

/* As a number; NAN where there is none. */
double figures_number(const struct figures *figures, int row, const char *column);

/* The first row that has `value` in the column `column` and `other` in `second`, of all
 * companies where it says of whom; 0: there is none. */
int figures_row(const struct figures *figures, const char *column, const char *value,
    const char *second, const char *other);
