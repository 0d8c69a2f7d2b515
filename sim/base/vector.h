/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A function whose loops are compiled for several widths of vector instructions, the widest
 * that the processor has being taken when the program starts. Floating-point sums must be
 * written in a fixed order: every width then gives the same bytes. */
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__) &&   \
    !defined(__SANITIZE_ADDRESS__)
#define VECTORISED __attribute__((target_clones("avx2", "default")))
#else
#define VECTORISED
#endif

/* Four numbers that are added and multiplied at once. */
typedef double quad __attribute__((vector_size(32)));
