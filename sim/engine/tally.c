/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include "vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A pair of quantities has the number of its measure; one that is no ratio has none. */
static void init_moments(struct moments *moments, const struct campaign *campaign)
{
    struct quantity_pair *pairs = memory_new((size_t)n_measures, sizeof *pairs);
    for (int m = 0; m < n_measures; m++)
        pairs[m] = (struct quantity_pair){
            measures[m].y, measure_is_ratio(&measures[m]) ? measures[m].x : -1};
    struct moments_layout layout = {
        .cells = campaign->cells.n_rows,
        .quantities = outcome_quantities(campaign),
        .pairs = n_measures,
        .pair = pairs,
    };
    moments_init(moments, layout);
    memory_free(pairs);
}

/* Counts, and ratios of two of them, are counted exactly. */
static enum histogram_kind histogram_kind(const struct measure *measure)
{
    if (measure->kind == MEASURE_SHARE)
        return HISTOGRAM_SHARES;
    if (measure_is_ratio(measure))
        return measure->y == Q_HELD ? HISTOGRAM_RATIOS : HISTOGRAM_AMOUNTS;
    return measure->resolution == 1.0 ? HISTOGRAM_WHOLE : HISTOGRAM_AMOUNTS;
}

static void init_histogram(struct histogram *histogram, const struct measure *measure)
{
    if (measure->resolution > 0.0 && histogram_kind(measure) == HISTOGRAM_AMOUNTS)
        histogram_init(histogram, measure->resolution);
    else if (measure->resolution > 0.0)
        histogram_init_exact(histogram, histogram_kind(measure));
}

void counts_init(struct counts *counts, const struct campaign *c)
{
    memset(counts, 0, sizeof *counts);
    counts->campaign = c;
    counts->histogram = memory_new(counts_histograms(counts), sizeof *counts->histogram);
    for (size_t i = 0; i < counts_histograms(counts); i++)
        init_histogram(&counts->histogram[i], &measures[i % (size_t)n_measures]);
    histogram_init(&counts->partner_cost, 1.0);
    for (int i = 0; i < N_CURVES; i++)
        curve_init(&counts->curve[i], c->cells.n_rows,
            (i <= CURVE_CAMPAIGN_DAY ? c->outreach_days : c->max_held) + 1);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_init(&counts->range[i], counts->curve[i].steps);
    counts->sorted =
        memory_new(2 * (size_t)c->n_companies, N_STANDINGS * sizeof *counts->sorted);
    counts->spare = memory_new(2 * (size_t)c->n_companies, sizeof *counts->spare);
    counts->contact = memory_new((size_t)c->n_contacts, sizeof *counts->contact);
    over_time_init(&counts->over_time, c);
    if (c->scenario->population.list != NULL && c->company.population != NULL)
        counts->company = memory_new((size_t)c->n_companies, sizeof *counts->company);
}

void counts_free(struct counts *counts)
{
    for (size_t i = 0; counts->histogram != NULL && i < counts_histograms(counts); i++)
        histogram_free(&counts->histogram[i]);
    memory_free(counts->histogram);
    memory_free(counts->noted.row);
    histogram_free(&counts->partner_cost);
    amount_counts_free(&counts->within);
    amount_counts_free(&counts->both_within);
    for (int i = 0; i < N_CURVES; i++)
        curve_free(&counts->curve[i]);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_free(&counts->range[i]);
    memory_free(counts->sorted);
    memory_free(counts->spare);
    memory_free(counts->contact);
    over_time_free(&counts->over_time);
    memory_free(counts->company);
    memset(counts, 0, sizeof *counts);
}

static void merge_companies(struct company_sums *into, const struct company_sums *from, int n)
{
    for (int i = 0; i < n; i++) {
        for (int s = 0; s < N_STANDINGS; s++)
            into[i].ended[s] += from[i].ended[s];
        into[i].joined_twice += from[i].joined_twice;
        into[i].contacts += from[i].contacts;
        into[i].days += from[i].days;
        into[i].hours += from[i].hours;
        into[i].cost += from[i].cost;
        for (int p = 0; p < MAX_PACKAGES; p++)
            into[i].package[p] += from[i].package[p];
    }
}

