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

#endif
