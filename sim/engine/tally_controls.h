/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "controls.h"
#include "outcome.h"

/* What is summed of the control variates of campaigns (models/expected.h): with each other, and
 * with every number of all companies and of each segment; groups are sums of segments. Chunks
 * of replications are dealt in turn into two halves. */
struct control_tally {
    struct control_sums sums;
    double *with; /* [parts][quantities][CONTROL_ROOM]: products; NULL: there are no controls */
    double *details; /* [details_of()][CONTROL_ROOM], likewise (details.h); behind them */
    size_t n;        /* numbers in both */
};

/* What is summed of controls: nothing, products with totals, and with their details. */
enum followed { FOLLOWED_NOT, FOLLOWED_TOTALS, FOLLOWED_DETAILS };

static inline enum followed control_tally_followed(const struct control_tally *tally)
{
    return tally->details != NULL ? FOLLOWED_DETAILS
           : tally->with != NULL  ? FOLLOWED_TOTALS
                                  : FOLLOWED_NOT;
}

/* Part 0 is all companies; then comes each segment that can have companies, where groups are
 * told of. */
static inline int control_parts(const struct cells *cells)
{
    return cells->n_rows == 1 ? 1 : 1 + __builtin_popcountll(cells->segments[0]);
}

static inline int control_part(const struct cells *cells, int segment)
{
    return 1 + __builtin_popcountll(cells->segments[0] & ((UINT64_C(1) << segment) - 1));
}

void control_tally_init(
    struct control_tally *tally, const struct campaign *campaign, enum followed followed);
void control_tally_free(struct control_tally *tally);
void control_tally_clear(struct control_tally *tally);

/* Adds the outcomes of replications that have controls. */
void control_tally_add(struct control_tally *tally, const struct outcomes *outcomes);

/* Adds the sums of replications that follow. */
void control_tally_merge(struct control_tally *into, const struct control_tally *next);

/* The sums of products of one of a group's `quantities` numbers. */
void control_tally_with(const struct control_tally *tally, const struct cells *cells, int place,
    size_t quantities, size_t quantity, double with[CONTROL_ROOM]);
