/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceptability.h"

#include "estimate.h"
#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Net benefits that differ by less than this share of the effect's worth and the cost are
 * equal. */
#define EQUAL 1e-10
#define SURE 0.95

static size_t outcomes(const struct acceptability_data *data)
{
    return 2 * (size_t)data->strategies;
}

/* Means of both campaigns of each draw: y[draws][effects, costs]. */
static double *pair_means(const struct acceptability_data *data)
{
    size_t k = (size_t)data->strategies;
    double *y = memory_new((size_t)data->draws * 2 * k, sizeof *y), *at = y;
    for (size_t i = 0; i < (size_t)data->draws; i++) {
        const double *effect = data->effect + i * 2 * k, *cost = data->cost + i * 2 * k;
        for (size_t s = 0; s < k; s++)
            *at++ = 0.5 * (effect[s] + effect[k + s]);
        for (size_t s = 0; s < k; s++)
            *at++ = 0.5 * (cost[s] + cost[k + s]);
    }
    return y;
}

/* Mean squared error of predictions of each strategy's difference with the mean strategy, of
 * one quantity, over the mean square of what is predicted (0 when there is none). */
static double error_of(
    int draws, int strategies, size_t row, const double *y, const double *fit)
{
    double error = 0.0, square = 0.0;
    for (int i = 0; i < draws; i++, y += row, fit += row) {
        double mean_y = 0.0, mean_fit = 0.0;
        for (int s = 0; s < strategies; s++) {
            mean_y += y[s] / strategies;
            mean_fit += fit[s] / strategies;
        }
        for (int s = 0; s < strategies; s++) {
            double difference = y[s] - mean_y;
            square += difference * difference;
            error += pow(difference - (fit[s] - mean_fit), 2.0);
        }
    }
    return square > 0.0 ? error / square : 0.0;
}

static double prediction_error(
    const struct acceptability_data *data, const double *y, const double *fit)
{
    int k = data->strategies;
    size_t row = outcomes(data);
    return error_of(data->draws, k, row, y, fit) +
           error_of(data->draws, k, row, y + k, fit + k);
}

void acceptability_init(struct acceptability *acceptability, struct acceptability_data data)
{
    memset(acceptability, 0, sizeof *acceptability);
    acceptability->data = data;
    size_t size = (size_t)data.draws * outcomes(&data);
    double *y = pair_means(&data), *squares = memory_new(size, sizeof *squares);
    acceptability->fit = memory_new(size, sizeof *acceptability->fit);
    acceptability->apart = memory_new(size, sizeof *acceptability->apart);
    struct regression regression;
    regression_init(
        &regression, data.draws, data.parameters, data.theta, (int)outcomes(&data), y);
    acceptability->terms = regression.varying > 0 ? REGRESSION_LINEAR : REGRESSION_MEAN;
    regression_predict(&regression, acceptability->terms, true, acceptability->apart);
    if (regression.varying > 0) {
        regression_predict(&regression, REGRESSION_SQUARES, true, squares);
        if (prediction_error(&data, y, squares) <
            prediction_error(&data, y, acceptability->apart)) {
            acceptability->terms = REGRESSION_SQUARES;
            memcpy(acceptability->apart, squares, size * sizeof *squares);
        }
    }
    acceptability->rank =
        regression_predict(&regression, acceptability->terms, false, acceptability->fit);
    regression_free(&regression);
    free(squares);
    free(y);
}

void acceptability_free(struct acceptability *acceptability)
{
    free(acceptability->fit);
    free(acceptability->apart);
    memset(acceptability, 0, sizeof *acceptability);
}

static double net(double lambda, const double *effect, const double *cost, int strategy)
{
    return lambda * effect[strategy] - cost[strategy];
}

/* The strategy with the greatest net benefit, the first of equal ones. */
static int argmax(int k, double lambda, const double *effect, const double *cost)
{
    int best = 0;
    for (int s = 1; s < k; s++)
        if (net(lambda, effect, cost, s) > net(lambda, effect, cost, best))
            best = s;
    return best;
}

