/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acceptability.h"
#include "frontier.h"
#include "paired.h"
#include "study.h"

#include <math.h>

/* Strategies against each other on common random numbers: what every single campaign of each
 * came to is kept, so that campaigns with the same luck can be laid side by side. */

/* What is kept of a campaign, of all companies. */
enum compare_kept {
    KEPT_PARTNERS,
    KEPT_APPROACHED,
    KEPT_COST,    /* outreach, euro */
    KEPT_NET,     /* net result, euro */
    KEPT_HOURS,   /* outreach */
    KEPT_TARGETS, /* 1: all targets were reached */
    KEPT_FEES,    /* a year's that are expected of its partners, euro: see own_fee */
    N_KEPT
};

/* What is compared, in the order of measures_list.h: means, and ratios of means. */
enum {
    COMPARE_CONVERSION,
    COMPARE_PARTNERS,
    COMPARE_COST,
    COMPARE_COST_PER_PARTNER,
    COMPARE_NET_RESULT,
    COMPARE_HOURS,
    N_COMPARE_MEASURES
};
const struct measure *compare_measure(int which);

/* More would take too long: the sums of all products are kept. Twice as many where cases belong
 * together in pairs, of which only compare_value() and compare_pairs() are asked. */
enum { MOST_COMPARED = 64 };

/* Doing nothing can be chosen as well: no partners, no cost. It is held against the strategies
 * as if it were one more, number compare->n, where a function says so: in arrays of n + 1. */
enum { MOST_CHOICES = MOST_COMPARED + 1 };
#define NOTHING_ID "nothing"

/* Per segment sums are kept of campaigns dealt in turn over this many batches. */
enum { COMPARE_BATCHES = 100 };

struct compare {
    const struct study *study;
    struct arena arena; /* of the arrays */
    int n, baseline;
    int unit;              /* replications that share a parameter draw: 1 or 2 */
    uint64_t replications; /* kept of each case; there is room for `room` */
    uint64_t room;
    double
        before[N_KEPT]; /* what a campaign that goes on had come to: it is in no difference */
    double *x;          /* [n][room][N_KEPT] what each came to besides */
    float *control;     /* [n][room][CONTROL_ROOM] of each campaign; NULL: none are followed */
    double *slope;   /* [n][2][N_KEPT][CONTROL_ROOM] of each half of the campaigns, likewise */
    int n_segments;  /* 0: the configs do not have the same axes */
    double *segment; /* [n][batches][segments][N_SEGMENT_SUMS] */
    struct paired
        paired; /* over units, quantities as enum compare_kept; after compare_finish */
    struct acceptability best; /* likewise */
    int n_unknown;             /* numbers that are not known */
    double fee; /* NAN: a partner is worth the same whoever won it. Else a partner is worth the
                   fee that its strategy's own are expected to pay, and this is that of the
                   baseline, euro: at another value of a partner all are worth in proportion.
                   Before compare_finish(), as: */
    double own_fee[2 * MOST_COMPARED]; /* of pairs of them 0 */
    double *outcome;  /* [draws][2][worth, costs]: of each strategy and of doing nothing;
                         where all is known of each campaign */
    double *adjusted; /* the same, adjusted by controls; the same array where none are */
    const int
        *group; /* [n + 1]: strategies with the same companies are of one; NULL: all are */
    struct study_case nothing; /* doing nothing, for tables */
    /* Where each campaign goes besides, as in struct engine; NULL: nowhere. */
    void (*save)(void *context, int one, uint64_t replication, const double *x);
    uint64_t saved[2 * MOST_COMPARED]; /* replications of each that were kept: they come again
                                          when they are held against tables of a larger pilot */
    void *context;
};

/* Makes room for `most` replications of each case of `study` (1 to MOST_COMPARED cases or
 * pairs of them, no hubs), which is about to be simulated with compare_save() as the engine's.
 */
void compare_init(
    struct compare *compare, const struct study *study, int baseline, uint64_t most);
void compare_free(struct compare *compare);

/* Keeps one replication: struct engine's `save`, with the compare as context. */
void compare_save(void *compare, int one, uint64_t replication, const double *x);

/* Once all are kept, of which `n_unknown` numbers are not known. */
void compare_finish(struct compare *compare, int n_unknown);

/* Whether all strategies have the same companies. If not they are not laid side by side. */
bool compare_same_companies(const struct compare *compare);

/* Lays all side by side, as companies that both have are the same. Before the first is kept. */
void compare_pair_all(struct compare *compare);

/* A year's fees of the packages that partners chose, of quantities `x` of a group. */
double compare_fees(const struct packages *packages, const double *x);

/* What counts as worth: partners, or their fees; and the euros that one of it is worth where a
 * partner (of the baseline, where these are fees) is worth `value`. */
