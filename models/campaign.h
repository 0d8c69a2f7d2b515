/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scenario.h"
#include "lead_time.h"
#include "stream.h"

/* A contact moment with companies of one segment, as the replication loop wants it: what it
 * looks up at a contact lies together. */
struct moment {
    const struct count_table *lead[LEAD_KINDS];
    double against[N_RESPONSES]; /* its factor of the odds against progress, or the logarithm */
    chance reschedule, no_show, reach;
    micro hours;         /* of the week's capacity */
    micro most_used;     /* it waits if more of the week has been used */
    micro charged, cost; /* hours, and euro all in */
    micro fundable;      /* of that, what the hub's funding pays a part of */
    bool appointment, trust, participation;
    bool funded; /* by the hub's funding */
    /* What comes in between can be settled as soon as a contact of outreach is planned: one
     * that takes no seat, in a campaign without a budget, is delayed by nobody but its company,
     * and nobody else sees that unless it takes hours of the team's week, as a no-show does. */
    bool settles;
};
_Static_assert(sizeof(void *) < 8 || sizeof(struct moment) == 128, "rows are found by a shift");

/* Companies of one segment, likewise. */
struct cohort {
    const struct moment *moment; /* [contacts]; 0 throughout where the strategy has it not */
    struct order_tables order;
    struct response_factors response;
    chance steering;     /* an oral commitment at a talk */
    const chance *begun; /* a busy spell: [days since the contact was planned] */
};

/* A hundredth of an hour. */
#define LEAST_HOURS_UNIT ((micro)(MICRO / 100))

/* One strategy of a scenario made ready to be simulated: everything that a replication looks
 * up, as plain tables of small numbers. Immutable; shared by all threads. */
struct campaign {
    const struct scenario *scenario;
    const struct strategy *strategy;
    uint64_t seed;
    struct philox_schedule schedule; /* of the seed */
    unsigned redrawn;                /* how often it has become another draw */
    int n_companies, n_segments, n_contacts;
    uint32_t first_company; /* number of its first company in random streams: hubs have luck of
                               their own */
    int outreach_days;
    int days, weeks;  /* simulated: those that partners are followed */
    micro hours_unit; /* the hours of every contact are a multiple of it, where they are known
                       */
    int max_held; /* contacts that a company can have had at the end, those before included */
    bool has_reach, has_no_show; /* a contact moment of the strategy may not reach its company,
                                    or may be a no-show */
    bool coupled; /* companies of a replication can influence each other: order on a day matters
                   */

    struct cells cells;
    struct agenda agenda;
    struct company_tables company;
    struct lead_times lead;
    struct busy_tables busy;
    struct decision_tables decision;
    struct response_tables response;
    struct choice_tables choice;
    struct peers_tables peers;
    struct team_tables team;
    struct retention_tables retention;

    const struct cohort *cohort[MAX_SEGMENTS];
    const struct abreast_tables *abreast; /* to run companies abreast by; NULL: one by one */

    int n_approached;  /* companies approached in time, in approach order */
    int *approach_day; /* [n_approached] */
};

/* Weeks in which there is outreach. */
static inline int campaign_weeks(const struct campaign *c)
{
    return (c->outreach_days + DAYS_PER_WEEK - 1) / DAYS_PER_WEEK;
}

/* Marks the contact moments that a company of any segment can have. */
void campaign_contacts(const struct campaign *c, bool used[MAX_CONTACTS]);

/* And those of any strategy of its scenario. */
void campaign_mark_contacts(
    const struct campaign *c, const struct strategy *strategy, bool used[MAX_CONTACTS]);

/* What the aids of a segment add in a stage. */
double campaign_aids(const struct campaign *c, int segment, enum stage stage);

/* Strategy number `strategy` of a draw as a campaign (at first all zero): `scenario` differs
 * from that of `means`, the campaign at the means, in numbers that can be drawn only. Tables
 * that are made of the same numbers are shared with `means` or with `sibling` (NULL: none),
 * another campaign of the same draw; the others are made in `arena`, as far as one thread asks
 * for them. */
void campaign_redraw(struct campaign *c, struct arena *arena, const struct scenario *scenario,
    int strategy, const struct campaign *means, const struct campaign *sibling);

/* Makes ready what is needed to add up `n` hubs' campaigns: groups, sizes; not to be simulated.
 * `scenario` has the targets of all together. */
void campaign_init_total(struct campaign *total, struct arena *arena,
    const struct scenario *scenario, const struct campaign *const *hubs, int n);

/* Tabulates strategy number `strategy` of `scenario`, which must outlive the campaign, as must
 * `arena`. The second is given a campaign of zeros; with `other`, which outlives it too, it has
 * the tables of that where they would be the same. */
void campaign_init_beside(struct campaign *campaign, struct arena *arena,
    const struct scenario *scenario, int strategy, uint64_t seed, const struct campaign *other);
void campaign_init(struct campaign *campaign, struct arena *arena,
    const struct scenario *scenario, int strategy, uint64_t seed);
