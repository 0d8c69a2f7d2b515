/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef RECEPT_PHILOX_H
#define RECEPT_PHILOX_H

#include <stddef.h>
#include <stdint.h>

/* Philox4x32-10: a random number generator that is a function of a counter and a key.
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC11 (2011). Any draw of any replication can be had alone, on any thread. */
enum { PHILOX_WORDS = 4 };

struct philox_block {
    uint32_t word[PHILOX_WORDS];
};

/* The four random words of `counter` under the 64-bit `key`. */
struct philox_block philox(struct philox_block counter, uint64_t key);

/* The same for `count` counters that lie in four arrays c0..c3; each array is replaced by the
 * words. The loop is one that compilers turn into vector instructions. */
void philox_batch(uint32_t *restrict c0, uint32_t *restrict c1, uint32_t *restrict c2,
    uint32_t *restrict c3, size_t count, uint64_t key);

#endif
