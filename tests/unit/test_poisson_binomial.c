/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "poisson_binomial.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdbool.h>

enum { FEW = 11 };
static const double few[FEW] = {0.02, 0.5, 0.31, 0.9, 0.15, 0.15, 0.77, 0.4, 0.05, 0.63, 0.2};

/* All ways in which the few may fall. */
static struct tails by_enumeration(int happened, double factor)
{
    struct tails tails = {0.0, 0.0};
    for (unsigned way = 0; way < 1u << FEW; way++) {
        double p = 1.0;
        int events = 0;
        for (int i = 0; i < FEW; i++) {
            double odds = factor * few[i] / (1.0 - few[i]), chance = odds / (1.0 + odds);
            bool one = way >> i & 1u;
            p *= one ? chance : 1.0 - chance;
            events += one;
        }
        tails.more += events > happened ? p : events == happened ? p / 2.0 : 0.0;
        tails.fewer += events < happened ? p : events == happened ? p / 2.0 : 0.0;
    }
    return tails;
}

static void tails_are_those_of_all_ways(void **state)
{
    (void)state;
    const struct many_chances chances = {FEW, few};
    static const double factors[] = {1.0, 0.1, 3.0};
    for (size_t f = 0; f < 3; f++)
        for (int happened = 0; happened <= FEW; happened++) {
            struct tails a = many_chances_tails(&chances, happened, factors[f]);
            struct tails b = by_enumeration(happened, factors[f]);
            assert_close(a.more, b.more, 1e-12, 1e-15);
            assert_close(a.fewer, b.fewer, 1e-12, 1e-15);
            assert_close(a.more + a.fewer, 1.0, 1e-12, 0.0);
        }
}

/* Of equal chances it is the binomial distribution, however many there are. */
static void equal_chances_are_binomial(void **state)
{
    (void)state;
    enum { N = 3000 };
    static double chance[N];
    for (int i = 0; i < N; i++)
        chance[i] = 0.3;
    const struct many_chances chances = {N, chance};
    for (int happened = 820; happened < 980; happened += 40) {
        struct tails tails = many_chances_tails(&chances, happened, 1.0);
        double half = gsl_ran_binomial_pdf((unsigned)happened, 0.3, N) / 2.0;
        assert_close(
            tails.fewer, gsl_cdf_binomial_P((unsigned)happened, 0.3, N) - half, 1e-9, 0.0);
        assert_close(
            tails.more, gsl_cdf_binomial_Q((unsigned)happened, 0.3, N) + half, 1e-9, 0.0);
    }
}

static void limits_are_where_a_tail_is_half_of_the_rest(void **state)
{
    (void)state;
    const struct many_chances chances = {FEW, few};
    double expected = many_chances_expected(&chances, 1.0);
    for (int happened = 0; happened <= FEW; happened++) {
        struct ratio_limits r = many_chances_ratio(&chances, happened, 0.95);
        assert_close(r.ratio, happened / expected, 1e-12, 0.0);
        assert_true(r.low <= r.ratio + 1e-12 && r.ratio <= r.high + 1e-12);
        /* The factor is found again by how many it has expected. */
        double low = 1e-12, high = 1e12;
        for (int i = 0; i < 200; i++) {
            double middle = sqrt(low * high);
            *(many_chances_expected(&chances, middle) > r.low * expected ? &high : &low) =
                middle;
        }
        if (happened > 0)
            assert_close(many_chances_tails(&chances, happened, low).more, 0.025, 1e-6, 0.0);
        else
            assert_true(r.low == 0.0);
    }
    const struct many_chances none = {0, few};
    assert_true(isnan(many_chances_ratio(&none, 0, 0.95).ratio));
}

/* What happens by these chances is rare, at 5 % in one direction, no more often than that;
 * where all odds are three times as large it mostly is. 2,000 experiments of 60 events: 4.3
 * standard errors (0.001 over 40). */
static void what_is_rare_is_rare(void **state)
{
    (void)state;
    enum { EXPERIMENTS = 2000, EVENTS = 60 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    double chance[EVENTS];
    int rare = 0, found = 0;
    gsl_rng_set(rng, 20240313);
    for (int i = 0; i < EVENTS; i++)
        chance[i] = 0.15 + 0.25 * i / (EVENTS - 1);
    const struct many_chances chances = {EVENTS, chance};
    for (int e = 0; e < EXPERIMENTS; e++) {
        int plain = 0, better = 0;
        for (int i = 0; i < EVENTS; i++) {
            double u = gsl_rng_uniform(rng), odds = 3.0 * chance[i] / (1.0 - chance[i]);
            plain += u < chance[i];
            better += u < odds / (1.0 + odds);
        }
        rare += many_chances_tails(&chances, plain, 1.0).more < 0.05;
        found += many_chances_tails(&chances, better, 1.0).more < 0.05;
    }
    gsl_rng_free(rng);
    assert_true(rare < EXPERIMENTS * 0.05 + 4.3 * sqrt(EXPERIMENTS * 0.05 * 0.95));
    assert_true(rare > EXPERIMENTS * 0.03);
    assert_true(found > EXPERIMENTS * 0.95);
}

/* As R's p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm"). */
static void several_are_adjusted(void **state)
{
    (void)state;
    static const double p[] = {0.01, 0.04, 0.03, 0.005}, holm[] = {0.03, 0.06, 0.06, 0.02};
    double adjusted[4];
    holm_adjust(adjusted, p, 4);
    for (int i = 0; i < 4; i++)
        assert_close(adjusted[i], holm[i], 1e-12, 0.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tails_are_those_of_all_ways),
        cmocka_unit_test(equal_chances_are_binomial),
        cmocka_unit_test(limits_are_where_a_tail_is_half_of_the_rest),
        cmocka_unit_test(what_is_rare_is_rare),
        cmocka_unit_test(several_are_adjusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
