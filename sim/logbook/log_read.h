/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout.h"
#include "log.h"

/* Reading a logbook from files: exports of a CRM, sheets that a hub keeps, records that recept
 * wrote. Nothing in them is lost in silence: a row that cannot be read is refused, with every
 * reason. */

/* A row, or one of its cells, that is not understood. */
struct log_refusal {
    int file;
    long line;
    const char *column; /* its heading */
    const char *value;  /* what stands there, and may be anybody's name; NULL: nothing */
    const char *reason; /* why, without that, in the language in use */
    const char *meant;  /* what may have been meant, a name as well; NULL */
};

/* A column of a file, and what it was taken for. */
struct log_heading {
    const char *heading;
    int field; /* of layout.h; AXIS_FIELD on: an axis; MEANS_NOTHING: it is left unread */
    enum date_order order; /* of a date: how day and month are written */
    int stage;             /* of a date that tells when a stage was reached, or NONE */
    long filled;
    const char *nearest; /* that may have been meant, or NULL */
};
enum { AXIS_FIELD = LAYOUT_ALSO + MOST_ALSO };

struct log_file {
    const char *path;
    const struct layout *layout;
    struct data_table data;
    int n_columns;
    struct log_heading *column;
    int at[N_LAYOUT_FIELDS];     /* in which column each field is; -1: in none */
    long rows, refused, skipped; /* refused: one for each row */
};

/* How the files were understood. */
struct log_reading {
    int n_files;
    struct log_file *file;
    int64_t n_refusals, refusals_room;
    struct log_refusal *refusal;
    int64_t after_until, late_room;     /* records of later days, which are left out: */
    struct log_record *late;            /* [after_until] */
    int64_t of_outcome[N_LOG_OUTCOMES]; /* records */
    int added;                          /* companies */
    struct layout *layouts;             /* [n_layouts] */
    int n_layouts;
};

/* What is to be read, and how. Texts that are not given are NULL. */
struct log_ask {
    const struct scenario *scenario;
    const struct file_reader *files;
    int n_paths;
    const char *const *path;
    const bool *numbered; /* [n_paths] companies are numbers, as in records.csv; NULL: none */
    const char *const *layout; /* [n_layouts] paths of those that the files may have */
    int n_layouts;
    const char *companies; /* a list, in the place of the config's */
    const char *columns;   /* HEADING=COLUMN,... : what headings mean besides */
    const char *kept;      /* outcomes that are written whenever they happen */
    const char *sheet, *until;
    long
        today; /* from 1970 on, to tell that records are of days to come; 0: that is not told */
    bool add_companies;
};

/* Reads all of it: `log` and `reading` live in the log's arena; log_free() in any case. Notices
 * say which layout was recognised, which columns are left unread. STATUS_CONFIG, with every
 * reason, where a file cannot be read at all, has no layout that is known, or its dates can be
 * read in two ways; STATUS_FAILED where there is none. */
enum status log_read(struct log *log, struct log_reading *reading, const struct log_ask *ask,
    struct messages *notices, struct messages *errors);
void log_free(struct log *log, struct log_reading *reading);
