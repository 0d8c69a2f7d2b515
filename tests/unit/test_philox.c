/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "philox.h"

#include <string.h>

struct answer {
    struct philox_block counter;
    uint32_t k0, k1;
    struct philox_block words;
};

/* The lines "philox4x32 10" of kat_vectors in Random123 1.14. */
static const struct answer answers[] = {
    {{{0, 0, 0, 0}}, 0, 0, {{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}}},
    {{{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}}, 0xffffffff, 0xffffffff,
        {{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}}},
    {{{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}}, 0xa4093822, 0x299f31d0,
        {{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}},
};
enum { ANSWERS = sizeof answers / sizeof answers[0] };

/* Our key is one number of 64 bits: k0 is its low half, k1 its high half. */
static uint64_t key_of(uint32_t k0, uint32_t k1)
{
    return (uint64_t)k1 << 32 | k0;
}

static void assert_same_words(struct philox_block got, struct philox_block expected)
{
    assert_memory_equal(got.word, expected.word, sizeof expected.word);
}

static void gives_the_published_words(void **state)
{
    (void)state;
    for (int i = 0; i < ANSWERS; i++) {
        struct answer a = answers[i];
        assert_same_words(philox(a.counter, key_of(a.k0, a.k1)), a.words);
    }
}

/* The vectors of zeros and of ones cannot tell the halves of the key apart; that of pi can. */
static void takes_k0_from_the_low_half_of_the_key(void **state)
{
    (void)state;
    struct answer pi = answers[2];
    struct philox_block swapped = philox(pi.counter, key_of(pi.k1, pi.k0));
    assert_memory_not_equal(swapped.word, pi.words.word, sizeof swapped.word);
}

static void batch_gives_the_published_words(void **state)
{
    (void)state;
    for (int i = 0; i < ANSWERS; i++) {
        struct philox_block b = answers[i].counter;
        uint64_t key = key_of(answers[i].k0, answers[i].k1);
        philox_batch(&b, 1, key);
        assert_same_words(b, answers[i].words);
    }
}

enum { MOST = 1001, GUARD = 8 };
static struct philox_block blocks[MOST + GUARD];

static struct philox_block counter_of(uint32_t i)
{
    return (struct philox_block){{i, ~i, i * 2654435761u, 0xdeadbeef}};
}

/* What follows the batch must stay: a vector loop may not write past its count. */
static void check_batch(size_t count, uint64_t key)
{
    for (uint32_t i = 0; i < MOST + GUARD; i++)
        blocks[i] = counter_of(i);
    philox_batch(blocks, count, key);
    for (uint32_t i = 0; i < MOST + GUARD; i++)
        assert_same_words(blocks[i], i < count ? philox(counter_of(i), key) : counter_of(i));
}

static void batch_equals_single_for_awkward_counts(void **state)
{
    (void)state;
    const size_t counts[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 255, MOST};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        check_batch(counts[i], UINT64_C(0x0123456789abcdef) + i);
}

/* 4-byte alignment is all a caller owes. */
static void batch_may_start_at_any_word(void **state)
{
    (void)state;
    static uint32_t words[PHILOX_WORDS * 64];
    for (uint32_t start = 0; start < 9; start++) {
        struct philox_block *block = (struct philox_block *)(words + start);
        for (uint32_t i = 0; i < 50; i++)
            block[i] = counter_of(i);
        philox_batch(block, 50, 7);
        for (uint32_t i = 0; i < 50; i++)
            assert_same_words(block[i], philox(counter_of(i), 7));
    }
}

static int bits_that_differ(struct philox_block a, struct philox_block b)
{
    int bits = 0;
    for (int w = 0; w < PHILOX_WORDS; w++)
        bits += __builtin_popcount(a.word[w] ^ b.word[w]);
    return bits;
}

/* Of 128 output bits 64 turn on average, standard deviation 5.7; 20 is not chance. */
static void every_bit_of_counter_and_key_changes_the_words(void **state)
{
    (void)state;
    struct philox_block counter = {{1, 2, 3, 4}}, base = philox(counter, 5);
    for (int bit = 0; bit < 128; bit++) {
        struct philox_block other = counter;
        other.word[bit / 32] ^= UINT32_C(1) << (bit % 32);
        assert_true(bits_that_differ(philox(other, 5), base) > 20);
    }
    for (int bit = 0; bit < 64; bit++)
        assert_true(bits_that_differ(philox(counter, 5 ^ UINT64_C(1) << bit), base) > 20);
}

/* The third word may wrap round. */
static void rows_are_counters_that_follow_each_other(void **state)
{
    (void)state;
    static const uint32_t thirds[] = {0, 1, 17, UINT32_MAX - 3};
    for (size_t i = 0; i < sizeof thirds / sizeof *thirds; i++) {
        struct philox_block first = {{7, 11, thirds[i], 13}}, row[PHILOX_ROW];
        philox_row(row, first, UINT64_C(0x0123456789abcdef));
        for (int k = 0; k < PHILOX_ROW; k++, first.word[2]++) {
            struct philox_block one = philox(first, UINT64_C(0x0123456789abcdef));
            assert_memory_equal(&row[k], &one, sizeof one);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_words),
        cmocka_unit_test(takes_k0_from_the_low_half_of_the_key),
        cmocka_unit_test(batch_gives_the_published_words),
        cmocka_unit_test(batch_equals_single_for_awkward_counts),
        cmocka_unit_test(batch_may_start_at_any_word),
        cmocka_unit_test(every_bit_of_counter_and_key_changes_the_words),
        cmocka_unit_test(rows_are_counters_that_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
