/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "philox.h"

#include <stdbool.h>
#include <string.h>

/* Multipliers and Weyl constants of the paper, section 4. */
#define MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9)
#define WEYL_1 UINT32_C(0xBB67AE85)
enum { ROUNDS = 10 };

struct philox_block philox(struct philox_block counter, uint64_t key)
{
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    uint32_t a = counter.word[0], b = counter.word[1], c = counter.word[2], d = counter.word[3];
    for (int round = 0; round < ROUNDS; round++) {
        uint64_t p = MULTIPLIER_0 * a, q = MULTIPLIER_1 * c;
        a = (uint32_t)(q >> 32) ^ b ^ k0;
        b = (uint32_t)q;
        c = (uint32_t)(p >> 32) ^ d ^ k1;
        d = (uint32_t)p;
        k0 += WEYL_0;
        k1 += WEYL_1;
    }
    return (struct philox_block){{a, b, c, d}};
}

#if defined(__x86_64__)
#include <immintrin.h>

/* Eight counters at a time. Written out because compilers do not find the widening
 * multiplication of every other lane by themselves, and half of the time goes into it. */
enum { LANES = PHILOX_ROW, ODD_LANES = 0xAA };

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

/* From eight blocks, two to a register, to a register a word, and back: both are this. */
__attribute__((target("avx2"))) static inline void transpose(__m256i c[4])
{
    __m256i t0 = _mm256_unpacklo_epi32(c[0], c[1]), t1 = _mm256_unpackhi_epi32(c[0], c[1]);
    __m256i t2 = _mm256_unpacklo_epi32(c[2], c[3]), t3 = _mm256_unpackhi_epi32(c[2], c[3]);
    c[0] = _mm256_unpacklo_epi64(t0, t2);
    c[1] = _mm256_unpackhi_epi64(t0, t2);
    c[2] = _mm256_unpacklo_epi64(t1, t3);
    c[3] = _mm256_unpackhi_epi64(t1, t3);
}

__attribute__((target("avx2"))) static void eight_avx2(
    struct philox_block block[LANES], uint64_t key)
{
    __m256i_u *pairs = (__m256i_u *)block;
    __m256i lanes[4] = {pairs[0], pairs[1], pairs[2], pairs[3]};
    transpose(lanes);
    rounds_avx2(lanes, key);
    transpose(lanes);
    for (int k = 0; k < 4; k++)
        pairs[k] = lanes[k];
}

/* In the order of lanes that comes of transposing. */
__attribute__((target("avx2"))) static void row_avx2(
    struct philox_block block[LANES], struct philox_block first, uint64_t key)
{
    __m256i_u *pairs = (__m256i_u *)block;
    __m256i lanes[4];
    for (int k = 0; k < 4; k++)
        lanes[k] = _mm256_set1_epi32((int)first.word[k]);
    lanes[2] = _mm256_add_epi32(lanes[2], _mm256_setr_epi32(0, 2, 4, 6, 1, 3, 5, 7));
    rounds_avx2(lanes, key);
    transpose(lanes);
    for (int k = 0; k < 4; k++)
        pairs[k] = lanes[k];
}

static bool row_vector(struct philox_block *block, struct philox_block first, uint64_t key)
{
    if (!__builtin_cpu_supports("avx2"))
        return false;
    row_avx2(block, first, key);
    return true;
}

/* What is left after the last eight is done as eight, too, unless it is but one. */
static size_t batch_avx2(struct philox_block *block, size_t n, uint64_t key)
{
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        eight_avx2(block + i, key);
    if (n - i <= 1)
        return i;
    struct philox_block last[LANES] = {0};
    memcpy(last, block + i, (n - i) * sizeof *last);
    eight_avx2(last, key);
    memcpy(block + i, last, (n - i) * sizeof *last);
    return n;
}

static size_t batch_vector(struct philox_block *block, size_t n, uint64_t key)
{
    return __builtin_cpu_supports("avx2") ? batch_avx2(block, n, key) : 0;
}
#else
static bool row_vector(struct philox_block *block, struct philox_block first, uint64_t key)
{
    (void)block, (void)first, (void)key;
    return false;
}

static size_t batch_vector(struct philox_block *block, size_t n, uint64_t key)
{
    (void)block, (void)n, (void)key;
    return 0;
}
#endif

void philox_batch(struct philox_block *block, size_t n, uint64_t key)
{
    for (size_t i = batch_vector(block, n, key); i < n; i++)
        block[i] = philox(block[i], key);
}

void philox_row(struct philox_block block[PHILOX_ROW], struct philox_block first, uint64_t key)
{
    if (row_vector(block, first, key))
        return;
    for (uint32_t i = 0; i < PHILOX_ROW; i++, first.word[2]++)
        block[i] = philox(first, key);
}
