/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* A function whose loops are compiled for several widths of vector instructions, the widest
 * that the processor has being taken when the program starts. Floating-point sums must be
 * written in a fixed order: every width then gives the same bytes. */
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) &&   \
    !defined(__SANITIZE_ADDRESS__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

/* A function that takes or gives vectors: how these are handed over depends on the width that a
 * function is compiled for, so that it has to be part of each that uses it. */
#define VECTOR_INLINE static inline __attribute__((always_inline))

/* Four numbers that are added and multiplied at once. */
typedef double quad __attribute__((vector_size(32)));

/* Eight whole numbers. */
typedef int32_t eight __attribute__((vector_size(32)));

/* Whether any of eight numbers is below 0. */
VECTOR_INLINE bool any_negative(eight x)
{
    typedef int32_t four __attribute__((vector_size(16)));
    four any =
        __builtin_shufflevector(x, x, 0, 1, 2, 3) | __builtin_shufflevector(x, x, 4, 5, 6, 7);
    uint64_t two[2];
    memcpy(two, &any, sizeof two);
    return ((two[0] | two[1]) & UINT64_C(0x8000000080000000)) != 0;
}
