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
        .cells = campaign->cells.n_places,
        .quantities = outcome_quantities(campaign),
        .pairs = n_measures,
        .pair = pairs,
    };
    moments_init(moments, layout);
    free(pairs);
}

static size_t histograms(const struct campaign *campaign)
{
    return (size_t)campaign->cells.n_places * (size_t)n_measures;
}

void counts_init(struct counts *counts, const struct campaign *c)
{
    memset(counts, 0, sizeof *counts);
    counts->histogram = memory_new(histograms(c), sizeof *counts->histogram);
    for (size_t i = 0; i < histograms(c); i++)
        if (measures[i % (size_t)n_measures].resolution > 0.0)
            histogram_init(&counts->histogram[i], measures[i % (size_t)n_measures].resolution);
    histogram_init(&counts->partner_cost, 1.0);
    histogram_init(&counts->dearer_cost, 1.0);
    curve_init(&counts->own_day, c->cells.n_places, c->outreach_days + 1);
    curve_init(&counts->campaign_day, c->cells.n_places, c->outreach_days + 1);
    curve_init(&counts->joined, c->cells.n_places, c->max_held + 1);
    curve_init(&counts->said_no, c->cells.n_places, c->max_held + 1);
    curve_init(&counts->given_up, c->cells.n_places, c->max_held + 1);
    curve_init(&counts->unfunded, c->cells.n_places, c->max_held + 1);
    counts->sorted = memory_new(2 * (size_t)c->n_companies, sizeof *counts->sorted);
    counts->spare = memory_new(2 * (size_t)c->n_companies, sizeof *counts->spare);
    counts->contact = memory_new((size_t)c->n_contacts, sizeof *counts->contact);
    if (c->scenario->population.list != NULL && c->company.population != NULL)
        counts->company = memory_new((size_t)c->n_companies, sizeof *counts->company);
}

void counts_free(struct counts *counts, const struct campaign *campaign)
{
    for (size_t i = 0; i < histograms(campaign) && counts->histogram != NULL; i++)
        histogram_free(&counts->histogram[i]);
    free(counts->histogram);
    histogram_free(&counts->partner_cost);
    histogram_free(&counts->dearer_cost);
    curve_free(&counts->own_day);
    curve_free(&counts->campaign_day);
    curve_free(&counts->joined);
    curve_free(&counts->said_no);
    curve_free(&counts->given_up);
    curve_free(&counts->unfunded);
    free(counts->sorted);
    free(counts->spare);
    free(counts->contact);
    free(counts->company);
    memset(counts, 0, sizeof *counts);
}

static void merge_companies(struct company_sums *into, const struct company_sums *from, int n)
{
    for (int i = 0; i < n; i++) {
        into[i].partner += from[i].partner;
        into[i].said_no += from[i].said_no;
        into[i].given_up += from[i].given_up;
        into[i].open += from[i].open;
        into[i].unfunded += from[i].unfunded;
        into[i].contacts += from[i].contacts;
        into[i].days += from[i].days;
        into[i].hours += from[i].hours;
        into[i].cost += from[i].cost;
        for (int p = 0; p < MAX_PACKAGES; p++)
            into[i].package[p] += from[i].package[p];
    }
}

void counts_merge(struct counts *into, const struct counts *from, const struct campaign *c)
{
    for (size_t i = 0; i < histograms(c); i++)
        histogram_merge(&into->histogram[i], &from->histogram[i]);
    histogram_merge(&into->partner_cost, &from->partner_cost);
    histogram_merge(&into->dearer_cost, &from->dearer_cost);
    curve_merge(&into->own_day, &from->own_day);
    curve_merge(&into->campaign_day, &from->campaign_day);
    curve_merge(&into->joined, &from->joined);
    curve_merge(&into->said_no, &from->said_no);
    curve_merge(&into->given_up, &from->given_up);
    curve_merge(&into->unfunded, &from->unfunded);
    for (int i = 0; i < c->n_contacts; i++)
        books_add_contact(&into->contact[i], &from->contact[i]);
    books_add_overhead(&into->overhead, &from->overhead);
    if (into->company != NULL)
        merge_companies(into->company, from->company, c->n_companies);
}

