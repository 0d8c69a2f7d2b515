/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"

#include <math.h>

/* Batches that hold campaigns. */
static int batches(const struct compare *c)
{
    uint64_t pairs = (c->replications + 1) / 2;
    return pairs < COMPARE_BATCHES ? (int)pairs : COMPARE_BATCHES;
}

/* Campaigns of a batch. */
static double size_of(const struct compare *c, int batch)
{
    uint64_t pairs = c->replications / 2, b = (uint64_t)batch;
    double whole = 2.0 * (double)(pairs / COMPARE_BATCHES + (b < pairs % COMPARE_BATCHES));
    bool odd = c->replications % 2 == 1 && pairs % COMPARE_BATCHES == b;
    return whole + (odd ? 1.0 : 0.0);
}

/* Net benefit of sums, euro. */
static double net_of(const struct compare *c, const double *sums, double value)
{
    double worth = sums[compare_worth(c) == KEPT_FEES ? SEGMENT_FEES : SEGMENT_PARTNERS];
    return compare_rate(c, value) * worth - sums[SEGMENT_COST];
}

/* Net benefit of a strategy in a segment, euro per campaign of a batch. */
static double benefit(const struct compare *c, int one, int batch, int segment, double value)
{
    return net_of(c, compare_segment_sums(c, one, batch, segment), value) / size_of(c, batch);
}

/* Mean over batches, which hold campaigns in turn and so nearly the same number. */
static struct estimate over_batches(int n, const double *value, double confidence)
{
    double sum = 0.0, square = 0.0;
    for (int b = 0; b < n; b++) {
        sum += value[b];
        square += value[b] * value[b];
    }
    return estimate_mean((uint64_t)n, sum, square, confidence);
}

/* Sums over all campaigns of adjusted averages, as other tables tell them: segments add up to
 * these. */
static void adjust_sums(
    const struct compare *c, int one, int segment, double sum[N_SEGMENT_SUMS])
{
    const struct study_case *of = &c->study->cases[one];
    const struct packages *packages = &of->scenario->packages;
    double x[Q_FIXED + MAX_PACKAGES] = {0}, n = (double)c->replications;
    int cell = of->campaign->cells.segment_cell[segment];
    static const int parts[SEGMENT_FEES] = {Q_APPROACHED, Q_PARTNERS, Q_COST};
    for (int i = 0; i < SEGMENT_FEES; i++)
        sum[i] = n * study_quantity(c->study, of, cell, parts[i]).value;
    for (int p = 0; p < packages->n; p++)
        x[Q_PACKAGE + p] = n * study_quantity(c->study, of, cell, Q_PACKAGE + p).value;
    sum[SEGMENT_FEES] = compare_fees(packages, x);
}

static void add_means(
    const struct compare *c, int one, int segment, double value, struct segment_choice *choice)
{
    double sum[N_SEGMENT_SUMS] = {0}, n = (double)c->replications;
    for (int b = 0; b < batches(c); b++)
        for (int i = 0; i < N_SEGMENT_SUMS; i++)
            sum[i] += compare_segment_sums(c, one, b, segment)[i];
    if (c->study->cases[one].adjusted)
        adjust_sums(c, one, segment, sum);
    *choice = (struct segment_choice){
        .approached = sum[SEGMENT_APPROACHED] / n,
        .partners = sum[SEGMENT_PARTNERS] / n,
        .cost = sum[SEGMENT_COST] / n,
        .net_benefit = net_of(c, sum, value) / n,
    };
}

/* The strategy with the most net benefit over the batches that are not of `half`; all segments
 * together when `segment` is -1. */
