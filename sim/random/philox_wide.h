/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of files that are compiled for several widths of vectors: included once for each, after
 * WIDTH, the words of a vector, WIDE(name), a name of that width, and WIDE_TARGET, the
 * processors that have it. Blocks of Philox4x32-10 (philox.h) side by side. */

typedef uint32_t WIDE(words) __attribute__((vector_size(4 * WIDTH)));
typedef uint64_t WIDE(longs) __attribute__((vector_size(4 * WIDTH)));

#define WIDE_INLINE WIDE_TARGET static inline __attribute__((always_inline))
#define LOWER_HALF UINT64_C(0xFFFFFFFF)

/* The lower halves of `a` times `by`. Compilers do not find that instruction by themselves. */
WIDE_INLINE WIDE(longs) WIDE(multiply)(WIDE(longs) a, uint64_t by)
{
#if !defined(__x86_64__)
    return (a & LOWER_HALF) * by;
#elif WIDTH == 4
    return (WIDE(longs))_mm_mul_epu32((__m128i)a, _mm_set1_epi64x((long long)by));
#elif WIDTH == 8
    return (WIDE(longs))_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x((long long)by));
#else
    return (WIDE(longs))_mm512_mul_epu32((__m512i)a, _mm512_set1_epi64((long long)by));
#endif
}

/* From every other word, in lower halves, to words side by side. */
WIDE_INLINE WIDE(words) WIDE(join)(WIDE(longs) even, WIDE(longs) odd)
{
    return (WIDE(words))((even & LOWER_HALF) | odd << 32);
}

/* The same for upper halves. */
WIDE_INLINE WIDE(words) WIDE(join_upper)(WIDE(longs) even, WIDE(longs) odd)
{
    return (WIDE(words))(even >> 32 | (odd & ~LOWER_HALF));
}

/* Replaces counters by their words under the keys of the rounds (philox_schedule()). The words
 * of every other counter are worked on together, each in the lower half of 64 bits; what stands
 * in the upper half is of no account. */
WIDE_INLINE void WIDE(philox)(WIDE(words) word[PHILOX_WORDS], WIDE(longs) key[PHILOX_ROUNDS][2])
{
    WIDE(longs) x[2][PHILOX_WORDS];
    for (int k = 0; k < PHILOX_WORDS; k++) {
        x[0][k] = (WIDE(longs))word[k];
        x[1][k] = x[0][k] >> 32;
    }
#pragma GCC unroll 10
    for (int round = 0; round < PHILOX_ROUNDS; round++)
#pragma GCC unroll 2
        for (int odd = 0; odd < 2; odd++) {
            WIDE(longs) p = WIDE(multiply)(x[odd][0], UINT64_C(0xD2511F53));
            WIDE(longs) q = WIDE(multiply)(x[odd][2], UINT64_C(0xCD9E8D57));
            x[odd][0] = q >> 32 ^ (x[odd][1] ^ key[round][0]);
            x[odd][1] = q;
            x[odd][2] = p >> 32 ^ (x[odd][3] ^ key[round][1]);
            x[odd][3] = p;
        }
    for (int k = 0; k < PHILOX_WORDS; k++)
        word[k] = WIDE(join)(x[0][k], x[1][k]);
}
