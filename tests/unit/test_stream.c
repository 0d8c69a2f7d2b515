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

/* All corners of the counter: a field that runs over into another one would repeat a block. */
static void every_counter_has_words_of_its_own(void **state)
{
    (void)state;
    const uint32_t wide[] = {0, 1, 0xffffff, 0x1000000, 0xffffffff},
                   narrow[] = {0, 1, 0xffffff};
    enum { ALL = 5 * 5 * 5 * 3 * (PURPOSE_STREAM + 1) };
    static struct philox_block counters[ALL], words[ALL];
    size_t count = 0;
    for (int r = 0; r < 5; r++)
        for (int k = 0; k < 5; k++)
            for (int o = 0; o < 5; o++)
                for (int again = 0; again < 3; again++)
                    for (enum purpose p = PURPOSE_COMPANY; p <= PURPOSE_STREAM; p++) {
                        counters[count] =
                            stream_counter(wide[r], wide[k], wide[o], p, narrow[again]);
                        words[count++] =
                            stream_draw(9, wide[r], wide[k], wide[o], p, narrow[again]);
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
        words[bit] = stream_draw(UINT64_C(1) << bit, 1, 2, 3, PURPOSE_CONTACT, 0);
    words[64] = stream_draw(0, 1, 2, 3, PURPOSE_CONTACT, 0);
    words[65] = stream_draw(UINT64_MAX, 1, 2, 3, PURPOSE_CONTACT, 0);
    assert_all_differ(words, 66);
}

static gsl_rng *generator_of(unsigned long seed)
{
    gsl_rng *generator = gsl_rng_alloc(stream_gsl_type);
    gsl_rng_set(generator, seed);
    return generator;
}

static void the_gsl_generator_gives_the_words_of_its_purpose(void **state)
{
    (void)state;
    gsl_rng *generator = generator_of(0);
    stream_gsl_place(generator, UINT64_C(0x123456789abcdef), 7, 11);
    for (uint32_t block = 0; block < 100; block++) {
        struct philox_block words =
            stream_draw(UINT64_C(0x123456789abcdef), 7, 11, block, PURPOSE_STREAM, 0);
        for (int w = 0; w < PHILOX_WORDS; w++)
            assert_int_equal(gsl_rng_get(generator), words.word[w]);
    }
    gsl_rng_free(generator);
}

static void the_gsl_generator_has_words_of_32_bits(void **state)
{
    (void)state;
    gsl_rng *generator = generator_of(1);
    assert_int_equal(gsl_rng_min(generator), 0);
    assert_int_equal(gsl_rng_max(generator), 0xffffffff);
    assert_string_equal(gsl_rng_name(generator), "philox4x32-10");
    for (int i = 0; i < 1000; i++) {
        double u = gsl_rng_uniform(generator);
        assert_true(u >= 0.0 && u < 1.0);
    }
    gsl_rng_free(generator);
}

static int words_in_common(gsl_rng *a, gsl_rng *b)
{
    int same = 0;
    for (int i = 0; i < 1000; i++)
        same += gsl_rng_get(a) == gsl_rng_get(b);
    return same;
}

static void the_same_seed_gives_the_same_stream(void **state)
{
    (void)state;
    gsl_rng *a = generator_of(42), *b = generator_of(42);
    assert_int_equal(words_in_common(a, b), 1000);
    gsl_rng_set(a, 42);
    stream_gsl_place(b, 42, 0, 0);
    assert_int_equal(words_in_common(a, b), 1000);
    gsl_rng_free(a);
    gsl_rng_free(b);
}

static void zero_is_a_seed_like_any_other(void **state)
{
    (void)state;
    gsl_rng *zero = generator_of(0), *one = generator_of(1);
    assert_int_equal(words_in_common(zero, one), 0);
    gsl_rng_set(zero, 0);
    assert_int_equal(gsl_rng_get(zero), stream_draw(0, 0, 0, 0, PURPOSE_STREAM, 0).word[0]);
    gsl_rng_free(zero);
    gsl_rng_free(one);
}

static void seeds_of_more_than_32_bits_count_whole(void **state)
{
    (void)state;
    gsl_rng *a = generator_of(5), *b = generator_of(5 + (1UL << 32));
    assert_int_equal(words_in_common(a, b), 0);
    gsl_rng_free(a);
    gsl_rng_free(b);
}

static void streams_of_other_places_differ(void **state)
{
    (void)state;
    gsl_rng *a = generator_of(3), *b = generator_of(3);
    stream_gsl_place(a, 3, 1, 0);
    stream_gsl_place(b, 3, 0, 1);
    assert_int_equal(words_in_common(a, b), 0);
    stream_gsl_place(a, 3, 1, 0);
    stream_gsl_place(b, 3, 2, 0);
    assert_int_equal(words_in_common(a, b), 0);
    gsl_rng_free(a);
    gsl_rng_free(b);
}

static void a_copy_goes_on_where_the_original_was(void **state)
{
    (void)state;
    gsl_rng *a = generator_of(3);
    for (int i = 0; i < 7; i++)
        gsl_rng_get(a);
    gsl_rng *b = gsl_rng_clone(a);
    assert_int_equal(words_in_common(a, b), 1000);
    gsl_rng_free(a);
    gsl_rng_free(b);
}

/* Where words come from, right ways and wrong ones. */
typedef uint32_t source(gsl_rng *generator, uint32_t i);

static uint32_t next_of_stream(gsl_rng *generator, uint32_t i)
{
    (void)i;
    return (uint32_t)gsl_rng_get(generator);
}

/* The first word of each company: neighbouring counters instead of one stream. */
static uint32_t first_of_company(gsl_rng *generator, uint32_t i)
{
    (void)generator;
    return stream_draw(20240313, i / 1000, i % 1000, 0, PURPOSE_COMPANY, 0).word[0];
}

/* Wrong: one word in fifty has its top bit set. */
static uint32_t top_heavy(gsl_rng *generator, uint32_t i)
{
    uint32_t word = next_of_stream(generator, i);
    return i % 50 == 0 ? word | UINT32_C(1) << 31 : word;
}

/* Wrong: one word in fifty repeats the one before. */
static uint32_t stammering(gsl_rng *generator, uint32_t i)
{
    (void)generator;
    return first_of_company(generator, i % 50 == 49 ? i - 1 : i);
}

static double two_sided(double below)
{
    return 2.0 * fmin(below, 1.0 - below);
}

/* Mean of uniform numbers: 1/2, variance 1/12. */
static double p_of_mean(source *next)
{
    gsl_rng *generator = generator_of(1);
    double sum = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++)
        sum += next(generator, i) / 4294967296.0;
    gsl_rng_free(generator);
    return two_sided(gsl_cdf_ugaussian_P((sum / DRAWS - 0.5) * sqrt(12.0 * DRAWS)));
}

