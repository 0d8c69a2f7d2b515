/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool read_bytes(struct text *bytes, const char *folder, const char *name)
{
    char piece[4096];
    struct text path = {0};
    text_printf(&path, "%s/%s", folder, name);
    FILE *file = fopen(path.data, "r");
    text_free(&path);
    if (file == NULL)
        return false;
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        text_add(bytes, piece, n);
    fclose(file);
    return bytes->length > 0;
}

static int count_of(const char *text, char what)
{
    int n = 0;
    for (; *text != '\0'; text++)
        n += *text == what;
    return n;
}

bool figures_read(struct figures *figures, const char *folder, const char *file)
{
    *figures = (struct figures){.rows = 0};
    if (!read_bytes(&figures->bytes, folder, file))
        return false;
    char *at = figures->bytes.data, *head = strchr(at, '\n');
    if (head == NULL)
        return false;
    *head = '\0';
    figures->columns = count_of(at, ',') + 1;
    *head = '\n';
    figures->rows = count_of(at, '\n');
    if (count_of(at, ',') != figures->rows * (figures->columns - 1))
        return false;
    size_t fields = (size_t)figures->rows * (size_t)figures->columns;
    figures->field = memory_new(fields, sizeof *figures->field);
    for (size_t i = 0; i < fields; i++) {
        figures->field[i] = at;
        at += strcspn(at, ",\n");
        *at++ = '\0';
    }
    return true;
}

void figures_free(struct figures *figures)
{
    memory_free(figures->field);
    text_free(&figures->bytes);
    *figures = (struct figures){.rows = 0};
}

const char *figures_text(const struct figures *figures, int row, const char *column)
{
    for (int i = 0; i < figures->columns && row < figures->rows; i++)
        if (strcmp(figures->field[i], column) == 0)
            return figures->field[row * figures->columns + i];
    return "";
}

double figures_number(const struct figures *figures, int row, const char *column)
{
    const char *text = figures_text(figures, row, column);
    return text[0] != '\0' ? strtod(text, NULL) : NAN;
}

static bool is_of_all(const struct figures *figures, int row)
{
    const char *segment = figures_text(figures, row, "segment");
    return segment[0] == '\0' || strcmp(segment, "all") == 0;
}

int figures_row(const struct figures *figures, const char *column, const char *value,
    const char *second, const char *other)
{
    for (int row = 1; row < figures->rows; row++)
        if (is_of_all(figures, row) && strcmp(figures_text(figures, row, column), value) == 0 &&
            strcmp(figures_text(figures, row, second), other) == 0)
            return row;
    return 0;
}