/* ---- Single campaigns ---- */

_Static_assert((int)LANES == (int)HISTOGRAM_LANES && (int)LANES == (int)MOMENTS_LANES,
    "outcomes are handed on as they lie");
_Static_assert((int)SPREAD_PAIRS % (int)LANES == 0, "outcomes fill batches of pairs");

/* What the histograms of one group are to count: a row a measure. */
struct rows {
    int n;
    const struct measure *measure[MOST_MEASURES];
    double per_unit[MOST_MEASURES];
    double value[MOST_MEASURES][LANES]; /* NAN: nothing to count */
    int32_t place[MOST_MEASURES][LANES];
};

/* A mean that is 0 throughout is left out: counts_close() counts zeros. */
static void choose_rows(
    struct rows *rows, const struct histogram *histogram, const struct outcomes *outcomes)
{
    rows->n = 0;
    for (int m = 0; m < n_measures; m++) {
        const struct measure *measure = &measures[m];
        if (measure->resolution <= 0.0 ||
            (!measure_is_ratio(measure) && !outcomes->used[measure->y]))
            continue;
        rows->measure[rows->n] = measure;
        rows->per_unit[rows->n++] = histogram[m].per_unit;
    }
}

static void fill_rows(struct rows *rows, const struct outcomes *outcomes, int group)
{
    for (int i = 0; i < rows->n; i++) {
        const struct measure *measure = rows->measure[i];
        const double *y = outcomes_at(outcomes, group, measure->y);
        const double *x =
            measure_is_ratio(measure) ? outcomes_at(outcomes, group, measure->x) : NULL;
        for (int lane = 0; lane < LANES; lane++)
            rows->value[i][lane] = x == NULL        ? y[lane]
                                   : x[lane] != 0.0 ? y[lane] / x[lane]
                                                    : NAN;
        for (int lane = outcomes->n; lane < LANES; lane++)
            rows->value[i][lane] = NAN;
    }
}

static void count_rows(const struct rows *rows, struct histogram *histogram)
{
    for (int i = 0; i < rows->n; i++)
        histogram_count(
            &histogram[rows->measure[i] - measures], rows->place[i], rows->value[i]);
}

static double cost_per_partner(const struct outcomes *outcomes, int lane)
{
    double partners = outcomes_at(outcomes, 0, Q_PARTNERS)[lane];
    return partners > 0.0 ? outcomes_at(outcomes, 0, Q_COST)[lane] / partners : INFINITY;
}

void counts_add(
    struct counts *counts, const struct campaign *c, const struct outcomes *outcomes)
{
    struct histogram *histogram = counts->histogram;
    struct rows rows;
    choose_rows(&rows, histogram, outcomes);
    for (int group = 0; group < c->cells.n_places; group++, histogram += n_measures) {
        fill_rows(&rows, outcomes, group);
        histogram_places(rows.value, rows.per_unit, rows.place, rows.n);
        count_rows(&rows, histogram);
    }
    counts->replications += (uint64_t)outcomes->n;
    for (int lane = 0; lane < outcomes->n; lane++)
        histogram_add(&counts->partner_cost, cost_per_partner(outcomes, lane));
}

void counts_close(struct counts *counts, const struct campaign *c)
{
    for (size_t i = 0; i < histograms(c); i++) {
        const struct measure *measure = &measures[i % (size_t)n_measures];
        struct histogram *histogram = &counts->histogram[i];
        if (measure->resolution > 0.0 && !measure_is_ratio(measure))
            histogram_add_zeros(histogram, counts->replications - histogram->n);
    }
}

void counts_add_pairs(
    struct counts *counts, const struct outcomes *outcomes, const struct outcomes *twins)
{
    for (int lane = 0; lane < outcomes->n; lane++)
        histogram_add(&counts->dearer_cost,
            fmax(cost_per_partner(outcomes, lane), cost_per_partner(twins, lane)));
}