/* What one thread merges while others wait. */
struct merging {
    struct counts *into;
    const struct counts *from;
};

static void merge(void *context)
{
    const struct merging *merging = context;
    struct counts *into = merging->into;
    const struct counts *from = merging->from;
    const struct campaign *c = into->campaign;
    for (size_t i = 0; i < counts_histograms(into); i++)
        histogram_merge(&into->histogram[i], &from->histogram[i]);
    histogram_merge(&into->partner_cost, &from->partner_cost);
    amount_counts_merge(&into->within, &from->within);
    amount_counts_merge(&into->both_within, &from->both_within);
    for (int i = 0; i < N_CURVES; i++)
        curve_merge(&into->curve[i], &from->curve[i]);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_merge(&into->range[i], &from->range[i]);
    for (int i = 0; i < c->n_contacts; i++)
        books_add_contact(&into->contact[i], &from->contact[i]);
    over_time_merge(&into->over_time, &from->over_time);
    books_add(&into->overhead.research, from->overhead.research);
    books_add(&into->overhead.aids, from->overhead.aids);
    if (into->company != NULL)
        merge_companies(into->company, from->company, c->n_companies);
}

void counts_merge_shared(struct counts *into, const struct counts *from)
{
    struct merging merging = {into, from};
    bool done;
#pragma omp critical
    done = memory_attempt(merge, &merging);
    if (!done)
        memory_give_up();
}

/* ---- Single campaigns ---- */

_Static_assert((int)LANES == (int)HISTOGRAM_LANES && (int)LANES == (int)MOMENTS_LANES,
    "outcomes are handed on as they lie");
_Static_assert((int)HISTOGRAM_ROW % (int)LANES == 0, "outcomes fill rows");

enum counted_kind { COUNTED_WHOLE, COUNTED_AMOUNT, COUNTED_RATIO, COUNTED_EXACT };

static enum counted_kind kind_of(const struct measure *measure)
{
    enum histogram_kind kind = histogram_kind(measure);
    if (measure_is_ratio(measure))
        return kind == HISTOGRAM_AMOUNTS ? COUNTED_RATIO : COUNTED_EXACT;
    return kind == HISTOGRAM_WHOLE ? COUNTED_WHOLE : COUNTED_AMOUNT;
}

static void choose_kind(struct counted *counted, enum counted_kind kind)
{
    for (int m = 0; m < n_measures; m++) {
        const struct measure *measure = &measures[m];
        if (measure->resolution <= 0.0 || kind_of(measure) != kind ||
            (!measure_is_ratio(measure) && !counted->used[measure->y]))
            continue;
        int i = counted->n++;
        counted->measure[i] = m;
        counted->y[i] = measure->y * LANES;
        counted->x[i] = measure->x * LANES;
        counted->per_unit[i] = 1.0 / measure->resolution;
    }
}

/* A mean that is 0 throughout is left out: counts_close() counts zeros. */
static void choose_counted(struct counted *counted)
{
    counted->n = 0;
    choose_kind(counted, COUNTED_WHOLE);
    counted->n_whole = counted->n;
    choose_kind(counted, COUNTED_AMOUNT);
    counted->n_means = counted->n;
    choose_kind(counted, COUNTED_RATIO);
    counted->n_amounts = counted->n;
    choose_kind(counted, COUNTED_EXACT);
}

static int16_t *noted_row(const struct noted *noted, int group, int i)
{
    return noted->row + ((size_t)group * MOST_MEASURES + (size_t)i) * HISTOGRAM_ROW;
}

