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

/* Where a table goes: to a file of its own, at the end or while campaigns are simulated; to
 * standard output, as CSV and as JSON. */
enum { TO_FILE = 1, STREAMED = 2, TO_CSV = 4, TO_JSON = 8 };

/* A table that results may have. */
struct table_kind {
    const char *name, *columns;
    const char *holds; /* in words, of files */
    void (*rows)(
        const struct fill *f); /* adds all rows; of what is simulated those of a case */
    int to;
    size_t needs; /* the pointer in struct results without which there is no such table, */
    bool (*only)(const struct results *results); /* nor where this says so; NULL: it does not */
};
#define FROM(member) offsetof(struct results, member)

/* Those of each kind of study; the last has no name. */
extern const struct table_kind run_tables[], compare_tables[], plan_tables[];

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
