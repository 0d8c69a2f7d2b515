/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceptability.h"

#include "memory.h"
#include "normal_best.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EQUAL 1e-10
/* What limits of means and of variances lack of certainty, each. */
#define UNSURE 0.025
/* Of draws as many as this tell the kurtosis of leads. */
enum { MOST_FOR_KURTOSIS = 1000 };

/* ---- What is kept of the campaigns ---- */

static size_t outcomes(const struct acceptability_data *data)
{
    return 2 * (size_t)data->strategies;
}

static const double *outcome_of(const struct acceptability_data *data, int unit, int twin)
{
    return data->outcome +
           ((size_t)unit * (size_t)data->twins + (size_t)(twin % data->twins)) * outcomes(data);
}

/* Half of the sum of a unit's campaigns, less `mean`; and half of their difference. */
static void halves(
    const struct acceptability *of, int unit, const double *mean, double *sum, double *apart)
{
    const double *x = outcome_of(&of->data, unit, 0), *y = outcome_of(&of->data, unit, 1);
    for (size_t s = 0; s < outcomes(&of->data); s++) {
        sum[s] = 0.5 * (x[s] + y[s]) - mean[s];
        apart[s] = 0.5 * (x[s] - y[s]);
    }
}

void acceptability_init(struct acceptability *of, struct acceptability_data data)
{
    *of = (struct acceptability){.data = data};
    size_t k = outcomes(&data);
    double n = data.units;
    of->mean = memory_new(k * (1 + 2 * k) + 3 * k, sizeof *of->mean);
    of->between = of->mean + k;
    of->within = of->between + k * k;
    double *sum = of->within + k * k, *apart = sum + k, *zero = apart + k;
    for (int u = 0; u < data.units; u++) {
        halves(of, u, zero, sum, apart);
        for (size_t s = 0; s < k; s++)
            of->mean[s] += sum[s] / n;
    }
    for (int u = 0; u < data.units && data.units > 1; u++) {
        halves(of, u, of->mean, sum, apart);
        for (size_t s = 0; s < k; s++)
            for (size_t t = 0; t < k; t++) {
                of->between[s * k + t] += sum[s] * sum[t] / (n - 1.0);
                of->within[s * k + t] += apart[s] * apart[t] / n;
            }
    }
}

void acceptability_free(struct acceptability *of)
{
    memory_free(of->mean);
    memset(of, 0, sizeof *of);
}

/* ---- Net benefits at a value ---- */

/* How strategies stand at `lambda`. All matrices are [k][k]; of a pair (i, j), the lead of i on
 * j: bounds of its mean, and those of its variance over what is not known. */
struct stand {
    const struct acceptability *of;
    double lambda, size;
    int k, best;
    double *mean, *covariance;
    double *low, *high;   /* means of leads */
    double *least, *most; /* variances of leads */
};

static double net(const struct stand *at, const double *outcome, int strategy)
{
    return at->lambda * outcome[strategy] - outcome[at->k + strategy];
}

/* The covariance of two net benefits, from that of effects and costs. */
static double net_covariance(const struct stand *at, const double *matrix, int i, int j)
{
    int k = at->k, n = 2 * k;
    double l = at->lambda;
    return l * l * matrix[i * n + j] - l * matrix[i * n + k + j] - l * matrix[(k + i) * n + j] +
           matrix[(k + i) * n + k + j];
}

static double lead_variance(const struct stand *at, const double *matrix, int i, int j)
{
    double rounding = EQUAL * EQUAL * at->size * at->size;
    double v = net_covariance(at, matrix, i, i) + net_covariance(at, matrix, j, j) -
               2.0 * net_covariance(at, matrix, i, j);
    return v > rounding ? v : 0.0;
}

/* What net benefits are the difference of: they are equal when they differ by a rounding of it.
 */
static double size_of(const struct acceptability_data *data, double lambda)
{
    double size = 0.0;
    int k = data->strategies;
    for (int twin = 0; twin < data->twins; twin++)
        for (int s = 0; s < k; s++) {
            const double *x = outcome_of(data, 0, twin) + s;
            size = fmax(size, fabs(lambda * x[0]) + fabs(x[k]));
        }
    return size;
}

/* Degrees of freedom of a variance of n numbers of this kurtosis about a mean that is known. */
static double degrees_at(double n, double square, double fourth)
{
    double kurtosis = square > 0.0 ? n * fourth / (square * square) : 3.0;
    return fmax(2.0 * n / (fmax(kurtosis, 3.0) - 1.0), 2.0);
}

