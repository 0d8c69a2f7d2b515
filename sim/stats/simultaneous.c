/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simultaneous.h"

#include "memory.h"
#include "semidefinite.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>

/* Korobov lattices of a prime number of points, each by the multiplier that had the least
 * worst-case error P2 in 64 dimensions, with weights 1/(j + 1)^2, of at least 200 tried
 * (N. M. Korobov, 1959; I. H. Sloan and S. Joe, Lattice Methods for Multiple Integration,
 * 1994). */
struct lattice {
    int points;
    long multiplier;
};
static const struct lattice small_lattice = {8191, 2572}, large_lattice = {32749, 11050};
enum { SMALL_RANK = 9, GROUPS = 128 };
#define GOLDEN 0.6180339887498949
/* Share of a figure's variance that has to be its own to count as one more dimension. */
#define OWN 1e-10

/* The correlation matrix of the figures that have a variance; returns how many there are. */
static int correlate(int k, const double *covariance, double *correlation)
{
    int *which = memory_new((size_t)k, sizeof *which), kept = 0;
    for (int i = 0; i < k; i++)
        if (covariance[i * k + i] > 0.0 && isfinite(covariance[i * k + i]))
            which[kept++] = i;
    for (int i = 0; i < kept; i++)
        for (int j = 0; j < kept; j++) {
            int a = which[i], b = which[j];
            double scale = sqrt(covariance[a * k + a]) * sqrt(covariance[b * k + b]);
            correlation[i * kept + j] = i == j ? 1.0 : covariance[a * k + b] / scale;
        }
    memory_free(which);
    return kept;
}

/* The largest absolute element of L times the direction of the lattice's `point`. */
static double reach(int k, int rank, const double *factor, const struct lattice *lattice,
    long point, double *direction)
{
    double length = 0.0, most = 0.0;
    for (int j = 0; j < rank; j++) {
        double u = ((double)point + 0.5) / lattice->points + GOLDEN * (j + 1);
        direction[j] = gsl_cdf_ugaussian_Pinv(u - floor(u));
        length += direction[j] * direction[j];
        point = point * lattice->multiplier % lattice->points;
    }
    for (int i = 0; i < k; i++) {
        double sum = 0.0;
        for (int j = 0; j < rank; j++)
            sum += factor[i * k + j] * direction[j];
        most = fmax(most, fabs(sum));
    }
    return most / sqrt(length);
}

/* Chance that no error passes c, from the mean reach of equally large groups of directions. */
static double chance(double c, int rank, const double *group)
{
    double sum = 0.0;
    for (int g = 0; g < GROUPS; g++)
        sum += gsl_cdf_chisq_P(c * c / (group[g] * group[g]), rank);
    return sum / GROUPS;
}

/* The mean reach of each of GROUPS groups of directions, from the least to the furthest. */
static void reach_all(int k, int rank, const double *factor, double group[GROUPS])
{
    const struct lattice *lattice = rank > SMALL_RANK ? &large_lattice : &small_lattice;
    double *reaches = memory_new((size_t)lattice->points, sizeof *reaches);
    double *direction = memory_new((size_t)rank, sizeof *direction);
    for (int i = 0; i < lattice->points; i++)
        reaches[i] = reach(k, rank, factor, lattice, i, direction);
    gsl_sort(reaches, 1, (size_t)lattice->points);
    for (int g = 0, from = 0; g < GROUPS; g++) {
        int to = (int)((long)lattice->points * (g + 1) / GROUPS);
        group[g] = 0.0;
        for (int i = from; i < to; i++)
            group[g] += reaches[i] / (to - from);
        from = to;
    }
    memory_free(direction);
    memory_free(reaches);
}

/* Normal quantile for k figures of which `rank` >= 2 are not the same. */
static double normal_quantile(int k, int rank, const double *factor, double confidence)
{
    double group[GROUPS];
    reach_all(k, rank, factor, group);
    double low = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2.0);
    double high = gsl_cdf_ugaussian_Qinv(0.5 * (1.0 - pow(confidence, 1.0 / k)));
    while (high - low > 1e-5) {
        double middle = 0.5 * (low + high);
        *(chance(middle, rank, group) < confidence ? &low : &high) = middle;
    }
    return high;
}

double simultaneous_critical(int k, const double *covariance, uint64_t n, double confidence)
{
    size_t size = (size_t)k * (size_t)k;
    double *correlation = memory_new(2 * size, sizeof *correlation),
           *factor = correlation + size;
    int *order = memory_new((size_t)k, sizeof *order);
    int kept = correlate(k, covariance, correlation);
    int rank = semidefinite_factor(kept, correlation, OWN, factor, order);
    double tail = 0.5 * (1.0 - confidence);
    if (rank > 1)
        tail = gsl_cdf_ugaussian_Q(normal_quantile(kept, rank, factor, confidence));
    memory_free(order);
    memory_free(correlation);
    return gsl_cdf_tdist_Qinv(tail, (double)n - 1.0);
}

void simultaneous_ratios(int k, const struct ratio_means *ratio, const double *covariance,
    uint64_t n, double confidence, struct estimate *out)
{
    double critical = n > 1 ? simultaneous_critical(k, covariance, n, confidence) : NAN;
    for (int i = 0; i < k; i++)
        out[i] = estimate_fieller(ratio[i], critical);
}
