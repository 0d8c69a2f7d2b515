/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "parameters.h"
#include "text.h"

/* What a command wants to know: one or more strategies, under one or more variations of a
 * config. */

/* One strategy under one variation, and what its replications came to. */
struct study_case {
    const struct scenario *scenario;
    const struct campaign *campaign; /* at the means of what is not known */
    struct campaign_draws source;    /* where parameters are drawn */
    bool member;                     /* runs with the cases after it: see engine.h */
    int hubs;                        /* a total of this many cases before it */
    const char *hub;                 /* its name, or "all" */
    const char *const *vary_value;   /* one per varied setting of the study */
    struct tally tally;
    struct chosen_campaigns chosen;  /* only these are simulated: see engine.h */
    const struct state_source *from; /* campaigns go on from there; NULL: from the start */
    /* By what was expected (adjusted.h): */
    struct expectation *expectation; /* NULL: it is not followed */
    bool details;                    /* those of totals are followed too (details.h) */
    struct controls controls;        /* of all campaigns */
    bool adjusted;                   /* estimates are adjusted by them */
};

struct study {
    int n_cases;
    struct study_case *cases;
    bool has_hubs;   /* some cases are hubs */
    bool in_order;   /* single campaigns are saved case after case: cases share no draws */
    bool grows;      /* whole chunks of all cases come before what is left of any, so that a run
                        that was left goes on to any larger number of replications */
    int n_vary;      /* settings that were varied (--vary) */
    bool of_configs; /* of several configs: which one a case is of is the first of these */
    const char *const *vary_path;
    bool controls;         /* wanted: what was expected of campaigns is to be followed */
    uint64_t pilot;        /* campaigns that tables of that are fitted on; 0: none */
    uint64_t replications; /* done, of each case; even where parameters are drawn */
    double confidence;     /* of intervals */
    struct basis basis; /* numbers that the (first) config's results rest on; none: not told */
    struct engine_position left; /* where a run that goes on was left, with the tallies that it
                                 had then; to = 0: it starts */
};

/* Whether a run of this study, whose tallies are set up, can have come to `position`. */
bool study_can_be_at(const struct study *study, struct engine_position position);

/* Replications of all cases together that were done by then. */
uint64_t study_done(const struct study *study, struct engine_position position);

/* Whether a run that was left there can go on to more replications than it was to have: not
 * once the last chunk of a case is in that is not whole. */
static inline bool study_can_grow(struct engine_position left)
{
    return left.chunks == 0 || left.to % ENGINE_CHUNK == 0;
}

/* With fewer campaigns than this a chance says nothing, and an average little: files have them
 * with their intervals, people see no chances, and averages only with their error. */
enum { STUDY_FEW = 30 };
static inline bool study_has_few(const struct study *study)
{
    return study->replications < STUDY_FEW;
}

/* What tells case `i` from all others, in `arena`: its strategy's id, of several configs with
 * "CONFIG:" in front, and with ",VALUE" behind for each varied setting; or with less. */
enum { ID_CONFIG = 1, ID_VALUES = 2, ID_WHOLE = ID_CONFIG | ID_VALUES };
const char *study_id(const struct study *study, int i, int parts, struct arena *arena);

/* Whether the measure is told of any case. */
bool study_tells(const struct study *study, const struct measure *measure);

/* How far to go. */
struct study_plan {
    uint64_t replications; /* at most */
    double precision;      /* stop once every case's conversion rate is known to within this; 0:
                              never */
};

/* Sets up the tallies of all cases, whose campaigns are given. */
void study_start(struct study *study);

/* Simulates all cases, whose campaigns are given, and whose tallies are set up here unless the
 * run goes on from where it was left. With a precision: looks at 1,000 replications and then at
 * sizes growing by half, and never stops while a conversion rate shows no spread at all. */
enum status study_run(struct study *study, const struct engine *engine, struct study_plan plan);

/* How precisely conversion rates are known: the largest half-width of their intervals, and the
 * case that has it. A case in which nobody is approached has none; NAN: of one campaign. */
double study_precision(const struct study *study, int *which);

/* Also of a study that never ran, or was freed. */
void study_free(struct study *study);

/* Where what was gathered of group `cell` is found in the case's tally: in its moments, curves
 * and histograms. */
static inline int study_row(const struct study_case *one, int cell)
{
    return one->campaign->cells.row[cell];
}

/* Of so few events, or so few of the others, the score interval of their share is taken, as if
 * companies did not depend on each other: a rough one, but those by variances hold the truth
 * too rarely there. Of few campaigns these are wide enough. `sums`: of a count, and of what it
 * is a share of. */
enum { STUDY_FEW_EVENTS = 20 };
bool study_has_few_events(uint64_t n, struct ratio_sums sums);

