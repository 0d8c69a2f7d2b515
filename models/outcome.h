/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_OUTCOME_H
#define RECEPT_OUTCOME_H

#include "block.h"
#include "measures.h"

/* A company that joined or was out before the end, for the curves. */
struct ending {
    uint8_t segment;
    uint8_t standing;  /* PARTNER, SAID_NO, GIVEN_UP or UNFUNDED */
    uint16_t contacts; /* held, those before the campaign included */
    int32_t own_day;   /* days from own approach to joining */
    int32_t day;       /* day of joining */
};

/* What one replication came to. */
struct outcome {
    int n_quantities;
    double *x; /* [cells][n_quantities] */
    int n_endings;
    struct ending *ending; /* room for the companies of two replications */
};

/* Quantities of a group, packages included. */
int outcome_quantities(const struct campaign *campaign);

void outcome_init(struct outcome *outcome, const struct campaign *campaign);
void outcome_free(struct outcome *outcome);

/* An outcome to which others can be added. */
void outcome_clear(struct outcome *outcome, const struct campaign *campaign);

/* Notes which targets all companies together have met. */
void outcome_note_targets(struct outcome *outcome, const struct targets *targets);

/* Adds `other` to `into`: two replications as one, two hubs as one. */
void outcome_join(
    struct outcome *into, const struct outcome *other, const struct campaign *campaign);

/* Adds up replication number `replication` of what the block has just run. */
void outcome_collect(struct outcome *outcome, const struct block *block, int replication);

#endif
