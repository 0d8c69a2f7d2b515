/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TALLY_H
#define RECEPT_TALLY_H

#include "curve.h"
#include "histogram.h"
#include "moments.h"
#include "outcome.h"

/* What is remembered of many replications of one campaign; its size does not depend on their
 * number. */

/* One listed company, summed over replications. */
struct company_sums {
    uint64_t partner, said_no, given_up, open, unfunded;
    uint64_t contacts, days; /* held in the campaign; from approach to joining */
    micro hours, cost;
    uint64_t package[MAX_PACKAGES];
};

/* Whole numbers: the same whatever the order in which they are added. */
struct counts {
    struct histogram *histogram;   /* [cells][n_measures] values over replications */
    struct histogram partner_cost; /* cost / partners of each replication, infinite without */
    struct curve own_day, campaign_day;     /* joined, by day */
    struct curve joined, said_no, given_up; /* by contacts held */
    struct contact_counts *contact;         /* [contacts] */
    struct company_sums *company;           /* [companies] of a listed population, else NULL */
};

struct tally {
    const struct campaign *campaign;
    struct moments moments; /* floating-point: replications are added and merged in order */
    struct counts counts;
};

/* A pair of quantities has the number of its measure; one without a ratio has the pair (0, 0).
 */
void tally_moments_init(struct moments *moments, const struct campaign *campaign);

void counts_init(struct counts *counts, const struct campaign *campaign);
void counts_free(struct counts *counts, const struct campaign *campaign);
void counts_merge(
    struct counts *into, const struct counts *from, const struct campaign *campaign);

/* Adds one replication; `course` are its companies. */
void tally_add(struct moments *moments, struct counts *counts, const struct campaign *campaign,
    const struct outcome *outcome, const struct course *course);

void tally_init(struct tally *tally, const struct campaign *campaign);
void tally_free(struct tally *tally);

#endif
