/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"

/* A campaign as it stands at the start of a day: all that what is still to come depends on. It
 * is taken from a replication that is under way, or filled in by whoever knows how the campaign
 * of a hub stands; any number of replications go on from it. */

/* How one company stands. */
struct company_state {
    /* Its course so far. What is planned for it is on the state's day or later; `place` tells
     * in what order contacts were planned, over all companies and care contacts. An open one of
     * which nobody told what is planned has NONE for a contact, and each replication plans it
     * anew, for no earlier day. */
    struct course course;
    struct record record;
    struct missed missed;
    struct partnership member; /* of a partner */
    /* Whether its luck is known, as it is in `course` and `record`. Otherwise each replication
     * draws what it draws at the start: personal click, the words of its deciders and of
     * potential customers, front-runner; two deciders, while its contact person is UNKNOWN; and
     * of a company that is not approached yet, all that it is. */
    bool luck_known;
};

struct campaign_state {
    struct arena arena;                /* of the arrays */
    int day;                           /* nothing of it has happened yet */
    int companies, contacts;           /* how many, and contact moments */
    int care;                          /* care contacts of a partner planned at once */
    struct company_state *company;     /* [companies] in the order of the list */
    uint8_t *times;                    /* [company * contacts + contact] held with it */
    struct care_contact *care_contact; /* [company * care + number in the year] */
    bool order_known; /* in what order they are approached; else as each replication draws it */
    int32_t *order;   /* [companies] companies */
    int skipped; /* days of the strategy on which a company was to be approached and none was:
                    those that are left follow as many places later; below 0: so many were
                    approached before their day */
    struct week *week; /* [weeks] what was used and spent in each */
};

/* A state on day 0 of the campaign: companies are as they are listed and not approached, and
 * nothing is spent but on aids. */
void state_init(struct campaign_state *state, const struct campaign *campaign);
void state_free(struct campaign_state *state);

/* Runs replication number `replication` up to the start of `day`, and takes down how it stands.
 * The state was made for the block's campaign. */
void state_take(
    struct campaign_state *state, struct block *block, uint32_t replication, int day);

/* Runs the replications first .. first + n - 1 (n at most block->capacity) from that state to
 * the end, as block_run does from the start; what comes is decided by their random words. Each
 * comes to what it would have in a campaign that had gone that way; the block's books hold what
 * happened from that day on. */
void state_run(const struct campaign_state *state, struct block *block, uint32_t first, int n);

/* Makes `state`, which was made for the same campaign, as `from` is. */
void state_copy(struct campaign_state *state, const struct campaign *campaign,
    const struct campaign_state *from);

/* Where replications begin that each draw for themselves what nobody knows of a state. */
struct state_source {
    const struct campaign_state *known;
    /* Sets all of `state` (at first as what is known; then as the replication before had it)
     * that the replication differs in which a block has just entered; `context` is the
     * source's. NULL: nothing. */
    void (*draw)(const void *context, const struct block *block, struct campaign_state *state);
    const void *context;
};

/* As state_run() does; `own` is a copy of what is known. */
void state_run_drawn(const struct state_source *source, struct campaign_state *own,
    struct block *block, uint32_t first, int n);

/* Puts the replication that a started block has turned to where the state is. */
void state_enter(const struct campaign_state *state, struct block *block);
