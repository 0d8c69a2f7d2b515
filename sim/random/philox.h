/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>

/* Philox4x32-10: a random number generator that is a function of a counter and a key.
 * J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC11 (2011). Any draw of any replication can be had alone, on any thread. */
enum { PHILOX_WORDS = 4, PHILOX_ROUNDS = 10 };

struct philox_block {
    uint32_t word[PHILOX_WORDS];
};

/* The four random words of `counter` under the 64-bit `key`. */
struct philox_block philox(struct philox_block counter, uint64_t key);

/* The keys of the rounds, for whoever draws one block after another with the same key: each in
 * the low half of 64 bits, two side by side. */
struct philox_schedule {
    alignas(16) uint64_t round[PHILOX_ROUNDS][2];
};
struct philox_schedule philox_schedule(uint64_t key);

/* As philox() with that key. */
struct philox_block philox_scheduled(
    struct philox_block counter, const struct philox_schedule *schedule);

/* The same for `n` counters, each replaced by its words. Uses the widest vector instructions
 * that are written out for the processor it runs on; the words are the same on every one. */
void philox_batch(struct philox_block *block, size_t n, uint64_t key);

/* The words of PHILOX_ROW counters: `first`, and those of which the third word is 1, 2, ...
 * more.
 */
enum { PHILOX_ROW = 8 };
void philox_row(struct philox_block block[PHILOX_ROW], struct philox_block first, uint64_t key);