static void count_noted(struct counts *counts)
{
    struct noted *noted = &counts->noted;
    for (int group = 0; noted->n > 0 && group < counts->campaign->cells.n_rows; group++) {
        struct histogram *histogram = counts->histogram + (size_t)group * (size_t)n_measures;
        for (int i = 0; i < counts->counted.n; i++) {
            int16_t *row = noted_row(noted, group, i);
            for (int lane = noted->n; lane < HISTOGRAM_ROW; lane++)
                row[lane] = HISTOGRAM_NO_CODE;
            histogram_count_row(&histogram[counts->counted.measure[i]], row);
        }
    }
    noted->n = 0;
}

/* Makes the choice of measures anew when there is more that is not 0. */
static void note_used(struct counts *counts, const struct outcomes *outcomes)
{
    struct counted *counted = &counts->counted;
    bool more = counts->noted.row == NULL;
    for (int q = 0; q < Q_FIXED; q++)
        more |= outcomes->used[q] > counted->used[q];
    if (!more)
        return;
    count_noted(counts);
    for (int q = 0; q < Q_FIXED; q++)
        counted->used[q] |= outcomes->used[q];
    choose_counted(counted);
    if (counts->noted.row == NULL)
        counts->noted.row = memory_new((size_t)counts->campaign->cells.n_rows * MOST_MEASURES,
            HISTOGRAM_ROW * sizeof *counts->noted.row);
}

/* One row a ratio of amounts. Those that are not defined are infinite or NAN, and are not
 * counted. */
VECTORISED static void divide(const struct counted *counted, const double *group, double *ratio)
{
    for (int i = counted->n_means; i < counted->n_amounts; i++) {
        const double *y = group + counted->y[i], *x = group + counted->x[i];
        for (int lane = 0; lane < LANES; lane++)
            ratio[i * LANES + lane] = y[lane] / x[lane];
    }
}

/* A group's values while they are noted. */
struct group {
    const struct counted *counted;
    const double *value;
    struct histogram *histogram; /* [n_measures] */
    int16_t *row;                /* of the first measure */
    int n;                       /* lanes */
};

/* Counts what has no code: large numbers. */
static void count_large(const struct group *g, int first, int end)
{
    const struct counted *counted = g->counted;
    for (int i = first; i < end; i++)
        for (int lane = 0; lane < g->n; lane++)
            if (g->row[i * HISTOGRAM_ROW + lane] == HISTOGRAM_NO_CODE && i < counted->n_whole)
                histogram_add(
                    &g->histogram[counted->measure[i]], g->value[counted->y[i] + lane]);
            else if (g->row[i * HISTOGRAM_ROW + lane] == HISTOGRAM_NO_CODE)
                histogram_add_ratio(&g->histogram[counted->measure[i]],
                    g->value[counted->y[i] + lane], g->value[counted->x[i] + lane]);
}

/* Notes the places of a group's values in the lanes from `row` on. */
static void note_group(const struct group *g)
{
    const struct counted *counted = g->counted;
    double ratio[MOST_MEASURES * LANES];
    int at[MOST_MEASURES];
    int whole = counted->n_whole, means = counted->n_means, amounts = counted->n_amounts;
    divide(counted, g->value, ratio);
    for (int i = means; i < amounts; i++)
        at[i] = i * LANES;
    if (histogram_whole_bins(g->value, counted->y, g->row, whole))
        count_large(g, 0, whole);
    histogram_bins_of(g->value, counted->y + whole, counted->per_unit + whole,
        g->row + whole * HISTOGRAM_ROW, means - whole);
    histogram_bins_of(ratio, at + means, counted->per_unit + means,
        g->row + means * HISTOGRAM_ROW, amounts - means);
    for (int i = whole; i < amounts; i++)
        histogram_note_extremes(&g->histogram[counted->measure[i]],
            i < means ? g->value + counted->y[i] : ratio + at[i], g->n);
    for (int i = amounts; i < counted->n; i++)
        if (histogram_ratio_bins(g->histogram[counted->measure[i]].kind,
                g->value + counted->y[i], g->value + counted->x[i], g->row + i * HISTOGRAM_ROW))
            count_large(g, i, i + 1);
}