/* Adds 1 to the share of the best strategy, or 1/n to that of n equal ones. */
static void add_best(
    int k, double lambda, const double *effect, const double *cost, double *share)
{
    int best = argmax(k, lambda, effect, cost), equal = 0;
    double size = fabs(lambda * effect[best]) + fabs(cost[best]);
    double least = net(lambda, effect, cost, best) - EQUAL * size;
    for (int s = 0; s < k; s++)
        equal += net(lambda, effect, cost, s) >= least;
    for (int s = 0; s < k; s++)
        if (net(lambda, effect, cost, s) >= least)
            share[s] += 1.0 / equal;
}

/* Net benefit of a strategy in the campaigns of a draw: of one, or the mean of both. */
static double own(
    const struct acceptability_data *data, double lambda, int draw, int half, int strategy)
{
    size_t at = ((size_t)draw * 2 + (size_t)half) * (size_t)data->strategies;
    return net(lambda, data->effect + at, data->cost + at, strategy);
}

static double own_mean(
    const struct acceptability_data *data, double lambda, int draw, int strategy)
{
    return 0.5 * (own(data, lambda, draw, 0, strategy) + own(data, lambda, draw, 1, strategy));
}

/* Mean net benefit of every strategy into mean[]; returns the best. */
static int best_of_all(const struct acceptability_data *data, double lambda, double *mean)
{
    int best = 0;
    for (int s = 0; s < data->strategies; s++) {
        mean[s] = 0.0;
        for (int i = 0; i < data->draws; i++)
            mean[s] += own_mean(data, lambda, i, s) / data->draws;
        if (mean[s] > mean[best])
            best = s;
    }
    return best;
}

struct gain {
    double fitted, chosen;
};

/* What knowing the parameters of one draw gains over the best of all: by the fit to all draws,
 * and by what the choice of the fit to other draws came to. */
static struct gain gain_of(
    const struct acceptability *acceptability, double lambda, int draw, int best)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies;
    const double *fit = acceptability->fit + (size_t)draw * outcomes(data);
    const double *apart = acceptability->apart + (size_t)draw * outcomes(data);
    int top = argmax(k, lambda, fit, fit + k), choice = argmax(k, lambda, apart, apart + k);
    return (struct gain){
        .fitted = net(lambda, fit, fit + k, top) - net(lambda, fit, fit + k, best),
        .chosen = own_mean(data, lambda, draw, choice) - own_mean(data, lambda, draw, best),
    };
}

/* How far a strategy is ahead of the best of all in one draw, as other draws predict it. */
static double lead(
    const struct acceptability *acceptability, double lambda, int draw, int strategy, int best)
{
    int k = acceptability->data.strategies;
    const double *apart = acceptability->apart + (size_t)draw * outcomes(&acceptability->data);
    return net(lambda, apart, apart + k, strategy) - net(lambda, apart, apart + k, best);
}

/* Of one draw: what parameters make strategies differ from the best beyond the mean difference,
 * by both campaigns (`due`), and how much of that is predicted. */
struct follow {
    double due, predicted;
};

static struct follow follow_of(const struct acceptability *acceptability, double lambda,
    const double *mean, int best, int draw)
{
    const struct acceptability_data *data = &acceptability->data;
    struct follow sum = {0};
    for (int s = 0; s < data->strategies; s++) {
        double expected = mean[s] - mean[best];
        double one =
            own(data, lambda, draw, 0, s) - own(data, lambda, draw, 0, best) - expected;
        double two =
            own(data, lambda, draw, 1, s) - own(data, lambda, draw, 1, best) - expected;
        sum.due += one * two;
        sum.predicted +=
            0.5 * (one + two) * (lead(acceptability, lambda, draw, s, best) - expected);
    }
    return sum;
}

/* Share of the variance due to parameters, of differences with the best, that is predicted.
 * Where that variance may be none the ratio is one of noise. */
static double caught(
    const struct acceptability *acceptability, double lambda, const double *mean, int best)
{
    int draws = acceptability->data.draws;
    double due = 0.0, square = 0.0, predicted = 0.0;
    for (int i = 0; i < draws; i++) {
        struct follow one = follow_of(acceptability, lambda, mean, best, i);
        due += one.due;
        square += one.due * one.due;
        predicted += one.predicted;
    }
    struct estimate variance = estimate_mean((uint64_t)draws, due, square, SURE);
    return variance.low > 0.0 ? fmin(fmax(predicted / due, 0.0), 1.0) : NAN;
}

