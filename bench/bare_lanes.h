/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Part of bare.c, included once per vector width: a batch of words and logarithms in vectors of
 * BARE_BYTES, for processors with BARE_TARGET. Each 64-bit lane holds one word of one block;
 * what stands in its upper half is of no account. BARE_MULTIPLY(a, b) multiplies the lower
 * halves: compilers do not find that instruction by themselves. */

BARE_TARGET static void BARE_NAME(struct batch *batch, uint32_t number)
{
    typedef uint64_t lanes __attribute__((vector_size(BARE_BYTES)));
    typedef uint32_t words __attribute__((vector_size(BARE_BYTES / 2)));
    enum { LANES = BARE_BYTES / 8, SIDE_BY_SIDE = 2 };
    const lanes multiplier_0 = UINT64_C(0xD2511F53) - (lanes){0};
    const lanes multiplier_1 = UINT64_C(0xCD9E8D57) - (lanes){0};
    lanes first = {0};
    for (int i = 0; i < LANES; i++)
        first[i] = (uint64_t)i;
    for (uint64_t i = 0; i < BATCH; i += LANES * SIDE_BY_SIDE) {
        lanes w[SIDE_BY_SIDE][PHILOX_WORDS] = {
            {first + i, number + (lanes){0}}, {first + i + LANES, number + (lanes){0}}};
        uint32_t k0 = (uint32_t)KEY, k1 = (uint32_t)(KEY >> 32);
        for (int round = 0; round < ROUNDS; round++) {
            for (int s = 0; s < SIDE_BY_SIDE; s++) {
                lanes p = BARE_MULTIPLY(w[s][0], multiplier_0);
                lanes q = BARE_MULTIPLY(w[s][2], multiplier_1);
                w[s][0] = (q >> 32) ^ w[s][1] ^ k0;
                w[s][1] = q;
                w[s][2] = (p >> 32) ^ w[s][3] ^ k1;
                w[s][3] = p;
            }
            k0 += UINT32_C(0x9E3779B9);
            k1 += UINT32_C(0xBB67AE85);
        }
        for (int s = 0; s < SIDE_BY_SIDE; s++)
            for (int word = 0; word < PHILOX_WORDS; word++) {
                words packed = __builtin_convertvector(w[s][word], words);
                memcpy(&batch->word[word][i + (uint64_t)s * LANES], &packed, sizeof packed);
            }
    }
    take_logarithms(batch);
}

#undef BARE_TARGET
#undef BARE_NAME
#undef BARE_BYTES
#undef BARE_MULTIPLY
