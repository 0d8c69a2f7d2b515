/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"

#include "adjusted.h"
#include "compare_companies.h"
#include "so_far.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The engine's quantity for each member of enum compare_kept before the fees. */
static const int quantity_of[KEPT_FEES] = {
    Q_PARTNERS, Q_APPROACHED, Q_COST, Q_NET_RESULT, Q_HOURS, Q_HIT_ALL};

const struct measure *compare_measure(int which)
{
    int m = 0;
    while (measures[m].compared != which + 1)
        m++;
    return &measures[m];
}

static int kept_as(int quantity)
{
    int q = 0;
    while (quantity_of[q] != quantity)
        q++;
    return q;
}

struct paired_contrast compare_contrast(int measure, int one, int other)
{
    const struct measure *m = compare_measure(measure);
    int x = measure_is_ratio(m) ? kept_as(m->x) : PAIRED_NONE;
    return (struct paired_contrast){PAIRED_DIFFERENCE, one, other, kept_as(m->y), x, 0.0};
}

struct paired_contrast compare_price_of(int one, int other, enum compare_kept more)
{
    return (struct paired_contrast){PAIRED_EXTRA, one, other, KEPT_COST, (int)more, 0.0};
}

/* Segments can be compared when they are told of, and the same ones in all cases. */
static int common_segments(const struct study *study)
{
    const struct axes *first = &study->cases[0].scenario->axes;
    if (study->cases[0].campaign->cells.n == 1)
        return 0;
    for (int i = 1; i < study->n_cases; i++)
        if (!compare_same_axes(&study->cases[i].scenario->axes, first))
            return 0;
    return axes_segments(first);
}

bool compare_same_companies(const struct compare *c)
{
    return c->group == NULL;
}

void compare_pair_all(struct compare *c)
{
    c->group = c->paired.group = NULL;
}

static void init_nothing(struct compare *c)
{
    struct campaign *campaign = arena_new(&c->arena, 1, sizeof *campaign);
    struct strategy *strategy = arena_new(&c->arena, 1, sizeof *strategy);
    const char **varied = arena_new(&c->arena, (size_t)c->study->n_vary + 1, sizeof *varied);
    for (int v = 0; v < c->study->n_vary; v++)
        varied[v] = "";
    strategy->id = NOTHING_ID;
    campaign->strategy = strategy;
    c->nothing = (struct study_case){
        .campaign = campaign, .scenario = c->study->cases[0].scenario, .vary_value = varied};
}

/* Doing nothing is then to do no more. */
static void find_before(struct compare *c)
{
    struct so_far so_far;
    if (!study_so_far(&c->study->cases[0], ALL_SEGMENTS, &so_far))
        return;
    c->before[KEPT_APPROACHED] = so_far.approached;
    c->before[KEPT_PARTNERS] = so_far.partners;
    c->before[KEPT_COST] = so_far.cost_eur;
    c->before[KEPT_HOURS] = so_far.hours;
}

void compare_init(struct compare *c, const struct study *study, int baseline, uint64_t most)
{
    *c = (struct compare){.study = study,
        .n = study->n_cases,
        .baseline = baseline,
        .room = (most + 1) / 2 * 2,
        .n_segments = common_segments(study),
        .fee = NAN};
    c->x = arena_new(&c->arena, (size_t)c->n * c->room * N_KEPT, sizeof *c->x);
    if (study->controls)
        c->control =
            arena_new(&c->arena, (size_t)c->n * c->room * CONTROL_ROOM, sizeof *c->control);
    size_t rows = (size_t)c->n * COMPARE_BATCHES * (size_t)c->n_segments;
    c->segment = arena_new(&c->arena, rows * N_SEGMENT_SUMS + 1, sizeof *c->segment);
    c->group = compare_groups(&c->arena, study);
    if (!compare_same_companies(c))
        c->n_segments = 0;
    paired_init(&c->paired, c->n + 1, N_KEPT);
    c->paired.group = c->group;
    c->paired.before = c->before;
    find_before(c);
    init_nothing(c);
}

void compare_free(struct compare *c)
{
    arena_free(&c->arena);
    paired_free(&c->paired);
    acceptability_free(&c->best);
    memset(c, 0, sizeof *c);
}

/* What a campaign of a strategy came to; of doing nothing to nothing. */
static const double *came_to(const struct compare *c, int one, uint64_t replication)
{
    static const double nothing[N_KEPT];
    return one < c->n ? c->x + ((size_t)one * c->room + replication) * N_KEPT : nothing;
}

