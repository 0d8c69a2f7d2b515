/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const struct compared_measure compared_measures[N_COMPARE_MEASURES] = {
    [COMPARE_CONVERSION] = {"conversion_rate", "share", COMPARED_PARTNERS, COMPARED_APPROACHED},
    [COMPARE_PARTNERS] = {"partners", "companies", COMPARED_PARTNERS, PAIRED_NONE},
    [COMPARE_COST] = {"cost", "EUR", COMPARED_COST, PAIRED_NONE},
    [COMPARE_COST_PER_PARTNER] = {"cost_per_partner", "EUR", COMPARED_COST, COMPARED_PARTNERS},
    [COMPARE_NET_RESULT] = {"net_result", "EUR", COMPARED_NET, PAIRED_NONE},
    [COMPARE_HOURS] = {"hours", "hours", COMPARED_HOURS, PAIRED_NONE},
};

/* Of a group in the engine's numbers, in the order of enum compared. */
static const int quantity_of[N_COMPARED] = {
    Q_PARTNERS, Q_APPROACHED, Q_COST, Q_NET_RESULT, Q_HOURS};

/* Segments can be compared when they are told of, and the same ones in all cases. */
static int common_segments(const struct study *study)
{
    const struct axes *first = &study->cases[0].scenario->axes;
    if (study->cases[0].campaign->cells.n == 1)
        return 0;
    for (int i = 1; i < study->n_cases; i++) {
        const struct axes *axes = &study->cases[i].scenario->axes;
        bool same = axes->n == first->n;
        for (int a = 0; same && a < axes->n; a++) {
            same = axes->axis[a].n_levels == first->axis[a].n_levels;
            for (int l = 0; same && l < axes->axis[a].n_levels; l++)
                same = strcmp(axes->axis[a].levels[l], first->axis[a].levels[l]) == 0;
        }
        if (!same)
            return 0;
    }
    return axes_segments(first);
}

void compare_init(struct compare *c, const struct study *study, int baseline, uint64_t most)
{
    memset(c, 0, sizeof *c);
    c->study = study;
    c->n = study->n_cases;
    c->baseline = baseline;
    c->room = (most + 1) / 2 * 2;
    c->x = memory_new((size_t)c->n * c->room * N_COMPARED, sizeof *c->x);
    c->n_segments = common_segments(study);
    size_t rows = (size_t)c->n * COMPARE_BATCHES * (size_t)c->n_segments;
    c->segment = memory_new(rows * N_SEGMENT_SUMS + 1, sizeof *c->segment);
    paired_init(&c->paired, c->n, N_COMPARED);
}

void compare_free(struct compare *c)
{
    if (c->x == NULL)
        return;
    memory_free(c->x);
    memory_free(c->segment);
    paired_free(&c->paired);
    if (c->effect != NULL)
        acceptability_free(&c->best);
    memory_free(c->effect);
    memory_free(c->cost);
    memset(c, 0, sizeof *c);
}

static double *kept(const struct compare *c, int one, uint64_t replication)
{
    return c->x + ((size_t)one * c->room + replication) * N_COMPARED;
}

double *compare_segment_sums(const struct compare *c, int one, int batch, int segment)
{
    size_t row = (size_t)one * COMPARE_BATCHES + (size_t)batch;
    return c->segment + (row * (size_t)c->n_segments + (size_t)segment) * N_SEGMENT_SUMS;
}

void compare_save(void *context, int one, uint64_t replication, const double *x)
{
    static const int parts[N_SEGMENT_SUMS] = {Q_APPROACHED, Q_PARTNERS, Q_COST};
    struct compare *c = context;
    const struct campaign *campaign = c->study->cases[one].campaign;
    double *into = kept(c, one, replication);
    for (int q = 0; q < N_COMPARED; q++)
        into[q] = x[quantity_of[q]];
    /* Both campaigns of a pair go to the same batch. */
    int batch = (int)(replication / 2 % COMPARE_BATCHES);
    int quantities = outcome_quantities(campaign);
    for (int s = 0; s < c->n_segments; s++) {
        int place = campaign->cells.place[campaign->cells.segment_cell[s]];
        if (!(campaign->cells.segments[place] >> s & 1u))
            continue;
        double *sums = compare_segment_sums(c, one, batch, s);
        for (int i = 0; i < N_SEGMENT_SUMS; i++)
            sums[i] += x[place * quantities + parts[i]];
    }
}

int compare_draws(uint64_t replications)
{
    return replications < 2 ? 1 : (int)(replications / 2);
}

