/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "company.h"
#include "data_table.h"
#include "dates.h"
#include "vocabulary.h"

/* Lists of companies: a row each, under headings in English or Dutch (docs/company-list.md). */

enum { MOST_LIST_BYTES = 512 << 20 };

/* What a column can be; axes of the config come after these, from LIST_AXES on. */
enum {
    LIST_NAME,
    LIST_STAGE,
    LIST_CONTACTS_BEFORE,
    LIST_WARM,
    LIST_CUSTOMER_IN,
    LIST_FRONT_RUNNER,
    LIST_PROFILE,    /* for people: the model has no use for it */
    LIST_APPROACHED, /* the day */
    N_LIST_COLUMNS,
    LIST_AXES = N_LIST_COLUMNS
};
extern const char *const list_column_names[N_LIST_COLUMNS];

/* What columns, stages and levels are called in the language in use. */
const char *list_column_label(const struct axes *axes, int column);
const char *list_stage_label(int stage);
const char *list_answer_word(enum answer answer); /* in English; "": not said */
const char *list_level_label(const struct axis *axis, int level);

/* The part of a heading behind what a CRM puts in front of it, as in "Organisation - Name"; the
 * heading itself where there is none. `of_deal`: it is of a deal, and not of a company. */
const char *list_heading(const char *heading, bool *of_deal);

/* Add the words that stand for columns (LIST_...), for levels by their index, for stages and
 * for answers. */
void list_headings(struct vocabulary *vocabulary, const struct axes *axes);
void list_levels(struct vocabulary *vocabulary, const struct axis *axis);
void list_stages(struct vocabulary *vocabulary);
void list_answers(struct vocabulary *vocabulary);

/* A column of the file. */
struct list_column {
    const char *heading; /* "": none */
    int is;              /* LIST_...; MEANS_NOTHING: it is left unread */
    const char *nearest; /* a heading that it may have been meant for, or NULL */
    long filled;         /* rows with something in it */
};

struct company_list {
    const char *path;
    struct data_table data;
    const struct axes *axes;
    int n_columns;
    struct list_column *column;
    int at[LIST_AXES + MAX_AXES]; /* in which column of the file each is; -1: in none */
    int n;                        /* companies */
    struct company *company;
    int of_level[MAX_AXES][MAX_LEVELS], of_stage[N_STAGES];
    int of_assumed[MAX_AXES];         /* companies of which the level is assumed */
    int stages_assumed;               /* companies with a stage that is another's, ... */
    const char *other_stage;          /* ... as this one */
    int of_answer[N_LIST_COLUMNS][3]; /* not said, yes, no; of columns with answers */
    enum date_order order;            /* of day and month in dates */
    long repeated;                    /* rows of companies that stand above them */
};

struct list_source {
    struct data_source data;
    const struct axes *axes;
    unsigned ignored; /* a bit for each LIST_... that is left unread */
    /* [axes] the level of a company of which the list does not tell it; NULL: it has to. Where
     * levels are assumed, stages with other names, as a CRM has them, are attention. */
    const int *assumed;
};

/* Reads a list, which lives in `arena`. What is most likely not meant are notices: a column
 * that is not known, a company that is there twice. STATUS_CONFIG with every error, located;
 * what was understood until then is in `list` all the same. */
enum status company_list_read(struct company_list *list, struct arena *arena,
    const struct list_source *source, struct messages *notices, struct messages *errors);
