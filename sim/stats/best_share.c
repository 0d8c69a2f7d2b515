/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "acceptability.h"

#include "estimate.h"
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

enum { ALL = BEST_SHARE_GROUPS, LEFT, N_SUMS };
struct shares {
    struct best_share_data data;
    struct arena arena;
    struct sums sums[N_SUMS]; /* of each group, of all draws, and of those but for a group */
    /* Leads as they are taken to be: */
    double *mean, *centre, *slope; /* [k]; the centre is that of predictions */
    double *rest;                  /* [k][k] covariance of what is not predicted, and as */
    double *factor;                /* [k][MOST_DIRECTIONS] its factor */
    int directions;
    double *normal;        /* [draws][MOST_DIRECTIONS] */
    double *ahead, *share; /* [k] */
};

static size_t size_of(const struct shares *shares)
{
    size_t n = (size_t)shares->data.strategies;
    return 3 * n + 2 * n * n;
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
static void factor_rest(struct shares *shares)
{
    int k = shares->data.strategies;
    size_t n = (size_t)k;
    gsl_matrix *matrix = gsl_matrix_alloc(n, n), *vector = gsl_matrix_alloc(n, n);
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    for (size_t i = 0; i < n * n; i++)
        gsl_matrix_set(matrix, i / n, i % n, shares->rest[i]);
    gsl_eigen_symmv(matrix, value, vector, work);
    gsl_eigen_symmv_sort(value, vector, GSL_EIGEN_SORT_VAL_DESC);
    shares->directions = 0;
    while (shares->directions < k && shares->directions < MOST_DIRECTIONS &&
           gsl_vector_get(value, (size_t)shares->directions) > 0.0)
        shares->directions++;
    for (int s = 0; s < k; s++) {
        double *row = shares->factor + (size_t)s * MOST_DIRECTIONS, kept = 0.0;
        for (int d = 0; d < shares->directions; d++) {
            row[d] = sqrt(gsl_vector_get(value, (size_t)d)) *
                     gsl_matrix_get(vector, (size_t)s, (size_t)d);
            kept += row[d] * row[d];
        }
        double scale = kept > 0.0 ? sqrt(fmax(shares->rest[s * k + s], 0.0) / kept) : 0.0;
        for (int d = 0; d < shares->directions; d++)
            row[d] *= scale;
    }
    gsl_eigen_symmv_free(work);
    gsl_vector_free(value);
    gsl_matrix_free(matrix);
    gsl_matrix_free(vector);
}

static void fit(struct shares *shares, const struct sums *sums)
{
    int k = shares->data.strategies;
    for (int s = 0; s < k; s++) {
        shares->mean[s] = sums->came[s] / sums->n;
        shares->centre[s] = sums->predicted[s] / sums->n;
        double variance = covariance(
            sums->fitted[s * k + s], sums->predicted[s], sums->predicted[s], sums->n);
        double followed =
            covariance(sums->followed[s], sums->came[s], sums->predicted[s], sums->n);
        shares->slope[s] = variance > 0.0 ? fmin(fmax(followed / variance, 0.0), 1.0) : 0.0;
    }
    for (int s = 0; s < k; s++)
        for (int t = 0; t < k; t++) {
            double due =
                covariance(sums->due[s * k + t], sums->came[s], sums->came[t], sums->n);
            double fitted = covariance(
                sums->fitted[s * k + t], sums->predicted[s], sums->predicted[t], sums->n);
            shares->rest[s * k + t] = due - shares->slope[s] * shares->slope[t] * fitted;
        }
    factor_rest(shares);
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
            const double *row = shares->factor + (size_t)s * MOST_DIRECTIONS;
            ahead[s] = shares->mean[s] + shares->slope[s] * (p[s] - shares->centre[s]);
            for (int d = 0; d < shares->directions; d++)
                ahead[s] += row[d] * normal[d];
            size = fmax(size, fabs(ahead[s]));
        }
        sum += best_share_add(k, ahead, size, share);
    }
    for (int s = 0; s < k; s++) {
        share[s] /= n;
        most = s == 0 ? shares->mean[0] : fmax(most, shares->mean[s]);
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
static void find_errors(struct shares *shares, struct information *information)
{
    double gain[BEST_SHARE_GROUPS], best[BEST_SHARE_GROUPS];
    for (int g = 0; g < BEST_SHARE_GROUPS; g++) {
        leave_out(shares, g);
        fit(shares, &shares->sums[LEFT]);
        gain[g] = go_through(shares, g, shares->share);
        best[g] = shares->share[shares->data.best];
    }
    information->se = jackknife_error(gain);
    information->share_se = jackknife_error(best);
}

/* ---- How much is predicted ---- */

/* Where the variance that parameters cause may be none, the ratio is one of noise. */
static double caught(const struct shares *shares)
{
    const struct best_share_data *data = &shares->data;
    int k = data->strategies;
    double due = 0.0, due_square = 0.0, predicted = 0.0;
    for (int i = 0; i < data->draws; i++) {
        double here = 0.0;
        for (int s = 0; s < k; s++) {
            size_t at = (size_t)i * (size_t)k + (size_t)s;
            double one = data->one[at] - shares->mean[s], two = data->two[at] - shares->mean[s];
            here += one * two;
            predicted += 0.5 * (one + two) * (data->predicted[at] - shares->centre[s]);
        }
        due += here;
        due_square += here * here;
    }
    struct estimate variance = estimate_mean((uint64_t)data->draws, due, due_square, SURE);
    return variance.low > 0.0 ? fmin(fmax(predicted / due, 0.0), 1.0) : NAN;
}

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
    for (int i = 0; i < N_SUMS; i++) {
        struct sums *sums = &shares->sums[i];
        sums->came = arena_new(arena, size_of(shares), sizeof *sums->came);
        sums->predicted = sums->came + k;
        sums->followed = sums->predicted + k;
        sums->due = sums->followed + k;
        sums->fitted = sums->due + k * k;
    }
    shares->mean = arena_new(arena, k * (3 + MOST_DIRECTIONS), sizeof *shares->mean);
    shares->centre = shares->mean + k;
    shares->slope = shares->centre + k;
    shares->factor = shares->slope + k;
    shares->rest = arena_new(arena, k * k, sizeof *shares->rest);
    shares->normal = arena_new(arena, draws * MOST_DIRECTIONS, sizeof *shares->normal);
    shares->ahead = arena_new(arena, 2 * k, sizeof *shares->ahead);
    shares->share = shares->ahead + k;
}

struct information best_share(struct best_share_data data, double *share)
{
    struct shares shares = {.data = data};
    struct information information = {.best = data.best, .se = NAN, .share_se = NAN};
    shares_init(&shares);
    for (int i = 0; i < data.draws; i++) {
        add_draw(&shares.sums[ALL], &data, i);
        add_draw(&shares.sums[i % BEST_SHARE_GROUPS], &data, i);
    }
    fit(&shares, &shares.sums[ALL]);
    draw_normal(&shares, data.strategies < MOST_DIRECTIONS ? data.strategies : MOST_DIRECTIONS);
    information.value = go_through(&shares, ALL, share);
    information.caught = caught(&shares);
    if (data.draws >= 2 * BEST_SHARE_GROUPS)
        find_errors(&shares, &information);
    arena_free(&shares.arena);
    double error = estimate_t(BEST_SHARE_GROUPS, SURE) * information.se;
    information.low = fmax(information.value - error, 0.0);
    information.high = information.value + error;
    return information;
}