/* There is nothing in the lanes past those of the outcomes. */
static void clear_lanes(const struct counted *counted, int16_t *row, int n)
{
    for (int i = 0; i < counted->n; i++)
        for (int lane = n; lane < LANES; lane++)
            row[i * HISTOGRAM_ROW + lane] = HISTOGRAM_NO_CODE;
}

static double cost_per_partner(const struct outcomes *outcomes, int lane)
{
    double partners = outcomes_at(outcomes, 0, Q_PARTNERS)[lane];
    return partners > 0.0 ? outcomes_at(outcomes, 0, Q_COST)[lane] / partners : INFINITY;
}

/* The number of the least amount per partner that is enough for the cost. */
static int amount_per_partner(const struct outcomes *outcomes, int lane)
{
    return amount_number(
        outcomes_at(outcomes, 0, Q_COST)[lane], outcomes_at(outcomes, 0, Q_PARTNERS)[lane]);
}

/* Of a pair the dearer campaign tells under which amounts both stay. */
static void count_dearer(struct counts *counts, const struct outcomes *outcomes,
    const struct outcomes *twins, int lane)
{
    int one = amount_per_partner(outcomes, lane), twin = amount_per_partner(twins, lane);
    if (one != AMOUNT_NONE && twin != AMOUNT_NONE)
        amount_counts_add(&counts->both_within, one > twin ? one : twin);
}

void counts_add(struct counts *counts, const struct outcomes *outcomes)
{
    struct noted *noted = &counts->noted;
    note_used(counts, outcomes);
    for (int group = 0; group < counts->campaign->cells.n_rows; group++) {
        int16_t *row = noted_row(noted, group, 0) + noted->n;
        note_group(&(struct group){&counts->counted, outcomes_at(outcomes, group, 0),
            counts->histogram + (size_t)group * (size_t)n_measures, row, outcomes->n});
        if (outcomes->n < LANES)
            clear_lanes(&counts->counted, row, outcomes->n);
    }
    noted->n += LANES;
    if (noted->n == HISTOGRAM_ROW)
        count_noted(counts);
    counts->replications += (uint64_t)outcomes->n;
    for (int lane = 0; lane < outcomes->n; lane++) {
        histogram_add(&counts->partner_cost, cost_per_partner(outcomes, lane));
        amount_counts_add(&counts->within, amount_per_partner(outcomes, lane));
    }
    over_time_add(&counts->over_time, outcomes);
}

void counts_close(struct counts *counts)
{
    count_noted(counts);
    for (size_t i = 0; i < counts_histograms(counts); i++) {
        const struct measure *measure = &measures[i % (size_t)n_measures];
        struct histogram *histogram = &counts->histogram[i];
        if (measure->resolution > 0.0 && !measure_is_ratio(measure))
            histogram_add_zeros(histogram, counts->replications - histogram->n);
    }
}

void counts_add_pairs(
    struct counts *counts, const struct outcomes *outcomes, const struct outcomes *twins)
{
    for (int lane = 0; lane < outcomes->n; lane++) {
        count_dearer(counts, outcomes, twins, lane);
        counts_add_endings(counts, outcomes, lane, TO_RANGES);
        counts_add_endings(counts, twins, lane, TO_RANGES);
    }
    over_time_add_pairs(&counts->over_time, outcomes, twins);
}

void counts_add_companies(
    struct counts *counts, const struct block *block, int replication, int companies)
{
    const struct course *course = block->course + (size_t)replication * (size_t)companies;
    const struct record *record = block->record + (size_t)replication * (size_t)companies;
    for (int i = 0; i < companies && counts->company != NULL; i++) {
        struct company_sums *sums = &counts->company[i];
        sums->ended[course[i].standing]++;
        sums->contacts += course[i].held;
        sums->hours += record[i].hours;
        sums->cost += record[i].cost;
        if (course[i].standing == PARTNER) {
            sums->days += (uint64_t)(record[i].joined - record[i].approached);
            sums->package[record[i].package]++;
        }
    }
}