void counts_add_companies(struct counts *counts, const struct course *course, int companies)
{
    for (int i = 0; i < companies && counts->company != NULL; i++) {
        struct company_sums *sums = &counts->company[i];
        sums->partner += course[i].standing == PARTNER;
        sums->said_no += course[i].standing == SAID_NO;
        sums->given_up += course[i].standing == GIVEN_UP;
        sums->open += course[i].standing == OPEN;
        sums->unfunded += course[i].standing == UNFUNDED;
        sums->contacts += course[i].held;
        sums->hours += course[i].hours;
        sums->cost += course[i].cost;
        if (course[i].standing == PARTNER) {
            sums->days += (uint64_t)(course[i].joined - course[i].approached);
            sums->package[course[i].package]++;
        }
    }
}

/* ---- Curves ---- */

/* What a curve runs over. */
enum curve_clock { CLOCK_OWN, CLOCK_CAMPAIGN, CLOCK_CONTACTS };

static int step_of(const struct ending *ending, enum curve_clock clock)
{
    return clock == CLOCK_OWN        ? ending->own_day
           : clock == CLOCK_CAMPAIGN ? ending->day
                                     : ending->contacts;
}

/* One replication's endings, and what the first event of each group would raise a curve by. */
struct endings {
    int n;
    const struct ending *ending;
    struct curve_rise first[MAX_CELLS];
};

/* Adds the endings of one standing in the order of their steps. */
static void add_to_curve(struct curve *curve, const struct cells *cells,
    const struct endings *endings, enum standing standing, enum curve_clock clock,
    struct sortable *sorted, struct sortable *spare)
{
    struct curve_rise next[MAX_CELLS];
    int n = 0;
    for (int i = 0; i < endings->n; i++) {
        const struct ending *ending = &endings->ending[i];
        if (ending->standing == standing)
            sorted[n++] = (struct sortable){(uint64_t)step_of(ending, clock), ending->segment};
    }
    if (n == 0)
        return;
    sort_by_key(sorted, spare, n);
    memcpy(next, endings->first, (size_t)cells->n_places * sizeof *next);
    for (int i = 0; i < n; i++) {
        int segment = sorted[i].value, step = (int)sorted[i].key;
        const int *place = cells->places_of[segment];
        for (int k = 0; k < cells->n_places_of[segment]; k++)
            curve_add(curve, place[k], step, &next[place[k]]);
    }
}

static void add_curves(
    struct counts *counts, const struct cells *cells, const struct outcomes *outcomes, int lane)
{
    struct endings e; /* not cleared: only the groups there are are looked at */
    e.n = outcomes->n_endings[lane];
    e.ending = outcomes->ending + (size_t)lane * (size_t)outcomes->most_endings;
    for (int place = 0; place < cells->n_places; place++) {
        const uint64_t size[CURVE_BASES] = {
            [CURVE_APPROACHED] = (uint64_t)outcomes_at(outcomes, place, Q_APPROACHED)[lane],
            [CURVE_PARTNERS] = (uint64_t)outcomes_at(outcomes, place, Q_PARTNERS)[lane],
        };
        e.first[place] = curve_first(size);
    }
    struct sortable *sorted = counts->sorted, *spare = counts->spare;
    add_to_curve(&counts->campaign_day, cells, &e, PARTNER, CLOCK_CAMPAIGN, sorted, spare);
    add_to_curve(&counts->own_day, cells, &e, PARTNER, CLOCK_OWN, sorted, spare);
    add_to_curve(&counts->joined, cells, &e, PARTNER, CLOCK_CONTACTS, sorted, spare);
    add_to_curve(&counts->said_no, cells, &e, SAID_NO, CLOCK_CONTACTS, sorted, spare);
    add_to_curve(&counts->given_up, cells, &e, GIVEN_UP, CLOCK_CONTACTS, sorted, spare);
    add_to_curve(&counts->unfunded, cells, &e, UNFUNDED, CLOCK_CONTACTS, sorted, spare);
}

void tally_units(struct part *part, struct counts *counts, const struct campaign *c,
    const struct outcomes *outcomes)
{
    moments_add(&part->moments, outcomes->x, outcomes->used, outcomes->n);
    for (int lane = 0; lane < outcomes->n; lane++)
        add_curves(counts, &c->cells, outcomes, lane);
}

/* ---- Parts ---- */

