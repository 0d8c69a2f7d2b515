/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "regression.h"

#include "memory.h"
#include "semidefinite.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Share of a term's variance that has to be its own for it to stay. */
#define OWN 1e-9

static double *part_of_gram(const struct regression *regression, int part)
{
    return regression->gram + (size_t)part * (size_t)regression->all * regression->row;
}

/* Standardises `column` of a table of `n` rows; false when it does not vary. */
static bool standardise(double *table, int n, int width, int column)
{
    double *first = table + column, sum = 0.0, square = 0.0;
    for (int i = 0; i < n; i++)
        sum += first[(size_t)i * (size_t)width];
    double mean = sum / n;
    for (int i = 0; i < n; i++) {
        double *x = &first[(size_t)i * (size_t)width];
        *x -= mean;
        square += *x * *x;
    }
    double sd = sqrt(square / n);
    if (!(sd > 64.0 * DBL_EPSILON * fabs(mean)))
        return false;
    for (int i = 0; i < n; i++)
        first[(size_t)i * (size_t)width] /= sd;
    return true;
}

/* The parameters that vary and their squares, standardised, behind a 1. */
static void set_terms(struct regression *regression, int parameters, const double *theta)
{
    int draws = regression->draws, width = regression->width, varying = 0;
    double *terms = regression->terms;
    for (int p = 0; p < parameters; p++) {
        for (int i = 0; i < draws; i++)
            terms[(size_t)i * (size_t)width + (size_t)(1 + varying)] =
                theta[(size_t)i * (size_t)parameters + (size_t)p];
        varying += standardise(terms, draws, width, 1 + varying);
    }
    regression->varying = varying;
    for (int i = 0; i < draws; i++) {
        double *row = terms + (size_t)i * (size_t)width;
        row[0] = 1.0;
        for (int p = 1; p <= varying; p++)
            row[varying + p] = row[p] * row[p];
    }
    /* The square of a yes or no that is as likely as not is constant. */
    for (int column = 1 + varying; column <= 2 * varying; column++)
        if (!standardise(terms, draws, width, column))
            for (int i = 0; i < draws; i++)
                terms[(size_t)i * (size_t)width + (size_t)column] = 0.0;
}

static void add_products(const struct regression *regression, const double *restrict x,
    double *restrict gram, const double *restrict y)
{
    int all = regression->all, outcomes = regression->outcomes;
    for (int i = 0; i < all; i++) {
        double one = x[i];
        for (int j = 0; j < all; j++)
            gram[j] += one * x[j];
        gram += all;
        for (int j = 0; j < outcomes; j++)
            gram[j] += one * y[j];
        gram += outcomes;
    }
}

void regression_init(struct regression *regression, int draws, int parameters,
    const double *theta, int outcomes, const double *y)
{
    *regression = (struct regression){
        .draws = draws, .outcomes = outcomes, .y = y, .width = 1 + 2 * parameters};
    size_t width = (size_t)regression->width;
    regression->terms = memory_new((size_t)draws * width, sizeof *regression->terms);
    set_terms(regression, parameters, theta);
    regression->all = 1 + 2 * regression->varying;
    regression->row = (size_t)(regression->all + outcomes);
    regression->gram = memory_new(
        REGRESSION_PARTS * (size_t)regression->all * regression->row, sizeof(double));
    for (int i = 0; i < draws; i++)
        add_products(regression, regression->terms + (size_t)i * width,
            part_of_gram(regression, i % REGRESSION_PARTS), y + (size_t)i * (size_t)outcomes);
}

void regression_free(struct regression *regression)
{
    memory_free(regression->terms);
    memory_free(regression->gram);
    memset(regression, 0, sizeof *regression);
}

/* Coefficients [outcomes][n] of the first n terms, from sums of products. */
static int solve(
    const struct regression *regression, int n, const double *gram, double *coefficient)
{
    size_t size = (size_t)n, row = regression->row;
    double *a = memory_new(2 * size * (size + 1), sizeof *a), *factor = a + size * size;
    double *scale = factor + size * size, *b = scale + size;
    int *order = memory_new(size, sizeof *order);
    for (size_t i = 0; i < size; i++)
        scale[i] = gram[i * row + i] > 0.0 ? 1.0 / sqrt(gram[i * row + i]) : 0.0;
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j < size; j++)
            a[i * size + j] = gram[i * row + j] * scale[i] * scale[j];
    int rank = semidefinite_factor(n, a, OWN, factor, order);
    for (int m = 0; m < regression->outcomes; m++) {
        double *beta = coefficient + (size_t)m * size;
        for (size_t i = 0; i < size; i++)
            b[i] = gram[i * row + (size_t)(regression->all + m)] * scale[i];
        semidefinite_solve(n, factor, order, rank, b, beta);
        for (size_t i = 0; i < size; i++)
            beta[i] *= scale[i];
    }
    memory_free(a);
    memory_free(order);
    return rank;
}

/* Sum of the products of all parts but one (-1: of all). */
static void sum_parts(const struct regression *regression, int except, double *sum)
{
    size_t size = (size_t)regression->all * regression->row;
    memset(sum, 0, size * sizeof *sum);
    for (int part = 0; part < REGRESSION_PARTS; part++) {
        const double *gram = part_of_gram(regression, part);
        if (part != except)
            for (size_t i = 0; i < size; i++)
                sum[i] += gram[i];
    }
}

/* Predicts the draws from `first` on, every `step`th, from the first n terms. */
static void predict(const struct regression *regression, int n, const double *coefficient,
    int first, int step, double *fit)
{
    for (int i = first; i < regression->draws; i += step) {
        const double *x = regression->terms + (size_t)i * (size_t)regression->width;
        double *row = fit + (size_t)i * (size_t)regression->outcomes;
        for (int m = 0; m < regression->outcomes; m++) {
            const double *beta = coefficient + (size_t)m * (size_t)n;
            row[m] = 0.0;
            for (int j = 0; j < n; j++)
                row[m] += beta[j] * x[j];
        }
    }
}

int regression_predict(
    const struct regression *regression, enum regression_terms terms, bool apart, double *fit)
{
    int n = 1 + (int)terms * regression->varying, rank = n;
    double *sum = memory_new((size_t)regression->all * regression->row, sizeof *sum);
    double *coefficient = memory_new((size_t)n * (size_t)regression->outcomes, sizeof *sum);
    for (int part = 0; part < (apart ? REGRESSION_PARTS : 1); part++) {
        sum_parts(regression, apart ? part : -1, sum);
        int left = solve(regression, n, sum, coefficient);
        rank = left < rank ? left : rank;
        predict(regression, n, coefficient, part, apart ? REGRESSION_PARTS : 1, fit);
    }
    memory_free(coefficient);
    memory_free(sum);
    return rank;
}
