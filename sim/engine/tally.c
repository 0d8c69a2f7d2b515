/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

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
        .amounts = outcome_amounts(campaign),
        .quantities = outcome_quantities(campaign),
        .pairs = n_measures,
        .pair = pairs,
    };
    moments_init(moments, layout);
    memory_free(pairs);
}

void counts_init(struct counts *counts, const struct campaign *c)
{
    memset(counts, 0, sizeof *counts);
    counts->campaign = c;
    counts_init_values(counts);
    histogram_init(&counts->partner_cost, 1.0);
    for (int i = 0; i < N_CURVES; i++)
        curve_init(&counts->curve[i], c->cells.n_rows,
            (i <= CURVE_CAMPAIGN_DAY ? c->outreach_days : c->max_held) + 1, c->cells.n_parts,
            c->cells.parts);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_init(&counts->range[i], counts->curve[i].steps);
    counts->sorted = memory_new(2 * (size_t)c->n_companies, N_CURVES * sizeof *counts->sorted);
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
    histogram_free(&counts->partner_cost);
    amount_counts_free(&counts->within);
    amount_counts_free(&counts->both_within);
    for (int i = 0; i < N_CURVES; i++)
        curve_free(&counts->curve[i]);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_free(&counts->range[i]);
    for (int h = 0; h < 2; h++)
        for (int i = 0; i < N_CURVES; i++)
            memory_free(counts->curve_with[h][i]);
    memory_free(counts->sorted);
    memory_free(counts->spare);
    memory_free(counts->contact);
    over_time_free(&counts->over_time);
    memory_free(counts->company);
    memset(counts, 0, sizeof *counts);
}

size_t control_curve_size(const struct counts *counts, int curve)
{
    return (size_t)counts->curve[curve].steps * (size_t)counts->campaign->cells.n_parts *
           CONTROL_ROOM;
}

void counts_follow(struct counts *counts)
{
    for (int h = 0; h < 2; h++)
        for (int i = 0; i < N_CURVES; i++)
            counts->curve_with[h][i] =
                memory_new(control_curve_size(counts, i), sizeof(int64_t));
}

static void merge_curves_with(struct counts *into, const struct counts *from)
{
    for (int h = 0; h < 2 && from->curve_with[0][0] != NULL; h++)
        for (int i = 0; i < N_CURVES; i++)
            for (size_t k = 0; k < control_curve_size(into, i); k++)
                into->curve_with[h][i][k] += from->curve_with[h][i][k];
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
    struct counts *into, *from;
};

/* What is added to nothing takes its place. */
static void change_places(struct counts *one, struct counts *other)
{
    struct counts before = *one;
    *one = *other;
    *other = before;
    other->campaign = one->campaign;
    one->campaign = before.campaign;
}

static void merge(void *context)
{
    const struct merging *merging = context;
    struct counts *into = merging->into, *from = merging->from;
    const struct campaign *c = into->campaign;
    if (!counts_are_made(into) ||
        (into->over_time.replications == 0 && from->over_time.replications > 0)) {
        change_places(into, from);
        return;
    }
    for (size_t i = 0; i < counts_histograms(into); i++)
        histogram_merge(&into->histogram[i], &from->histogram[i]);
    histogram_merge(&into->partner_cost, &from->partner_cost);
    amount_counts_merge(&into->within, &from->within);
    amount_counts_merge(&into->both_within, &from->both_within);
    for (int i = 0; i < N_CURVES; i++)
        curve_merge(&into->curve[i], &from->curve[i]);
    for (int i = 0; i < CURVES_WITH_RANGE; i++)
        curve_range_merge(&into->range[i], &from->range[i]);
    merge_curves_with(into, from);
    for (int i = 0; i < c->n_contacts; i++)
        books_add_contact(&into->contact[i], &from->contact[i]);
    over_time_merge(&into->over_time, &from->over_time);
    books_add(&into->overhead.research, from->overhead.research);
    books_add(&into->overhead.aids, from->overhead.aids);
    if (into->company != NULL)
        merge_companies(into->company, from->company, c->n_companies);
}

