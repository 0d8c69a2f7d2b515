/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include <math.h>
#include <string.h>

/* What measures come to in single campaigns, counted for every group of companies. */

_Static_assert((int)LANES == (int)HISTOGRAM_SIDE && (int)LANES == (int)MOMENTS_LANES,
    "outcomes are handed on as they lie");

/* Counts, and ratios of two of them, are counted exactly. */
static enum histogram_kind histogram_kind(const struct measure *measure)
{
    if (measure->kind == MEASURE_SHARE)
        return HISTOGRAM_SHARES;
    if (measure_is_ratio(measure))
        return measure->y == Q_HELD ? HISTOGRAM_RATIOS : HISTOGRAM_AMOUNTS;
    return measure->resolution == 1.0 ? HISTOGRAM_WHOLE : HISTOGRAM_AMOUNTS;
}

void counts_init_values(struct counts *counts)
{
    size_t n = counts_histograms(counts);
    counts->histogram = memory_new(n, sizeof *counts->histogram);
    for (size_t i = 0; i < n; i++) {
        const struct measure *measure = &measures[i % (size_t)n_measures];
        enum histogram_kind kind = histogram_kind(measure);
        if (measure->resolution > 0.0 && kind == HISTOGRAM_AMOUNTS)
            histogram_init(&counts->histogram[i], measure->resolution);
        else if (measure->resolution > 0.0)
            histogram_init_exact(&counts->histogram[i], kind);
    }
}

/* ---- Which are counted ---- */

static enum counted_kind kind_of(const struct measure *measure)
{
    enum histogram_kind kind = histogram_kind(measure);
    if (measure_is_ratio(measure))
        return kind == HISTOGRAM_AMOUNTS ? COUNTED_RATIOS : COUNTED_EXACT;
    return kind == HISTOGRAM_WHOLE ? COUNTED_WHOLE : COUNTED_AMOUNTS;
}

/* Where a quantity lies in a group's amounts or counts. */
static int place_of(int quantity)
{
    return (quantity < N_AMOUNTS ? quantity : quantity - N_AMOUNTS) * LANES;
}

/* A mean that is 0 throughout is left out: counts_close() counts zeros. */
static void choose_counted(struct counted *counted)
{
    int n = 0;
    for (int kind = 0; kind < N_COUNTED_KINDS; kind++) {
        counted->first[kind] = n;
        for (int m = 0; m < n_measures; m++) {
            const struct measure *measure = &measures[m];
            if (measure->resolution <= 0.0 || (int)kind_of(measure) != kind ||
                (!measure_is_ratio(measure) && !counted->used[measure->y]))
                continue;
            counted->measure[n] = m;
            counted->y[n] = place_of(measure->y);
            counted->x[n++] = place_of(measure->x);
        }
    }
    counted->first[N_COUNTED_KINDS] = n;
}

/* Makes the choice of measures anew when there is more that is not 0. */
static void note_used(struct counted *counted, const bool *used)
{
    bool more = counted->first[N_COUNTED_KINDS] == 0;
    for (int q = 0; q < Q_FIXED; q++)
        more |= used[q] > counted->used[q];
    if (!more)
        return;
    for (int q = 0; q < Q_FIXED; q++)
        counted->used[q] |= used[q];
    choose_counted(counted);
}

/* ---- Groups ---- */

/* A group whose values are counted. */
struct group {
    const struct counted *counted;
    const struct outcomes *outcomes;
    int place;
    const double *amount; /* its numbers in all lanes */
    const int32_t *count;
    struct histogram *histogram; /* [n_measures] */
};

/* Counts number `i` of the measures lane by lane, from lane `first` up to `end`: ratios that
 * are not defined are left out. */
static void count_alone(const struct group *g, int i, int first, int end)
{
    const struct measure *measure = &measures[g->counted->measure[i]];
    struct histogram *histogram = &g->histogram[g->counted->measure[i]];
    for (int lane = first; lane < end; lane++) {
        double y = outcomes_at(g->outcomes, g->place, measure->y, lane);
        double x = outcomes_at(g->outcomes, g->place, measure->x, lane);
        if (i < g->counted->first[COUNTED_RATIOS])
            histogram_add(histogram, y);
        else if (i >= g->counted->first[COUNTED_EXACT])
            histogram_add_ratio(histogram, y, x);
        else if (x > 0.0)
            histogram_add(histogram, y / x);
    }
}

