/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"

/* What companies abreast look up: contacts as rows of small numbers, which lie together by
 * segment, stage and place in the list. */

/* What a contact that comes up can be, as far as it is counted. */
enum { WAS_HELD, WAS_MOVED, WAS_PROGRESS, WAS_BUSY, N_KINDS };

/* What is true of a contact moment, as bits. */
enum { CAN_SAY_NO = 1, IS_TRUSTING = 2, IS_PARTICIPATION = 4 };

/* A contact of a company of a segment, in a stage, at a place in its list. */
struct row {
    uint32_t moved;    /* words of delay below it move the contact, where nobody is busy */
    uint32_t no;       /* words of dropout up to it are a no, if the contact CAN_SAY_NO */
    double against;    /* odds against progress, but for the company's own factors */
    uint16_t next, up; /* rows without progress, and with it */
    uint16_t count;    /* of its contact moment in its stage: the first of N_KINDS counts */
    uint16_t bits;
    const struct count_table *lead; /* closed */
};

/* The first 24 bytes are what a company has at hand of its next contact. */
enum { AT_HAND = 3 };
_Static_assert(offsetof(struct row, lead) == AT_HAND * sizeof(uint64_t), "so many words");

/* The cocktail has run out. */
enum { NO_ROW = 0 };

/* Hours of the week, euro, euro that are fundable, hours charged. */
typedef micro booking __attribute__((vector_size(4 * sizeof(micro))));
typedef micro two_bookings __attribute__((vector_size(2 * sizeof(micro))));
enum { HOURS_USED, EURO, FUNDABLE, HOURS_CHARGED };
_Static_assert(
    offsetof(struct week, cost) == sizeof(micro), "a week begins with the first two");

struct abreast_tables {
    bool plain;    /* a company's own factors on the odds are its click alone */
    bool busy;     /* there are busy spells, */
    bool relapses; /* and relapses */
    bool bits;     /* a contact moment is trusting, or participation */
    struct row *row;
    uint16_t first[MAX_SEGMENTS][N_STAGES]; /* row of the first place */
    booking *booking;                       /* [counts], and one of nothing */
    int n_counts;
};

/* NULL: contacts of the campaign depend on other companies, or on what is not in these tables:
 * a random order, reach, no-shows, more contacts than ABREAST_MOST_HELD. */
const struct abreast_tables *abreast_tables_new(
    struct arena *arena, const struct campaign *campaign);

enum { ABREAST_MOST_HELD = 1023 };
