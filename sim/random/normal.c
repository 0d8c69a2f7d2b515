/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "normal.h"

#include "chance.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <pthread.h>

/* Cells of equal probability; those below TAIL and as many at the other end are too steep for a
 * cubic. */
enum { CELL_BITS = 21, CELLS = 1 << (32 - CELL_BITS), TAIL = CELLS / 16 };

/* The deviate at the start of a cell, and what it rises by there in a cell's width. */
static struct knot {
    double value, slope;
} knots[CELLS];

static void make_knots(void)
{
    for (int i = TAIL; i <= CELLS - TAIL; i++) {
        double z = gsl_cdf_ugaussian_Pinv((double)i / CELLS);
        knots[i] = (struct knot){z, 1.0 / (CELLS * gsl_ran_ugaussian_pdf(z))};
    }
}

void normal_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_knots);
}

double normal_deviate(uint32_t word)
{
    uint32_t cell = word >> CELL_BITS;
    if (cell - TAIL >= CELLS - 2 * TAIL)
        return gsl_cdf_ugaussian_Pinv(chance_uniform(word));
    const struct knot *a = &knots[cell], *b = a + 1;
    double t = ((double)(word & ((1u << CELL_BITS) - 1)) + 0.5) / (1u << CELL_BITS);
    double rise = b->value - a->value;
    double square = 3.0 * rise - 2.0 * a->slope - b->slope;
    double cube = a->slope + b->slope - 2.0 * rise;
    return a->value + t * (a->slope + t * (square + t * cube));
}
