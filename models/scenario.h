/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "busy.h"
#include "choice.h"
#include "company.h"
#include "contact.h"
#include "decision.h"
#include "funding.h"
#include "peers.h"
#include "response.h"
#include "retention.h"
#include "segment.h"
#include "strategy.h"
#include "team.h"

/* Everything a config says, checked, in natural units; does not change once read. What it
 * points to lives in the arena that it was read into. */
enum { MAX_STRATEGIES = 64, MAX_AIDS = 32, MAX_PERIODS = 64 };

/* "minimaal 10 nieuwe MKB partners actief in beeld", 5 active, 2 active and paying. */
struct targets {
    int in_view, active, paying;
};

struct campaign_terms {
    const char *name;
    const char *start; /* yyyy-mm-dd */
    int outreach_days, horizon_days;
    double discount_rate;
    double budget_eur; /* NAN: none */
    struct targets targets;
    int n_closed;
    const struct period *closed; /* [n_closed] those of every year once a year */
};

struct simulation {
    int replications;
    unsigned long long seed;
    double confidence;
};

/* What a logbook has of a campaign that goes on from it. */
struct logged {
    bool contact[MAX_CONTACTS]; /* contact moments that may be agreed to come */
    int most_held;              /* with one company, so far */
};

struct scenario {
    struct axes axes;
    struct catalogue catalogue;
    struct packages packages;
    struct campaign_terms campaign;
    struct population population;
    struct team team;
    struct response response;
    struct busy busy;
    struct decision decision;
    struct choice choice;
    struct peers peers;
    struct retention retention;
    struct funding funding;
    int n_aids;
    struct aid aid[MAX_AIDS];
    int n_strategies;
    struct strategy *strategy; /* [n_strategies] */
    struct simulation simulation;
    struct logged logged; /* {0}: campaigns start on day 0 */
};