static struct information value_of(
    const struct acceptability *acceptability, double lambda, const double *mean, int best)
{
    int draws = acceptability->data.draws;
    double high = 0.0, low = 0.0, square = 0.0;
    for (int i = 0; i < draws; i++) {
        struct gain gain = gain_of(acceptability, lambda, i, best);
        high += gain.fitted / draws;
        low += gain.chosen / draws;
        square += gain.chosen * gain.chosen / draws;
    }
    double middle = 0.5 * (low + high), value = fmax(middle, 0.0);
    return (struct information){
        .best = best,
        .value = value,
        .low = fmin(fmax(low, 0.0), value),
        .high = fmax(high, value),
        .se = draws > 1 ? sqrt(fmax(square - low * low, 0.0) / (draws - 1.0)) : NAN,
        .caught = caught(acceptability, lambda, mean, best),
    };
}

/* The slope, from 0 to 1, with which leads follow what other draws predict of them: a
 * prediction that is mostly noise has little. */
static double slope_of(const struct acceptability *acceptability, double lambda,
    const double *mean, int strategy, int best)
{
    const struct acceptability_data *data = &acceptability->data;
    double expected = mean[strategy] - mean[best], product = 0.0, square = 0.0;
    for (int i = 0; i < data->draws; i++) {
        double predicted = lead(acceptability, lambda, i, strategy, best) - expected;
        double came = own_mean(data, lambda, i, strategy) - own_mean(data, lambda, i, best);
        product += predicted * (came - expected);
        square += predicted * predicted;
    }
    return square > 0.0 ? fmin(fmax(product / square, 0.0), 1.0) : 0.0;
}

/* Adds to share[] who is ahead in each draw: leads are the mean ones and what is predicted
 * beyond them, as far as predictions are followed. */
static void add_shares(const struct acceptability *acceptability, double lambda,
    const double *mean, int best, double *share)
{
    int k = acceptability->data.strategies;
    double *slope = memory_new((size_t)k, sizeof *slope);
    double *ahead = memory_new((size_t)k, sizeof *ahead);
    double *none = memory_new((size_t)k, sizeof *none);
    for (int s = 0; s < k; s++)
        slope[s] = slope_of(acceptability, lambda, mean, s, best);
    for (int i = 0; i < acceptability->data.draws; i++) {
        for (int s = 0; s < k; s++) {
            double expected = mean[s] - mean[best];
            ahead[s] =
                expected + slope[s] * (lead(acceptability, lambda, i, s, best) - expected);
        }
        add_best(k, 1.0, ahead, none, share);
    }
    free(slope);
    free(ahead);
    free(none);
}

struct information acceptability_at(
    const struct acceptability *acceptability, double lambda, double *share, double *loss)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies;
    double *mean = memory_new((size_t)k, sizeof *mean);
    int best = best_of_all(data, lambda, mean);
    struct information information = {.best = best, .caught = NAN};
    memset(share, 0, (size_t)k * sizeof *share);
    if (acceptability->terms != REGRESSION_MEAN) {
        information = value_of(acceptability, lambda, mean, best);
        add_shares(acceptability, lambda, mean, best, share);
    } else {
        add_best(k, lambda, acceptability->fit, acceptability->fit + k, share);
    }
    double sum = 0.0;
    for (int s = 0; s < k; s++)
        sum += share[s];
    for (int s = 0; s < k; s++) {
        share[s] /= sum;
        loss[s] = information.value + (mean[best] - mean[s]);
    }
    free(mean);
    return information;
}

void acceptability_one_campaign(
    const struct acceptability *acceptability, double lambda, double *share)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies, campaigns = 2 * data->draws;
    memset(share, 0, (size_t)k * sizeof *share);
    for (int i = 0; i < campaigns; i++) {
        size_t at = (size_t)i * (size_t)k;
        add_best(k, lambda, data->effect + at, data->cost + at, share);
    }
    for (int s = 0; s < k; s++)
        share[s] /= campaigns;
}
