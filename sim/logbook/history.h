/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "defects.h"
#include "log_read.h"

/* Records in the order in which they happened, company by company, and what they come to. */

enum log_ending { LOG_OPEN, ENDED_JOINED, ENDED_NO, ENDED_STOPPED, N_LOG_ENDINGS };

/* What a record is to its company. */
enum record_role {
    ROLE_COUNTS,   /* it is part of the way to an ending */
    ROLE_CARE,     /* of a partner */
    ROLE_LEFT_OUT, /* a defect: it counts for nothing */
};

/* What is known of a record besides. */
struct log_event {
    const struct log_record *record;
    int8_t role;
    int8_t stage_before, stage_after; /* last told before it, and by it; enum stage,
                                         LOG_PARTNER, or NONE */
    bool stage_known; /* `stage_before` was told by the contact before, or is where it starts */
    int8_t joined;    /* of a talk that was held: enum answer, whether a package was chosen */
    bool implied;     /* a talk that only its outcome tells of */
};

struct company_history {
    int64_t first, n;   /* events, from the first on */
    int32_t approached; /* day; LOG_NO_DAY: not known */
    int32_t origin;     /* day of the first contact, or for whoever was known before the log the
                           day of the approach; LOG_NO_DAY: none */
    bool late;          /* known before the log began */
    int32_t held;       /* contacts, up to the ending, those before the campaign left out */
    int32_t contacts;   /* the same with those */
    int8_t ending;      /* enum log_ending */
    int32_t ended;      /* day; the last that is known where it is open */
    int8_t package;     /* or NONE */
    bool active;        /* took part in something */
    int32_t introduced; /* day, or LOG_NO_DAY */
};

struct history {
    struct arena arena;
    const struct log *log;
    int32_t first_day; /* on which anything was written */
    int64_t n;
    struct log_event *event;         /* [n] by company, day, and the order of the files */
    struct company_history *company; /* [companies] */
    struct defects defects;
};

void history_init(struct history *history, const struct log *log);
void history_free(struct history *history);
