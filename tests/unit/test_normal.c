/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "chance.h"
#include "normal.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

enum { WORDS = 100003 };

static void quantiles_are_those_of_gsl(void **state)
{
    (void)state;
    static uint32_t word[WORDS];
    static double z[WORDS];
    for (uint32_t i = 0; i < WORDS; i++)
        word[i] = i * UINT32_C(2654435761);
    word[0] = 0;
    word[1] = UINT32_MAX;
    normal_quantiles(z, word, WORDS);
    for (int i = 0; i < WORDS; i++)
        assert_close(z[i], gsl_cdf_ugaussian_Pinv(chance_uniform(word[i])), 1e-15, 0.0);
}

/* On both sides of where the middle ends, a word each. */
static void the_middle_ends_without_a_step(void **state)
{
    (void)state;
    uint32_t word[4] = {322122546, 322122547, 3972844748, 3972844749};
    double z[4];
    normal_quantiles(z, word, 4);
    assert_close(z[1] - z[0], 0x1p-32 * sqrt(2.0 * M_PI) * exp(z[0] * z[0] / 2.0), 1e-5, 0.0);
    assert_close(z[0], -z[3], 1e-15, 0.0);
    assert_close(z[1], -z[2], 1e-15, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantiles_are_those_of_gsl),
        cmocka_unit_test(the_middle_ends_without_a_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
