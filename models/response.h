/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chance.h"
#include "contact.h"
#include "segment.h"
#include "team.h"

#include <math.h>

/* How a contact moves a company through attention, interest and desire: "The Rule of Seven in
 * combinatie met het AIDA model". Progress has probability logistic(x), where x is a sum of
 * effects. */
struct response {
    double intercept[N_RESPONSES];
    struct by_segment
        effects[N_RESPONSES];   /* of the segment, summed over the entries that fit */
    struct by_segment build_up; /* per contact held before this one */
    int build_up_cap;
    struct by_segment repetition;    /* per time this contact moment was held before */
    struct by_segment time_scarcity; /* per hour that it costs the company */
    struct by_segment click_sd;      /* "persoonlijke klik" (answer 1) */
    struct by_segment warm;          /* "bij een warme voordracht [...] sneller" (answer 2) */
    double dropout[N_STAGES];        /* probability of no for good after no progress */
    double relapse_per_month[N_RESPONSES];
    int grace_days;
};

/* What else there is to a response, as bits: the company is warm, a potential customer is in,
 * the contact person is an employee. */
enum circumstance { WARM = 1, CUSTOMER = 2, STAFF = 4, N_CIRCUMSTANCES = 8 };

/* x is only needed through the odds against progress exp(-x), and those are a product of
 * factors that depend on small numbers: tabulated, so that a contact costs a few
 * multiplications and no exponential. */
struct response_tables {
    bool logs; /* effects are so large that the factors would not be numbers: their logarithms
                  are in these tables, -x */
    double *contact[N_RESPONSES]; /* [segment * contacts + contact] */
    double *build_up;             /* [segment * (cap + 1) + min(held - 1, cap)] */
    double *repetition;           /* [segment * (max_times + 1) + times held before] */
    int build_up_cap, max_times;
    double click_sd[MAX_SEGMENTS];
    double circumstance[MAX_SEGMENTS][N_CIRCUMSTANCES]; /* product of those that apply */
    chance dropout[N_STAGES];
    const chance *relapse[N_STAGES]; /* [days since the previous contact] */
};

/* Of these, the factors that companies of one segment share whatever the contact moment. */
struct response_factors {
    const double *build_up, *repetition; /* rows of the segment */
    double circumstance[N_CIRCUMSTANCES];
};

struct campaign;

/* Makes the campaign's, whole even if they may stay `open`. */
void response_tables_init(struct campaign *c, struct arena *arena, bool open);

/* Those of a segment. */
struct response_factors response_factors_of(const struct response_tables *t, int segment);

/* What is known of a company when it is asked. */
struct asked {
    double contact; /* factor of the contact moment in its stage and segment */
    double click;   /* factor exp(-click_sd * u) of its personal click, or its logarithm */
    int held;       /* contacts held before, those before the campaign included */
    int times;      /* this contact moment was held before with this company: MAX_TIMES at most
                     */
    int circumstance;
};

/* The odds against progress, exp(-x), with the factors of its segment. A contact moment is held
 * once a day at most, so that the row of repetitions is long enough. */
static inline double response_odds_against(const struct response_tables *t,
    const struct response_factors *factors, const struct asked *asked)
{
    int built = asked->held < t->build_up_cap ? asked->held : t->build_up_cap;
    double build_up = factors->build_up[built];
    double repetition = factors->repetition[asked->times];
    double circumstance = factors->circumstance[asked->circumstance];
    if (t->logs)
        return exp(asked->contact + asked->click + build_up + repetition + circumstance);
    return asked->contact * asked->click * build_up * repetition * circumstance;
}

/* Progress with probability 1 / (1 + odds against). */
static inline bool response_progress(double odds_against, uint32_t word)
{
    return ((double)word + 0.5) * (1.0 + odds_against) < 4294967296.0;
}