/* Each of the 32 bits is set in half of the words: chi-square on 32 degrees of freedom. */
static double p_of_bits(source *next)
{
    gsl_rng *generator = generator_of(2);
    double set[32] = {0}, chi_square = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        uint32_t word = next(generator, i);
        for (int bit = 0; bit < 32; bit++)
            set[bit] += word >> bit & 1;
    }
    gsl_rng_free(generator);
    for (int bit = 0; bit < 32; bit++)
        chi_square += pow(set[bit] - DRAWS / 2.0, 2.0) / (DRAWS / 4.0);
    return two_sided(gsl_cdf_chisq_P(chi_square, 32.0));
}

/* Top bytes of pairs of words that follow each other, in 16 by 16 fields. */
static double p_of_pairs(source *next)
{
    gsl_rng *generator = generator_of(3);
    double seen[256] = {0}, chi_square = 0.0, expected = DRAWS / 2 / 256.0;
    for (uint32_t i = 0; i + 1 < DRAWS; i += 2) {
        uint32_t first = next(generator, i), second = next(generator, i + 1);
        seen[first >> 28 << 4 | second >> 28]++;
    }
    gsl_rng_free(generator);
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
        cmocka_unit_test(the_gsl_generator_gives_the_words_of_its_purpose),
        cmocka_unit_test(the_gsl_generator_has_words_of_32_bits),
        cmocka_unit_test(the_same_seed_gives_the_same_stream),
        cmocka_unit_test(zero_is_a_seed_like_any_other),
        cmocka_unit_test(seeds_of_more_than_32_bits_count_whole),
        cmocka_unit_test(streams_of_other_places_differ),
        cmocka_unit_test(a_copy_goes_on_where_the_original_was),
        cmocka_unit_test(uniform_numbers_have_a_mean_of_a_half),
        cmocka_unit_test(every_bit_is_set_in_half_of_the_words),
        cmocka_unit_test(words_do_not_tell_the_next_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
