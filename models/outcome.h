/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "block.h"
#include "measures.h"

/* A company that joined or was out before the end, for the curves. */
struct ending {
    uint8_t segment;
    uint8_t standing;  /* PARTNER, SAID_NO, GIVEN_UP or UNFUNDED */
    uint16_t contacts; /* held, those before the campaign included */
    int32_t own_day;   /* days from own approach to joining */
    int32_t day;       /* day of joining */
};

/* A hub's targets are minimum numbers of companies in rings, the one within the other; and all
 * of them at once. */
enum ring { RING_IN_VIEW, RING_ACTIVE, RING_PAYING, N_RINGS };
enum { TARGET_ALL = N_RINGS, N_TARGETS };

/* What up to LANES replications came to, side by side: they are added up in eights, and what
 * is done once for all of them costs each the less. */
enum { LANES = 32, EIGHT_LANES = 8, CONTROL_LANES = 12, CONTROL_ONE_LANE = 3 };

/* Numbers of groups of companies. */
struct lanes {
    double *amount; /* [groups][n_amounts][LANES] */
    int32_t *count; /* [groups][n_quantities - N_AMOUNTS][LANES] */
};

struct outcomes {
    struct arena arena; /* of the arrays */
    const struct cells *cells;
    int n_quantities;       /* a multiple of eight: some are no quantity's and always 0 */
    int n_amounts;          /* the first of them that are kept as amounts */
    size_t amounts, counts; /* numbers in all lanes of a group */
    int n;                  /* replications in it */
    struct lanes x;         /* [places] of every group; 0 in the lanes past n */
    struct lanes segment[MAX_SEGMENTS]; /* of the companies of each; their group's, where groups
                                           are told of */
    bool *used; /* [quantities] not 0 throughout so far; the others are 0 everywhere */
    double unshared[LANES];               /* euro of aids that no company was approached with */
    double capacity[LANES];               /* hours that the team has; NAN: unlimited */
    micro granted[LANES], refused[LANES]; /* see struct ledger */
    double control[LANES][CONTROL_LANES]; /* control variates (expected.h) and a 1; 0 where
                                             nothing is followed */
    int64_t control_units[LANES][CONTROL_LANES]; /* the same in their units */
    uint32_t first;                              /* number of the first replication */
    int n_companies, placed;                     /* all; of the hubs added so far */
    int32_t *entered;              /* [rings][companies][LANES] day on which; NO_DAY */
    int32_t met[N_TARGETS][LANES]; /* first day on which each target is met; NO_DAY */
    int days, n_weeks;             /* of outreach */
    struct week *week;             /* [LANES][weeks] */
    int most_endings;
    int n_endings[LANES];
    struct ending *ending; /* [LANES][most_endings]: room for two replications' companies */
};

/* Numbers of a group, packages included: a multiple of eight. */
int outcome_quantities(const struct campaign *campaign);

/* How many of them are kept as amounts: N_AMOUNTS; all, where companies and days are so many
 * that counts of a campaign may not be below 2^27. */
int outcome_amounts(const struct campaign *campaign);

void outcomes_init(struct outcomes *outcomes, const struct campaign *campaign);
void outcomes_free(struct outcomes *outcomes);

/* Makes room for the next replications. */
void outcomes_clear(struct outcomes *outcomes);

/* Adds up replication number `replication` of what the block has just run, as the next. */
void outcomes_collect(struct outcomes *outcomes, const struct block *block, int replication);

/* Adds one hub's companies to those of all hubs, replication by replication. */
void outcomes_add_hub(struct outcomes *total, const struct outcomes *hub);

/* Adds up the groups, and notes which targets all companies together have met, and when. */
void outcomes_finish(struct outcomes *outcomes, const struct targets *targets);

/* Adds to each replication its twin, the other one with the same parameters. */
void outcomes_join(struct outcomes *into, const struct outcomes *twin);

/* What is kept as an amount, and as a count, of a group in all lanes. */
static inline const double *outcomes_amount(
    const struct outcomes *outcomes, int place, int quantity)
{
    return outcomes->x.amount +
           ((size_t)place * (size_t)outcomes->n_amounts + (size_t)quantity) * LANES;
}

static inline const int32_t *outcomes_count(
    const struct outcomes *outcomes, int place, int quantity)
{
    int counts = outcomes->n_quantities - N_AMOUNTS;
    return outcomes->x.count + (place * counts + quantity - N_AMOUNTS) * LANES;
}

/* Either, in one lane. */
static inline double outcomes_at(
    const struct outcomes *outcomes, int place, int quantity, int lane)
{
    return quantity < outcomes->n_amounts ? outcomes_amount(outcomes, place, quantity)[lane]
                                          : outcomes_count(outcomes, place, quantity)[lane];
}
