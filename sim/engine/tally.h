/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amount_counts.h"
#include "bytes.h"
#include "curve.h"
#include "curve_range.h"
#include "histogram.h"
#include "moments.h"
#include "outcome.h"
#include "pair_spread.h"
#include "tally_controls.h"
#include "text.h"
#include "over_time.h"

/* What is remembered of many replications of one campaign; its size does not depend on their
 * number. */

/* One listed company, summed over replications. */
struct company_sums {
    uint64_t ended[N_STANDINGS]; /* by enum standing */
    uint64_t joined_twice;       /* pairs of replications in which it joins in both */
    uint64_t contacts, days;     /* held in the campaign; from approach to joining */
    micro hours, cost;
    uint64_t package[MAX_PACKAGES];
};

/* Measures whose values over replications are counted, and how their codes are found: counts,
 * other means, ratios of an amount, ratios of counts. Only those that have not been 0
 * throughout. */
enum counted_kind {
    COUNTED_WHOLE,
    COUNTED_AMOUNTS,
    COUNTED_RATIOS,
    COUNTED_EXACT,
    N_COUNTED_KINDS
};

struct counted {
    bool used[Q_FIXED];             /* quantities that have not been 0 throughout */
    int first[N_COUNTED_KINDS + 1]; /* of each kind; and how many there are */
    int measure[MOST_MEASURES];
    int y[MOST_MEASURES], x[MOST_MEASURES]; /* where they lie in a group's numbers */
};

/* How many joined, by day, and ended in each way, by contacts held. */
enum counted_curve {
    CURVE_OWN_DAY,
    CURVE_CAMPAIGN_DAY,
    CURVE_JOINED,
    CURVE_SAID_NO,
    CURVE_GIVEN_UP,
    CURVE_UNFUNDED,
    N_CURVES
};

/* Of the curves of joining the range of single campaigns is kept, of all companies. */
enum { CURVES_WITH_RANGE = CURVE_JOINED + 1 };

/* Whole numbers: the same whatever the order in which they are added. */
struct counts {
    const struct campaign *campaign;
    uint64_t replications; /* added so far */
    struct counted counted;
    struct histogram *histogram;   /* [rows][n_measures] values over replications */
    struct histogram partner_cost; /* cost / partners of each replication, infinite without */
    struct amount_counts within;   /* replications that stay under amounts per partner */
    struct amount_counts both_within; /* and pairs of which both do */
    struct curve curve[N_CURVES];
    struct curve_range range[CURVES_WITH_RANGE];
    /* Where controls are followed: products with these, in their units, of the curves,
     * [steps][parts][CONTROL_ROOM], of each half; and in which half the replications are that
     * come. */
    int64_t *curve_with[2][N_CURVES];
    int half;
    struct contact_counts *contact; /* [contacts] */
    struct over_time over_time;
    struct overhead overhead;
    struct company_sums *company; /* [companies] of a listed population, else NULL */
    uint32_t *sorted, *spare;     /* endings of one replication, [N_CURVES] lists */
    struct curve_sizes sizes;     /* and how large parts are in it */
};

/* Those of a tally are made when the first are added to it: these take their place. */
static inline bool counts_are_made(const struct counts *counts)
{
    return counts->histogram != NULL;
}

/* How alike the two replications of a pair are, of all companies: how much of the spread
 * between campaigns comes from not knowing the parameters. */
struct spread {
    uint64_t pairs;
    struct pair_spread *of; /* [spread_measures()] in the order of the measures of which it is
                               told */
};

/* The sums of one chunk of a run. A unit is what is independent of the rest: a replication, or
 * the pair of replications that share a draw of the parameters, whose quantities are added up.
 */
struct chunk_sums {
    struct moments moments; /* over units */
    struct control_tally controls;
    struct spread spread;
};

struct tally {
    const struct campaign *campaign;
    int unit;               /* replications per unit: 1, or 2 where parameters are drawn */
    struct moments moments; /* floating-point: chunks are merged in order */
    struct control_tally half[2]; /* where controls are followed */
    struct spread spread;
    struct counts counts;
};

/* Whether a tally has controls: those that tally_follow() was called for. */
static inline bool tally_has_controls(const struct tally *tally)
{
    return tally->half[0].with != NULL;
}

void chunk_sums_init(
    struct chunk_sums *chunk, const struct campaign *campaign, enum followed followed);
void chunk_sums_free(struct chunk_sums *chunk);
void chunk_sums_clear(struct chunk_sums *chunk);

