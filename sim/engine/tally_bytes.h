/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_TALLY_BYTES_H
#define RECEPT_TALLY_BYTES_H

#include "bytes.h"
#include "tally.h"
#include "text.h"

/* Tallies as bytes, to be kept in a file or sent to another rank: as they lie in memory, so
 * that only the same program on the same kind of machine can read them. */

void counts_write(
    struct text *out, const struct counts *counts, const struct campaign *campaign);
void tally_write(struct text *out, const struct tally *tally);

/* Reads what was written of the same campaign into counts, or a tally, that are as they were
 * set up. False when the bytes are not those of such a campaign, whatever they are; part of
 * them may have been read then. */
bool counts_read(struct bytes *in, struct counts *counts, const struct campaign *campaign);
bool tally_read(struct bytes *in, struct tally *tally);

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
