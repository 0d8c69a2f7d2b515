/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "semidefinite.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sum of the products of the first k elements. */
static double dot(const double *restrict a, const double *restrict b, int k)
{
    double sum = 0.0;
    for (int i = 0; i < k; i++)
        sum += a[i] * b[i];
    return sum;
}

static int largest(int n, const double *left)
{
    int at = 0;
    for (int i = 1; i < n; i++)
        if (left[i] > left[at])
            at = i;
    return at;
}

int semidefinite_factor(int n, const double *a, double tolerance, double *factor, int *order)
{
    if (n == 0)
        return 0;
    size_t size = (size_t)n;
    double *left = memory_new(size, sizeof *left); /* variance not yet explained */
    memset(factor, 0, size * size * sizeof *factor);
    for (size_t i = 0; i < size; i++)
        left[i] = a[i * size + i];
    int rank = 0;
    for (; rank < n; rank++) {
        int pivot = largest(n, left);
        if (!(left[pivot] > tolerance))
            break;
        const double *row = factor + (size_t)pivot * size;
        double root = sqrt(left[pivot]);
        for (size_t i = 0; i < size; i++) {
            if (left[i] == -INFINITY || (int)i == pivot)
                continue;
            double *l = factor + i * size;
            l[rank] = (a[i * size + (size_t)pivot] - dot(l, row, rank)) / root;
            left[i] -= l[rank] * l[rank];
        }
        factor[(size_t)pivot * size + (size_t)rank] = root;
        left[pivot] = -INFINITY;
        order[rank] = pivot;
    }
    for (int i = 0, next = rank; i < n; i++)
        if (left[i] != -INFINITY)
            order[next++] = i;
    memory_free(left);
    return rank;
}

/* Works in place: the solution of L y = b is put where x will be. */
void semidefinite_solve(
    int n, const double *factor, const int *order, int rank, const double *b, double *x)
{
    size_t size = (size_t)n;
    for (int k = 0; k < rank; k++) {
        const double *row = factor + (size_t)order[k] * size;
        double sum = 0.0;
        for (int j = 0; j < k; j++)
            sum += row[j] * x[order[j]];
        x[order[k]] = (b[order[k]] - sum) / row[k];
    }
    for (int k = rank; k < n; k++)
        x[order[k]] = 0.0;
    for (int k = rank - 1; k >= 0; k--) {
        double sum = x[order[k]];
        for (int j = k + 1; j < rank; j++)
            sum -= factor[(size_t)order[j] * size + (size_t)k] * x[order[j]];
        x[order[k]] = sum / factor[(size_t)order[k] * size + (size_t)k];
    }
}