/* One campaign alone is its own twin. */
static void lay_out(struct compare *c)
{
    int draws = compare_draws(c->replications);
    size_t size = (size_t)draws * 2 * (size_t)c->n;
    c->effect = memory_new(size, sizeof *c->effect);
    c->cost = memory_new(size, sizeof *c->cost);
    for (int d = 0; d < draws; d++)
        for (int twin = 0; twin < 2; twin++)
            for (int i = 0; i < c->n; i++) {
                uint64_t r = 2 * (uint64_t)d + (uint64_t)twin;
                const double *x = kept(c, i, r < c->replications ? r : 0);
                size_t at = ((size_t)d * 2 + (size_t)twin) * (size_t)c->n + (size_t)i;
                c->effect[at] = x[COMPARED_PARTNERS];
                c->cost[at] = x[COMPARED_COST];
            }
}

/* Campaigns that share a draw of the parameters are one unit: their mean. */
static void add_units(struct compare *c)
{
    double *unit = memory_new((size_t)c->n * N_COMPARED, sizeof *unit);
    for (uint64_t r = 0; r + (uint64_t)c->unit <= c->replications; r += (uint64_t)c->unit) {
        for (int i = 0; i < c->n; i++)
            for (int q = 0; q < N_COMPARED; q++) {
                double sum = kept(c, i, r)[q];
                if (c->unit == 2)
                    sum = (sum + kept(c, i, r + 1)[q]) / 2.0;
                unit[i * N_COMPARED + q] = sum;
            }
        paired_add(&c->paired, unit);
    }
    memory_free(unit);
}

void compare_finish(struct compare *c, int n_unknown, const double *theta)
{
    c->replications = c->study->replications;
    c->n_unknown = n_unknown;
    c->unit = 1;
    for (int i = 0; i < c->n; i++)
        c->unit =
            c->study->cases[i].tally.unit > c->unit ? c->study->cases[i].tally.unit : c->unit;
    add_units(c);
    lay_out(c);
    acceptability_init(&c->best, (struct acceptability_data){
                                     .draws = compare_draws(c->replications),
                                     .parameters = n_unknown,
                                     .strategies = c->n,
                                     .theta = theta,
                                     .effect = c->effect,
                                     .cost = c->cost,
                                 });
}

/* ---- Differences ---- */

struct estimate compare_value(const struct compare *c, int one, int measure)
{
    const struct compared_measure *m = &compared_measures[measure];
    double confidence = c->study->confidence;
    if (m->x == PAIRED_NONE)
        return paired_mean(&c->paired, one, m->y, confidence);
    return estimate_ratio(c->paired.n, paired_pair(&c->paired, one, m->y, m->x), confidence);
}

static struct paired_contrast contrast_of(
    const struct compare *c, enum paired_kind kind, int one, int y, int x)
{
    return (struct paired_contrast){kind, one, c->baseline, y, x};
}

/* A contrast of every strategy with the baseline. */
static void all_contrasts(
    const struct compare *c, enum paired_kind kind, int y, int x, struct estimate *out)
{
    struct paired_contrast contrast[MOST_COMPARED];
    struct estimate found[MOST_COMPARED] = {{0}};
    int k = 0;
    for (int i = 0; i < c->n; i++)
        if (i != c->baseline)
            contrast[k++] = contrast_of(c, kind, i, y, x);
    if (k > 0)
        paired_contrasts(&c->paired, k, contrast, c->study->confidence, found);
    k = 0;
    for (int i = 0; i < c->n; i++)
        out[i] = i == c->baseline ? estimate_undefined() : found[k++];
}

void compare_differences(const struct compare *c, int measure, struct estimate *out)
{
    const struct compared_measure *m = &compared_measures[measure];
    all_contrasts(c, PAIRED_DIFFERENCE, m->y, m->x, out);
}

double compare_off(const struct compare *c, int one, int measure)
{
    double target = compare_value(c, c->baseline, measure).value;
    return target > 0.0 ? compare_value(c, one, measure).value / target - 1.0 : NAN;
}

void compare_pairs(const struct compare *c, int measure, struct estimate *out)
{
    const struct compared_measure *m = &compared_measures[measure];
    struct paired_contrast contrast[MOST_COMPARED];
    int pairs = c->n / 2;
    for (int i = 0; i < pairs; i++)
        contrast[i] = (struct paired_contrast){PAIRED_DIFFERENCE, i, pairs + i, m->y, m->x};
    paired_contrasts(&c->paired, pairs, contrast, c->study->confidence, out);
}

bool compare_has_few(const struct compare *c)
{
    return c->paired.n < COMPARE_FEW;
}

bool compare_is_shown(const struct compare *c, struct estimate e)
{
    return !compare_has_few(c) && (e.low > 0.0 || e.high < 0.0);
}

