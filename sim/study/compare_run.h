/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_COMPARE_RUN_H
#define RECEPT_COMPARE_RUN_H

#include "compare_variants.h"
#include "comparison.h"
#include "unknowns.h"

/* The strategies of a setup held against each other, and what is asked for beside that. */
struct compare_ask {
    const char *baseline;         /* as for setup_find(); NULL: the first case */
    double value;                 /* of a partner, euro; NAN: not given */
    bool equal_cost, equal_hours; /* one of both: compare_equal() */
    const char *without;          /* id of a contact moment: compare_without(); NULL: none */
};

struct compared_setup {
    const struct setup *setup;
    struct compare_ask ask;
    int baseline; /* a case */
    struct compare compare;
    struct comparison comparison;
    struct unknowns unknowns;
    struct compare_longer longer;
    struct compare_variants equal, without;
};

/* Whether it can be done: STATUS_USAGE, with the reason in the setup's errors, where it has
 * hubs or more than MOST_COMPARED cases, or what is named is not there. The texts of `ask`
 * outlive the comparison. compared_free() in any case. */
enum status compared_init(
    struct compared_setup *compared, struct setup *setup, const struct compare_ask *ask);
void compared_free(struct compared_setup *compared);

/* Simulates the setup's study as `plan` says, each campaign given to `save` as well (as in
 * struct engine; may be NULL), and then what is asked for beside it. */
enum status compared_run(struct compared_setup *compared, struct setup *setup,
    struct runner *runner, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context);

#endif
