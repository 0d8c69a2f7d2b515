/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "leads.h"

#include "memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What is not predicted is spread along its main directions: as many as Sobol's points have. */
enum { MOST_DIRECTIONS = 40 };
#define EQUAL 1e-10
#define SURE 0.95

/* Sums over draws. */
struct sums {
    int n;
    double *came, *predicted; /* [k] */
    double *due;              /* [k][k] products of one campaign and the other */
    double *fitted;           /* [k][k] products of predictions */
    double *followed;         /* [k] of what came and its prediction */
};

/* Leads as they are taken to be. */
struct model {
    double *mean, *centre, *slope; /* [k]; the centre is that of predictions */
    double *factor;                /* [k][MOST_DIRECTIONS] of what is not predicted */
    int directions;
};

struct leads {
    struct leads_data data;
    struct sums all, group[LEADS_GROUPS];
    double *normal; /* [draws][MOST_DIRECTIONS] */
};

static size_t square(const struct leads *leads)
{
    return (size_t)leads->data.strategies * (size_t)leads->data.strategies;
}

static void sums_init(struct sums *sums, int k)
{
    size_t n = (size_t)k;
    sums->n = 0;
    sums->came = memory_new(3 * n + 2 * n * n, sizeof *sums->came);
    sums->predicted = sums->came + n;
    sums->followed = sums->predicted + n;
    sums->due = sums->followed + n;
    sums->fitted = sums->due + n * n;
}

static void add_draw(struct sums *sums, const struct leads_data *data, int draw)
{
    int k = data->strategies;
    const double *one = data->one + (size_t)draw * (size_t)k;
    const double *two = data->two + (size_t)draw * (size_t)k;
    const double *p = data->predicted + (size_t)draw * (size_t)k;
    sums->n++;
    for (int s = 0; s < k; s++) {
        double came = 0.5 * (one[s] + two[s]);
        sums->came[s] += came;
        sums->predicted[s] += p[s];
        sums->followed[s] += came * p[s];
        for (int t = 0; t < k; t++) {
            sums->due[s * k + t] += 0.5 * (one[s] * two[t] + two[s] * one[t]);
            sums->fitted[s * k + t] += p[s] * p[t];
        }
    }
}

/* into = all, less `group` unless NULL. */
static void without(struct sums *into, const struct sums *all, const struct sums *group, int k)
{
    size_t size = 3 * (size_t)k + 2 * (size_t)k * (size_t)k;
    into->n = all->n - (group != NULL ? group->n : 0);
    for (size_t i = 0; i < size; i++)
        into->came[i] = all->came[i] - (group != NULL ? group->came[i] : 0.0);
}

static double covariance(double product, double a, double b, int n)
{
    return n > 1 ? (product - a * b / n) / (n - 1.0) : 0.0;
}

/* ---- The model ---- */

/* The matrix of what is not predicted, as a factor along its main directions. Noise can make
 * it impossible (variances below 0): directions of that kind are left out, and each strategy
 * keeps the variance that it should have. */
static void factor_rest(struct model *model, const double *rest, int k)
{
    size_t n = (size_t)k;
    gsl_matrix *matrix = gsl_matrix_alloc(n, n), *vector = gsl_matrix_alloc(n, n);
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    for (size_t i = 0; i < n * n; i++)
        gsl_matrix_set(matrix, i / n, i % n, rest[i]);
    gsl_eigen_symmv(matrix, value, vector, work);
    gsl_eigen_symmv_sort(value, vector, GSL_EIGEN_SORT_VAL_DESC);
    model->directions = 0;
    while (model->directions < k && model->directions < MOST_DIRECTIONS &&
           gsl_vector_get(value, (size_t)model->directions) > 0.0)
        model->directions++;
    for (int s = 0; s < k; s++) {
        double *row = model->factor + (size_t)s * MOST_DIRECTIONS, kept = 0.0;
        for (int d = 0; d < model->directions; d++) {
            row[d] = sqrt(gsl_vector_get(value, (size_t)d)) *
                     gsl_matrix_get(vector, (size_t)s, (size_t)d);
            kept += row[d] * row[d];
        }
        double scale = kept > 0.0 ? sqrt(fmax(rest[s * k + s], 0.0) / kept) : 0.0;
        for (int d = 0; d < model->directions; d++)
            row[d] *= scale;
    }
    gsl_eigen_symmv_free(work);
    gsl_vector_free(value);
    gsl_matrix_free(matrix);
    gsl_matrix_free(vector);
}

