/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_CHUNK_BYTES_H
#define RECEPT_CHUNK_BYTES_H

#include "tally.h"
#include "text.h"

/* What a chunk came to, as plain bytes: so it waits for its turn to be added up, and goes from
 * one rank to another. Of every case that ran in it: */
struct chunk_case {
    struct chunk_sums chunk; /* its sums, in arrays that lie in the bytes; without a batch */
    int kept;                /* single campaigns that are kept */
    size_t row;              /* numbers in each */
    const double *x;         /* [kept][row] */
};

/* Adds one case to `out`, whose bytes so far are cases of the chunk too. */
void chunk_write(
    struct text *out, const struct chunk_sums *chunk, const double *x, int kept, size_t row);

/* The case at `*at`, which moves on to the next one. */
struct chunk_case chunk_read(char **at, const struct moments_layout *layout);

#endif