/* Counts the eights of lanes that were left. */
static void count_left(const struct group *g, int i, unsigned left)
{
    for (; left != 0; left &= left - 1) {
        int first = __builtin_ctz(left) * HISTOGRAM_EIGHT;
        count_alone(g, i, first, first + HISTOGRAM_EIGHT);
    }
}

/* Ratios of an amount; those that are not defined are infinite or NAN, and are left. */
static unsigned count_quotients(struct histogram *histogram, const double *y, const int32_t *x)
{
    double quotient[LANES];
    for (int lane = 0; lane < LANES; lane++)
        quotient[lane] = y[lane] / x[lane];
    return histogram_count_amounts(histogram, quotient);
}

/* Counts all measures in all lanes. */
static void count_lanes(const struct group *g)
{
    const struct counted *counted = g->counted;
    int i = 0;
    for (; i < counted->first[COUNTED_AMOUNTS]; i++)
        count_left(g, i,
            histogram_count_whole(
                &g->histogram[counted->measure[i]], g->count + counted->y[i]));
    for (; i < counted->first[COUNTED_RATIOS]; i++)
        count_left(g, i,
            histogram_count_amounts(
                &g->histogram[counted->measure[i]], g->amount + counted->y[i]));
    for (; i < counted->first[COUNTED_EXACT]; i++)
        count_left(g, i,
            count_quotients(&g->histogram[counted->measure[i]], g->amount + counted->y[i],
                g->count + counted->x[i]));
    for (; i < counted->first[N_COUNTED_KINDS]; i++)
        count_left(g, i,
            histogram_count_ratios(&g->histogram[counted->measure[i]], g->count + counted->y[i],
                g->count + counted->x[i]));
}

/* Of groups without companies all is 0, but that all companies together have aids to pay for.
 */
static void count_groups(struct counts *counts, const struct outcomes *outcomes)
{
    struct counted *counted = &counts->counted;
    note_used(counted, outcomes->used);
    for (int place = 0; place < outcomes->cells->n_filled; place++) {
        struct group g = {counted, outcomes, place, outcomes_amount(outcomes, place, 0),
            outcomes_count(outcomes, place, N_AMOUNTS),
            counts->histogram + (size_t)place * (size_t)n_measures};
        if (outcomes->n == LANES && outcomes->n_amounts == N_AMOUNTS)
            count_lanes(&g);
        else
            for (int i = 0; i < counted->first[N_COUNTED_KINDS]; i++)
                count_alone(&g, i, 0, outcomes->n);
    }
}

/* ---- All companies ---- */

static double cost_per_partner(const struct outcomes *outcomes, int lane)
{
    double partners = outcomes_at(outcomes, 0, Q_PARTNERS, lane);
    return partners > 0.0 ? outcomes_at(outcomes, 0, Q_COST, lane) / partners : INFINITY;
}

int counts_amount_per_partner(const struct outcomes *outcomes, int lane)
{
    return amount_number(
        outcomes_at(outcomes, 0, Q_COST, lane), outcomes_at(outcomes, 0, Q_PARTNERS, lane));
}

void counts_add(struct counts *counts, const struct outcomes *outcomes)
{
    count_groups(counts, outcomes);
    counts->replications += (uint64_t)outcomes->n;
    for (int lane = 0; lane < outcomes->n; lane++) {
        histogram_add(&counts->partner_cost, cost_per_partner(outcomes, lane));
        amount_counts_add(&counts->within, counts_amount_per_partner(outcomes, lane));
    }
    over_time_add(&counts->over_time, outcomes);
}

void counts_close(struct counts *counts)
{
    for (size_t i = 0; i < counts_histograms(counts); i++) {
        const struct measure *measure = &measures[i % (size_t)n_measures];
        struct histogram *histogram = &counts->histogram[i];
        if (measure->resolution > 0.0 && !measure_is_ratio(measure))
            histogram_add_zeros(histogram, counts->replications - histogram->n);
        histogram_trim(histogram);
    }
    for (int i = 0; i < N_CURVES; i++)
        curve_settle(&counts->curve[i]);
}
