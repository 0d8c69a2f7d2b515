/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "results.h"
#include "table.h"

/* A table that is being filled. */
struct fill {
    struct table *table;
    const struct results *results;
    const struct study *study; /* that the cases are of */
    const struct study_case
        *one;             /* that rows are asked for of, where that goes case by case, */
    int cell;             /* and group by group where there is a column `segment` */
    const char *part;     /* for the column `table`: what was asked for; NULL: nothing */
    const char *baseline; /* for the column `baseline` */
};

/* The cells of a row. */
#define TEXT(string) ((union cell){.text = (string)})
#define NUM(value) ((union cell){.number = (value)})
#define ERROR(e) NUM((e).se), NUM((e).low), NUM((e).high)
#define ESTIMATE(e) NUM((e).value), ERROR(e)
#define INTERVAL(e) NUM((e).value), NUM((e).low), NUM((e).high)

/* Adds a row of a case. Columns `strategy`, `hub`, `segment`, `table` and `baseline` are filled
 * from the case and `f`, and the varied settings at the end; the others get the cells that are
 * given, and where these run out are not defined. */
#define fill_row(f, one, ...)                                                                  \
    fill_cells(f, one, (union cell[]){__VA_ARGS__},                                            \
        sizeof(union cell[]){__VA_ARGS__} / sizeof(union cell))
void fill_cells(
    const struct fill *f, const struct study_case *one, const union cell *cell, size_t n);
