/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "chance.h"
#include "normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* The largest difference from the exact inverse over many words, and the word next to each end
 * of a cell. */
static double largest_error(void)
{
    double most = 0.0;
    for (uint32_t i = 0; i < 1u << 20; i++) {
        uint32_t word = i << 12 | (i * 2654435761u >> 20);
        most = fmax(
            most, fabs(normal_deviate(word) - gsl_cdf_ugaussian_Pinv(chance_uniform(word))));
    }
    for (uint32_t cell = 0; cell < 2048; cell++)
        for (uint32_t end = 0; end < 2; end++) {
            uint32_t word = (cell << 21) + (end ? (1u << 21) - 1 : 0);
            most = fmax(most,
                fabs(normal_deviate(word) - gsl_cdf_ugaussian_Pinv(chance_uniform(word))));
        }
    return most;
}

static void deviates_are_those_of_the_inverse(void **state)
{
    (void)state;
    normal_prepare();
    normal_prepare();
    double most = largest_error();
    assert_true(most < 1e-10);
    assert_true(most > 0.0); /* it is interpolated */
}

/* The same number for a word and for the one as far from the other end, but for the sign. */
static void both_halves_are_alike(void **state)
{
    (void)state;
    normal_prepare();
    for (uint32_t i = 1; i < 1u << 16; i++) {
        uint32_t word = i * 65537u;
        assert_close(normal_deviate(word), -normal_deviate(~word), 0.0, 1e-9);
    }
    double last = -7.0;
    for (uint64_t word = 0; word < UINT64_C(1) << 32; word += 65521) {
        double here = normal_deviate((uint32_t)word);
        assert_true(here > last);
        last = here;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(deviates_are_those_of_the_inverse),
        cmocka_unit_test(both_halves_are_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