void counts_add_company_pairs(struct counts *counts, const struct course *course,
    const struct course *twin, int companies)
{
    for (int i = 0; i < companies && counts->company != NULL; i++)
        counts->company[i].joined_twice +=
            course[i].standing == PARTNER && twin[i].standing == PARTNER;
}

/* ---- Units ---- */

void tally_units(
    struct chunk_sums *chunk, struct counts *counts, const struct outcomes *outcomes, int unit)
{
    moments_add(&chunk->moments, outcomes->x, outcomes->used, outcomes->n);
    for (int lane = 0; lane < outcomes->n; lane++)
        counts_add_endings(counts, outcomes, lane, TO_CURVES | (unit == 1 ? TO_RANGES : 0));
}

/* ---- Chunks ---- */

int spread_measures(void)
{
    int n = 0;
    for (int m = 0; m < n_measures; m++)
        n += measures[m].spread;
    return n;
}

const struct pair_spread *spread_quantity(const struct spread *spread, int quantity)
{
    const struct pair_spread *of = spread->of;
    for (int m = 0; m < n_measures; m++) {
        if (measures[m].spread && measures[m].y == quantity)
            return of;
        of += measures[m].spread;
    }
    return NULL;
}

static void spread_init(struct spread *spread)
{
    spread->pairs = 0;
    spread->of = memory_new((size_t)spread_measures(), sizeof *spread->of);
}

void chunk_sums_init(struct chunk_sums *chunk, const struct campaign *campaign)
{
    init_moments(&chunk->moments, campaign);
    spread_init(&chunk->spread);
}

void chunk_sums_free(struct chunk_sums *chunk)
{
    moments_free(&chunk->moments);
    memory_free(chunk->spread.of);
}

void chunk_sums_clear(struct chunk_sums *chunk)
{
    moments_clear(&chunk->moments);
    if (chunk->spread.pairs > 0)
        memset(chunk->spread.of, 0, (size_t)spread_measures() * sizeof *chunk->spread.of);
    chunk->spread.pairs = 0;
}

void chunk_sums_add_pairs(
    struct chunk_sums *chunk, const struct outcomes *outcomes, const struct outcomes *twins)
{
    struct pair_spread *of = chunk->spread.of;
    for (int m = 0; m < n_measures; m++)
        if (measures[m].spread)
            pair_spread_add(of++, chunk->spread.pairs, outcomes_at(outcomes, 0, measures[m].y),
                outcomes_at(twins, 0, measures[m].y), outcomes->n);
    chunk->spread.pairs += (uint64_t)outcomes->n;
}

void tally_merge_chunk(struct tally *tally, const struct chunk_sums *chunk)
{
    moments_merge(&tally->moments, &chunk->moments);
    if (chunk->spread.pairs == 0)
        return;
    tally->spread.pairs += chunk->spread.pairs;
    for (int i = 0; i < spread_measures(); i++)
        pair_spread_merge(&tally->spread.of[i], &chunk->spread.of[i]);
}

void tally_init(struct tally *tally, const struct campaign *campaign, int unit)
{
    tally->campaign = campaign;
    tally->unit = unit;
    init_moments(&tally->moments, campaign);
    spread_init(&tally->spread);
    counts_init(&tally->counts, campaign);
}

void tally_free(struct tally *tally)
{
    moments_free(&tally->moments);
    memory_free(tally->spread.of);
    counts_free(&tally->counts);
}

void tally_clear(struct tally *tally)
{
    const struct campaign *campaign = tally->campaign;
    tally_free(tally);
    tally_init(tally, campaign, tally->unit);
}
