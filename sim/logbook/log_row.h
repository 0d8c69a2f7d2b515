/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amount.h"
#include "language.h"
#include "log_companies.h"

/* Cells of a row of a logbook: each as what its field is, or refused with the reason. */

/* A logbook while it is read. */
struct log_making {
    struct log *log;
    struct log_reading *what;
    const struct log_ask *ask;
    struct log_companies companies;
    struct name_table of_id; /* numbers of names by the ids of deals */
    int n_ids, ids_room;
    const char **name_of_id;                  /* [n_ids] of companies */
    struct name_table words[N_LAYOUT_FIELDS]; /* of the present file */
    struct vocabulary levels[MAX_AXES];
    struct kept_number {
        const char *text;
        float value;
    } number[2];           /* hours and euros that were read last, of the present file */
    enum language numbers; /* in which those of the present file are written */
    long start;            /* day 0 of the campaign, from 1970 on */
    int64_t room;
    bool with_contacts; /* a file was read that has these */
    struct messages *notices, *errors;
};

/* One row, and what was wrong with it so far. */
struct log_row {
    int file;
    const struct csv_row *cells;
    bool refused;
    const char *name; /* of a company that is not known */
    int adds;         /* the segment with which it is added, or NONE */
};

struct log_file *row_file(struct log_making *r, const struct log_row *row);

/* The text of a field's cell; "": it has none. */
const char *row_cell(struct log_making *r, const struct log_row *row, int field);

/* Refuses the row for what stands in a field, or in a column. */
void row_refuse(struct log_making *r, struct log_row *row, int field, const char *reason,
    const char *meant);
void row_refuse_column(struct log_making *r, struct log_row *row, const char *column,
    const char *value, const char *reason, const char *meant);

/* What the cell means, from 0; NONE: it is empty, or was refused as not being `what`. */
int row_word(struct log_making *r, struct log_row *row, int field, const char *what);

/* A day from the start of the campaign on; LOG_NO_DAY: there is none, or it was refused. */
int32_t row_day_in(struct log_making *r, struct log_row *row, int column);
int32_t row_day(struct log_making *r, struct log_row *row, int field);

/* A number from 0 to `most`; NAN: there is none, or it was refused. */
float row_number(struct log_making *r, struct log_row *row, int field, enum amount_kind amount,
    double most, const char *what);

/* The language in which numbers of a file are written: by its layout, else by what they show,
 * else the one in use. */
enum language log_numbers(const struct log_file *file);

/* The number of its company, from 0; NONE: it was refused, or is one to be added once all of
 * the row is right. */
int row_company(struct log_making *r, struct log_row *row);
int row_add_company(struct log_making *r, const struct log_row *row);