static float *control_of(const struct compare *c, int one, uint64_t replication)
{
    return c->control + ((size_t)one * c->room + replication) * CONTROL_ROOM;
}

static double *slope_of(const struct compare *c, int one, int half, int kept)
{
    return c->slope + (((size_t)one * 2 + (size_t)half) * N_KEPT + (size_t)kept) * CONTROL_ROOM;
}

/* The same as is told of averages: adjusted by what was expected of the campaign. */
static double adjusted_to(const struct compare *c, int one, uint64_t replication, int kept)
{
    double x = came_to(c, one, replication)[kept];
    if (c->slope == NULL || one == c->n)
        return x;
    const float *control = control_of(c, one, replication);
    return adjusted_value(x, slope_of(c, one, adjusted_half(replication), kept), control);
}

static double *kept(const struct compare *c, int one, uint64_t replication)
{
    return c->x + ((size_t)one * c->room + replication) * N_KEPT;
}

double *compare_segment_sums(const struct compare *c, int one, int batch, int segment)
{
    size_t row = (size_t)one * COMPARE_BATCHES + (size_t)batch;
    return c->segment + (row * (size_t)c->n_segments + (size_t)segment) * N_SEGMENT_SUMS;
}

double compare_fees(const struct packages *packages, const double *x)
{
    double fees = 0.0;
    for (int p = 0; p < packages->n; p++)
        fees += x[Q_PACKAGE + p] * packages->package[p].price_eur;
    return fees;
}

/* What a segment had come to where the campaign went on. */
static void leave_out_before(const struct compare *c, int one, int segment, double *sums)
{
    struct so_far so_far;
    if (!study_so_far(&c->study->cases[one], segment, &so_far))
        return;
    sums[SEGMENT_APPROACHED] -= so_far.approached;
    sums[SEGMENT_PARTNERS] -= so_far.partners;
    sums[SEGMENT_COST] -= so_far.cost_eur;
    sums[SEGMENT_FEES] -= so_far.fees;
}

void compare_save(void *context, int one, uint64_t replication, const double *x)
{
    static const int parts[SEGMENT_FEES] = {Q_APPROACHED, Q_PARTNERS, Q_COST};
    struct compare *c = context;
    const struct packages *packages = &c->study->cases[one].scenario->packages;
    const struct campaign *campaign = c->study->cases[one].campaign;
    double *into = kept(c, one, replication);
    for (int q = 0; q < KEPT_FEES; q++)
        into[q] = x[quantity_of[q]] - c->before[q];
    const double *control = adjusted_controls(&c->study->cases[one], x);
    for (int i = 0; i < CONTROL_ROOM && c->control != NULL; i++)
        control_of(c, one, replication)[i] = (float)control[i];
    if (replication < c->saved[one])
        return;
    c->saved[one] = replication + 1;
    if (c->save != NULL)
        c->save(c->context, one, replication, x);
    /* Both campaigns of a pair go to the same batch. */
    int batch = (int)(replication / 2 % COMPARE_BATCHES);
    int quantities = outcome_quantities(campaign);
    for (int s = 0; s < c->n_segments; s++) {
        int place = campaign->cells.row[campaign->cells.segment_cell[s]];
        if (!(campaign->cells.segments[place] >> s & 1u))
            continue;
        double *sums = compare_segment_sums(c, one, batch, s);
        for (int i = 0; i < SEGMENT_FEES; i++)
            sums[i] += x[place * quantities + parts[i]];
        sums[SEGMENT_FEES] += compare_fees(packages, x + place * quantities);
        leave_out_before(c, one, s, sums);
    }
}

/* Of one campaign alone nothing varies. */
static int twins_of(const struct compare *c)
{
    return c->n_unknown > 0 && c->replications > 1 ? 2 : 1;
}

static void lay_out(struct compare *c)
{
    uint64_t twins = (uint64_t)twins_of(c), units = c->replications / twins;
    size_t n = (size_t)c->n + 1;
    c->outcome = c->adjusted = arena_new(&c->arena, units * twins * 2 * n, sizeof *c->outcome);
    if (c->slope != NULL)
        c->adjusted = arena_new(&c->arena, units * twins * 2 * n, sizeof *c->adjusted);
    for (uint64_t r = 0; r < units * twins; r++)
        for (size_t i = 0; i < n; i++) {
            const double *x = came_to(c, (int)i, r);
            c->outcome[r * 2 * n + i] = x[compare_worth(c)];
            c->outcome[r * 2 * n + n + i] = x[KEPT_COST];
            c->adjusted[r * 2 * n + i] = adjusted_to(c, (int)i, r, (int)compare_worth(c));
            c->adjusted[r * 2 * n + n + i] = adjusted_to(c, (int)i, r, KEPT_COST);
        }
}

