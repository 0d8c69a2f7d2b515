/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare.h"

#include "philox.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#define HAS_WIDTHS 1
#include <immintrin.h>
#else
#define HAS_WIDTHS 0
#endif

/* Blocks that lie in arrays at the same time: they fit the first-level cache. */
enum { BATCH = 1024, ROUNDS = 10 };

#define KEY UINT64_C(20240313)
#define MEAN_DAYS 14.0f

struct batch {
    uint32_t word[PHILOX_WORDS][BATCH];
    float days[BATCH];
};

/* -log(u) of u = (top 24 bits of `word` + 1/2) / 2^24 by the polynomial of Cephes' logf (S. L.
 * Moshier, 1992): u = m 2^e with m in (sqrt(1/2), sqrt(2)). */
static inline __attribute__((always_inline)) float minus_log(uint32_t word)
{
    float u = ((float)(int32_t)(word >> 8) + 0.5f) * 0x1p-24f;
    uint32_t bits;
    memcpy(&bits, &u, sizeof bits);
    uint32_t shifted = bits - 0x3f3504f3u; /* the bits of sqrt(1/2) */
    float e = (float)((int32_t)shifted >> 23);
    bits = (shifted & 0x7fffffu) + 0x3f3504f3u;
    float m;
    memcpy(&m, &bits, sizeof m);
    float x = m - 1.0f, xx = x * x;
    float y = 7.0376836292e-2f;
    y = y * x - 1.1514610310e-1f;
    y = y * x + 1.1676998740e-1f;
    y = y * x - 1.2420140846e-1f;
    y = y * x + 1.4249322787e-1f;
    y = y * x - 1.6668057665e-1f;
    y = y * x + 2.0000714765e-1f;
    y = y * x - 2.4999993993e-1f;
    y = y * x + 3.3333331174e-1f;
    y = y * x * xx - 0.5f * xx;
    return -(x + y + e * 0.693147181f);
}

static inline __attribute__((always_inline)) void take_logarithms(struct batch *batch)
{
    for (int i = 0; i < BATCH; i++)
        batch->days[i] = MEAN_DAYS * minus_log(batch->word[3][i]);
}

/* Block i of a batch has counter (i, batch, 0, 0). */
#if HAS_WIDTHS
#define BARE_TARGET
#define BARE_NAME draw_baseline
#define BARE_BYTES 16
#define BARE_MULTIPLY(a, b) ((lanes)_mm_mul_epu32((__m128i)(a), (__m128i)(b)))
#include "bare_lanes.h"

#define BARE_TARGET __attribute__((target("avx2")))
#define BARE_NAME draw_avx2
#define BARE_BYTES 32
#define BARE_MULTIPLY(a, b) ((lanes)_mm256_mul_epu32((__m256i)(a), (__m256i)(b)))
#include "bare_lanes.h"

/* gcc prefers half of the width unless told. */
#ifdef __clang__
#define BARE_TARGET __attribute__((target("avx512f,avx512dq")))
#else
#define BARE_TARGET __attribute__((target("avx512f,avx512dq,prefer-vector-width=512")))
#endif
#define BARE_NAME draw_avx512
#define BARE_BYTES 64
#define BARE_MULTIPLY(a, b) ((lanes)_mm512_mul_epu32((__m512i)(a), (__m512i)(b)))
#include "bare_lanes.h"
#else
static void draw_baseline(struct batch *batch, uint32_t number)
{
    for (uint32_t i = 0; i < BATCH; i++) {
        struct philox_block block = philox((struct philox_block){{i, number, 0, 0}}, KEY);
        for (int w = 0; w < PHILOX_WORDS; w++)
            batch->word[w][i] = block.word[w];
    }
    take_logarithms(batch);
}
#endif

typedef void draw_function(struct batch *batch, uint32_t number);

static draw_function *function_of(enum bare_width width)
{
#if HAS_WIDTHS
    if (width == BARE_AVX512)
        return draw_avx512;
    if (width == BARE_AVX2)
        return draw_avx2;
#endif
    return width == BARE_BASELINE ? draw_baseline : NULL;
}

const char *bare_name(enum bare_width width)
{
    static const char *const names[N_BARE_WIDTHS] = {
        HAS_WIDTHS ? "SSE2" : "as compiled", "AVX2", "AVX-512"};
    return names[width];
}

bool bare_available(enum bare_width width)
{
#if HAS_WIDTHS
    __builtin_cpu_init();
    if (width == BARE_AVX2)
        return __builtin_cpu_supports("avx2");
    if (width == BARE_AVX512)
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
#endif
    return width == BARE_BASELINE;
}

double bare_run(enum bare_width width, double blocks)
{
    struct batch batch;
    draw_function *function = function_of(width);
    uint32_t batches = (uint32_t)(blocks / BATCH) + 1;
    for (uint32_t number = 0; number < batches; number++)
        function(&batch, number);
    return (double)batches * BATCH;
}

bool bare_is_right(enum bare_width width)
{
    struct batch batch;
    const uint32_t number = 2385;
    function_of(width)(&batch, number);
    for (uint32_t i = 0; i < BATCH; i++) {
        struct philox_block expected = philox((struct philox_block){{i, number, 0, 0}}, KEY);
        for (int w = 0; w < PHILOX_WORDS; w++)
            if (batch.word[w][i] != expected.word[w])
                return false;
        double u = ((double)(expected.word[3] >> 8) + 0.5) / 16777216.0;
        double days = -(double)MEAN_DAYS * log(u);
        if (!(fabs((double)batch.days[i] - days) <= 1e-6 * (double)MEAN_DAYS + 1e-6 * days))
            return false;
    }
    return true;
}
