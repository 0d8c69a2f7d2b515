/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compare.h"

/* Values of a partner that a comparison is told for: evenly from 0 to `end`, and the fees. */
enum { VALUE_STEPS = 60, MOST_VALUES = VALUE_STEPS + 2 + MAX_PACKAGES };

/* What the strategies, and doing nothing (the last), come to when a partner is worth so much.
 * Where averages are not known `average`, `loss` and all but `best` of `information` are NAN;
 * so is `campaign` where strategies do not have the same companies. */
struct best_choice {
    struct information information;
    struct estimate average[MOST_CHOICES], loss[MOST_CHOICES], campaign[MOST_CHOICES];
};

/* How another strategy stands beside the leader. */
enum beside {
    BESIDE_BEHIND,  /* shown to be */
    BESIDE_UNCLEAR, /* its distance is within the error of simulating */
    BESIDE_EQUAL,   /* the same in every campaign */
};

/* Whether a strategy earns itself back: its partners are worth more than it costs. */
enum pays { PAYS_UNCLEAR, PAYS, PAYS_NOT };

/* What a partner is worth, euro: as the user gave it; else the fee that is expected of one,
 * with its error. Where that is not one price for all, partners are worth their own fees, and
 * `is` is that of the baseline (or of the first strategy that has any). NAN: not known. */
struct partner_value {
    struct estimate is;
    bool given;
    bool own;                          /* each strategy has a fee of its own, */
    struct estimate of[MOST_COMPARED]; /* this */
    bool nobody_joins; /* so that no fee is expected: one of those that are asked is taken */
};
struct partner_value partner_value_given(double value);

enum { NO_RIVAL = -1 };

/* What is told of a comparison that was made. */
struct comparison {
    const struct compare *compare;
    bool agrees;         /* the configs, on which numbers are known */
    bool has_averages;   /* who is best given what is not known, and what it is worth to know
                            it: not where the configs do not agree or do not have the same
                            companies */
    bool tells_averages; /* of which few campaigns say too little to be told */
    struct partner_value worth; /* of a partner, as it was come by */
    double value;               /* the same, euro; NAN: not known. Nothing is best then, and the
                                   leader is what costs least */
    int n_fees;                 /* of packages that companies can choose and pay for, rising */
    double fee[MAX_PACKAGES];
    double end; /* of the axis of values: above the dearest fee */
    int n_values;
    double at[MOST_VALUES];                        /* rising */
    struct best_choice best, best_at[MOST_VALUES]; /* at `value`, and at each of these */
    /* At `value`: */
    int leader;                         /* the strategy with the greatest net benefit */
    enum beside beside[MOST_COMPARED];  /* the leader */
    struct estimate net[MOST_COMPARED]; /* benefit over doing nothing, as it may be said */
    enum pays pays[MOST_COMPARED];
    int first; /* the strategy that earns itself back from the lowest value of a partner on;
                  NO_RIVAL: none has partners */
    struct estimate from; /* that value, with the bounds of the lowest of all */
    bool first_shown;     /* that no other does so from less */
    int on_targets; /* the strategy that reaches all targets most often, of those shown to do so
                       more often than the leader; NO_RIVAL: there is none */
    double keeping_eur; /* of the leader's partners: care and services, a campaign, which are
                           not in its net benefit */
};

/* `agrees` is false when some config knows a number that another does not: the ways in which it
 * may fall then move one of both only, so that a share of those ways would be taken over two
 * different things. */
void comparison_init(struct comparison *comparison, const struct compare *compare,
    struct partner_value value, bool agrees);

/* The strategy that the leader is held against in words: the baseline, and where that leads or
 * is the same the next that is not; the leader itself where all are the same. */
int comparison_rival(const struct comparison *comparison);

/* Whether all strategies, of more than one, came to the same in every campaign. */
bool comparison_all_same(const struct comparison *comparison);

/* Whether all that may be the best are shown: that of the leader, that all others are behind.
 */
bool comparison_leads(const struct comparison *comparison);