/* Into degrees[2]: of the half sums and half differences of the lead of i on j. */
static void find_degrees(const struct stand *at, int i, int j, double degrees[2])
{
    const struct acceptability_data *data = &at->of->data;
    int n = data->units < MOST_FOR_KURTOSIS ? data->units : MOST_FOR_KURTOSIS;
    double square[2] = {0}, fourth[2] = {0}, mean = at->mean[i] - at->mean[j];
    for (int u = 0; u < n; u++) {
        const double *x = outcome_of(data, u, 0), *y = outcome_of(data, u, 1);
        double a = net(at, x, i) - net(at, x, j), b = net(at, y, i) - net(at, y, j);
        double half[2] = {0.5 * (a + b) - mean, 0.5 * (a - b)};
        for (int h = 0; h < 2; h++) {
            square[h] += half[h] * half[h];
            fourth[h] += half[h] * half[h] * half[h] * half[h];
        }
    }
    double all = (double)data->units / n;
    /* Of the half sums the mean takes its share of the degrees: of normal ones, one. */
    degrees[0] = (data->units - 1.0) / n * degrees_at(n, square[0], fourth[0]);
    degrees[1] = all * degrees_at(n, square[1], fourth[1]);
}

static double pairs_of(int strategies)
{
    return fmax(strategies * (strategies - 1) / 2.0, 1.0);
}

double acceptability_confidence(int strategies)
{
    return 1.0 - UNSURE / pairs_of(strategies);
}

/* Makes bounds of the lead of i on j wider by as far as effects that did not vary may. */
static void add_same(struct stand *at, int i, int j)
{
    const struct same_count *same = at->of->data.same;
    int k = at->k;
    if (same == NULL)
        return;
    double l = at->lambda, below = l * (same[i].below + same[j].above);
    double above = l * (same[i].above + same[j].below);
    double apart = l * (sqrt(same[i].square) + sqrt(same[j].square));
    at->low[i * k + j] -= below;
    at->high[i * k + j] += above;
    at->low[j * k + i] -= above;
    at->high[j * k + i] += below;
    if (at->of->data.twins == 2) {
        at->most[i * k + j] += apart * apart;
        at->most[j * k + i] += apart * apart;
    }
}

/* Bounds of the lead of i on j, of `pairs` at once. */
static void find_pair(struct stand *at, int i, int j, double pairs)
{
    const struct acceptability *of = at->of;
    double n = of->data.units, lead = at->mean[i] - at->mean[j], degrees[2];
    double between = lead_variance(at, of->between, i, j);
    double within = lead_variance(at, of->within, i, j), error = INFINITY;
    struct variance_bounds bounds = {0.0, of->data.twins == 2 ? INFINITY : 0.0};
    if (n >= 3.0) {
        error = gsl_cdf_tdist_Qinv(0.5 * UNSURE / pairs, n - 1.0) * sqrt(between / n);
        if (of->data.twins == 2 && between > 0.0) {
            find_degrees(at, i, j, degrees);
            bounds = normal_variance_between(
                between, degrees[0], within, degrees[1], 0.5 * UNSURE / pairs);
        } else {
            bounds.high = 0.0;
        }
    }
    at->low[i * at->k + j] = lead - error;
    at->high[i * at->k + j] = lead + error;
    at->low[j * at->k + i] = -lead - error;
    at->high[j * at->k + i] = -lead + error;
    at->least[i * at->k + j] = at->least[j * at->k + i] = bounds.low;
    at->most[i * at->k + j] = at->most[j * at->k + i] = bounds.high;
    add_same(at, i, j);
}

static void stand_init(struct stand *at, const struct acceptability *of, double lambda)
{
    int k = of->data.strategies;
    size_t size = (size_t)k * (size_t)k;
    *at =
        (struct stand){.of = of, .lambda = lambda, .k = k, .size = size_of(&of->data, lambda)};
    at->mean = memory_new((size_t)k + 5 * size, sizeof *at->mean);
    at->covariance = at->mean + k;
    at->low = at->covariance + size;
    at->high = at->low + size;
    at->least = at->high + size;
    at->most = at->least + size;
    for (int i = 0; i < k; i++) {
        at->mean[i] = net(at, of->mean, i);
        if (at->mean[i] > at->mean[at->best] + EQUAL * at->size)
            at->best = i;
    }
    for (int i = 0; i < k; i++)
        for (int j = 0; j < i; j++)
            find_pair(at, i, j, pairs_of(k));
}

static void stand_free(struct stand *at)
{
    memory_free(at->mean);
}

/* ---- Shares and what they are worth ---- */

/* Covariances of all leads on the best, over what is not known, so far as they are more than
 * rounding. */