static void model_init(struct model *model, int k)
{
    size_t n = (size_t)k;
    model->mean = memory_new(n * (3 + MOST_DIRECTIONS), sizeof *model->mean);
    model->centre = model->mean + n;
    model->slope = model->centre + n;
    model->factor = model->slope + n;
}

static void model_fit(struct model *model, const struct sums *sums, int k, double *rest)
{
    for (int s = 0; s < k; s++) {
        model->mean[s] = sums->came[s] / sums->n;
        model->centre[s] = sums->predicted[s] / sums->n;
        double variance = covariance(
            sums->fitted[s * k + s], sums->predicted[s], sums->predicted[s], sums->n);
        double followed =
            covariance(sums->followed[s], sums->came[s], sums->predicted[s], sums->n);
        model->slope[s] = variance > 0.0 ? fmin(fmax(followed / variance, 0.0), 1.0) : 0.0;
    }
    for (int s = 0; s < k; s++)
        for (int t = 0; t < k; t++) {
            double due =
                covariance(sums->due[s * k + t], sums->came[s], sums->came[t], sums->n);
            double fitted = covariance(
                sums->fitted[s * k + t], sums->predicted[s], sums->predicted[t], sums->n);
            rest[s * k + t] = due - model->slope[s] * model->slope[t] * fitted;
        }
    factor_rest(model, rest, k);
}

/* ---- Shares ---- */

double leads_add_best(int n, const double *value, double size, double *share)
{
    double most = value[0];
    int equal = 0;
    for (int i = 1; i < n; i++)
        most = fmax(most, value[i]);
    for (int i = 0; i < n; i++)
        equal += value[i] >= most - EQUAL * size;
    for (int i = 0; i < n; i++)
        if (value[i] >= most - EQUAL * size)
            share[i] += 1.0 / equal;
    return most;
}

/* Goes through the draws, but for those of group `left_out` (NONE_LEFT_OUT: all): shares into
 * share[k]; returns the gain. */
enum { NONE_LEFT_OUT = -1 };
static double go_through(
    const struct leads *leads, const struct model *model, int left_out, double *share)
{
    const struct leads_data *data = &leads->data;
    int k = data->strategies, n = 0;
    double *ahead = memory_new((size_t)k, sizeof *ahead), sum = 0.0, most = 0.0;
    memset(share, 0, (size_t)k * sizeof *share);
    for (int i = 0; i < data->draws; i++) {
        if (i % LEADS_GROUPS == left_out)
            continue;
        n++;
        const double *p = data->predicted + (size_t)i * (size_t)k;
        const double *normal = leads->normal + (size_t)i * MOST_DIRECTIONS;
        double size = 0.0;
        for (int s = 0; s < k; s++) {
            const double *row = model->factor + (size_t)s * MOST_DIRECTIONS;
            ahead[s] = model->mean[s] + model->slope[s] * (p[s] - model->centre[s]);
            for (int d = 0; d < model->directions; d++)
                ahead[s] += row[d] * normal[d];
            size = fmax(size, fabs(ahead[s]));
        }
        sum += leads_add_best(k, ahead, size, share);
    }
    for (int s = 0; s < k; s++) {
        share[s] /= n;
        most = s == 0 ? model->mean[0] : fmax(most, model->mean[s]);
    }
    memory_free(ahead);
    return fmax(sum / n - most, 0.0);
}

