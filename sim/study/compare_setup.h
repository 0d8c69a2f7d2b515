/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "comparison.h"
#include "runner.h"
#include "setup.h"

/* The strategies of a setup held against each other, and what is asked for beside that. */
struct compare_ask {
    const char *baseline;         /* as for setup_find(); NULL: the first case */
    double value;                 /* of a partner, euro; NAN: not given */
    bool equal_cost, equal_hours; /* one of both: at equal cost or hours as well */
    const char *without;          /* id of a contact moment: without it as well; NULL: none */
};

/* How far the shares of companies still open are apart, of cases that approached anybody, and
 * whether that is shown to be more, or not more, than ten points. */
enum gap_distance { GAP_CLOSE, GAP_APART, GAP_NOT_SURE };
struct compare_gap {
    double apart;
    enum gap_distance distance;
};

/* The gap as it is, and where that is too wide over longer outreach: `times` as long, the
 * shortest tried that closes it or the longest. */
struct compare_longer {
    struct compare_gap now, then;
    double times;
};

/* The strategies simulated once more under a variant, on the same random numbers. At equal cost
 * (or hours) every strategy has so many companies that it is expected to cost what the baseline
 * does, companies approached per week in proportion. Without a contact moment: each strategy
 * for which that is possible with it and, as the second half of the cases, without it. */
struct compare_variants {
    struct study study;
    struct compare compare; /* of the study */
    bool made;
    bool alike;                   /* the companies are the same as far as each has them */
    int companies[MOST_COMPARED]; /* equal: of each case, */
    int unlisted[MOST_COMPARED];  /* of which so many are not on the list */
};

struct compare_setup {
    struct setup *setup;
    struct compare_ask ask;
    int baseline; /* a case */
    struct compare compare;
    struct comparison comparison;
    struct compare_longer longer;
    struct compare_variants equal, without;
};

/* Whether it can be done: STATUS_USAGE, with the reason in the setup's errors, where it has
 * hubs or more than MOST_COMPARED cases, or what is named is not there or cannot be left out.
 * The texts of `ask` outlive the comparison, whose memory is that of its owner (memory.h). */
enum status compare_setup_init(
    struct compare_setup *of, struct setup *setup, const struct compare_ask *ask);

/* Simulates the setup's study as `plan` says, each campaign given to `save` as well (as in
 * struct engine; may be NULL), and then what is asked for beside it. */
enum status compare_setup_run(struct compare_setup *of, struct runner *runner,
    struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context);

/* What keeps the setup's case number `which` from being simulated without contact moment `id`.
 */
enum variant_lack compare_lack(const struct setup *setup, int which, const char *id);

/* The days of outreach of a case when it lasts `times` as long. */
int compare_longer_days(const struct study_case *one, double times);
