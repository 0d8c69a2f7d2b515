/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceptability.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t outcomes(const struct acceptability_data *data)
{
    return 2 * (size_t)data->strategies;
}

/* Means of both campaigns of each draw: y[draws][effects, costs]. */
static double *pair_means(const struct acceptability_data *data)
{
    size_t k = outcomes(data);
    double *y = memory_new((size_t)data->draws * k, sizeof *y);
    for (size_t i = 0; i < (size_t)data->draws; i++)
        for (size_t s = 0; s < k; s++)
            y[i * k + s] =
                0.5 * (data->outcome[2 * i * k + s] + data->outcome[(2 * i + 1) * k + s]);
    return y;
}

/* Mean squared error of predictions of each strategy's difference with the mean strategy, of
 * one quantity, over the mean square of what is predicted (0 when there is none). */
static double error_of(
    const struct acceptability_data *data, const double *y, const double *fit)
{
    double error = 0.0, square = 0.0;
    int k = data->strategies;
    for (int i = 0; i < data->draws; i++, y += outcomes(data), fit += outcomes(data)) {
        double mean_y = 0.0, mean_fit = 0.0;
        for (int s = 0; s < k; s++) {
            mean_y += y[s] / k;
            mean_fit += fit[s] / k;
        }
        for (int s = 0; s < k; s++) {
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
    return error_of(data, y, fit) + error_of(data, y + k, fit + k);
}

void acceptability_init(struct acceptability *acceptability, struct acceptability_data data)
{
    *acceptability = (struct acceptability){.data = data};
    size_t size = (size_t)data.draws * outcomes(&data);
    double *y = pair_means(&data), *squares = memory_new(size, sizeof *squares);
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
    acceptability->rank = regression_predict(&regression, acceptability->terms, false, squares);
    regression_free(&regression);
    memory_free(squares);
    memory_free(y);
}

void acceptability_free(struct acceptability *acceptability)
{
    memory_free(acceptability->apart);
    memset(acceptability, 0, sizeof *acceptability);
}

/* Net benefit of a strategy, from effects and costs. */
static double net(
    const struct acceptability_data *data, double lambda, const double *outcome, int strategy)
{
    return lambda * outcome[strategy] - outcome[data->strategies + strategy];
}

/* Net benefit of a strategy in one of the campaigns of a draw. */
static double own(
    const struct acceptability_data *data, double lambda, int draw, int half, int strategy)
{
    size_t at = ((size_t)draw * 2 + (size_t)half) * outcomes(data);
    return net(data, lambda, data->outcome + at, strategy);
}

/* What net benefits are the difference of: they are equal when they differ by a rounding of it.
 */
static double size_of(const struct acceptability_data *data, double lambda)
{
    double size = 0.0;
    int k = data->strategies;
    for (int half = 0; half < 2; half++)
        for (int s = 0; s < k; s++) {
            const double *x = data->outcome + 2 * half * k + s;
            size = fmax(size, fabs(lambda * x[0]) + fabs(x[k]));
        }
    return size;
}

/* Mean net benefit of every strategy into mean[]; returns the best. */
static int best_of_all(const struct acceptability_data *data, double lambda, double *mean)
{
    int best = 0;
    for (int s = 0; s < data->strategies; s++) {
        mean[s] = 0.0;
        for (int i = 0; i < data->draws; i++)
            mean[s] +=
                0.5 * (own(data, lambda, i, 0, s) + own(data, lambda, i, 1, s)) / data->draws;
        if (mean[s] > mean[best])
            best = s;
    }
    return best;
}

/* How far every strategy is ahead of the best of all: in the two campaigns of each draw, and as
 * other draws predict it. */
static struct best_share_data ahead_of_best(
    const struct acceptability *acceptability, double lambda, int best, double *lead)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies;
    size_t size = (size_t)data->draws * (size_t)k;
    double *one = lead, *two = one + size, *predicted = two + size;
    for (int i = 0; i < data->draws; i++) {
        const double *apart = acceptability->apart + (size_t)i * outcomes(data);
        for (int s = 0; s < k; s++) {
            *one++ = own(data, lambda, i, 0, s) - own(data, lambda, i, 0, best);
            *two++ = own(data, lambda, i, 1, s) - own(data, lambda, i, 1, best);
            *predicted++ = net(data, lambda, apart, s) - net(data, lambda, apart, best);
        }
    }
    return (struct best_share_data){data->draws, k, best, lead, lead + size, lead + 2 * size};
}

struct information acceptability_at(
    const struct acceptability *acceptability, double lambda, double *share, double *loss)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies;
    double *mean = memory_new((size_t)k, sizeof *mean);
    int best = best_of_all(data, lambda, mean);
    struct information information = {.best = best, .caught = NAN};
    if (acceptability->terms != REGRESSION_MEAN) {
        double *lead = memory_new(3 * (size_t)data->draws * (size_t)k, sizeof *lead);
        information = best_share(ahead_of_best(acceptability, lambda, best, lead), share);
        memory_free(lead);
    } else {
        memset(share, 0, (size_t)k * sizeof *share);
        best_share_add(k, mean, size_of(data, lambda), share);
    }
    for (int s = 0; s < k; s++)
        loss[s] = information.value + (mean[best] - mean[s]);
    memory_free(mean);
    return information;
}

void acceptability_one_campaign(
    const struct acceptability *acceptability, double lambda, double *share)
{
    const struct acceptability_data *data = &acceptability->data;
    int k = data->strategies;
    double *value = memory_new((size_t)k, sizeof *value), size = size_of(data, lambda);
    memset(share, 0, (size_t)k * sizeof *share);
    for (int i = 0; i < 2 * data->draws; i++) {
        for (int s = 0; s < k; s++)
            value[s] = own(data, lambda, i / 2, i % 2, s);
        best_share_add(k, value, size, share);
    }
    for (int s = 0; s < k; s++)
        share[s] /= 2.0 * data->draws;
    memory_free(value);
}