/* Errors by the jackknife: without each group of draws in turn. */
static void find_errors(
    const struct leads *leads, struct model *model, double *rest, struct leads_result *result)
{
    const struct leads_data *data = &leads->data;
    int k = data->strategies;
    double gain[LEADS_GROUPS], best[LEADS_GROUPS], sum[2] = {0}, square_sum[2] = {0};
    double *share = memory_new((size_t)k, sizeof *share);
    struct sums left;
    sums_init(&left, k);
    for (int g = 0; g < LEADS_GROUPS; g++) {
        without(&left, &leads->all, &leads->group[g], k);
        model_fit(model, &left, k, rest);
        gain[g] = go_through(leads, model, g, share);
        best[g] = share[data->best];
        sum[0] += gain[g] / LEADS_GROUPS;
        sum[1] += best[g] / LEADS_GROUPS;
    }
    for (int g = 0; g < LEADS_GROUPS; g++) {
        square_sum[0] += pow(gain[g] - sum[0], 2.0);
        square_sum[1] += pow(best[g] - sum[1], 2.0);
    }
    result->gain_se = sqrt(square_sum[0] * (LEADS_GROUPS - 1) / LEADS_GROUPS);
    result->share_se = sqrt(square_sum[1] * (LEADS_GROUPS - 1) / LEADS_GROUPS);
    memory_free(left.came);
    memory_free(share);
}

/* ---- How much is predicted ---- */

/* Where the variance that parameters cause may be none, the ratio is one of noise. */
static double caught(const struct leads *leads, const struct model *model)
{
    const struct leads_data *data = &leads->data;
    int k = data->strategies;
    double due = 0.0, due_square = 0.0, predicted = 0.0;
    for (int i = 0; i < data->draws; i++) {
        double here = 0.0;
        for (int s = 0; s < k; s++) {
            size_t at = (size_t)i * (size_t)k + (size_t)s;
            double one = data->one[at] - model->mean[s], two = data->two[at] - model->mean[s];
            here += one * two;
            predicted += 0.5 * (one + two) * (data->predicted[at] - model->centre[s]);
        }
        due += here;
        due_square += here * here;
    }
    struct estimate variance = estimate_mean((uint64_t)data->draws, due, due_square, SURE);
    return variance.low > 0.0 ? fmin(fmax(predicted / due, 0.0), 1.0) : NAN;
}

/* ---- All of it ---- */

/* Sobol's points, as normal numbers. */
static void draw_normal(struct leads *leads, int directions)
{
    size_t draws = (size_t)leads->data.draws;
    leads->normal = memory_new(draws * MOST_DIRECTIONS, sizeof *leads->normal);
    if (directions == 0)
        return;
    gsl_qrng *points = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)directions);
    for (size_t i = 0; i < draws; i++) {
        double *normal = leads->normal + i * MOST_DIRECTIONS;
        gsl_qrng_get(points, normal);
        for (int d = 0; d < directions; d++)
            normal[d] = gsl_cdf_ugaussian_Pinv(normal[d]);
    }
    gsl_qrng_free(points);
}

struct leads_result leads_share(struct leads_data data, double *share)
{
    struct leads leads = {.data = data};
    struct leads_result result = {.gain_se = NAN, .share_se = NAN};
    struct model model;
    int k = data.strategies;
    double *rest = memory_new(square(&leads), sizeof *rest);
    model_init(&model, k);
    sums_init(&leads.all, k);
    for (int g = 0; g < LEADS_GROUPS; g++)
        sums_init(&leads.group[g], k);
    for (int i = 0; i < data.draws; i++) {
        add_draw(&leads.all, &data, i);
        add_draw(&leads.group[i % LEADS_GROUPS], &data, i);
    }
    model_fit(&model, &leads.all, k, rest);
    draw_normal(&leads, k < MOST_DIRECTIONS ? k : MOST_DIRECTIONS);
    result.gain = go_through(&leads, &model, NONE_LEFT_OUT, share);
    result.caught = caught(&leads, &model);
    if (data.draws >= 2 * LEADS_GROUPS)
        find_errors(&leads, &model, rest, &result);
    for (int g = 0; g < LEADS_GROUPS; g++)
        memory_free(leads.group[g].came);
    memory_free(leads.all.came);
    memory_free(leads.normal);
    memory_free(model.mean);
    memory_free(rest);
    return result;
}
