/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "stream.h"

#include <gsl/gsl_cdf.h>
#include <stdlib.h>
#include <string.h>

/* Four statistical tests, on fixed seeds. */
#define LEVEL (0.001 / 4)
enum { DRAWS = 1000000 };

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct philox_block));
}

static void assert_all_differ(struct philox_block *blocks, size_t count)
{
    qsort(blocks, count, sizeof *blocks, compare);
    for (size_t i = 1; i < count; i++)
        assert_memory_not_equal(&blocks[i - 1], &blocks[i], sizeof blocks[i]);
}

static struct philox_block words_of(
    uint64_t seed, uint32_t replication, uint32_t company, enum purpose purpose)
{
    return philox(stream_counter(replication, company, 3, purpose, 0), seed);
}

/* All corners of the counter: a field that runs over into another one would repeat a block. */
static void every_counter_has_words_of_its_own(void **state)
{
    (void)state;
    const uint32_t wide[] = {0, 1, 0xffffff, 0x1000000, 0xffffffff},
                   narrow[] = {0, 1, 0xffffff};
    enum { ALL = 5 * 5 * 5 * 3 * (PURPOSE_PARAMETER + 1) };
    static struct philox_block counters[ALL], words[ALL];
    size_t count = 0;
    for (int r = 0; r < 5; r++)
        for (int k = 0; k < 5; k++)
            for (int o = 0; o < 5; o++)
                for (int again = 0; again < 3; again++)
                    for (enum purpose p = PURPOSE_COMPANY; p <= PURPOSE_PARAMETER; p++) {
                        counters[count] =
                            stream_counter(wide[r], wide[k], wide[o], p, narrow[again]);
                        words[count] = philox(counters[count], 9);
                        count++;
                    }
    assert_int_equal(count, ALL);
    assert_all_differ(counters, count);
    assert_all_differ(words, count);
}

static void another_seed_gives_other_words(void **state)
{
    (void)state;
    static struct philox_block words[66];
    for (size_t bit = 0; bit < 64; bit++)
        words[bit] = words_of(UINT64_C(1) << bit, 1, 2, PURPOSE_CONTACT);
    words[64] = words_of(0, 1, 2, PURPOSE_CONTACT);
    words[65] = words_of(UINT64_MAX, 1, 2, PURPOSE_CONTACT);
    assert_all_differ(words, 66);
}

/* Where words come from, right ways and wrong ones. */
typedef uint32_t source(uint64_t seed, uint32_t i);

/* The words of one company's contacts, one after another. */
static uint32_t next_of_stream(uint64_t seed, uint32_t i)
{
    struct philox_block counter = stream_counter(0, 0, i / PHILOX_WORDS, PURPOSE_CONTACT, 0);
    return philox(counter, seed).word[i % PHILOX_WORDS];
}

/* The first word of each company: neighbouring counters instead of one stream. */
static uint32_t first_of_company(uint64_t seed, uint32_t i)
{
    return words_of(seed, i / 1000, i % 1000, PURPOSE_COMPANY).word[0];
}

/* Wrong: one word in fifty has its top bit set. */
static uint32_t top_heavy(uint64_t seed, uint32_t i)
{
    uint32_t word = next_of_stream(seed, i);
    return i % 50 == 0 ? word | UINT32_C(1) << 31 : word;
}

/* Wrong: one word in fifty repeats the one before. */
static uint32_t stammering(uint64_t seed, uint32_t i)
{
    return first_of_company(seed, i % 50 == 49 ? i - 1 : i);
}

static double two_sided(double below)
{
    return 2.0 * fmin(below, 1.0 - below);
}

/* Mean of uniform numbers: 1/2, variance 1/12. */
static double p_of_mean(source *next)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++)
        sum += next(1, i) / 4294967296.0;
    return two_sided(gsl_cdf_ugaussian_P((sum / DRAWS - 0.5) * sqrt(12.0 * DRAWS)));
}

/* Each of the 32 bits is set in half of the words: chi-square on 32 degrees of freedom. */
static double p_of_bits(source *next)
{
    double set[32] = {0}, chi_square = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        uint32_t word = next(2, i);
        for (int bit = 0; bit < 32; bit++)
            set[bit] += word >> bit & 1;
    }
    for (int bit = 0; bit < 32; bit++)
        chi_square += pow(set[bit] - DRAWS / 2.0, 2.0) / (DRAWS / 4.0);
    return two_sided(gsl_cdf_chisq_P(chi_square, 32.0));
}

/* Top bytes of pairs of words that follow each other, in 16 by 16 fields. */
static double p_of_pairs(source *next)
{
    double seen[256] = {0}, chi_square = 0.0, expected = DRAWS / 2 / 256.0;
    for (uint32_t i = 0; i + 1 < DRAWS; i += 2) {
        uint32_t first = next(3, i), second = next(3, i + 1);
        seen[first >> 28 << 4 | second >> 28]++;
    }
    for (int i = 0; i < 256; i++)
        chi_square += pow(seen[i] - expected, 2.0) / expected;
    return two_sided(gsl_cdf_chisq_P(chi_square, 255.0));
}

static void uniform_numbers_have_a_mean_of_a_half(void **state)
{
    (void)state;
    assert_true(p_of_mean(next_of_stream) > LEVEL);
    assert_true(p_of_mean(top_heavy) < LEVEL);
}

static void every_bit_is_set_in_half_of_the_words(void **state)
{
    (void)state;
    assert_true(p_of_bits(next_of_stream) > LEVEL);
    assert_true(p_of_bits(top_heavy) < LEVEL);
}

static void words_do_not_tell_the_next_one(void **state)
{
    (void)state;
    assert_true(p_of_pairs(next_of_stream) > LEVEL);
    assert_true(p_of_pairs(first_of_company) > LEVEL);
    assert_true(p_of_pairs(stammering) < LEVEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_counter_has_words_of_its_own),
        cmocka_unit_test(another_seed_gives_other_words),
        cmocka_unit_test(uniform_numbers_have_a_mean_of_a_half),
        cmocka_unit_test(every_bit_is_set_in_half_of_the_words),
        cmocka_unit_test(words_do_not_tell_the_next_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
