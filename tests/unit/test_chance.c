/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "chance.h"
#include "philox.h"

#include <gsl/gsl_cdf.h>

/* Two statistical tests, on fixed seeds. */
#define LEVEL (0.001 / 2)
enum { DRAWS = 1000000 };

static void zero_never_happens(void **state)
{
    (void)state;
    assert_int_equal(chance_of(0.0), 0);
    assert_int_equal(chance_of(-0.0), 0);
    assert_false(chance_happens(chance_of(0.0), 0));
    assert_false(chance_happens(chance_of(0.0), UINT32_MAX));
}

static void one_always_happens(void **state)
{
    (void)state;
    assert_int_equal(chance_of(1.0), CHANCE_ALWAYS);
    assert_true(chance_happens(chance_of(1.0), 0));
    assert_true(chance_happens(chance_of(1.0), UINT32_MAX));
}

static void what_lies_outside_counts_as_0_or_1(void **state)
{
    (void)state;
    assert_int_equal(chance_of(-0.1), 0);
    assert_int_equal(chance_of((double)-INFINITY), 0);
    assert_int_equal(chance_of(1.1), CHANCE_ALWAYS);
    assert_int_equal(chance_of((double)INFINITY), CHANCE_ALWAYS);
    assert_int_equal(chance_of(1e300), CHANCE_ALWAYS);
}

/* A probability that is not a number must not become one that always happens. */
static void nan_never_happens(void **state)
{
    (void)state;
    assert_int_equal(chance_of((double)NAN), 0);
}

static void thresholds_are_rounded_to_the_nearest_word(void **state)
{
    (void)state;
    assert_int_equal(chance_of(0.5), UINT64_C(1) << 31);
    assert_int_equal(chance_of(0.25), UINT64_C(1) << 30);
    assert_int_equal(chance_of(1.0 / 3.0), 1431655765);
    assert_int_equal(chance_of(2.0 / 3.0), 2863311531);
    assert_int_equal(chance_of(0.4 / 4294967296.0), 0);
    assert_int_equal(chance_of(0.6 / 4294967296.0), 1);
    assert_int_equal(chance_of(1.0 - 0.4 / 4294967296.0), CHANCE_ALWAYS);
}

static void as_many_words_happen_as_the_threshold_says(void **state)
{
    (void)state;
    assert_true(chance_happens(chance_of(0.5), 0x7fffffff));
    assert_false(chance_happens(chance_of(0.5), 0x80000000));
    assert_true(chance_happens(1, 0));
    assert_false(chance_happens(1, 1));
}

static void both_is_the_product(void **state)
{
    (void)state;
    assert_int_equal(chance_both(chance_of(0.5), chance_of(0.5)), chance_of(0.25));
    assert_int_equal(chance_both(chance_of(0.75), chance_of(0.5)), chance_of(0.375));
    assert_int_equal(chance_both(chance_of(0.125), chance_of(0.625)), chance_of(0.078125));
    assert_int_equal(chance_both(CHANCE_ALWAYS, CHANCE_ALWAYS), CHANCE_ALWAYS);
    assert_int_equal(chance_both(CHANCE_ALWAYS, chance_of(0.25)), chance_of(0.25));
    assert_int_equal(chance_both(chance_of(0.25), CHANCE_ALWAYS), chance_of(0.25));
    assert_int_equal(chance_both(0, CHANCE_ALWAYS), 0);
    assert_int_equal(chance_both(CHANCE_ALWAYS, 0), 0);
}

/* Half of the last bit of one of them is lost: never more than two words in 2^32. */
static void both_is_the_product_to_two_words(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < 10000; i++) {
        struct philox_block w = philox((struct philox_block){{i, 0, 0, 0}}, 1);
        chance both = chance_both(w.word[0], w.word[1]);
        double exact = (double)w.word[0] * (double)w.word[1] / 4294967296.0;
        assert_true((double)both <= exact && (double)both > exact - 2.0);
    }
}

