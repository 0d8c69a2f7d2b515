/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tables.h"

/* A table that is being filled. */
struct fill {
    struct table *table;
    const struct results *results;
    const struct study *study;    /* that the cases are of */
    const struct study_case *one; /* that rows are asked for of, */
    int cell;                     /* and which group of its companies */
    const char *part, *baseline;  /* for the columns `table` and `baseline`; NULL: nothing */
};

/* Where a table goes: to a file of its own, at the end or while campaigns are simulated; to
 * standard output, as CSV and as JSON. */
enum { TO_FILE = 1, STREAMED = 2, TO_CSV = 4, TO_JSON = 8 };

/* What a table may need of results. */
enum {
    SIMULATED = 1, /* its rows are those of each case, and group where it has a `segment` */
    SAVED = 2,     /* single campaigns */
    OF_RUN = 4,    /* and nothing but a run */
    OF_LIST = 8,   /* some case is of companies that are listed */
    DRAWN = 16,    /* some case has numbers that are not known */
    COMPARED = 32, /* strategies, as they are; */
    EQUAL = 64,    /* at equal cost or hours; */
    WITHOUT = 128, /* without a contact moment */
    SELECTED = 256,
    PLANNED = 512,
    FOUND = 1024, /* anything */
    ONE_BUDGET = 2048,
    LOGGED = 4096,   /* a logbook, */
    NAMED = 8192,    /* with names, */
    NUMBERED = 16384 /* or without */
};

/* A table that results may have. */
struct table_kind {
    const char *name, *columns;
    int to;
    unsigned needs;                     /* all of it */
    void (*rows)(const struct fill *f); /* adds them */
    /* Adds columns that depend on the study, and stands for what tables have besides: hub,
     * what was varied. NULL: those that all have. */
    void (*more)(struct table *table, const struct study *study);
};

/* The tables of each kind of study, and of any; the last has no name. */
/* draws.csv (fill_draws.c). */
void add_drawn_columns(struct table *table, const struct study *study);
void fill_draws(const struct fill *f);

extern const struct table_kind run_tables[], compare_tables[], plan_tables[], logbook_tables[],
    columns_tables[];
#define ALL_TABLES run_tables, compare_tables, plan_tables, logbook_tables, columns_tables

/* Whether the table has a column for the measure. */
bool tables_tell(const struct table *table, const struct measure *measure);

/* The cells of a row. */
#define TEXT(string) ((union cell){.text = (string)})
#define NUM(value) ((union cell){.number = (value)})
#define ERROR(e) NUM((e).se), NUM((e).low), NUM((e).high)
#define ESTIMATE(e) NUM((e).value), ERROR(e)
#define INTERVAL(e) NUM((e).value), NUM((e).low), NUM((e).high)

/* Adds a row of a case. Columns `strategy`, `hub`, `segment`, `table` and `baseline` are filled
 * from the case and `f`, and the varied settings at the end; the others get the cells that are
 * given, and where these run out are not defined. Texts are not copied: they live as long as
 * the rows, as those do that are made in the table's arena `texts`. */
#define fill_row(f, one, ...)                                                                  \
    fill_cells(f, one, (union cell[]){__VA_ARGS__},                                            \
        sizeof(union cell[]){__VA_ARGS__} / sizeof(union cell))
void fill_cells(
    const struct fill *f, const struct study_case *one, const union cell *cell, size_t n);

/* Adds the last row once more, with another number as its cell `place` of those given; its
 * texts live as long as the table. */
void fill_again(const struct fill *f, size_t place, double number);
