/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* The bare cost of chance in the funnel of configs/bench.cfg: the random words and logarithms
 * that no simulation of it can do without, and nothing else.
 *
 * A planned contact, whether it is then held or moved, takes one block of Philox4x32-10, four
 * words: is it moved, is there progress, is it a no, and the time until the next; and one
 * logarithm, of that exponential time. A company takes one block more for what it draws at the
 * start (segment, click) and for its first lead time, and one logarithm. Blocks per contact
 * held are therefore (held + moved + companies) / held, about 1.4, and so are logarithms. */

enum bare_width { BARE_BASELINE, BARE_AVX2, BARE_AVX512, N_BARE_WIDTHS };

/* "SSE2", ...: what the loop of that width is compiled for. */
const char *bare_name(enum bare_width width);

/* Whether this machine and this build have it. */
bool bare_available(enum bare_width width);

/* Draws and takes the logarithm of at least `blocks` blocks; returns how many. */
double bare_run(enum bare_width width, double blocks);

/* Whether the words are those of the project's generator and the logarithms are right to
 * within the precision of a float. */
bool bare_is_right(enum bare_width width);
