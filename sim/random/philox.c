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

void philox_batch(uint32_t *restrict c0, uint32_t *restrict c1, uint32_t *restrict c2,
    uint32_t *restrict c3, size_t count, uint64_t key)
{
    for (size_t i = 0; i < count; i++)
        rounds(&c0[i], &c1[i], &c2[i], &c3[i], key);
}
