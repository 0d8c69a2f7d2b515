/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "philox.h"

#include <stdbool.h>
#include <string.h>

/* Multipliers and Weyl constants of the paper, section 4. */
#define MULTIPLIER_0 UINT64_C(0xD2511F53)
#define MULTIPLIER_1 UINT64_C(0xCD9E8D57)
#define WEYL_0 UINT32_C(0x9E3779B9)
#define WEYL_1 UINT32_C(0xBB67AE85)

struct philox_schedule philox_schedule(uint64_t key)
{
    struct philox_schedule schedule;
    uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
    for (int round = 0; round < PHILOX_ROUNDS; round++, k0 += WEYL_0, k1 += WEYL_1) {
        schedule.round[round][0] = k0;
        schedule.round[round][1] = k1;
    }
    return schedule;
}

#if defined(__x86_64__)
#include <immintrin.h>

static inline __m128i two_words(const uint32_t word[2])
{
    return _mm_cvtsi64_si128((long long)((uint64_t)word[1] << 32 | word[0]));
}

/* The words 0 and 2 are multiplied side by side, each in the low half of 64 bits, as are the
 * words 1 and 3; what stands in the high halves nobody looks at. Every x86-64 processor has
 * these instructions. */
struct philox_block philox_scheduled(
    struct philox_block counter, const struct philox_schedule *schedule)
{
    enum { HIGH_SWAPPED = 0x13, LOW_SWAPPED = 0x4E, EVEN = 0x88 };
    const __m128i multiplier = _mm_set_epi64x((long long)MULTIPLIER_1, (long long)MULTIPLIER_0);
    __m128i even = _mm_unpacklo_epi64(two_words(counter.word), two_words(counter.word + 2));
    __m128i odd = _mm_srli_epi64(even, 32);
#pragma GCC unroll 10
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        __m128i product = _mm_mul_epu32(even, multiplier);
        __m128i key = _mm_load_si128((const __m128i *)schedule->round[round]);
        even = _mm_xor_si128(_mm_shuffle_epi32(product, HIGH_SWAPPED), _mm_xor_si128(odd, key));
        odd = _mm_shuffle_epi32(product, LOW_SWAPPED);
    }
    __m128i word =
        _mm_unpacklo_epi32(_mm_shuffle_epi32(even, EVEN), _mm_shuffle_epi32(odd, EVEN));
    uint64_t first = (uint64_t)_mm_cvtsi128_si64(word);
    uint64_t last = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(word, word));
    return (struct philox_block){
        {(uint32_t)first, (uint32_t)(first >> 32), (uint32_t)last, (uint32_t)(last >> 32)}};
}
#else
struct philox_block philox_scheduled(
    struct philox_block counter, const struct philox_schedule *schedule)
{
    uint32_t a = counter.word[0], b = counter.word[1], c = counter.word[2], d = counter.word[3];
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        uint64_t p = MULTIPLIER_0 * a, q = MULTIPLIER_1 * c;
        a = (uint32_t)(q >> 32) ^ b ^ (uint32_t)schedule->round[round][0];
        b = (uint32_t)q;
        c = (uint32_t)(p >> 32) ^ d ^ (uint32_t)schedule->round[round][1];
        d = (uint32_t)p;
    }
    return (struct philox_block){{a, b, c, d}};
}
#endif

struct philox_block philox(struct philox_block counter, uint64_t key)
{
    struct philox_schedule schedule = philox_schedule(key);
    return philox_scheduled(counter, &schedule);
}

#if defined(__x86_64__)
/* Eight counters at a time. Written out because compilers do not find the widening
 * multiplication by themselves, and half of the time goes into it. A word of four counters is
 * in the low halves of a register's lanes; what is in the high halves nobody looks at. */
enum { LANES = PHILOX_ROW, QUADS = 2, HIGH_HALVES = 0xAA };
struct lanes {
    __m256i word[PHILOX_WORDS];
};