static void find_covariances(struct stand *at)
{
    const struct acceptability *of = at->of;
    int k = at->k, b = at->best;
    for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++) {
            double leads = 0.0;
            if (lead_variance(at, of->between, i, b) > 0.0 &&
                lead_variance(at, of->between, j, b) > 0.0)
                leads = net_covariance(at, of->between, i, j) -
                        net_covariance(at, of->within, i, j) -
                        net_covariance(at, of->between, i, b) +
                        net_covariance(at, of->within, i, b) -
                        net_covariance(at, of->between, j, b) +
                        net_covariance(at, of->within, j, b) +
                        net_covariance(at, of->between, b, b) -
                        net_covariance(at, of->within, b, b);
            at->covariance[i * k + j] = i != b && j != b ? leads : 0.0;
        }
}

/* Where nothing varies: the greatest mean has it, or all that equal it. */
static void share_for_certain(const struct stand *at, struct estimate *share)
{
    int equal = 0;
    double most = at->mean[at->best] - EQUAL * at->size;
    for (int s = 0; s < at->k; s++)
        equal += at->mean[s] >= most;
    for (int s = 0; s < at->k; s++)
        share[s].value = at->mean[s] >= most ? 1.0 / equal : 0.0;
}

static double find_shares(struct stand *at, struct estimate *share)
{
    int k = at->k;
    if (at->of->data.twins < 2 || at->of->data.units < 3) {
        share_for_certain(at, share);
        return 0.0;
    }
    double *lead = memory_new(2 * (size_t)k, sizeof *lead), *found = lead + k;
    for (int s = 0; s < k; s++)
        lead[s] = at->mean[s] - at->mean[at->best];
    find_covariances(at);
    double worth = fmax(normal_best(k, lead, at->covariance, found), 0.0);
    for (int s = 0; s < k; s++)
        share[s].value = found[s];
    memory_free(lead);
    return worth;
}

/* The chance that a normal number is above 0; of one that is known to be 0, either. */
static double ahead(double mean, double variance, double if_equal)
{
    if (variance > 0.0)
        return gsl_cdf_ugaussian_P(mean / sqrt(variance));
    return mean > 0.0 ? 1.0 : mean < 0.0 ? 0.0 : if_equal;
}

/* Least and most of the chance that i is ahead of j. */
static double least_ahead(const struct stand *at, int i, int j)
{
    double mean = at->low[i * at->k + j];
    double variance = mean > 0.0 ? at->most[i * at->k + j] : at->least[i * at->k + j];
    return ahead(mean, variance, 0.0);
}

static double most_ahead(const struct stand *at, int i, int j)
{
    double mean = at->high[i * at->k + j];
    double variance = mean < 0.0 ? at->most[i * at->k + j] : at->least[i * at->k + j];
    return ahead(mean, variance, 1.0);
}

/* Equal ones share, which bounds of pairs do not know of: then nothing is known. */
static void bound_shares(const struct stand *at, struct estimate *share)
{
    for (int i = 0; i < at->k; i++) {
        share[i].se = NAN;
        share[i].low = share[i].high = 1.0;
        for (int j = 0; j < at->k; j++)
            if (j != i) {
                share[i].low -= 1.0 - least_ahead(at, i, j);
                share[i].high = fmin(share[i].high, most_ahead(at, i, j));
            }
        share[i].low = fmin(fmax(share[i].low, 0.0), share[i].value);
        share[i].high = fmax(share[i].high, share[i].value);
    }
}

/* The best of all is ahead of each other strategy by at least as much as the one that came out
 * best is. */
static double most_worth(const struct stand *at)
{
    int k = at->k, b = at->best;
    if (at->of->data.units < 3)
        return INFINITY;
    double *lead = memory_new((size_t)k * (size_t)(k + 1), sizeof *lead), *distance = lead + k;
    /* The best first. */
    for (int i = 0; i < k; i++) {
        int s = i == 0 ? b : i <= b ? i - 1 : i;
        lead[i] = -fmax(i == 0 ? 0.0 : at->low[b * k + s], 0.0);
        for (int j = 0; j < k; j++) {
            int t = j == 0 ? b : j <= b ? j - 1 : j;
            distance[i * k + j] = at->most[s * k + t];
        }
    }
    double worth = normal_most(k, lead, distance);
    memory_free(lead);
    return fmax(worth, 0.0);
}

