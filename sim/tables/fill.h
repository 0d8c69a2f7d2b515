/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_FILL_H
#define RECEPT_FILL_H

#include "results.h"
#include "table.h"

/* A table that is being filled. */
struct fill {
    struct table *table;
    const struct results *results;
    const struct study *study;    /* that the cases are of */
    const struct study_case *one; /* that rows are asked for of, where that goes case by case */
};

/* The cells of a row. */
#define TEXT(string) ((union cell){.text = (string)})
#define NUM(value) ((union cell){.number = (value)})
#define ESTIMATE(e) NUM((e).value), NUM((e).se), NUM((e).low), NUM((e).high)
#define INTERVAL(e) NUM((e).value), NUM((e).low), NUM((e).high)

/* Adds a row of a case: its strategy; its hub, where the table has that as second column; the
 * cells that are given; the hub and the varied settings where they are columns at the end. */
#define fill_row(f, one, ...)                                                                  \
    fill_cells(f, one, (union cell[]){__VA_ARGS__},                                            \
        sizeof(union cell[]){__VA_ARGS__} / sizeof(union cell))
void fill_cells(
    const struct fill *f, const struct study_case *one, const union cell *cell, size_t n);

#endif