static inline enum compare_kept compare_worth(const struct compare *compare)
{
    return isnan(compare->fee) ? KEPT_PARTNERS : KEPT_FEES;
}
static inline double compare_rate(const struct compare *compare, double value)
{
    return isnan(compare->fee) ? value : value / compare->fee;
}

/* What one strategy comes to, with an interval of its own. */
struct estimate compare_value(const struct compare *compare, int one, int measure);

/* What a measure is of one strategy more than of another, and what one more of what is kept
 * (partners, fees) costs of one against another. */
struct paired_contrast compare_contrast(int measure, int one, int other);
struct paired_contrast compare_price_of(int one, int other, enum compare_kept more);

/* Estimates of a contrast of each of `n` choices, all at once; not defined of those whose
 * baseline is PAIRED_NONE. */
void compare_estimate_all(const struct compare *compare, int n,
    const struct paired_contrast *all, struct estimate *out);

/* What each strategy has more than the baseline, into out[n]: intervals that hold for all
 * strategies at once. That of the baseline itself is not defined. */
void compare_differences(const struct compare *compare, int measure, struct estimate *out);

/* With fewer units (campaigns, or pairs that share a draw) nothing is shown of averages: whole
 * numbers of partners are then far from normal, and all may differ alike by luck. */
enum { COMPARE_FEW = 30 };
bool compare_has_few(const struct compare *compare);

/* Whether a difference is shown: its interval does not hold 0, and there are not few units. */
bool compare_is_shown(const struct compare *compare, struct estimate difference);

/* Whether two strategies, or doing nothing, won as many partners at the same cost in every
 * campaign. */
bool compare_identical(const struct compare *compare, int one, int other);

/* Where a strategy stands against the baseline, as far as intervals of extra partners and extra
 * cost, those of all strategies at once, show it. */
enum compare_standing {
    COMPARE_NOT_SHOWN,
    COMPARE_SAME, /* identical */
    COMPARE_MORE_FOR_MORE,
    COMPARE_MORE_FOR_LESS,
    COMPARE_FEWER_FOR_LESS,
    COMPARE_FEWER_FOR_MORE,
};

/* Into place[n], and into price[n] the price of one more partner against the baseline, extra
 * cost over extra partners, all intervals at once: defined where more partners for more cost
 * are shown and the price has an interval. The baseline is COMPARE_SAME. */
void compare_prices(
    const struct compare *compare, enum compare_standing *place, struct estimate *price);

/* A price, or not defined where it may be none. */
struct estimate compare_price_or_none(const struct compare *compare, struct estimate price);

/* By what share a strategy comes to more of a measure than the baseline: -0.1 is 10 % less. NAN
 * where the baseline comes to nothing. */
double compare_off(const struct compare *compare, int one, int measure);

/* Of a study in which case i and case n/2 + i belong together: what the first has more than the
 * second, into out[n/2], all intervals at once. */
void compare_pairs(const struct compare *compare, int measure, struct estimate *out);

/* By how many times common random numbers make the variance of a difference with the baseline
 * smaller. */
struct estimate compare_reduction(const struct compare *compare, int one, int measure);

/* Places the strategies, and doing nothing, on the plane of partners and cost, by their
 * estimates, into point[n + 1]; price[n + 1] is that of one more partner than the frontier's
 * previous strategy has. Where partners are worth their fees, these are what counts on the
 * plane. The price is defined where its interval is bounded and above 0, and there are not few
 * units. Intervals hold at once over the neighbours on the frontier, but which these are the
 * same data chose. */
void compare_frontier(
    const struct compare *compare, struct frontier_point *point, struct estimate *price);

/* ---- What is said in words ----
 *
 * That a strategy wins more or fewer partners, costs more or less, meets the targets more
 * often, pays, is the best, or is worth tailoring or knowing more for is said where an interval
 * shows it. All that may be said of a comparison holds at once at the study's confidence: a
 * fourth of what that lacks is spent on each of these families: partners, cost, prices,
 * cost per partner and targets of all pairs; net benefits of all pairs; tailoring and segments;
 * what it is worth to know. Within a family intervals are Bonferroni's, so that it does not
 * matter which of them the data choose to be told. */
enum { TOLD_FAMILIES = 4 };

/* What strategy `one` has more than `other` (or than doing nothing), as it may be said. */
struct estimate compare_told(const struct compare *compare, int measure, int one, int other);

/* The same of what one more partner costs: not defined where it may be none. */
struct estimate compare_told_price(const struct compare *compare, int one, int other);

/* From what value of a partner on a strategy earns itself back: its cost per partner, at the
 * confidence of its net result. Where that may be without partners only `low` is known; the
 * value is not defined where it had none. */
struct estimate compare_break_even(const struct compare *compare, int one);