static void spread_init(struct spread *spread, int quantities)
{
    spread->batches = 0;
    spread->quantity = memory_new((size_t)quantities, sizeof *spread->quantity);
}

void part_init(struct part *part, const struct campaign *campaign)
{
    int quantities = outcome_quantities(campaign);
    init_moments(&part->moments, campaign);
    spread_init(&part->spread, quantities);
    part->batch.pairs = 0;
    part->batch.sum = memory_new((size_t)quantities, sizeof(double));
    part->batch.square = memory_new((size_t)quantities, sizeof(double));
    part->batch.difference = memory_new((size_t)quantities, sizeof(double));
}

void part_free(struct part *part)
{
    moments_free(&part->moments);
    free(part->spread.quantity);
    free(part->batch.sum);
    free(part->batch.square);
    free(part->batch.difference);
}

static void batch_clear(struct pair_batch *batch, int quantities)
{
    size_t bytes = (size_t)quantities * sizeof(double);
    batch->pairs = 0;
    memset(batch->sum, 0, bytes);
    memset(batch->square, 0, bytes);
    memset(batch->difference, 0, bytes);
}

void part_clear(struct part *part)
{
    int quantities = part->moments.layout.quantities;
    moments_clear(&part->moments);
    part->spread.batches = 0;
    memset(part->spread.quantity, 0, (size_t)quantities * sizeof *part->spread.quantity);
    batch_clear(&part->batch, quantities);
}

/* With S the sum and D the difference of the two replications of a pair, Var S - Var D is four
 * times their covariance and Var S + Var D four times the variance of one; D has mean 0. */
static void close_batch(struct part *part)
{
    const struct pair_batch *batch = &part->batch;
    part->spread.batches++;
    for (int q = 0; q < part->moments.layout.quantities; q++) {
        double of_sum =
            estimate_covariance(batch->pairs, batch->sum[q], batch->sum[q], batch->square[q]);
        double of_difference = batch->difference[q] / (double)batch->pairs;
        double y = (of_sum - of_difference) / 4.0, x = (of_sum + of_difference) / 4.0;
        struct ratio_sums *s = &part->spread.quantity[q];
        *s = (struct ratio_sums){
            s->y + y, s->x + x, s->yy + y * y, s->xx + x * x, s->xy + x * y};
    }
    batch_clear(&part->batch, part->moments.layout.quantities);
}

void part_add_pairs(
    struct part *part, const struct outcomes *outcomes, const struct outcomes *twins)
{
    struct pair_batch *batch = &part->batch;
    for (int q = 0; q < part->moments.layout.quantities; q++) {
        const double *x = outcomes_at(outcomes, 0, q), *twin = outcomes_at(twins, 0, q);
        for (int lane = 0; lane < outcomes->n; lane++) {
            double sum = x[lane] + twin[lane], difference = x[lane] - twin[lane];
            batch->sum[q] += sum;
            batch->square[q] += sum * sum;
            batch->difference[q] += difference * difference;
        }
    }
    batch->pairs += (uint64_t)outcomes->n;
    if (batch->pairs == SPREAD_PAIRS)
        close_batch(part);
}

static void merge_spread(struct spread *into, const struct spread *next, int quantities)
{
    into->batches += next->batches;
    for (int q = 0; q < quantities; q++) {
        struct ratio_sums *s = &into->quantity[q];
        const struct ratio_sums *more = &next->quantity[q];
        *s = (struct ratio_sums){s->y + more->y, s->x + more->x, s->yy + more->yy,
            s->xx + more->xx, s->xy + more->xy};
    }
}

void tally_merge_part(struct tally *tally, const struct part *part)
{
    moments_merge(&tally->moments, &part->moments);
    merge_spread(&tally->spread, &part->spread, part->moments.layout.quantities);
}

void tally_init(struct tally *tally, const struct campaign *campaign, int unit)
{
    tally->campaign = campaign;
    tally->unit = unit;
    init_moments(&tally->moments, campaign);
    spread_init(&tally->spread, outcome_quantities(campaign));
    counts_init(&tally->counts, campaign);
}

void tally_free(struct tally *tally)
{
    moments_free(&tally->moments);
    free(tally->spread.quantity);
    counts_free(&tally->counts, tally->campaign);
}
