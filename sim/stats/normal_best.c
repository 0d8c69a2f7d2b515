/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normal_best.h"

#include "memory.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_qrng.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

/* Sobol's points have so many directions; normal numbers are spread along their main ones. */
enum { MOST_DIRECTIONS = 40, POINTS = 2048 };
#define EQUAL 1e-10

double normal_gain(double mean, double sd)
{
    if (!(sd > 0.0))
        return fmax(mean, 0.0);
    return sd * gsl_ran_ugaussian_pdf(mean / sd) + mean * gsl_cdf_ugaussian_P(mean / sd);
}

/* Main directions of a symmetric matrix, into factor[n][MOST_DIRECTIONS]: returns how many have
 * a variance, after `more` is added to all. */
static int main_directions(
    int n, const double *covariance, double *factor, double *smallest, double more)
{
    size_t size = (size_t)n;
    gsl_matrix *matrix = gsl_matrix_alloc(size, size), *vector = gsl_matrix_alloc(size, size);
    gsl_vector *value = gsl_vector_alloc(size);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(size);
    if (matrix == NULL || vector == NULL || value == NULL || work == NULL) {
        gsl_matrix_free(matrix);
        gsl_matrix_free(vector);
        gsl_vector_free(value);
        gsl_eigen_symmv_free(work);
        memory_give_up();
    }
    for (size_t i = 0; i < size * size; i++)
        gsl_matrix_set(matrix, i / size, i % size, covariance[i]);
    gsl_eigen_symmv(matrix, value, vector, work);
    gsl_eigen_symmv_sort(value, vector, GSL_EIGEN_SORT_VAL_DESC);
    int directions = 0;
    while (directions < n && directions < MOST_DIRECTIONS &&
           gsl_vector_get(value, (size_t)directions) + more > 0.0) {
        double root = sqrt(gsl_vector_get(value, (size_t)directions) + more);
        for (int i = 0; i < n; i++)
            factor[i * MOST_DIRECTIONS + directions] =
                root * gsl_matrix_get(vector, (size_t)i, (size_t)directions);
        directions++;
    }
    *smallest = gsl_vector_get(value, size - 1);
    gsl_eigen_symmv_free(work);
    gsl_vector_free(value);
    gsl_matrix_free(matrix);
    gsl_matrix_free(vector);
    return directions;
}

/* Gives each number the variance that it has to have. */
static void keep_variances(int n, const double *covariance, int directions, double *factor)
{
    for (int i = 0; i < n; i++) {
        double kept = 0.0, *row = factor + i * MOST_DIRECTIONS;
        for (int d = 0; d < directions; d++)
            kept += row[d] * row[d];
        double scale = kept > 0.0 ? sqrt(fmax(covariance[i * n + i], 0.0) / kept) : 0.0;
        for (int d = 0; d < directions; d++)
            row[d] *= scale;
    }
}

/* Adds 1 to the share of the greatest, or 1/m to that of m that are equal; returns it. */
static double add_greatest(int n, const double *value, double *share)
{
    double most = value[0], size = fabs(value[0]);
    int equal = 0;
    for (int i = 1; i < n; i++) {
        most = fmax(most, value[i]);
        size = fmax(size, fabs(value[i]));
    }
    for (int i = 0; i < n; i++)
        equal += value[i] >= most - EQUAL * size;
    for (int i = 0; i < n && share != NULL; i++)
        if (value[i] >= most - EQUAL * size)
            share[i] += 1.0 / equal;
    return most;
}

/* Goes through the points; means are made to be those of the points. */
static double go_through(
    int n, const double *mean, int directions, const double *factor, double *share)
{
    if (share != NULL)
        memset(share, 0, (size_t)n * sizeof *share);
    if (directions == 0)
        return add_greatest(n, mean, share);
    double normal[MOST_DIRECTIONS], *value = memory_new((size_t)n, sizeof *value), sum = 0.0;
    gsl_qrng *points = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)directions);
    if (points == NULL)
        memory_give_up();
    for (int p = 0; p < POINTS; p++) {
        gsl_qrng_get(points, normal);
        for (int d = 0; d < directions; d++)
            normal[d] = gsl_cdf_ugaussian_Pinv(normal[d]);
        for (int i = 0; i < n; i++) {
            value[i] = mean[i];
            for (int d = 0; d < directions; d++)
                value[i] += factor[i * MOST_DIRECTIONS + d] * normal[d];
        }
        sum += add_greatest(n, value, share);
    }
    for (int i = 0; i < n && share != NULL; i++)
        share[i] /= POINTS;
    gsl_qrng_free(points);
    memory_free(value);
    return sum / POINTS;
}

/* Of two: the second and how far it is ahead. */
static double best_of_two(const double *mean, double variance, double *share)
{
    double ahead = mean[1] - mean[0], sd = sqrt(fmax(variance, 0.0));
    if (!(sd > EQUAL * (fabs(mean[0]) + fabs(mean[1]))))
        return go_through(2, mean, 0, NULL, share);
    if (share != NULL) {
        share[1] = gsl_cdf_ugaussian_P(ahead / sd);
        share[0] = gsl_cdf_ugaussian_Q(ahead / sd);
    }
    return mean[0] + normal_gain(ahead, sd);
}

