/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdint.h>

#include "memory.h"

/* Cumulative incidence of endings that exclude each other: the share of all that have ended so
 * by a time, where some are still under way, or were first seen when they were under way for
 * some time (O. O. Aalen and S. Johansen, Scandinavian Journal of Statistics 5, 1978). */

enum { MOST_ENDINGS = 4 };

/* One that is followed, in whole units of time. */
struct spell {
    int32_t entry;  /* it is at risk after this time, */
    int32_t exit;   /* up to and with this one */
    int32_t ending; /* 1, 2, ...: how it ended then; 0: it was under way still */
};
/* At risk from the beginning on: what ends at time 0 counts. */
enum { FROM_THE_START = -1 };

/* At a time at which some ended or were last seen. */
struct incidence_point {
    int32_t time;
    int32_t at_risk, events; /* of the ending at that time */
    double estimate;         /* right after that */
    double se;               /* by the infinitesimal jackknife over spells */
    double low, high;        /* on the log-log scale; NAN: the estimate is 0 or 1 */
};

struct incidence {
    struct arena arena;
    int n_endings, n;              /* endings; times, which rise */
    struct incidence_point *point; /* [n_endings][n] */
};

/* Estimates them from `n` spells, none of which ends at its entry or before, with endings 1 to
 * `n_endings`, of which there are at most MOST_ENDINGS. Takes time in proportion to n log n,
 * and to times by entries that differ. */
void incidence_init(struct incidence *incidence, const struct spell *spell, int32_t n,
    int n_endings, double confidence);
void incidence_free(struct incidence *incidence);

static inline const struct incidence_point *incidence_at(
    const struct incidence *incidence, int ending, int i)
{
    return &incidence->point[(ending - 1) * incidence->n + i];
}

/* The first time at which at least half have ended so, and those at which the limits reach a
 * half; NAN: they do not. */
struct incidence_median {
    double time, low, high;
};
struct incidence_median incidence_median(const struct incidence *incidence, int ending);