/* The same of value * partners - cost, euro per campaign; where partners are worth their fees
 * these are in the place of partners, in proportion. */
struct estimate compare_told_net(
    const struct compare *compare, double value, int one, int other);

/* Whether choice `one`, a strategy or doing nothing, is the best on average at that value of a
 * partner, as it may be said. */
enum told_best {
    BEST_SHOWN,   /* ahead of each other */
    BEST_NOT,     /* behind another */
    BEST_UNCLEAR, /* neither is shown */
};
enum told_best compare_told_best(const struct compare *compare, double value, int one);

/* As compare_told(), of the share of campaigns in which all targets are reached. */
struct estimate compare_told_targets(const struct compare *compare, int one, int other);

/* The confidence of a part of a family of `intervals`. */
double compare_told_confidence(const struct compare *compare, double intervals);

/* Which of these places are more than estimates, into shown[n + 1]; none of strategies with
 * other companies. Of FRONTIER_ON: that the price
 * is defined, and of the cheapest that it costs less than all that are not identical to it.
 * FRONTIER_SAME: identical. FRONTIER_DOMINATED: another has at least as many partners for no
 * more cost, one of both shown to differ. FRONTIER_EXTENDED: one more partner costs more from
 * the neighbour before to it than from it to the neighbour after. Intervals hold for all pairs
 * of strategies at once (Bonferroni), so that it does not matter which the data chose. */
void compare_standings_shown(
    const struct compare *compare, const struct frontier_point *point, bool *shown);

/* The two kinds of best, when a partner is worth `value` euro, of the strategies and doing
 * nothing: see acceptability_at() for average[n + 1] and loss[n + 1], and
 * acceptability_one_campaign() for campaign[n + 1]. */
struct information compare_best(const struct compare *compare, double value,
    struct estimate *average, double *campaign, struct estimate *loss);

/* How far choice `one` is ahead of each other on average in value * partners - cost, as it may
 * be said, into lead[n + 1]. That of `one` itself is not defined. */
void compare_lead(const struct compare *compare, int one, double value, struct estimate *lead);

/* How a strategy's partners and cost vary, as a covariance matrix. */
struct plane_spread {
    double partners, cost, both; /* variances and covariance */
};

/* Where something is not known: how what is expected of a campaign varies with that, not at all
 * for a case whose config knows all its numbers; else the Monte Carlo error of the means.
 * Nothing of fewer campaigns than SPREAD_LEAST. */
enum { SPREAD_LEAST = 4 };
struct plane_spread compare_spread(const struct compare *compare, int one);

/* Of single campaigns with the same luck, that 5 % and 95 % of them do not exceed; NAN of
 * ratios, which no campaign has of its own, and of strategies that are not laid side by side.
 */
struct campaign_range {
    double p05, p95;
};

/* What a strategy has more of a measure than the baseline. */
struct campaign_range compare_difference_range(const struct compare *c, int one, int measure);

/* What its partners are worth less its cost where a partner is worth `value` euro. */
struct campaign_range compare_net_range(const struct compare *c, int one, double value);

/* ---- Per segment ---- */

/* What is kept of a segment: sums over the campaigns of a batch. */
enum segment_sum {
    SEGMENT_APPROACHED,
    SEGMENT_PARTNERS,
    SEGMENT_COST,
    SEGMENT_FEES,
    N_SEGMENT_SUMS
};
double *compare_segment_sums(const struct compare *compare, int one, int batch, int segment);

/* One strategy in one segment, per campaign, when a partner is worth `value` euro. */
struct segment_choice {
    double approached, partners, cost;
    double net_benefit;     /* value * partners - cost, euro */
    struct estimate behind; /* the best, euro; 0 for the best itself */
    bool best, shown; /* shown to be behind the best; of the best: that all others are. One
                         that comes to the same as the best is best as well */
};

/* Into choice[n] for segment `segment`; false where nobody of it is approached. One half of the
 * campaigns chooses the best and the other tells how far others are behind it: else its lead
 * would be too large on average. Intervals hold for all strategies in all segments at once
 * (Bonferroni). Of few units, or where `value` is NAN, none is best, and `behind` is not
 * defined. */
bool compare_segment(
    const struct compare *compare, int segment, double value, struct segment_choice *choice);

/* Segments of which somebody is approached, in how many of them the best is shown, and in how
 * many that no strategy earns itself back. */
struct segments_shown {
    int all, shown, unpaid;
};
struct segments_shown compare_segments_shown(const struct compare *compare, double value);

/* What it is worth, in euro per campaign, to give each segment its own best strategy instead of
 * all the one that is best for all together, chosen likewise. Capacity that segments share is
 * not looked at. Not defined of few units, nor where `value` is NAN. */
struct estimate compare_tailoring(const struct compare *compare, double value);