bool compare_identical(const struct compare *c, int one, int other)
{
    for (uint64_t r = 0; r < c->replications; r++) {
        const double *x = kept(c, one, r), *y = kept(c, other, r);
        if (x[COMPARED_PARTNERS] != y[COMPARED_PARTNERS] ||
            x[COMPARED_COST] != y[COMPARED_COST])
            return false;
    }
    return true;
}

static enum compare_place place_of(
    const struct compare *c, int one, struct estimate partners, struct estimate cost)
{
    if (compare_identical(c, one, c->baseline))
        return COMPARE_SAME;
    if (!compare_is_shown(c, partners) || !compare_is_shown(c, cost))
        return COMPARE_NOT_SHOWN;
    if (partners.value > 0.0)
        return cost.value > 0.0 ? COMPARE_MORE_FOR_MORE : COMPARE_MORE_FOR_LESS;
    return cost.value > 0.0 ? COMPARE_FEWER_FOR_MORE : COMPARE_FEWER_FOR_LESS;
}

/* A price, or not defined where it may be none. */
static struct estimate price_or_none(const struct compare *c, struct estimate price)
{
    bool is_one = compare_is_shown(c, price) && price.low > 0.0 && isfinite(price.high);
    return is_one ? price : estimate_undefined();
}

void compare_prices(const struct compare *c, enum compare_place *place, struct estimate *price)
{
    struct estimate partners[MOST_COMPARED], cost[MOST_COMPARED];
    compare_differences(c, COMPARE_PARTNERS, partners);
    compare_differences(c, COMPARE_COST, cost);
    all_contrasts(c, PAIRED_EXTRA, COMPARED_COST, COMPARED_PARTNERS, price);
    for (int i = 0; i < c->n; i++) {
        place[i] = place_of(c, i, partners[i], cost[i]);
        price[i] = place[i] == COMPARE_MORE_FOR_MORE ? price_or_none(c, price[i])
                                                     : estimate_undefined();
    }
}

struct estimate compare_reduction(const struct compare *c, int one, int measure)
{
    const struct compared_measure *m = &compared_measures[measure];
    if (one == c->baseline)
        return estimate_undefined();
    return paired_variance_reduction(
        &c->paired, contrast_of(c, PAIRED_DIFFERENCE, one, m->y, m->x), c->study->confidence);
}

/* ---- Frontier and best ---- */

void compare_frontier(
    const struct compare *c, struct frontier_point *point, struct estimate *price)
{
    double effect[MOST_COMPARED], cost[MOST_COMPARED];
    struct paired_contrast contrast[MOST_COMPARED];
    struct estimate found[MOST_COMPARED] = {{0}};
    for (int i = 0; i < c->n; i++) {
        effect[i] = compare_value(c, i, COMPARE_PARTNERS).value;
        cost[i] = compare_value(c, i, COMPARE_COST).value;
    }
    frontier_place(c->n, effect, cost, point);
    int k = 0;
    for (int i = 0; i < c->n; i++)
        if (point[i].place == FRONTIER_ON && point[i].previous != FRONTIER_NONE)
            contrast[k++] = (struct paired_contrast){
                PAIRED_EXTRA, i, point[i].previous, COMPARED_COST, COMPARED_PARTNERS};
    if (k > 0)
        paired_contrasts(&c->paired, k, contrast, c->study->confidence, found);
    k = 0;
    for (int i = 0; i < c->n; i++)
        price[i] = point[i].place == FRONTIER_ON && point[i].previous != FRONTIER_NONE
                       ? price_or_none(c, found[k++])
                       : estimate_undefined();
}

/* How sure each interval has to be for those of extra partners, extra cost and the price of one
 * more of all pairs to hold at once. */
static double confidence_of_pairs(const struct compare *c)
{
    double intervals = 3.0 * c->n * (c->n - 1) / 2.0;
    return 1.0 - (1.0 - c->study->confidence) / fmax(intervals, 1.0);
}

static struct estimate between(
    const struct compare *c, enum paired_kind kind, int one, int other, int y, int x)
{
    const struct paired_contrast contrast = {kind, one, other, y, x};
    struct estimate found;
    paired_contrasts(&c->paired, 1, &contrast, confidence_of_pairs(c), &found);
    return found;
}

static struct estimate extra(
    const struct compare *c, int one, int other, enum compared quantity)
{
    return between(c, PAIRED_DIFFERENCE, one, other, (int)quantity, PAIRED_NONE);
}

/* Whether another strategy wins at least as many partners for no more cost, not both alike. */
static bool is_beaten(const struct compare *c, int one)
{
    for (int i = 0; i < c->n; i++) {
        if (i == one)
            continue;
        struct estimate partners = extra(c, i, one, COMPARED_PARTNERS);
        struct estimate cost = extra(c, i, one, COMPARED_COST);
        if (partners.low >= 0.0 && cost.high <= 0.0 &&
            (compare_is_shown(c, partners) || compare_is_shown(c, cost)))
            return true;
    }
    return false;
}

