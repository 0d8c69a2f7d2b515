/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_FINISHED_H
#define RECEPT_FINISHED_H

#include "tally.h"
#include "text.h"

/* A finished part as plain bytes, in which it waits for its turn to be added up, and goes from
 * one rank to another. Of every case of its run: */
struct finished {
    struct part part; /* its sums, in arrays that lie in the bytes; without a batch */
    int kept;         /* single campaigns that are kept */
    size_t row;       /* numbers in each */
    const double *x;  /* [kept][row] */
};

/* Adds one case to `out`, whose bytes so far are finished cases too. */
void finished_write(
    struct text *out, const struct part *part, const double *x, int kept, size_t row);

/* The case at `*at`, which moves on to the next one. */
struct finished finished_read(char **at, const struct moments_layout *layout);

#endif
