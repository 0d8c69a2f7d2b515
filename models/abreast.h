/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "abreast_tables.h"

/* Companies that cannot influence each other, abreast: those of a block take their contacts 4,
 * 8 or 16 at a time, as the processor's vectors are wide, the next company in the place of each
 * that has ended. They go by the tables of the campaign and by the same random words, and come
 * to the same as company after company, but for what only a next contact would ask for: how
 * often each contact moment was held with a company (block->times).
 *
 * What is seldom is left to the steps of the funnel: companies with two deciders or found busy
 * at the start, from their approach; those that may fall back a stage, from that contact; what
 * comes after a partnership. */

/* Runs all replications of a block that has been started, with vectors of `width` words; 0: the
 * widest that the processor has. */
void abreast_run(struct block *block, int width);

/* Whether it has vectors of that width: 4, 8 or 16. */
bool abreast_has(int width);
