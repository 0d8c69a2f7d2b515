/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* A probability as a threshold on a 32-bit random word: 0 never happens, 2^32 always does.
 * Decisions are comparisons of integers, so that they fall the same on every processor. */
typedef uint64_t chance;

#define CHANCE_ALWAYS (UINT64_C(1) << 32)

/* The threshold of `probability`; what lies below 0 or above 1 counts as 0 or 1. */
static inline chance chance_of(double probability)
{
    if (!(probability > 0.0))
        return 0;
    return probability < 1.0 ? (chance)(probability * 4294967296.0 + 0.5) : CHANCE_ALWAYS;
}

/* True with that probability when `word` is uniform. */
static inline bool chance_happens(chance threshold, uint32_t word)
{
    return word < threshold;
}

/* The threshold of two independent chances that both happen. */
static inline chance chance_both(chance a, chance b)
{
    return (a * (b >> 1)) >> 31;
}

/* One word decides two things in turn: below `first` the first happens, below the result the
 * second, with its own probability given that the first did not. */
static inline chance chance_then(chance first, chance second)
{
    return first + chance_both(CHANCE_ALWAYS - first, second);
}

/* A uniform number inside (0, 1) from a word. */
static inline double chance_uniform(uint32_t word)
{
    return ((double)word + 0.5) / 4294967296.0;
}