/* Campaigns that share a draw of the parameters are one unit: their mean. */
static void add_units(struct compare *c)
{
    int n = c->n + 1;
    double *unit = arena_new(&c->arena, (size_t)n * N_KEPT, sizeof *unit);
    bool *any = arena_new(&c->arena, (size_t)n * N_KEPT, sizeof *any);
    for (uint64_t r = 0; r + (uint64_t)c->unit <= c->replications; r += (uint64_t)c->unit) {
        for (int i = 0; i < n; i++)
            for (int q = 0; q < N_KEPT; q++) {
                bool twin = c->unit == 2;
                double sum = adjusted_to(c, i, r, q);
                if (twin)
                    sum = (sum + adjusted_to(c, i, r + 1, q)) / 2.0;
                unit[i * N_KEPT + q] = sum;
                any[i * N_KEPT + q] =
                    came_to(c, i, r)[q] != 0.0 || (twin && came_to(c, i, r + 1)[q] != 0.0);
            }
        paired_add_adjusted(&c->paired, unit, any);
    }
}

/* Partners and their fees are bounded by the companies approached; doing nothing has none for
 * certain. */
static void bound_counts(struct compare *c)
{
    double *most = arena_new(&c->arena, (size_t)(c->n + 1) * N_KEPT, sizeof *most);
    for (int i = 0; i < (c->n + 1) * N_KEPT; i++)
        most[i] = NAN;
    for (int i = 0; i < c->n; i++) {
        double approached = c->paired.sum[i * N_KEPT + KEPT_APPROACHED] / (double)c->paired.n +
                            c->before[KEPT_APPROACHED] - c->before[KEPT_PARTNERS];
        most[i * N_KEPT + KEPT_PARTNERS] = approached;
        most[i * N_KEPT + KEPT_FEES] = approached * c->own_fee[i];
        most[i * N_KEPT + KEPT_TARGETS] = 1.0;
    }
    c->paired.most = most;
}

/* How far what strategies are worth may be from what it was in all campaigns, by bounds of all
 * pairs at once. */
static const struct same_count *find_same(struct compare *c)
{
    struct same_count *same = arena_new(&c->arena, (size_t)c->n + 1, sizeof *same);
    for (int i = 0; i <= c->n; i++)
        same[i] = paired_same(
            &c->paired, i, (int)compare_worth(c), acceptability_confidence(c->n + 1));
    return same;
}

static void expect_fees(struct compare *c)
{
    for (int i = 0; i < c->n; i++)
        for (uint64_t r = 0; r < c->replications; r++) {
            double *x = kept(c, i, r);
            x[KEPT_FEES] = x[KEPT_PARTNERS] * c->own_fee[i];
        }
}

/* The slopes of what is kept; none of whether targets were reached. */
static void find_slopes(struct compare *c)
{
    bool any = false;
    for (int i = 0; i < c->n; i++)
        any = any || adjusted_is(&c->study->cases[i]);
    if (!any || c->control == NULL)
        return;
    c->slope = arena_new(&c->arena, (size_t)c->n * 2 * N_KEPT * CONTROL_ROOM, sizeof *c->slope);
    for (int i = 0; i < c->n; i++)
        for (int h = 0; h < 2 && adjusted_is(&c->study->cases[i]); h++) {
            for (int q = 0; q < KEPT_TARGETS; q++)
                adjusted_slope(&c->study->cases[i], 0, quantity_of[q], h, slope_of(c, i, h, q));
            for (int k = 0; k < CONTROL_ROOM && !isnan(c->fee); k++)
                slope_of(c, i, h, KEPT_FEES)[k] =
                    c->own_fee[i] * slope_of(c, i, h, KEPT_PARTNERS)[k];
        }
}