/* Whether a mix of its neighbours wins as many partners for less: the first of them cost more
 * than the next. */
static bool is_beaten_by_mix(const struct compare *c, int one, struct frontier_point point)
{
    struct estimate before =
        between(c, PAIRED_EXTRA, one, point.previous, COMPARED_COST, COMPARED_PARTNERS);
    struct estimate after =
        between(c, PAIRED_EXTRA, point.next, one, COMPARED_COST, COMPARED_PARTNERS);
    return isfinite(before.high) && isfinite(after.low) && before.low > after.high;
}

static bool is_cheapest(const struct compare *c, int one)
{
    for (int i = 0; i < c->n; i++)
        if (i != one && !compare_identical(c, one, i) &&
            !(extra(c, i, one, COMPARED_COST).low > 0.0))
            return false;
    return true;
}

static bool place_is_shown(
    const struct compare *c, int one, struct frontier_point point, struct estimate price)
{
    switch (point.place) {
    case FRONTIER_ON:
        return point.previous == FRONTIER_NONE ? is_cheapest(c, one) : !isnan(price.value);
    case FRONTIER_SAME:
        return compare_identical(c, one, point.previous);
    case FRONTIER_DOMINATED:
        return is_beaten(c, one);
    case FRONTIER_EXTENDED:
        return is_beaten_by_mix(c, one, point);
    }
    return false;
}

void compare_places_shown(const struct compare *c, const struct frontier_point *point,
    const struct estimate *price, bool *shown)
{
    for (int i = 0; i < c->n; i++)
        shown[i] = !compare_has_few(c) && place_is_shown(c, i, point[i], price[i]);
}

struct information compare_best(
    const struct compare *c, double value, double *average, double *campaign, double *loss)
{
    acceptability_one_campaign(&c->best, value, campaign);
    return acceptability_at(&c->best, value, average, loss);
}

void compare_lead(const struct compare *c, int one, double value, struct estimate *lead)
{
    int other[MOST_COMPARED], k = 0;
    struct estimate found[MOST_COMPARED] = {{0}};
    for (int i = 0; i < c->n; i++)
        if (i != one)
            other[k++] = i;
    if (k > 0)
        paired_net(&c->paired, one, k, other, value, COMPARED_COST, COMPARED_PARTNERS,
            c->study->confidence, found);
    k = 0;
    for (int i = 0; i < c->n; i++)
        lead[i] = i == one ? estimate_undefined() : found[k++];
}

/* ---- Spread ---- */

/* Covariance over draws of what the one twin came to in quantity `a` and the other in `b`. */
static double cross_covariance(
    const struct compare *c, int one, enum compared a, enum compared b)
{
    int draws = compare_draws(c->replications);
    double sum_a = 0.0, sum_b = 0.0, product = 0.0;
    for (int d = 0; d < draws; d++) {
        const double *x = kept(c, one, 2 * (uint64_t)d), *y = x + N_COMPARED;
        sum_a += (x[a] + y[a]) / 2.0;
        sum_b += (x[b] + y[b]) / 2.0;
        product += (x[a] * y[b] + y[a] * x[b]) / 2.0;
    }
    return estimate_covariance((uint64_t)draws, sum_a, sum_b, product);
}

struct plane_spread compare_spread(const struct compare *c, int one)
{
    if (c->replications < SPREAD_LEAST)
        return (struct plane_spread){0};
    struct plane_spread s = {0};
    if (c->n_unknown > 0 && c->study->cases[one].source.open == NULL)
        return s;
    if (c->n_unknown > 0) {
        s.partners = cross_covariance(c, one, COMPARED_PARTNERS, COMPARED_PARTNERS);
        s.cost = cross_covariance(c, one, COMPARED_COST, COMPARED_COST);
        s.both = cross_covariance(c, one, COMPARED_PARTNERS, COMPARED_COST);
    } else {
        struct ratio_sums sums = paired_pair(&c->paired, one, COMPARED_COST, COMPARED_PARTNERS);
        double n = (double)c->paired.n;
        s.partners = estimate_covariance(c->paired.n, sums.x, sums.x, sums.xx) / n;
        s.cost = estimate_covariance(c->paired.n, sums.y, sums.y, sums.yy) / n;
        s.both = estimate_covariance(c->paired.n, sums.y, sums.x, sums.xy) / n;
    }
    s.partners = fmax(s.partners, 0.0);
    s.cost = fmax(s.cost, 0.0);
    double most = sqrt(s.partners * s.cost);
    s.both = fmax(-most, fmin(s.both, most));
    return s;
}
