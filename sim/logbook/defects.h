/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "memory.h"

/* What cannot be so in a history, by the names that survival analysis uses, and what is done
 * with it. */
enum defect_kind {
    DEFECT_OVERLAP,   /* two things on one day that exclude each other */
    DEFECT_GAP,       /* a stage in between, or a talk, is missing */
    DEFECT_JUMP,      /* the stage changes without a contact */
    DEFECT_TELEPORT,  /* two stages on one day */
    DEFECT_AFTER_END, /* a contact after a no */
    DEFECT_DUPLICATE, /* the same once more */
    DEFECT_FUTURE,    /* after the last day that is known */
    DEFECT_LOOSE_END, /* cancelled, and nothing new within LOOSE_DAYS */
    N_DEFECTS
};
enum { LOOSE_DAYS = 60 };

/* "overlap", ...; and what is done, a sentence in English to be translated. */
extern const char *const defect_names[N_DEFECTS];
extern const char *const defect_treatments[N_DEFECTS];

struct defect {
    int32_t company, line;
    uint8_t file, kind;
};

struct defects {
    int64_t n, room;
    struct defect *defect; /* in the order of companies and days */
    int64_t of_kind[N_DEFECTS];
};

void defects_add(struct defects *defects, const struct defect *defect);
void defects_free(struct defects *defects);
