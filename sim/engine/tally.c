/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A pair of quantities has the number of its measure; one without a ratio has the pair (0, 0).
 */
static void init_moments(struct moments *moments, const struct campaign *campaign)
{
    struct quantity_pair *pairs = memory_new((size_t)n_measures, sizeof *pairs);
    for (int m = 0; m < n_measures; m++)
        pairs[m] = (struct quantity_pair){measures[m].y, measures[m].x};
    struct moments_layout layout = {
        .cells = campaign->cells.n,
        .quantities = outcome_quantities(campaign),
        .pairs = n_measures,
        .pair = pairs,
    };
    moments_init(moments, layout);
    free(pairs);
}

static size_t histograms(const struct campaign *campaign)
{
    return (size_t)campaign->cells.n * (size_t)n_measures;
}

void counts_init(struct counts *counts, const struct campaign *c)
{
    memset(counts, 0, sizeof *counts);
    counts->histogram = memory_new(histograms(c), sizeof *counts->histogram);
    for (size_t i = 0; i < histograms(c); i++)
        if (measures[i % (size_t)n_measures].resolution > 0.0)
            histogram_init(&counts->histogram[i], measures[i % (size_t)n_measures].resolution);
    histogram_init(&counts->partner_cost, 1.0);
    curve_init(&counts->own_day, c->cells.n, c->outreach_days + 1);
    curve_init(&counts->campaign_day, c->cells.n, c->outreach_days + 1);
    curve_init(&counts->joined, c->cells.n, c->max_held + 1);
    curve_init(&counts->said_no, c->cells.n, c->max_held + 1);
    curve_init(&counts->given_up, c->cells.n, c->max_held + 1);
    curve_init(&counts->unfunded, c->cells.n, c->max_held + 1);
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
    curve_free(&counts->own_day);
    curve_free(&counts->campaign_day);
    curve_free(&counts->joined);
    curve_free(&counts->said_no);
    curve_free(&counts->given_up);
    curve_free(&counts->unfunded);
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

static void add_histograms(
    struct counts *counts, const struct campaign *c, const struct outcome *outcome)
{
    struct histogram *histogram = counts->histogram;
    for (int cell = 0; cell < c->cells.n; cell++, histogram += n_measures) {
        const double *x = outcome->x + (size_t)cell * (size_t)outcome->n_quantities;
        for (int m = 0; m < n_measures; m++)
            if (measures[m].resolution > 0.0)
                histogram_add(&histogram[m], measure_of_replication(&measures[m], x));
    }
    double partners = outcome->x[Q_PARTNERS];
    histogram_add(
        &counts->partner_cost, partners > 0.0 ? outcome->x[Q_COST] / partners : INFINITY);
}

static int by_own_day(const void *a, const void *b)
{
    return ((const struct ending *)a)->own_day - ((const struct ending *)b)->own_day;
}

static int by_day(const void *a, const void *b)
{
    return ((const struct ending *)a)->day - ((const struct ending *)b)->day;
}

static int by_contacts(const void *a, const void *b)
{
    return ((const struct ending *)a)->contacts - ((const struct ending *)b)->contacts;
}

/* Sorts by insertion: a campaign of one hub has a handful of endings. */
static void sort_endings(
    struct ending *ending, int n, int (*compare)(const void *, const void *))
{
    if (n > 32) {
        qsort(ending, (size_t)n, sizeof *ending, compare);
        return;
    }
    for (int i = 1; i < n; i++) {
        struct ending moving = ending[i];
        int j = i;
        for (; j > 0 && compare(&ending[j - 1], &moving) > 0; j--)
            ending[j] = ending[j - 1];
        ending[j] = moving;
    }
}

/* Adds the endings of one standing to a curve, in their present order. */
static void add_to_curve(struct curve *curve, const struct campaign *c,
    const struct outcome *outcome, enum standing standing, int (*step)(const struct ending *))
{
    uint32_t order[MAX_CELLS];
    bool any = false;
    for (int i = 0; i < outcome->n_endings && !any; i++)
        any = outcome->ending[i].standing == standing;
    if (!any)
        return;
    memset(order, 0, (size_t)c->cells.n * sizeof *order);
    for (int i = 0; i < outcome->n_endings; i++) {
        const struct ending *ending = &outcome->ending[i];
        if (ending->standing != standing)
            continue;
        for (int k = 0; k < c->cells.per_segment; k++) {
            int cell = c->cells.of[ending->segment][k];
            const double *x = outcome->x + (size_t)cell * (size_t)outcome->n_quantities;
            const uint64_t size[CURVE_BASES] = {
                [CURVE_APPROACHED] = (uint64_t)x[Q_APPROACHED],
                [CURVE_PARTNERS] = (uint64_t)x[Q_PARTNERS],
            };
            curve_add(curve, cell, step(ending), ++order[cell], size);
        }
    }
}

static int step_own_day(const struct ending *ending)
{
    return ending->own_day;
}

static int step_day(const struct ending *ending)
{
    return ending->day;
}

static int step_contacts(const struct ending *ending)
{
    return ending->contacts;
}

static void add_curves(
    struct counts *counts, const struct campaign *c, const struct outcome *outcome)
{
    struct ending *ending = outcome->ending;
    sort_endings(ending, outcome->n_endings, by_day);
    add_to_curve(&counts->campaign_day, c, outcome, PARTNER, step_day);
    sort_endings(ending, outcome->n_endings, by_own_day);
    add_to_curve(&counts->own_day, c, outcome, PARTNER, step_own_day);
    sort_endings(ending, outcome->n_endings, by_contacts);
    add_to_curve(&counts->joined, c, outcome, PARTNER, step_contacts);
    add_to_curve(&counts->said_no, c, outcome, SAID_NO, step_contacts);
    add_to_curve(&counts->given_up, c, outcome, GIVEN_UP, step_contacts);
    add_to_curve(&counts->unfunded, c, outcome, UNFUNDED, step_contacts);
}

static void add_companies(struct company_sums *sums, const struct course *course, int companies)
{
    for (int i = 0; i < companies; i++) {
        sums[i].partner += course[i].standing == PARTNER;
        sums[i].said_no += course[i].standing == SAID_NO;
        sums[i].given_up += course[i].standing == GIVEN_UP;
        sums[i].open += course[i].standing == OPEN;
        sums[i].unfunded += course[i].standing == UNFUNDED;
        sums[i].contacts += course[i].held;
        sums[i].hours += course[i].hours;
        sums[i].cost += course[i].cost;
        if (course[i].standing == PARTNER) {
            sums[i].days += (uint64_t)(course[i].joined - course[i].approached);
            sums[i].package[course[i].package]++;
        }
    }
}

void tally_replication(struct counts *counts, const struct campaign *c,
    const struct outcome *outcome, const struct course *course)
{
    add_histograms(counts, c, outcome);
    if (counts->company != NULL)
        add_companies(counts->company, course, c->n_companies);
}

void tally_unit(struct part *part, struct counts *counts, const struct campaign *c,
    const struct outcome *outcome)
{
    moments_add(&part->moments, outcome->x);
    add_curves(counts, c, outcome);
}

/* ---- Parts ---- */

void part_init(struct part *part, const struct campaign *campaign)
{
    init_moments(&part->moments, campaign);
    part->difference_square =
        memory_new((size_t)outcome_quantities(campaign), sizeof *part->difference_square);
    part->pairs = 0;
}

void part_free(struct part *part)
{
    moments_free(&part->moments);
    free(part->difference_square);
}

void part_clear(struct part *part)
{
    size_t n = (size_t)part->moments.layout.quantities;
    moments_clear(&part->moments);
    memset(part->difference_square, 0, n * sizeof *part->difference_square);
    part->pairs = 0;
}

void part_add_difference(struct part *part, const double *x, const double *twin)
{
    for (int q = 0; q < part->moments.layout.quantities; q++)
        part->difference_square[q] += (x[q] - twin[q]) * (x[q] - twin[q]);
    part->pairs++;
}

/* With S the sum and D the difference of the two replications of a pair, Var S - Var D is four
 * times their covariance and Var S + Var D four times the variance of one; D has mean 0. */
static void merge_spread(struct spread *spread, const struct part *part)
{
    double n = (double)part->pairs;
    if (part->pairs < 2)
        return;
    spread->parts++;
    for (int q = 0; q < part->moments.layout.quantities; q++) {
        double sum = part->moments.sum[q], square = part->moments.square[q];
        double var_sum = (square - sum * sum / n) / (n - 1.0);
        double var_difference = part->difference_square[q] / n;
        double y = (var_sum - var_difference) / 4.0, x = (var_sum + var_difference) / 4.0;
        struct ratio_sums *s = &spread->quantity[q];
        *s = (struct ratio_sums){
            s->y + y, s->x + x, s->yy + y * y, s->xx + x * x, s->xy + x * y};
    }
}

void tally_merge_part(struct tally *tally, const struct part *part)
{
    moments_merge(&tally->moments, &part->moments);
    merge_spread(&tally->spread, part);
}

void tally_init(struct tally *tally, const struct campaign *campaign, int unit)
{
    tally->campaign = campaign;
    tally->unit = unit;
    init_moments(&tally->moments, campaign);
    tally->spread.parts = 0;
    tally->spread.quantity =
        memory_new((size_t)outcome_quantities(campaign), sizeof *tally->spread.quantity);
    counts_init(&tally->counts, campaign);
}

void tally_free(struct tally *tally)
{
    moments_free(&tally->moments);
    free(tally->spread.quantity);
    counts_free(&tally->counts, tally->campaign);
}
