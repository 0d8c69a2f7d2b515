/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "company_list.h"
#include "scenario.h"

/* A logbook: what happened with the companies of a hub, or is agreed to happen, record by
 * record. A record is one thing, with one company, on one day. */

/* What a record says. Those up to LOG_PLANNED are of a contact moment. */
enum log_outcome {
    LOG_HELD,
    LOG_MOVED, /* it did not take place on that day: a new one is a record of its own */
    LOG_CANCELLED,
    LOG_NO_SHOW,
    LOG_NOT_REACHED, /* sent or dialled, but nobody was reached */
    LOG_PLANNED,     /* still to come */
    LOG_JOINED,
    LOG_REFUSED, /* a talk came to no package */
    LOG_SAID_NO,
    LOG_STOPPED,    /* by the hub */
    LOG_INTRODUCED, /* by a partner: warm from then on */
    LOG_RENEWED,
    LOG_LEFT,
    LOG_UPGRADED,
    LOG_STAGE, /* a stage was entered, and nothing is told of a contact */
    N_LOG_OUTCOMES
};

/* Why a contact was moved, or a company stopped. */
enum log_reason {
    REASON_NONE,
    REASON_BUSY,
    REASON_WAITED,
    REASON_MOVED,
    REASON_UNFUNDED,
    REASON_OTHER
};

/* Columns of records, as files of them have these. */
enum log_column {
    LOG_COMPANY,
    LOG_DATE,
    LOG_CONTACT,
    LOG_OUTCOME,
    LOG_PLANNED_ON, /* day on which it was agreed */
    LOG_FIRST_DATE, /* the date that was agreed first */
    LOG_STAGE_AFTER,
    LOG_PERSON,
    LOG_WON,
    LOG_HOURS,
    LOG_COST,
    LOG_PACKAGE,
    LOG_HUB,
    LOG_REASON,
    LOG_NOTE,
    N_LOG_COLUMNS
};

/* Their names in files that recept writes, and those of outcomes and of reasons ("" where there
 * is none, and of REASON_OTHER). */
extern const char *const log_column_names[N_LOG_COLUMNS];
extern const char *const log_outcome_names[N_LOG_OUTCOMES];
extern const char *const log_reason_names[];

/* A stage after a contact may be that it is a partner. */
enum { LOG_PARTNER = N_STAGES };

/* What is not known of a day. */
#define LOG_NO_DAY INT32_MIN

struct log_record {
    int32_t company;               /* its number: its place among the companies, from 0 */
    int32_t day;                   /* from the first day of the campaign on, which is 0 */
    int32_t planned_on, first_day; /* days; LOG_NO_DAY: not known */
    int32_t line;                  /* of its file */
    float hours, cost_eur;         /* NAN: not known */
    int16_t contact;               /* moment, or NONE */
    int8_t outcome;                /* enum log_outcome */
    int8_t stage_after;            /* enum stage, LOG_PARTNER or NONE: not known */
    int8_t person;                 /* OWNER, EMPLOYEE, or UNKNOWN */
    int8_t won;                    /* enum answer: this person is won */
    int8_t package;                /* or NONE */
    int8_t reason;                 /* enum log_reason */
    uint8_t file;                  /* number of it */
};

/* A company as the logbook knows it, besides what its list says (struct company). */
struct log_company {
    const char *name;
    int32_t approached; /* day; LOG_NO_DAY: not known */
    bool added;         /* it is in the logbook and not in the list */
};

struct log {
    struct arena arena;
    const struct scenario *scenario;
    unsigned columns; /* a bit for each LOG_... column that the files have */
    unsigned kept;    /* a bit for each outcome that is written whenever it happens */
    int32_t until;    /* last day that is known */
    int n_companies;
    struct company *company;   /* [n_companies] */
    struct log_company *known; /* [n_companies] */
    int64_t n;
    struct log_record *record; /* [n] in the order of the files; log_sort() has another */
};