void compare_finish(struct compare *c, int n_unknown)
{
    c->replications = c->study->replications;
    if (!isnan(c->fee))
        expect_fees(c);
    find_slopes(c);
    c->n_unknown = n_unknown;
    c->unit = 1;
    for (int i = 0; i < c->n; i++)
        c->unit =
            c->study->cases[i].tally.unit > c->unit ? c->study->cases[i].tally.unit : c->unit;
    add_units(c);
    bound_counts(c);
    lay_out(c);
    acceptability_init(&c->best, (struct acceptability_data){
                                     .units = (int)(c->replications / (uint64_t)twins_of(c)),
                                     .twins = twins_of(c),
                                     .strategies = c->n + 1,
                                     .outcome = c->adjusted,
                                     .campaign = c->outcome,
                                     .same = find_same(c),
                                 });
}

/* ---- Differences ---- */

struct estimate compare_value(const struct compare *c, int one, int measure)
{
    struct paired_contrast of = compare_contrast(measure, one, one);
    double confidence = c->study->confidence;
    if (of.x == PAIRED_NONE)
        return paired_mean(&c->paired, one, of.y, confidence);
    struct ratio_sums sums = paired_pair(&c->paired, one, of.y, of.x);
    if (compare_measure(measure)->kind == MEASURE_SHARE)
        return estimate_share_ratio(c->paired.n, sums, confidence);
    struct estimate found;
    of.kind = PAIRED_EXTRA;
    of.baseline = c->n;
    paired_contrasts(&c->paired, 1, &of, confidence, &found);
    return found;
}

void compare_estimate_all(
    const struct compare *c, int n, const struct paired_contrast *all, struct estimate *out)
{
    struct paired_contrast contrast[MOST_CHOICES];
    struct estimate found[MOST_CHOICES] = {{0}};
    int k = 0;
    for (int i = 0; i < n; i++)
        if (all[i].baseline != PAIRED_NONE)
            contrast[k++] = all[i];
    if (k > 0)
        paired_contrasts(&c->paired, k, contrast, c->study->confidence, found);
    k = 0;
    for (int i = 0; i < n; i++)
        out[i] = all[i].baseline != PAIRED_NONE ? found[k++] : estimate_undefined();
}

static int baseline_of(const struct compare *c, int one)
{
    return one != c->baseline ? c->baseline : PAIRED_NONE;
}

/* How far two can differ at most: in companies, in shares; else there is no such bound. */
static double most_apart(const struct compare *c, int one, int measure)
{
    int companies = c->study->cases[one].campaign->n_companies;
    int others = c->study->cases[c->baseline].campaign->n_companies;
    return measure == COMPARE_CONVERSION ? 1.0
           : measure == COMPARE_PARTNERS ? fmax(companies, others)
                                         : INFINITY;
}

void compare_differences(const struct compare *c, int measure, struct estimate *out)
{
    struct paired_contrast contrast[MOST_COMPARED];
    for (int i = 0; i < c->n; i++)
        contrast[i] = compare_contrast(measure, i, baseline_of(c, i));
    compare_estimate_all(c, c->n, contrast, out);
    for (int i = 0; i < c->n; i++) {
        double most = most_apart(c, i, measure);
        bool bounded = isfinite(out[i].low) && isfinite(out[i].high);
        out[i].low = bounded ? fmax(out[i].low, -most) : out[i].low;
        out[i].high = bounded ? fmin(out[i].high, most) : out[i].high;
    }
}

double compare_off(const struct compare *c, int one, int measure)
{
    double target = compare_value(c, c->baseline, measure).value;
    return target > 0.0 ? compare_value(c, one, measure).value / target - 1.0 : NAN;
}

void compare_pairs(const struct compare *c, int measure, struct estimate *out)
{
    struct paired_contrast contrast[MOST_COMPARED];
    int pairs = c->n / 2;
    for (int i = 0; i < pairs; i++)
        contrast[i] = compare_contrast(measure, i, pairs + i);
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
        const double *x = came_to(c, one, r), *y = came_to(c, other, r);
        if (x[KEPT_PARTNERS] != y[KEPT_PARTNERS] || x[KEPT_COST] != y[KEPT_COST])
            return false;
    }
    return true;
}

