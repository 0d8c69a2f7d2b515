/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dates.h"
#include "log.h"
#include "scenario.h"
#include "tree.h"
#include "vocabulary.h"

/* How the export of some program maps to records, as a file in libconfig's syntax says it:
 * which headings stand for what, what words in cells mean, how dates are written. */

/* What a column can be, besides the columns of records. */
enum {
    LAYOUT_ID = N_LOG_COLUMNS, /* of the deal or company, by which files are joined */
    LAYOUT_SKIP,               /* tells which rows are left out */
    LAYOUT_NUMBER,             /* the company's place in the list, which goes before its name */
    N_LAYOUT_FIELDS,
    LAYOUT_ALSO = N_LAYOUT_FIELDS /* and on: one more date of a row */
};

enum { MOST_ALSO = 64 };

/* One more date in a row, that is a record of its own where it is filled. */
struct layout_also {
    const char *before, *after; /* letters around the name of a stage that a heading holds;
                                   NULL: it holds none */
    enum log_outcome outcome;
    int stage_after; /* or NONE */
};

/* What a word for a contact moment can stand for besides one: rows that are left out, and from
 * WORD_OUTCOME on an outcome without a contact. */
enum { WORD_SKIPPED = 1 << 20, WORD_OUTCOME };

struct layout {
    const char *id, *path;
    struct label label;
    struct label note; /* that is told when it is used; "" */
    bool tried;        /* on a real export */
    enum date_order order;
    char decimal;               /* ',' or '.'; 0: not said */
    bool per_day;               /* rows of one company, contact moment and day are one record */
    unsigned kept;              /* outcomes that are written whenever they happen */
    struct vocabulary headings; /* mean fields, and LAYOUT_ALSO on */
    struct vocabulary values[N_LAYOUT_FIELDS]; /* mean outcomes, stages, ...; 1: skip */
    const char *fixed[N_LAYOUT_FIELDS]; /* what rows say that have nothing in it, or NULL */
    int n_also;
    struct layout_also also[MOST_ALSO];
};

/* Reads one; words for contact moments and packages are those of `scenario` and the file's own,
 * of which the latter may be of others: these are left out. layout_free() in any case.
 * STATUS_CONFIG with every error, located. */
enum status layout_read(struct layout *layout, struct arena *arena,
    const struct file_reader *files, const char *path, const struct scenario *scenario,
    struct messages *errors);
void layout_free(struct layout *layout);

/* What a heading stands for in it: a field, or LAYOUT_ALSO on, of which `stage` gets the stage
 * that it names (or NONE); MEANS_NOTHING. */
int layout_field(const struct layout *layout, const char *heading, int *stage);