/* What choosing i loses at least against the best of it and each other, on average. */
static double least_loss(const struct stand *at, int i, bool of_best)
{
    double loss = 0.0;
    for (int j = 0; j < at->k; j++) {
        int pair = j * at->k + i;
        double mean = at->low[pair];
        if (j == i)
            continue;
        if (of_best) /* the one with the greatest mean, so that no lead on it is above 0 */
            mean = fmin(mean, 0.0);
        loss = fmax(loss, normal_gain(mean, sqrt(at->least[pair])));
    }
    return loss;
}

static void bound_losses(
    const struct stand *at, struct information *information, struct estimate *loss)
{
    int k = at->k;
    bool known = at->of->data.twins < 2;
    information->low = known ? 0.0 : INFINITY;
    information->high = known ? 0.0 : most_worth(at);
    for (int i = 0; i < k && !known; i++)
        if (!(at->low[at->best * k + i] > 0.0)) /* it may be the best */
            information->low = fmin(information->low, least_loss(at, i, true));
    information->low = fmin(information->low, information->value);
    information->high = fmax(information->high, information->value);
    for (int i = 0; i < k; i++) {
        double behind = 0.0;
        for (int j = 0; j < k; j++)
            behind = j != i ? fmax(behind, at->high[j * k + i]) : behind;
        loss[i].se = NAN;
        loss[i].value = information->value + at->mean[at->best] - at->mean[i];
        loss[i].low = fmin(fmax(information->low, least_loss(at, i, false)), loss[i].value);
        loss[i].high = fmax(information->high + behind, loss[i].value);
    }
}

/* Of the expected lead z of one on the other, from (z + e)^2 (z + f) with independent luck e
 * and f: E z^3 over s^3. */
static double skewness(const struct stand *at, int i, int j)
{
    const struct acceptability_data *data = &at->of->data;
    double third = 0.0, square = 0.0, n = data->units, mean = at->mean[i] - at->mean[j];
    double s2 =
        lead_variance(at, at->of->between, i, j) - lead_variance(at, at->of->within, i, j);
    for (int u = 0; u < data->units; u++) {
        const double *x = outcome_of(data, u, 0), *y = outcome_of(data, u, 1);
        double a = net(at, x, i) - net(at, x, j) - mean,
               b = net(at, y, i) - net(at, y, j) - mean;
        double here = 0.5 * a * b * (a + b);
        third += here;
        square += here * here;
    }
    struct estimate e = estimate_mean((uint64_t)data->units, third, square, 0.99);
    return s2 > 0.0 && n >= ACCEPTABILITY_ENOUGH && (e.low > 0.0 || e.high < 0.0)
               ? e.value / pow(s2, 1.5)
               : 0.0;
}

/* Of the lead on the one whose gain over the best is greatest. */
static double find_skewness(const struct stand *at)
{
    int k = at->k, rival = -1;
    double most = -1.0;
    for (int j = 0; j < k; j++) {
        double gain = normal_gain(
            at->mean[j] - at->mean[at->best], sqrt(fmax(at->covariance[j * k + j], 0.0)));
        if (j != at->best && gain > most) {
            most = gain;
            rival = j;
        }
    }
    return rival >= 0 ? skewness(at, at->best, rival) : 0.0;
}

struct information acceptability_at(const struct acceptability *of, double lambda,
    struct estimate *share, struct estimate *loss)
{
    struct stand at;
    stand_init(&at, of, lambda);
    struct information information = {.best = at.best, .value = find_shares(&at, share)};
    information.skewness = of->data.twins < 2 ? NAN : find_skewness(&at);
    bound_shares(&at, share);
    bound_losses(&at, &information, loss);
    stand_free(&at);
    return information;
}

/* ---- Single campaigns ---- */

void acceptability_one_campaign(const struct acceptability *of, double lambda, double *share)
{
    struct acceptability_data single = of->data;
    if (single.campaign != NULL)
        single.outcome = single.campaign;
    const struct acceptability_data *data = &of->data;
    struct stand at = {.of = of, .lambda = lambda, .k = data->strategies};
    int k = at.k, n = data->units * data->twins;
    double *value = memory_new((size_t)k, sizeof *value), size = size_of(data, lambda);
    memset(share, 0, (size_t)k * sizeof *share);
    for (int c = 0; c < n; c++) {
        double most = -INFINITY;
        int equal = 0;
        for (int s = 0; s < k; s++) {
            value[s] = net(&at, outcome_of(&single, c / data->twins, c % data->twins), s);
            most = fmax(most, value[s]);
        }
        for (int s = 0; s < k; s++)
            equal += value[s] >= most - EQUAL * size;
        for (int s = 0; s < k; s++)
            share[s] += value[s] >= most - EQUAL * size ? 1.0 / equal : 0.0;
    }
    for (int s = 0; s < k; s++)
        share[s] /= n;
    memory_free(value);
}
