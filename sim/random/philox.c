/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "philox.h"

/* Multipliers and Weyl constants of the paper, section 4. */
#define MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9)
#define WEYL_1 UINT32_C(0xBB67AE85)
enum { ROUNDS = 10 };

static inline void rounds(uint32_t *c0, uint32_t *c1, uint32_t *c2, uint32_t *c3, uint64_t key)
{
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    uint32_t a = *c0, b = *c1, c = *c2, d = *c3;
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p = MULTIPLIER_0 * a, q = MULTIPLIER_1 * c;
        a = (uint32_t)(q >> 32) ^ b ^ k0;
        b = (uint32_t)q;
        c = (uint32_t)(p >> 32) ^ d ^ k1;
        d = (uint32_t)p;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    *c0 = a;
    *c1 = b;
    *c2 = c;
    *c3 = d;
}

struct philox_block philox(struct philox_block counter, uint64_t key)
{
    uint32_t *w = counter.word;
    rounds(&w[0], &w[1], &w[2], &w[3], key);
    return counter;
}

static void batch_portable(uint32_t *const c[PHILOX_WORDS], size_t from, size_t n, uint64_t key)
{
    for (size_t i = from; i < n; i++)
        rounds(&c[0][i], &c[1][i], &c[2][i], &c[3][i], key);
}

#if defined(__x86_64__)
#include <immintrin.h>

/* Eight counters at a time. Written out because compilers do not find the widening
 * multiplication of every other lane by themselves, and half of the time goes into it. */
enum { LANES = 8, ODD_LANES = 0xAA };

/* High and low words of eight products. */
__attribute__((target("avx2"))) static inline __m256i multiply(
    __m256i x, __m256i multiplier, __m256i *low)
{
    __m256i even = _mm256_mul_epu32(x, multiplier);
    __m256i odd = _mm256_mul_epu32(_mm256_srli_epi64(x, 32), multiplier);
    *low = _mm256_blend_epi32(even, _mm256_slli_epi64(odd, 32), ODD_LANES);
    return _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, ODD_LANES);
}

__attribute__((target("avx2"))) static inline void rounds_avx2(__m256i c[4], uint64_t key)
{
    const __m256i multiplier_0 = _mm256_set1_epi64x((long long)MULTIPLIER_0);
    const __m256i multiplier_1 = _mm256_set1_epi64x((long long)MULTIPLIER_1);
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    for (int round = 0; round < ROUNDS; round++) {
        __m256i p_low, q_low;
        __m256i p_high = multiply(c[0], multiplier_0, &p_low);
        __m256i q_high = multiply(c[2], multiplier_1, &q_low);
        c[0] = _mm256_xor_si256(_mm256_xor_si256(q_high, c[1]), _mm256_set1_epi32((int)k0));
        c[1] = q_low;
        c[2] = _mm256_xor_si256(_mm256_xor_si256(p_high, c[3]), _mm256_set1_epi32((int)k1));
        c[3] = p_low;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
}

__attribute__((target("avx2"))) static size_t batch_avx2(
    uint32_t *const c[PHILOX_WORDS], size_t n, uint64_t key)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        __m256i lanes[PHILOX_WORDS];
        for (int w = 0; w < PHILOX_WORDS; w++)
            lanes[w] = _mm256_loadu_si256((const __m256i_u *)(c[w] + i));
        rounds_avx2(lanes, key);
        for (int w = 0; w < PHILOX_WORDS; w++)
            _mm256_storeu_si256((__m256i_u *)(c[w] + i), lanes[w]);
    }
    return i;
}

static size_t batch_vector(uint32_t *const c[PHILOX_WORDS], size_t n, uint64_t key)
{
    return __builtin_cpu_supports("avx2") ? batch_avx2(c, n, key) : 0;
}
#else
static size_t batch_vector(uint32_t *const c[PHILOX_WORDS], size_t n, uint64_t key)
{
    (void)c, (void)n, (void)key;
    return 0;
}
#endif

void philox_batch(uint32_t *const c[PHILOX_WORDS], size_t n, uint64_t key)
{
    batch_portable(c, batch_vector(c, n, key), n, key);
}