void counts_merge_shared(struct counts *into, struct counts *from)
{
    struct merging merging = {into, from};
    bool done;
#pragma omp critical
    done = memory_attempt(merge, &merging);
    if (!done)
        memory_give_up();
}

/* Of a pair the dearer campaign tells under which amounts both stay. */
static void count_dearer(struct counts *counts, const struct outcomes *outcomes,
    const struct outcomes *twins, int lane)
{
    int one = counts_amount_per_partner(outcomes, lane),
        twin = counts_amount_per_partner(twins, lane);
    if (one != AMOUNT_NONE && twin != AMOUNT_NONE)
        amount_counts_add(&counts->both_within, one > twin ? one : twin);
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
    struct moments_lanes lanes = {
        outcomes->x.amount, outcomes->x.count, outcomes->cells->n_filled};
    moments_add(&chunk->moments, lanes, outcomes->used, outcomes->n);
    if (chunk->controls.with != NULL)
        control_tally_add(&chunk->controls, outcomes);
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

void chunk_sums_init(
    struct chunk_sums *chunk, const struct campaign *campaign, enum followed followed)
{
    init_moments(&chunk->moments, campaign);
    control_tally_init(&chunk->controls, campaign, followed);
    spread_init(&chunk->spread);
}

void chunk_sums_free(struct chunk_sums *chunk)
{
    control_tally_free(&chunk->controls);
    moments_free(&chunk->moments);
    memory_free(chunk->spread.of);
}

void chunk_sums_clear(struct chunk_sums *chunk)
{
    moments_clear(&chunk->moments);
    control_tally_clear(&chunk->controls);
    if (chunk->spread.pairs > 0)
        memset(chunk->spread.of, 0, (size_t)spread_measures() * sizeof *chunk->spread.of);
    chunk->spread.pairs = 0;
}

static void add_pairs(struct pair_spread *spread, uint64_t first,
    const struct outcomes *outcomes, const struct outcomes *twins, int quantity)
{
    double one[LANES], other[LANES];
    for (int lane = 0; lane < outcomes->n; lane++) {
        one[lane] = outcomes_at(outcomes, 0, quantity, lane);
        other[lane] = outcomes_at(twins, 0, quantity, lane);
    }
    pair_spread_add(spread, first, one, other, outcomes->n);
}

void chunk_sums_add_pairs(
    struct chunk_sums *chunk, const struct outcomes *outcomes, const struct outcomes *twins)
{
    struct pair_spread *of = chunk->spread.of;
    for (int m = 0; m < n_measures; m++)
        if (measures[m].spread)
            add_pairs(of++, chunk->spread.pairs, outcomes, twins, measures[m].y);
    chunk->spread.pairs += (uint64_t)outcomes->n;
}

void tally_merge_chunk(struct tally *tally, const struct chunk_sums *chunk, uint64_t number)
{
    moments_merge(&tally->moments, &chunk->moments);
    if (chunk->controls.with != NULL)
        control_tally_merge(&tally->half[number % 2], &chunk->controls);
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
    memset(tally->half, 0, sizeof tally->half);
    init_moments(&tally->moments, campaign);
    spread_init(&tally->spread);
    tally->counts = (struct counts){.campaign = campaign};
}

void tally_follow(struct tally *tally, enum followed followed)
{
    for (int h = 0; h < 2; h++)
        control_tally_init(&tally->half[h], tally->campaign, followed);
    if (counts_are_made(&tally->counts))
        counts_follow(&tally->counts);
}

void tally_make_counts(struct tally *tally)
{
    if (counts_are_made(&tally->counts))
        return;
    counts_init(&tally->counts, tally->campaign);
    if (tally_has_controls(tally))
        counts_follow(&tally->counts);
}

void tally_free(struct tally *tally)
{
    for (int h = 0; h < 2; h++)
        control_tally_free(&tally->half[h]);
    moments_free(&tally->moments);
    memory_free(tally->spread.of);
    counts_free(&tally->counts);
}

void tally_clear(struct tally *tally)
{
    const struct campaign *campaign = tally->campaign;
    enum followed followed = control_tally_followed(&tally->half[0]);
    tally_free(tally);
    tally_init(tally, campaign, tally->unit);
    if (followed != FOLLOWED_NOT)
        tally_follow(tally, followed);
}