static int choose(const struct compare *c, int half, int segment, double value)
{
    int best = 0;
    double most = -INFINITY;
    for (int i = 0; i < c->n; i++) {
        double sum = 0.0;
        for (int b = 1 - half; b < batches(c); b += 2)
            for (int s = 0; s < c->n_segments; s++)
                if (segment < 0 || s == segment)
                    sum += benefit(c, i, b, s, value);
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

/* What is said of segments, of which all holds at once: leads, what does not pay, tailoring. */
enum { KINDS = 3 };

/* Batches 0, 2, ... choose, 1, 3, ... tell; so there is always one to choose with. */
enum { CHOOSING, TELLING };

static bool is_approached(const struct compare *c, int segment)
{
    for (int i = 0; i < c->n; i++)
        for (int b = 0; b < batches(c); b++)
            if (compare_segment_sums(c, i, b, segment)[SEGMENT_APPROACHED] > 0.0)
                return true;
    return false;
}

/* What the partners may be worth, a campaign, that a strategy won in none of so many campaigns:
 * that there were none does not tell that there never are. 0 where it won any. */
static double unseen(const struct compare *c, int one, int segment, double campaigns,
    double value, double confidence)
{
    double approached = 0.0;
    for (int b = 0; b < batches(c); b++) {
        const double *sums = compare_segment_sums(c, one, b, segment);
        if (sums[SEGMENT_PARTNERS] > 0.0)
            return 0.0;
        approached += sums[SEGMENT_APPROACHED] / (double)c->replications;
    }
    double each = compare_worth(c) == KEPT_FEES ? c->own_fee[one] : 1.0;
    return compare_rate(c, value) * each *
           estimate_same_count((uint64_t)campaigns, 0.0, approached, confidence).above;
}

/* How far a strategy is behind the best, by the batches that tell. */
static struct estimate find_behind(
    const struct compare *c, int best, int one, int segment, double value, double confidence)
{
    double behind[COMPARE_BATCHES], campaigns = 0.0;
    int n = 0;
    for (int b = TELLING; b < batches(c); b += 2) {
        behind[n++] = benefit(c, best, b, segment, value) - benefit(c, one, b, segment, value);
        campaigns += size_of(c, b);
    }
    if (n == 0)
        return estimate_undefined();
    struct estimate e = over_batches(n, behind, confidence);
    e.low -= unseen(c, one, segment, campaigns, value, confidence);
    e.high += unseen(c, best, segment, campaigns, value, confidence);
    return e;
}

bool compare_segment(
    const struct compare *c, int segment, double value, struct segment_choice *choice)
{
    bool few = compare_has_few(c) || isnan(value), all = true;
    int intervals = 0; /* of all strategies in all segments, which hold at once */
    for (int s = 0; s < c->n_segments; s++)
        intervals += is_approached(c, s) ? c->n - 1 : 0;
    int best = choose(c, TELLING, segment, value);
    double confidence = compare_told_confidence(c, KINDS * (double)intervals);
    for (int i = 0; i < c->n; i++) {
        add_means(c, i, segment, value, &choice[i]);
        choice[i].behind = few ? estimate_undefined() : choice[i].behind;
        if (i == best || few)
            continue;
        choice[i].behind = find_behind(c, best, i, segment, value, confidence);
        choice[i].shown = choice[i].behind.low > 0.0 && choice[i].behind.se > 0.0;
        choice[i].best = choice[i].behind.value == 0.0 && choice[i].behind.se == 0.0;
        all = all && choice[i].shown;
    }
    choice[best].best = !few;
    choice[best].shown = !few && all && c->n > 1;
    return is_approached(c, segment);
}

/* Whether every strategy is shown to lose in a segment. */
static bool none_pays(const struct compare *c, int segment, double value)
{
    int n = batches(c), all = 0;
    for (int s = 0; s < c->n_segments; s++)
        all += is_approached(c, s) ? c->n : 0;
    double confidence = compare_told_confidence(c, KINDS * (double)all);
    for (int i = 0; i < c->n; i++) {
        double net[COMPARE_BATCHES];
        for (int b = 0; b < n; b++)
            net[b] = benefit(c, i, b, segment, value);
        double may = unseen(c, i, segment, (double)c->replications, value, confidence);
        if (!(over_batches(n, net, confidence).high + may < 0.0))
            return false;
    }
    return !compare_has_few(c) && !isnan(value);
}

struct segments_shown compare_segments_shown(const struct compare *c, double value)
{
    struct segments_shown count = {0};
    struct segment_choice choice[MOST_COMPARED];
    for (int s = 0; s < c->n_segments; s++) {
        if (!compare_segment(c, s, value, choice))
            continue;
        count.all++;
        count.unpaid += none_pays(c, s, value);
        for (int i = 0; i < c->n; i++)
            count.shown += choice[i].best && choice[i].shown;
    }
    return count;
}

struct estimate compare_tailoring(const struct compare *c, double value)
{
    double gain[COMPARE_BATCHES] = {0};
    int n = batches(c);
    if (c->n_segments == 0 || compare_has_few(c) || isnan(value))
        return estimate_undefined();
    for (int half = 0; half < 2; half++) {
        int common = choose(c, half, -1, value);
        for (int s = 0; s < c->n_segments; s++) {
            int own = choose(c, half, s, value);
            for (int b = half; b < n; b += 2)
                gain[b] += benefit(c, own, b, s, value) - benefit(c, common, b, s, value);
        }
    }
    return over_batches(n, gain, compare_told_confidence(c, KINDS));
}
