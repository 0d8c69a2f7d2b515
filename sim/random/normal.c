/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normal.h"

#include "chance.h"
#include "vector.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* How far from 1/2 the middle goes, and the coefficients there. */
#define MIDDLE 0.425
#define SQUARE_OF_MIDDLE 0.180625
enum { TERMS = 8, AT_ONCE = 4 };
static const double above[TERMS] = {3.387132872796366608, 133.14166789178437745,
    1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
    33430.575583588128105, 2509.0809287301226727};
static const double below[TERMS] = {1.0, 42.313330701600911252, 687.1870074920579083,
    5394.1960214247511077, 21213.794301586595867, 39307.89580009271061, 28729.085735721942674,
    5226.495278852854561};

VECTORISED static void middle(double *z, const double *from_half)
{
    quad q, r, x = {0.0}, y = {0.0};
    memcpy(&q, from_half, sizeof q);
    r = SQUARE_OF_MIDDLE - q * q;
    for (int i = TERMS - 1; i >= 0; i--) {
        x = r * x + above[i];
        y = r * y + below[i];
    }
    x = q * (x / y);
    memcpy(z, &x, sizeof x);
}

void normal_quantiles(double *z, const uint32_t *word, size_t n)
{
    for (size_t first = 0; first < n; first += AT_ONCE) {
        size_t some = n - first < AT_ONCE ? n - first : AT_ONCE;
        double from_half[AT_ONCE] = {0.0}, found[AT_ONCE];
        for (size_t i = 0; i < some; i++)
            from_half[i] = chance_uniform(word[first + i]) - 0.5;
        middle(found, from_half);
        for (size_t i = 0; i < some; i++)
            z[first + i] = fabs(from_half[i]) <= MIDDLE
                               ? found[i]
                               : gsl_cdf_ugaussian_Pinv(chance_uniform(word[first + i]));
    }
}
