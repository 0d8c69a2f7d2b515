/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_START_H
#define RECEPT_START_H

#include "block.h"

/* The start of a run: what every company of every replication is and draws, the order in which
 * companies are approached, and nothing used, promised or held yet. */
void block_start(struct block *block);

#endif
