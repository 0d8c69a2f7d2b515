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
    struct curve own_day, campaign_day;               /* joined, by day */
    struct curve joined, said_no, given_up, unfunded; /* by contacts held */
    struct contact_counts *contact;                   /* [contacts] */
    struct overhead overhead;
    struct company_sums *company; /* [companies] of a listed population, else NULL */
};

/* How much of the spread between campaigns comes from not knowing the parameters: per part of
 * the run the covariance of the two replications of a pair (y), which is Var E[Y | parameters],
 * and the variance of one (x). */
struct spread {
    uint64_t parts;
    struct ratio_sums *quantity; /* [quantities] of all companies */
};

/* The sums of one part of a run. A unit is what is independent of the rest: a replication, or
 * the pair of replications that share a draw of the parameters, whose quantities are added up.
 */
struct part {
    struct moments moments;    /* over units */
    double *difference_square; /* [quantities] of all companies, within pairs */
    uint64_t pairs;
};

struct tally {
    const struct campaign *campaign;
    int unit;               /* replications per unit: 1, or 2 where parameters are drawn */
    struct moments moments; /* floating-point: parts are merged in order */
    struct spread spread;
    struct counts counts;
};

void part_init(struct part *part, const struct campaign *campaign);
void part_free(struct part *part);
void part_clear(struct part *part);

/* Notes how the two replications of a pair differ: x[quantities] of all companies. */
void part_add_difference(struct part *part, const double *x, const double *twin);

void counts_init(struct counts *counts, const struct campaign *campaign);
void counts_free(struct counts *counts, const struct campaign *campaign);
void counts_merge(
    struct counts *into, const struct counts *from, const struct campaign *campaign);

/* Counts one replication: what is told of single campaigns. `course` are its companies. */
void tally_replication(struct counts *counts, const struct campaign *campaign,
    const struct outcome *outcome, const struct course *course);

/* Adds one unit: what is told of averages. */
void tally_unit(struct part *part, struct counts *counts, const struct campaign *campaign,
    const struct outcome *outcome);

/* Adds the part that follows those added before. */
void tally_merge_part(struct tally *tally, const struct part *part);

void tally_init(struct tally *tally, const struct campaign *campaign, int unit);
void tally_free(struct tally *tally);

#endif
