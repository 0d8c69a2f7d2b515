/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "state.h"

/* What happens in a campaign, event by event, as a hub would enter it in its logbook. Nothing
 * of the simulation knows of it: what happened is read off a company before and after. */

enum event_kind {
    EVENT_APPROACHED,
    EVENT_PLANNED,     /* an appointment is made, perhaps for a day after outreach has ended */
    EVENT_BUSY,        /* it is postponed by a busy spell, */
    EVENT_NO_SHOW,     /* because the company did not turn up, */
    EVENT_MOVED,       /* because it is moved, */
    EVENT_WAITED,      /* or because the team has no hours left that week */
    EVENT_NOT_REACHED, /* the contact took place, but reached nobody */
    EVENT_HELD,
    EVENT_JOINED,  /* at a talk that was held: a package is chosen, */
    EVENT_REFUSED, /* or none */
    EVENT_SAID_NO,
    EVENT_GIVEN_UP,
    EVENT_UNFUNDED,
    EVENT_INTRODUCED, /* by a partner: warm from now on */
    EVENT_RENEWED,
    EVENT_UPGRADED,
    EVENT_LEFT,
    N_EVENT_KINDS
};

struct event {
    enum event_kind kind;
    uint32_t replication;
    int company, day;
    bool care;   /* of a partner's care contact */
    int contact; /* moment that it is about, or NONE */

    /* Of an appointment. */
    int planned_on, first_day; /* when it was agreed, and for which day at first */
    int until;                 /* the day for which it is planned now */
    bool again;                /* it has waited before */

    /* Of a contact that is held. */
    enum stage stage, stage_after; /* in which it was, after a relapse; and after it */
    bool relapsed;
    enum person person; /* who was met */
    bool won;           /* that person, in desire */

    int package; /* joined, renewed or upgraded to */
};

struct listener {
    void (*hear)(void *context, const struct event *event);
    void *context;
};

/* Runs replications as block_run does, or as state_run from a state (NULL: from the start),
 * each to the same end, and tells `listener` of all that happens, in the order of the calendar.
 */
void events_run(struct block *block, const struct campaign_state *state, uint32_t first, int n,
    const struct listener *listener);