static void then_adds_what_is_left_of_the_first(void **state)
{
    (void)state;
    assert_int_equal(chance_then(chance_of(0.5), chance_of(0.5)), chance_of(0.75));
    assert_int_equal(chance_then(chance_of(0.25), chance_of(0.5)), chance_of(0.625));
    assert_int_equal(chance_then(0, chance_of(0.25)), chance_of(0.25));
    assert_int_equal(chance_then(chance_of(0.25), 0), chance_of(0.25));
    assert_int_equal(chance_then(chance_of(0.25), CHANCE_ALWAYS), CHANCE_ALWAYS);
    assert_int_equal(chance_then(CHANCE_ALWAYS, chance_of(0.5)), CHANCE_ALWAYS);
    assert_int_equal(chance_then(0, 0), 0);
}

static void uniform_numbers_lie_inside_0_and_1(void **state)
{
    (void)state;
    assert_true(chance_uniform(0) > 0.0);
    assert_true(chance_uniform(UINT32_MAX) < 1.0);
    assert_close(chance_uniform(UINT32_C(1) << 31), 0.5, 0.0, 1e-9);
    assert_true(chance_uniform(0) + chance_uniform(UINT32_MAX) == 1.0);
}

/* The share of words that happen, for five probabilities `off` from those that are expected:
 * the sum of five squared normal deviates. */
static double p_of_frequency(double off)
{
    const double probability[] = {0.001, 0.1, 1.0 / 3.0, 0.5, 0.99};
    double chi_square = 0.0;
    for (uint32_t k = 0; k < 5; k++) {
        double p = probability[k], happened = 0.0;
        chance threshold = chance_of(p + off);
        for (uint32_t i = 0; i < DRAWS; i++)
            happened +=
                chance_happens(threshold, philox((struct philox_block){{i, k}}, 2).word[0]);
        chi_square += pow(happened - p * DRAWS, 2.0) / (DRAWS * p * (1.0 - p));
    }
    return gsl_cdf_chisq_Q(chi_square, 5.0);
}

static void happens_as_often_as_it_should(void **state)
{
    (void)state;
    assert_true(p_of_frequency(0.0) > LEVEL);
    assert_true(p_of_frequency(0.002) < LEVEL);
}

/* One word decides two things in turn: shares of first, second and neither. `wrong` adds the
 * probabilities instead, as if the second did not have to wait for the first. */
static double p_of_then(int wrong)
{
    const chance first = chance_of(0.2), second = chance_of(0.3);
    const chance then = wrong ? first + second : chance_then(first, second);
    const double expected[] = {0.2 * DRAWS, 0.8 * 0.3 * DRAWS, 0.8 * 0.7 * DRAWS};
    double seen[3] = {0}, chi_square = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++) {
        uint32_t word = philox((struct philox_block){{i}}, 3).word[0];
        seen[chance_happens(first, word) ? 0 : chance_happens(then, word) ? 1 : 2]++;
    }
    for (int i = 0; i < 3; i++)
        chi_square += pow(seen[i] - expected[i], 2.0) / expected[i];
    return gsl_cdf_chisq_Q(chi_square, 2.0);
}

static void one_word_decides_two_things_in_turn(void **state)
{
    (void)state;
    assert_true(p_of_then(0) > LEVEL);
    assert_true(p_of_then(1) < LEVEL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zero_never_happens),
        cmocka_unit_test(one_always_happens),
        cmocka_unit_test(what_lies_outside_counts_as_0_or_1),
        cmocka_unit_test(nan_never_happens),
        cmocka_unit_test(thresholds_are_rounded_to_the_nearest_word),
        cmocka_unit_test(as_many_words_happen_as_the_threshold_says),
        cmocka_unit_test(both_is_the_product),
        cmocka_unit_test(both_is_the_product_to_two_words),
        cmocka_unit_test(then_adds_what_is_left_of_the_first),
        cmocka_unit_test(uniform_numbers_lie_inside_0_and_1),
        cmocka_unit_test(happens_as_often_as_it_should),
        cmocka_unit_test(one_word_decides_two_things_in_turn),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