double normal_best(int n, const double *mean, const double *covariance, double *share)
{
    if (n == 2)
        return best_of_two(
            mean, covariance[0] + covariance[3] - covariance[1] - covariance[2], share);
    double smallest, *factor = memory_new((size_t)n * MOST_DIRECTIONS, sizeof *factor);
    int directions = main_directions(n, covariance, factor, &smallest, 0.0);
    keep_variances(n, covariance, directions, factor);
    double most = go_through(n, mean, directions, factor, share);
    memory_free(factor);
    return most;
}

/* By the sum over all others of what each gains over the first. */
static double most_by_pairs(int n, const double *mean, const double *distance)
{
    double most = mean[0];
    for (int i = 1; i < n; i++)
        most += normal_gain(mean[i] - mean[0], sqrt(fmax(distance[i], 0.0)));
    return most;
}

/* The first number is taken for fixed. Distances that no numbers in space have are made longer,
 * all alike. */
double normal_most(int n, const double *mean, const double *distance)
{
    if (n <= 2 || n - 1 > MOST_DIRECTIONS)
        return most_by_pairs(n, mean, distance);
    int k = n - 1, directions;
    double *covariance = memory_new((size_t)k * (size_t)k, sizeof *covariance), smallest;
    double *factor = memory_new((size_t)n * MOST_DIRECTIONS, sizeof *factor);
    for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++)
            covariance[i * k + j] =
                0.5 * (distance[i + 1] + distance[j + 1] - distance[(i + 1) * n + j + 1]);
    directions = main_directions(k, covariance, factor + MOST_DIRECTIONS, &smallest, 0.0);
    if (smallest < 0.0)
        directions =
            main_directions(k, covariance, factor + MOST_DIRECTIONS, &smallest, -smallest);
    double most = go_through(n, mean, directions, factor, NULL);
    memory_free(factor);
    memory_free(covariance);
    return fmin(most, most_by_pairs(n, mean, distance));
}

/* ---- Variances ---- */

/* Cube roots of variances are nearly normal (E. B. Wilson and M. M. Hilferty, PNAS 17, 1931):
 * of 3 degrees of freedom or more these quantiles are within 2 % of the exact ones, where GSL's
 * inverses may fail. `z`: standard errors above the middle. */
#define LEAST_RATIO 1e-6

static double variance_ratio(double degrees, double z)
{
    double a = 2.0 / (9.0 * degrees);
    return fmax(pow(fmax(1.0 - a + z * sqrt(a), 0.0), 3.0), LEAST_RATIO);
}

/* The quantile of the ratio of two variances, z errors above the middle (z > 0) or below (E.
 * Paulson, Annals of Mathematical Statistics 13, 1942). */
static double quotient(double degrees, double other, double z)
{
    double a = 2.0 / (9.0 * degrees), b = 2.0 / (9.0 * other);
    double square = (1.0 - b) * (1.0 - b) - z * z * b;
    double root =
        sqrt(fmax((1.0 - a) * (1.0 - a) * b + (1.0 - b) * (1.0 - b) * a - z * z * a * b, 0.0));
    if (!(square > 0.0))
        return z > 0.0 ? 1.0 / LEAST_RATIO : LEAST_RATIO;
    double cube = ((1.0 - a) * (1.0 - b) + z * root) / square;
    return fmax(pow(fmax(cube, 0.0), 3.0), LEAST_RATIO);
}

/* Burdick and Graybill's bounds of a difference (their table 3.3), by the method of moments for
 * large samples made exact where one of both variances is 0 or both are in the ratio of F. */
struct variance_bounds normal_variance_between(
    double a, double a_degrees, double b, double b_degrees, double tail)
{
    double z = gsl_cdf_ugaussian_Qinv(tail);
    double g1 = 1.0 - 1.0 / variance_ratio(a_degrees, z);
    double g2 = 1.0 - 1.0 / variance_ratio(b_degrees, z);
    double h1 = 1.0 / variance_ratio(a_degrees, -z) - 1.0;
    double h2 = 1.0 / variance_ratio(b_degrees, -z) - 1.0;
    double f = quotient(a_degrees, b_degrees, z), e = quotient(a_degrees, b_degrees, -z);
    double g12 = (pow(f - 1.0, 2.0) - g1 * g1 * f * f - h2 * h2) / f;
    double h12 = (pow(1.0 - e, 2.0) - h1 * h1 * e * e - g2 * g2) / e;
    double below = g1 * g1 * a * a + h2 * h2 * b * b + g12 * a * b;
    double above = h1 * h1 * a * a + g2 * g2 * b * b + h12 * a * b;
    return (struct variance_bounds){
        fmax(a - b - sqrt(fmax(below, 0.0)), 0.0), fmax(a - b + sqrt(fmax(above, 0.0)), 0.0)};
}
