/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What outcomes are expected to be given the parameters they were simulated with: least squares
 * of many outcomes on the same draws of the parameters. */
enum regression_terms {
    REGRESSION_MEAN,    /* the mean alone: parameters are not looked at */
    REGRESSION_LINEAR,  /* and every parameter that varies */
    REGRESSION_SQUARES, /* and its square */
};

/* Draws are dealt in turn over this many parts, to predict each from the others. */
enum { REGRESSION_PARTS = 10 };

struct regression {
    int draws, varying, outcomes; /* `varying` parameters of those given */
    int width;                    /* room for all parameters */
    double *terms;                /* [draws][width], of which `all` are there */
    const double *y;              /* [draws][outcomes], the caller's */
    int all;                      /* 1 + 2 varying */
    size_t row;                   /* all + outcomes */
    double *gram;                 /* [REGRESSION_PARTS][all][row] products of terms with both */
};

/* theta[draws][parameters] and y[draws][outcomes], which must stay. Terms are standardised.
 * O(draws (1 + 2 parameters)(1 + 2 parameters + outcomes)). */
void regression_init(struct regression *regression, int draws, int parameters,
    const double *theta, int outcomes, const double *y);
void regression_free(struct regression *regression);

/* The expectation of every outcome at every draw into fit[draws][outcomes]; with `apart`, each
 * draw's from the other parts of the draws only. Terms that follow from others (parameters that
 * move together, the square of a yes or no) are dropped. Returns the number of terms left. */
int regression_predict(
    const struct regression *regression, enum regression_terms terms, bool apart, double *fit);
