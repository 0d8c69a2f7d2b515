/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "expected_table.h"
#include "step.h"

/* Control variates: by how much what happens in a campaign differs from what was expected. At
 * each chance the probability of every outcome is known, so that for any table of what is still
 * to come, that of what happened less its expectation has mean 0 given all that went before;
 * so has the sum over a campaign, which goes along with what the campaign comes to (S. G.
 * Henderson, P. W. Glynn, "Approximating martingales for variance reduction in Markov process
 * simulation", Mathematics of Operations Research 27, 2002). With a better table it goes along
 * more closely; that its mean is 0 does not rest on the table. */

/* Where the luck was: in what companies draw at the start; in whether contacts bring progress,
 * a no, a partnership; in how long it takes until they are held. */
enum { LUCK_START, LUCK_DECISIONS, LUCK_TIME, N_LUCKS };
enum { N_CONTROLS = N_LUCKS * TO_COME_ROOM }; /* of each what was to come: every fourth is 0 */

/* A state that a company of the pilot was in. */
struct visit {
    int32_t course, state, time, held;
    micro cost; /* up to then */
    bool due;
};

/* What a detail of a campaign's totals came to, and where its products are added up. */
struct detail {
    double x, *with;
};

/* Where one kind of counts of a contact moment, by stage, lies. */
struct detail_counts {
    int contact, first; /* in the block's counts */
    uint64_t *before;   /* what was counted before the campaign that is run; NULL: the end */
    size_t at;          /* of its products among all */
};

/* Those of a campaign (details.h). */
struct details {
    struct detail *list;
    struct detail_counts *counts; /* that there can be */
    uint64_t *counted;            /* [contacts][kinds][N_COUNTED] before the campaign */
};

/* A company that is followed. */
struct prospect {
    _Alignas(16) int32_t first; /* its first state */
    int32_t state;              /* in which its next contact is planned */
    uint8_t start;              /* class at the start */
};

/* What a block follows while it runs campaigns: in a pilot the states of companies, else what
 * was expected of them. */
struct expected {
    const struct expectation *expectation;
    struct pilot_sums *pilot;           /* NULL: tables are fitted */
    const struct expected_table *table; /* for the campaign that is run */
    double (*control)[N_CONTROLS];      /* [replication of the block] */
    double *luck;                       /* of these, that of the campaign that is run */
    struct prospect *company;           /* [course] */
    to_come next;                       /* expected of the contact that is to be planned */
    struct visit *visit;                /* [room] of the campaign that is run */
    int n_visits, room;
    double *details_with; /* sums of a chunk's campaigns (details.h); NULL: not followed */
    struct details details;
};

/* Has a block follow, in memory of its arena. */
void expected_init(
    struct block *block, const struct expectation *expectation, struct pilot_sums *pilot);
void expected_free(struct expected *expected);

/* The block starts campaigns anew, before companies draw what they are. */
void expected_clear(struct block *block);

/* The campaign that the block has turned to begins, and has ended. */
void expected_begin(struct block *block);
void expected_end(struct block *block);

/* A company has drawn what it is, its click from this word. Before its campaign begins. */
void expected_start(struct block *block, int course, uint32_t click);

/* Of the company of a course, on that day: a first contact is to be planned today, of the
 * contact moment that was chosen. */
void expected_first(struct block *block, int course, int day);

/* A contact is planned for day `wanted`, or what may come first. */
void expected_planned(struct block *block, int course, int wanted);

/* A contact comes up: with chance `busy` the company is busy; up to chance `moved` the
 * appointment is made anew. `delayed`: one of them happened. */
void expected_delay(
    struct block *block, int course, int day, chance busy, chance moved, bool delayed);

/* A contact takes place, which reaches the company with chance `reach`, or not. */
void expected_due(struct block *block, int course, int day, chance reach, bool reached);

/* A contact that was held brought progress with that probability, or else, if it was an
 * appointment, perhaps a no; before anything is changed by it. */
void expected_response(struct block *block, int course, int day, double progress,
    bool appointment, enum came came);

/* A talk ended in a partnership with that probability, or likewise. */
void expected_talk(
    struct block *block, int course, int day, double joining, bool appointment, enum came came);