static enum compare_standing place_of(
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

struct estimate compare_price_or_none(const struct compare *c, struct estimate price)
{
    bool is_one = compare_is_shown(c, price) && price.low > 0.0 && isfinite(price.high);
    return is_one ? price : estimate_undefined();
}

void compare_prices(
    const struct compare *c, enum compare_standing *place, struct estimate *price)
{
    struct estimate partners[MOST_COMPARED], cost[MOST_COMPARED];
    struct paired_contrast contrast[MOST_COMPARED];
    for (int i = 0; i < c->n; i++)
        contrast[i] = compare_price_of(i, baseline_of(c, i), KEPT_PARTNERS);
    compare_differences(c, COMPARE_PARTNERS, partners);
    compare_differences(c, COMPARE_COST, cost);
    compare_estimate_all(c, c->n, contrast, price);
    for (int i = 0; i < c->n; i++) {
        place[i] = place_of(c, i, partners[i], cost[i]);
        price[i] = place[i] == COMPARE_MORE_FOR_MORE ? compare_price_or_none(c, price[i])
                                                     : estimate_undefined();
    }
}

struct estimate compare_reduction(const struct compare *c, int one, int measure)
{
    if (one == c->baseline)
        return estimate_undefined();
    return paired_variance_reduction(
        &c->paired, compare_contrast(measure, one, c->baseline), c->study->confidence);
}

/* ---- Spread ---- */

/* How two quantities of a strategy vary together: over draws, of the one twin in `a` and the
 * other in `b`; where all is known, over campaigns, of their means. */
static double spread_of(const struct compare *c, int one, int a, int b)
{
    if (c->n_unknown == 0) {
        struct ratio_sums sums = paired_pair(&c->paired, one, a, b);
        return estimate_covariance(c->paired.n, sums.y, sums.x, sums.xy) / (double)c->paired.n;
    }
    int draws = (int)(c->replications / 2);
    double sum_a = 0.0, sum_b = 0.0, product = 0.0;
    for (int d = 0; d < draws; d++) {
        const double *x = kept(c, one, 2 * (uint64_t)d), *y = x + N_KEPT;
        sum_a += (x[a] + y[a]) / 2.0;
        sum_b += (x[b] + y[b]) / 2.0;
        product += (x[a] * y[b] + y[a] * x[b]) / 2.0;
    }
    return estimate_covariance((uint64_t)draws, sum_b, sum_a, product);
}

struct plane_spread compare_spread(const struct compare *c, int one)
{
    struct plane_spread s = {0};
    if (c->replications < SPREAD_LEAST ||
        (c->n_unknown > 0 && c->study->cases[one].source.open == NULL))
        return s;
    s.partners = fmax(spread_of(c, one, KEPT_PARTNERS, KEPT_PARTNERS), 0.0);
    s.cost = fmax(spread_of(c, one, KEPT_COST, KEPT_COST), 0.0);
    double most = sqrt(s.partners * s.cost);
    s.both = fmax(-most, fmin(spread_of(c, one, KEPT_COST, KEPT_PARTNERS), most));
    return s;
}

/* ---- Single campaigns ---- */

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The least of `n` numbers that a share of them does not exceed. A share of a whole number of
 * campaigns is that number whatever its product is rounded to. */
static double not_exceeded(const double *sorted, uint64_t n, double share)
{
    double rank = ceil(share * (double)n - 1e-9);
    return sorted[rank < 1.0 ? 0 : (uint64_t)rank - 1];
}

/* Of one number a campaign, which it sorts. */
static struct campaign_range range_of(double *value, uint64_t n)
{
    if (n == 0)
        return (struct campaign_range){NAN, NAN};
    qsort(value, n, sizeof *value, by_size);
    return (struct campaign_range){not_exceeded(value, n, 0.05), not_exceeded(value, n, 0.95)};
}

struct campaign_range compare_difference_range(const struct compare *c, int one, int measure)
{
    struct paired_contrast of = compare_contrast(measure, one, c->baseline);
    bool aside = c->group != NULL && c->group[one] != c->group[c->baseline];
    uint64_t n = of.x != PAIRED_NONE || one == c->baseline || aside ? 0 : c->replications;
    double *value = memory_new((size_t)n + 1, sizeof *value);
    for (uint64_t r = 0; r < n; r++)
        value[r] = came_to(c, one, r)[of.y] - came_to(c, c->baseline, r)[of.y];
    struct campaign_range range = range_of(value, n);
    memory_free(value);
    return range;
}

struct campaign_range compare_net_range(const struct compare *c, int one, double value)
{
    uint64_t n = isnan(value) ? 0 : c->replications;
    double *net = memory_new((size_t)n + 1, sizeof *net), rate = compare_rate(c, value);
    for (uint64_t r = 0; r < n; r++)
        net[r] = rate * came_to(c, one, r)[compare_worth(c)] - came_to(c, one, r)[KEPT_COST];
    struct campaign_range range = range_of(net, n);
    memory_free(net);
    return range;
}