__attribute__((target("avx2"))) static inline void rounds_avx2(
    struct lanes c[QUADS], uint64_t key)
{
    const __m256i multiplier_0 = _mm256_set1_epi64x((long long)MULTIPLIER_0);
    const __m256i multiplier_1 = _mm256_set1_epi64x((long long)MULTIPLIER_1);
    const __m256i weyl_0 = _mm256_set1_epi64x(WEYL_0), weyl_1 = _mm256_set1_epi64x(WEYL_1);
    __m256i k0 = _mm256_set1_epi64x((uint32_t)key),
            k1 = _mm256_set1_epi64x((uint32_t)(key >> 32));
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        for (int q = 0; q < QUADS; q++) {
            __m256i *word = c[q].word, p = _mm256_mul_epu32(word[0], multiplier_0);
            __m256i r = _mm256_mul_epu32(word[2], multiplier_1);
            word[0] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(r, 32), word[1]), k0);
            word[1] = r;
            word[2] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(p, 32), word[3]), k1);
            word[3] = p;
        }
        k0 = _mm256_add_epi32(k0, weyl_0);
        k1 = _mm256_add_epi32(k1, weyl_1);
    }
}

/* Four blocks in the order of the lanes 0, 2, 1, 3, as they lie in memory. */
__attribute__((target("avx2"))) static inline void store_avx2(
    struct philox_block *block, const __m256i word[PHILOX_WORDS])
{
    __m256i ab = _mm256_blend_epi32(word[0], _mm256_slli_epi64(word[1], 32), HIGH_HALVES);
    __m256i cd = _mm256_blend_epi32(word[2], _mm256_slli_epi64(word[3], 32), HIGH_HALVES);
    __m256i_u *pairs = (__m256i_u *)block;
    pairs[0] = _mm256_unpacklo_epi64(ab, cd);
    pairs[1] = _mm256_unpackhi_epi64(ab, cd);
}

/* The reverse. */
__attribute__((target("avx2"))) static inline struct lanes load_avx2(
    const struct philox_block *block)
{
    const __m256i_u *pairs = (const __m256i_u *)block;
    __m256i ab = _mm256_unpacklo_epi64(pairs[0], pairs[1]);
    __m256i cd = _mm256_unpackhi_epi64(pairs[0], pairs[1]);
    return (struct lanes){{ab, _mm256_srli_epi64(ab, 32), cd, _mm256_srli_epi64(cd, 32)}};
}

__attribute__((target("avx2"))) static void eight_avx2(
    struct philox_block block[LANES], uint64_t key)
{
    struct lanes lanes[QUADS];
    for (int q = 0; q < QUADS; q++)
        lanes[q] = load_avx2(block + q * LANES / QUADS);
    rounds_avx2(lanes, key);
    for (int q = 0; q < QUADS; q++)
        store_avx2(block + q * LANES / QUADS, lanes[q].word);
}

/* In the order of lanes in which they are stored. */
__attribute__((target("avx2"))) static void row_avx2(
    struct philox_block block[LANES], struct philox_block first, uint64_t key)
{
    struct lanes lanes[QUADS];
    for (int k = 0; k < PHILOX_WORDS; k++)
        for (int q = 0; q < QUADS; q++)
            lanes[q].word[k] = _mm256_set1_epi64x(first.word[k]);
    lanes[0].word[2] = _mm256_add_epi32(lanes[0].word[2], _mm256_setr_epi64x(0, 2, 1, 3));
    lanes[1].word[2] = _mm256_add_epi32(lanes[1].word[2], _mm256_setr_epi64x(4, 6, 5, 7));
    rounds_avx2(lanes, key);
    for (int q = 0; q < QUADS; q++)
        store_avx2(block + q * LANES / QUADS, lanes[q].word);
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
    struct philox_schedule schedule = philox_schedule(key);
    for (size_t i = batch_vector(block, n, key); i < n; i++)
        block[i] = philox_scheduled(block[i], &schedule);
}

void philox_row(struct philox_block block[PHILOX_ROW], struct philox_block first, uint64_t key)
{
    if (row_vector(block, first, key))
        return;
    struct philox_schedule schedule = philox_schedule(key);
    for (uint32_t i = 0; i < PHILOX_ROW; i++, first.word[2]++)
        block[i] = philox_scheduled(first, &schedule);
}