/* How an estimate was made: of what campaigns came to alone; adjusted by controls; or with the
 * score interval of a share, a rough one, as there are few events. */
enum method { METHOD_PLAIN, METHOD_CONTROLS, METHOD_SCORE };

/* One figure of the results: the estimate, and quantiles over replications (over partners for
 * contacts_per_partner and days_to_partner). NAN: not defined, or the measure has none. */
struct figure {
    struct estimate estimate;
    double p05, p50, p95;
    enum method method;
    double reduction; /* by how many times controls make its variance smaller; NAN: it is plain
                       */
};

/* Measure number `measure` of group `cell` (0: all companies). Measures that exist for all
 * companies only are not defined for other groups. */
struct figure study_figure(
    const struct study *study, const struct study_case *one, int cell, int measure);

/* The same, by name of a measure that exists, for all companies. */
struct figure study_total(
    const struct study *study, const struct study_case *one, const char *measure);

/* The value below which a share `p`, inside 0 and 1, of a group's partners is, of a measure
 * that differs from partner to partner. */
struct estimate study_quantile(
    const struct study *study, const struct study_case *one, int cell, int measure, double p);

/* The share of campaigns in which a company of a listed population joins, adjusted as partners
 * are, if companies are followed (details.h); where numbers are not known the two campaigns of
 * a pair are not independent (estimate_share_of_pairs()). */
struct estimate study_company_joins(
    const struct study *study, const struct study_case *one, int company);

/* Mean of one quantity (enum quantity, Q_PACKAGE + package) of a group over replications. Of a
 * count of companies that was the same in all of them its bounds are those of
 * estimate_same_count(), of those approached on average: that nobody joined in 100 campaigns
 * does not say that nobody does. */
struct estimate study_quantity(
    const struct study *study, const struct study_case *one, int cell, int quantity);

/* Share of a group's approached companies with an event by a step of a curve of the case
 * (enum counted_curve). Walk the steps from 0 up: `point` starts as {0}. */
enum { MOST_HUBS = 32 };
/* What others are divided by. */
struct denominator {
    struct regressed regressed;
    double variance; /* of its mean */
};
struct adjusted_point {
    struct curve_point plain;
    struct controlled with;
    struct denominator approached; /* the same at all steps */
};
struct study_point {
    struct curve_point plain;
    struct adjusted_point adjusted[MOST_HUBS]; /* of each hub of a total, or of the case */
};
void study_curve_start(const struct study_case *one, struct study_point *point);
struct estimate study_curve_step(const struct study *study, const struct study_case *one,
    int curve, int cell, int step, struct study_point *point);

/* Share of the spread of a quantity between campaigns that comes from not knowing the
 * parameters: Var E[Y | parameters] / Var Y, from all pairs (pair_spread.h). Not defined where
 * parameters are known, for quantities of which it is not told, for a single pair, and without
 * any spread. */
struct estimate study_unknown_share(
    const struct study *study, const struct study_case *one, int quantity);

/* Chance that one campaign costs at most `amount` euro for each partner won: exact for the
 * amounts that amount_counts.h calls round. Without partners it does if it costs nothing. */
struct estimate study_cost_chance(
    const struct study *study, const struct study_case *one, double amount);

/* Running counts of a target over the days of the campaign: start with {0}, then call for day
 * 0, 1, ... */
struct target_point {
    uint64_t met, both;     /* replications; pairs of which both have */
    struct estimate chance; /* by the day before */
};

/* Chance that target `target` (enum ring, or TARGET_ALL) is met by the end of `day`, by
 * Wilson's interval. One of 0 companies always is. */
struct estimate study_target_step(const struct study *study, const struct study_case *one,
    int target, int day, struct target_point *point);

/* The share of campaigns that people are told the day of. */
#define STUDY_MOST_CAMPAIGNS 0.8

/* The first day of the campaign by which a share of campaigns has met a target: in those that
 * were simulated, and the first and the last that are not excluded: by whose ends the upper and
 * the lower bound of the chance reach the share. As chances only rise from day to day, the two
 * hold the day as surely as the interval of one chance holds that (an interval of a quantile
 * that inverts that of a share). NAN: by the end of no day of outreach. So where `low` is, too
 * few campaigns are shown to meet it at all; where only `high` is, that is not known. */
struct target_day {
    double day, low, high;
};
struct target_day study_target_day(
    const struct study *study, const struct study_case *one, int target, double share);

/* Whether there is such a target, of a case and of any: of TARGET_ALL, one of the three. */
bool study_has_target(const struct study_case *one, int target);
bool study_any_target(const struct study *study, int target);

/* Hours of the team in week `week` of outreach, counted from 0; NAN: unlimited. Of hubs
 * together those of each in whose outreach the week is. */
double study_week_hours(const struct study_case *one, int week);
