/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"
#include "estimate.h"
#include "memory.h"
#include "text.h"

/* Which of k systems has the greatest mean, simulated no longer than needed: the fully
 * sequential procedure KN (S.-H. Kim and B. L. Nelson, ACM TOMACS 11, 2001) with c = 1, on
 * observations that are normal (batch means of replications) and may depend on each other
 * across systems (common random numbers). If the best is at least `delta` better than any other
 * it is selected with probability at least 1 - alpha; where it is less far ahead nothing is
 * proven of the one selected, and ranking_compare() tells which others it may be.
 *
 * The first n0 observations of each give S2_il, the variance of the differences of i and l.
 * With eta = ((2 alpha/(k - 1))^(-2/(n0 - 1)) - 1)/2 and h2 = 2 eta (n0 - 1), after r >= n0
 * observations system i is dropped when for a survivor l its mean falls short of that of l by
 * more than W_il(r) = max(0, delta/(2 r) (h2 S2_il/delta^2 - r)).
 */
struct ranking {
    struct arena arena; /* of the arrays */
    int systems, first; /* k, n0 */
    double alpha, delta;
    double h2;
    uint64_t n;         /* observations of each survivor */
    bool *survives;     /* [k] */
    double *stage;      /* [n0][k], the first observations */
    double *variance;   /* [k][k]: S2_il */
    double *difference; /* [k][k]: sum of x_i - x_l while both survived */
    uint64_t *together; /* [k][k]: over how many observations */
};

/* k >= 1 systems, n0 >= 2 observations of each before the first is dropped (the paper uses 10
 * or more; at least 50 here for the normality of what counts partners), 0 < alpha < 1/2 and
 * delta > 0. */
void ranking_init(struct ranking *ranking, int k, int n0, double alpha, double delta);
void ranking_free(struct ranking *ranking);

/* Adds one observation of every survivor, x[k] (of others: not looked at), and drops. */
void ranking_add(struct ranking *ranking, const double *x);

/* Whether one is left, or those left (equal in every observation since they were first compared
 * so long that W is 0) cannot be told apart by going on. */
bool ranking_finished(const struct ranking *ranking);

/* The survivor with the greatest mean; the first of equal ones. */
int ranking_best(const struct ranking *ranking);

/* After how many observations at most the procedure ends: one more than the greatest h2
 * S2_il/delta^2 between survivors; 0 before the first n0 are in. */
uint64_t ranking_most(const struct ranking *ranking);

/* Multiple comparison with the best: for every system the interval of its mean minus that of
 * the best of the others, into out[k], all at once with probability at least 1 - alpha, at any
 * moment from n0 on (NAN before). high = 0: not the best. low = 0: the best. Those with high >
 * 0 cannot be told apart yet as to which is the best; -low is what choosing that one may cost.
 *
 * J. C. Hsu (Annals of Statistics 12, 1984) makes such intervals from bounds of the differences
 * of each with the best. KN drops systems at a moment that depends on the means, so that the
 * bounds here must hold at all moments: the mean of r differences leaves a/r + delta/2, a =
 * eta' (n0 - 1) S2_il/delta, at some r with probability at most E exp(-a delta/sigma^2) =
 * (1 + 2 eta')^(-(n0 - 1)/2) = alpha/(k - 1), by the crossing of a line by Brownian motion as
 * in KN's proof. */
void ranking_compare(const struct ranking *ranking, struct estimate *out);

/* A procedure that is under way as bytes, as they lie in memory, and back: into one that was
 * set up alike. False, whatever the bytes, where they are none of these; part may be read then.
 */
void ranking_write(struct text *out, const struct ranking *ranking);
bool ranking_read(struct bytes *in, struct ranking *ranking);