/* Counts what is told of the two replications of each pair together. */
void counts_add_pairs(
    struct counts *counts, const struct outcomes *outcomes, const struct outcomes *twins);

/* Of how many measures the spread is told; and that of the quantity of one of them, NULL: it is
 * not told. */
int spread_measures(void);
const struct pair_spread *spread_quantity(const struct spread *spread, int quantity);

/* Notes how the two replications of each pair are alike and how they differ. */
void chunk_sums_add_pairs(
    struct chunk_sums *chunk, const struct outcomes *outcomes, const struct outcomes *twins);

/* How many histograms there are: of each row and measure. */
static inline size_t counts_histograms(const struct counts *counts)
{
    return (size_t)counts->campaign->cells.n_rows * (size_t)n_measures;
}

void counts_init(struct counts *counts, const struct campaign *campaign);

/* How many numbers the products of a curve are. */
size_t control_curve_size(const struct counts *counts, int curve);

/* Has empty counts follow controls. */
void counts_follow(struct counts *counts);

/* Makes the histograms, for counts_init(). */
void counts_init_values(struct counts *counts);
void counts_free(struct counts *counts);

/* By threads that share `into`, one at a time. `from` may have something else in it then, to be
 * freed. */
void counts_merge_shared(struct counts *into, struct counts *from);

/* Counts replications: what is told of single campaigns. */
void counts_add(struct counts *counts, const struct outcomes *outcomes);

/* The number of the least amount per partner that is enough for the cost of a campaign. */
int counts_amount_per_partner(const struct outcomes *outcomes, int lane);

/* Counts the zeros of means that were 0 in all replications added together, and settles curves.
 * Once, at the end. */
void counts_close(struct counts *counts);

/* Adds how companies ended in one lane, a replication or a pair, to the curves, or to the
 * ranges of these, which are of replications. */
enum { TO_CURVES = 1 << 0, TO_RANGES = 1 << 1 };
void counts_add_endings(
    struct counts *counts, const struct outcomes *outcomes, int lane, unsigned to);

/* Counts one replication of each listed company. */
void counts_add_companies(
    struct counts *counts, const struct block *block, int replication, int companies);

/* The same for what the two replications of a pair have in common. */
void counts_add_company_pairs(struct counts *counts, const struct course *course,
    const struct course *twin, int companies);

/* Adds units, of so many replications each: what is told of averages, and, where a unit is one
 * campaign, of the ranges of curves. */
void tally_units(
    struct chunk_sums *chunk, struct counts *counts, const struct outcomes *outcomes, int unit);

/* Adds chunk number `number` of the run, which follows those added before. */
void tally_merge_chunk(struct tally *tally, const struct chunk_sums *chunk, uint64_t number);

void tally_init(struct tally *tally, const struct campaign *campaign, int unit);
void tally_free(struct tally *tally);

/* Has an empty tally follow the controls of its replications. */
void tally_follow(struct tally *tally, enum followed followed);

/* Makes its counts where they are not made yet: for whoever writes or reads them. */
void tally_make_counts(struct tally *tally);
void tally_clear(struct tally *tally);

/* ---- Bytes ---- */

/* Tallies as bytes, to be kept in a file or sent to another rank: as they lie in memory, so
 * that only the same program on the same kind of machine can read them. */

void counts_write(struct text *out, const struct counts *counts);
void tally_write(struct text *out, const struct tally *tally);

/* Reads what was written of the same campaign into counts, or a tally, that are as they were
 * set up. False when the bytes are not those of such a campaign, whatever they are; part of
 * them may have been read then. */
bool counts_read(struct bytes *in, struct counts *counts);
bool tally_read(struct bytes *in, struct tally *tally);

/* What a chunk came to, as plain bytes: so it waits for its turn to be added up, and goes from
 * one rank to another. Of every case that ran in it: */
struct chunk_case {
    struct chunk_sums chunk; /* its sums, in arrays that lie in the bytes */
    int kept;                /* single campaigns that are kept */
    size_t row;              /* numbers in each */
    const double *x;         /* [kept][row] */
};

/* Adds one case to `out`, whose bytes so far are cases of the chunk too. */
void chunk_write(
    struct text *out, const struct chunk_sums *chunk, const double *x, int kept, size_t row);

/* The case at `*at`, which moves on to the next one; its moments are like those of its tally.
 */
struct chunk_case chunk_read(char **at, const struct moments *like);
