/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "best_share.h"

#include "memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_qrng.h>
#include <math.h>
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

enum { ALL = BEST_SHARE_GROUPS, LEFT, N_SUMS };
struct shares {
    struct best_share_data data;
    struct arena arena;
    struct sums sums[N_SUMS]; /* of each group, of all draws, and of those but for a group */
    struct model model;
    double *rest;          /* [k][k] */
    double *normal;        /* [draws][MOST_DIRECTIONS] */
    double *ahead, *share; /* [k] */
};

static size_t size_of(const struct shares *shares)
{
    size_t n = (size_t)shares->data.strategies;
    return 3 * n + 2 * n * n;
}

static void sums_init(struct shares *shares, struct sums *sums)
{
    size_t n = (size_t)shares->data.strategies;
    sums->came = arena_new(&shares->arena, size_of(shares), sizeof *sums->came);
    sums->predicted = sums->came + n;
    sums->followed = sums->predicted + n;
    sums->due = sums->followed + n;
    sums->fitted = sums->due + n * n;
}

static void add_draw(struct sums *sums, const struct best_share_data *data, int draw)
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

static void leave_out(struct shares *shares, int group)
{
    struct sums *sums = shares->sums;
    sums[LEFT].n = sums[ALL].n - sums[group].n;
    for (size_t i = 0; i < size_of(shares); i++)
        sums[LEFT].came[i] = sums[ALL].came[i] - sums[group].came[i];
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

static void fit(struct shares *shares, const struct sums *sums)
{
    struct model *model = &shares->model;
    int k = shares->data.strategies;
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
            shares->rest[s * k + t] = due - model->slope[s] * model->slope[t] * fitted;
        }
    factor_rest(model, shares->rest, k);
}

/* ---- Shares ---- */

double best_share_add(int n, const double *value, double size, double *share)
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

/* Goes through the draws, but for those of group `left_out` (ALL: none): shares into share[k];
 * returns the gain. */
static double go_through(const struct shares *shares, int left_out, double *share)
{
    const struct best_share_data *data = &shares->data;
    const struct model *model = &shares->model;
    int k = data->strategies, n = 0;
    double *ahead = shares->ahead, sum = 0.0, most = 0.0;
    memset(share, 0, (size_t)k * sizeof *share);
    for (int i = 0; i < data->draws; i++) {
        if (i % BEST_SHARE_GROUPS == left_out)
            continue;
        n++;
        const double *p = data->predicted + (size_t)i * (size_t)k;
        const double *normal = shares->normal + (size_t)i * MOST_DIRECTIONS;
        double size = 0.0;
        for (int s = 0; s < k; s++) {
            const double *row = model->factor + (size_t)s * MOST_DIRECTIONS;
            ahead[s] = model->mean[s] + model->slope[s] * (p[s] - model->centre[s]);
            for (int d = 0; d < model->directions; d++)
                ahead[s] += row[d] * normal[d];
            size = fmax(size, fabs(ahead[s]));
        }
        sum += best_share_add(k, ahead, size, share);
    }
    for (int s = 0; s < k; s++) {
        share[s] /= n;
        most = s == 0 ? model->mean[0] : fmax(most, model->mean[s]);
    }
    return fmax(sum / n - most, 0.0);
}

static double jackknife_error(const double value[BEST_SHARE_GROUPS])
{
    double mean = 0.0, square = 0.0;
    for (int g = 0; g < BEST_SHARE_GROUPS; g++)
        mean += value[g] / BEST_SHARE_GROUPS;
    for (int g = 0; g < BEST_SHARE_GROUPS; g++)
        square += pow(value[g] - mean, 2.0);
    return sqrt(square * (BEST_SHARE_GROUPS - 1) / BEST_SHARE_GROUPS);
}

/* Errors by the jackknife: without each group of draws in turn. */
static void find_errors(struct shares *shares, struct best_share_result *result)
{
    double gain[BEST_SHARE_GROUPS], best[BEST_SHARE_GROUPS];
    for (int g = 0; g < BEST_SHARE_GROUPS; g++) {
        leave_out(shares, g);
        fit(shares, &shares->sums[LEFT]);
        gain[g] = go_through(shares, g, shares->share);
        best[g] = shares->share[shares->data.best];
    }
    result->gain_se = jackknife_error(gain);
    result->share_se = jackknife_error(best);
}

/* ---- How much is predicted ---- */

/* Where the variance that parameters cause may be none, the ratio is one of noise. */
static double caught(const struct shares *shares)
{
    const struct best_share_data *data = &shares->data;
    const struct model *model = &shares->model;
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
static void draw_normal(struct shares *shares, int directions)
{
    size_t draws = (size_t)shares->data.draws;
    gsl_qrng *points = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)directions);
    for (size_t i = 0; i < draws; i++) {
        double *normal = shares->normal + i * MOST_DIRECTIONS;
        gsl_qrng_get(points, normal);
        for (int d = 0; d < directions; d++)
            normal[d] = gsl_cdf_ugaussian_Pinv(normal[d]);
    }
    gsl_qrng_free(points);
}

static void shares_init(struct shares *shares)
{
    size_t k = (size_t)shares->data.strategies, draws = (size_t)shares->data.draws;
    struct arena *arena = &shares->arena;
    struct model *model = &shares->model;
    *arena = (struct arena){0};
    for (int i = 0; i < N_SUMS; i++)
        sums_init(shares, &shares->sums[i]);
    model->mean = arena_new(arena, k * (3 + MOST_DIRECTIONS), sizeof *model->mean);
    model->centre = model->mean + k;
    model->slope = model->centre + k;
    model->factor = model->slope + k;
    shares->rest = arena_new(arena, k * k, sizeof *shares->rest);
    shares->normal = arena_new(arena, draws * MOST_DIRECTIONS, sizeof *shares->normal);
    shares->ahead = arena_new(arena, 2 * k, sizeof *shares->ahead);
    shares->share = shares->ahead + k;
}

struct best_share_result best_share(struct best_share_data data, double *share)
{
    struct shares shares = {.data = data};
    struct best_share_result result = {.gain_se = NAN, .share_se = NAN};
    shares_init(&shares);
    for (int i = 0; i < data.draws; i++) {
        add_draw(&shares.sums[ALL], &data, i);
        add_draw(&shares.sums[i % BEST_SHARE_GROUPS], &data, i);
    }
    fit(&shares, &shares.sums[ALL]);
    draw_normal(&shares, data.strategies < MOST_DIRECTIONS ? data.strategies : MOST_DIRECTIONS);
    result.gain = go_through(&shares, ALL, share);
    result.caught = caught(&shares);
    if (data.draws >= 2 * BEST_SHARE_GROUPS)
        find_errors(&shares, &result);
    arena_free(&shares.arena);
    return result;
}
