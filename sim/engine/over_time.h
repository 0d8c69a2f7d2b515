/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "histogram.h"
#include "outcome.h"

/* When targets are met, what each week of outreach takes, and what the first draws of unknown
 * numbers come to: counted over replications, in whole numbers or each in a place of its own,
 * so that the order in which parts are merged does not matter. */

/* What the weeks with one number came to, over replications. */
struct week_sums {
    micro_sum used, cost; /* as in struct week */
    uint64_t waited;
};

/* The mean of a pair of replications, of all companies. */
struct draw_means {
    double partners, cost;
};
enum { MOST_DRAWS = 2000 };

/* The bins of hours that were seen, from `first` units on, of which each is exact. */
struct seen_hours {
    uint32_t *bins; /* [n] */
    uint32_t first, n;
};

struct over_time {
    int days, weeks; /* of outreach */
    uint64_t replications;
    /* [targets][days] replications that first met it then; pairs whose second did. */
    uint64_t *met, *both_met;
    struct week_sums *week;  /* [weeks] */
    struct week *sum;        /* [weeks] of replications that are being added */
    double per_unit;         /* units of the histograms in a millionth of an hour */
    struct histogram *hours; /* [weeks] used, over replications */
    struct seen_hours *seen; /* [weeks] while replications are added */
    struct draw_means *draw; /* [MOST_DRAWS], 0 where it is not known; NULL: none are */
};

void over_time_init(struct over_time *times, const struct campaign *campaign);
void over_time_free(struct over_time *times);
void over_time_merge(struct over_time *into, const struct over_time *from);

/* Adds replications. */
void over_time_add(struct over_time *times, const struct outcomes *outcomes);

/* Adds what is told of the two replications of each pair together. */
void over_time_add_pairs(
    struct over_time *times, const struct outcomes *outcomes, const struct outcomes *twins);

/* Has a place for every draw. */
void over_time_make_draws(struct over_time *times);

/* Numbers in `met`, and in `both_met`. */
static inline size_t over_time_size(const struct over_time *times)
{
    return (size_t)N_TARGETS * (size_t)times->days;
}
