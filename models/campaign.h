/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CAMPAIGN_H
#define RECEPT_CAMPAIGN_H

#include "scenario.h"
#include "lead_time.h"
#include "stream.h"

/* One strategy of a scenario made ready to be simulated: everything that a replication looks
 * up, as plain tables of small numbers. Immutable; shared by all threads. */
struct campaign {
    const struct scenario *scenario;
    const struct strategy *strategy;
    uint64_t seed;
    int n_companies, n_segments, n_contacts;
    uint32_t first_company; /* number of its first company in random streams: hubs have luck of
                               their own */
    int outreach_days;
    int days, weeks; /* simulated: those that partners are followed */
    int max_held; /* contacts that a company can have had at the end, those before included */
    bool coupled; /* companies of a replication can influence each other: order on a day matters
                   */

    struct cells cells;
    struct calendar calendar;
    struct agenda agenda;
    struct company_tables company;
    struct order_tables order[MAX_SEGMENTS];
    struct lead_times lead;
    struct busy_tables busy;
    struct decision_tables decision;
    struct response_tables response;
    struct choice_tables choice;
    struct peers_tables peers;
    struct team_tables team;
    struct retention_tables retention;

    /* Contact moments, once more as the replication loop wants them. */
    bool appointment[MAX_CONTACTS], waits[MAX_CONTACTS], trust[MAX_CONTACTS];
    bool funded[MAX_CONTACTS]; /* by the hub's funding */
    chance reschedule[MAX_CONTACTS];

    /* Places in approach order that are approached on each day: [first[day], first[day + 1]).
     */
    int *approach_first;
};

/* Makes ready what is needed to add up `n` hubs' campaigns: groups, sizes; not to be simulated.
 * `scenario` has the targets of all together. */
void campaign_init_total(struct campaign *total, struct arena *arena,
    const struct scenario *scenario, const struct campaign *const *hubs, int n);

/* Tabulates strategy number `strategy` of `scenario`, which must outlive the campaign, as must
 * `arena`. */
void campaign_init(struct campaign *campaign, struct arena *arena,
    const struct scenario *scenario, int strategy, uint64_t seed);

#endif
