/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "ranking.h"

#include <gsl/gsl_randist.h>

#define ALPHA 0.05
enum { MOST = 8, EXPERIMENTS = 500 };
/* Two standard errors below 0.95 over 500 experiments. */
#define LEAST (0.95 - 2.0 * sqrt(0.95 * 0.05 / EXPERIMENTS))

static int survivors(const struct ranking *ranking)
{
    int count = 0;
    for (int i = 0; i < ranking->systems; i++)
        count += ranking->survives[i];
    return count;
}

/* For n0 = 10, alpha = 0.05: 18 eta with eta = ((0.1/(k - 1))^(-2/9) - 1)/2. */
static void constants_are_those_of_the_paper(void **state)
{
    (void)state;
    struct ranking ranking;
    ranking_init(&ranking, 2, 10, ALPHA, 1.0);
    assert_close(ranking.h2, 9.0 * (pow(10.0, 2.0 / 9.0) - 1.0), 1e-12, 0.0);
    assert_close(ranking.h2, 6.013, 0.0, 1e-3);
    ranking_free(&ranking);
    ranking_init(&ranking, 5, 50, ALPHA, 1.0);
    assert_close(ranking.h2, 49.0 * (pow(40.0, 2.0 / 49.0) - 1.0), 1e-12, 0.0);
    ranking_free(&ranking);
}

/* Differences 3, 1 and again: mean 2, S2 = 4/3 over four. With k = 2, n0 = 4, delta = 1,
 * h2 = 3 (10^(2/3) - 1) = 10.9248: W(4) = (14.566 - 4)/8 = 1.321 < 2: the second is dropped. */
static void a_system_is_dropped_when_it_falls_short_by_more_than_w(void **state)
{
    (void)state;
    struct ranking ranking;
    for (int wide = 0; wide < 2; wide++) {
        double shift = wide ? 0.7 : 0.0; /* mean 1.3: not enough */
        ranking_init(&ranking, 2, 4, ALPHA, 1.0);
        for (int r = 0; r < 4; r++) {
            assert_int_equal(survivors(&ranking), 2);
            assert_false(ranking_finished(&ranking));
            ranking_add(&ranking, (double[]){(r % 2 ? 1.0 : 3.0) + 5.0 - shift, 5.0});
        }
        assert_close(ranking.variance[1], 4.0 / 3.0, 1e-12, 0.0);
        assert_int_equal(survivors(&ranking), wide ? 2 : 1);
        assert_int_equal(ranking_finished(&ranking), !wide);
        assert_int_equal(ranking_best(&ranking), 0);
        if (wide)
            assert_int_equal(ranking_most(&ranking), 15);
        ranking_free(&ranking);
    }
}

/* Differences -1, 1, -1, 1: again S2 = 4/3; then none, so that nothing is ever dropped. */
static void it_ends_after_as_many_observations_as_said(void **state)
{
    (void)state;
    struct ranking ranking;
    ranking_init(&ranking, 2, 4, ALPHA, 1.0);
    assert_int_equal(ranking_most(&ranking), 0);
    for (int r = 0; !ranking_finished(&ranking); r++)
        ranking_add(&ranking, (double[]){r >= 4 ? 0.0 : r % 2 ? 1.0 : -1.0, 0.0});
    assert_int_equal(ranking.n, 15);
    assert_int_equal(survivors(&ranking), 2);
    ranking_free(&ranking);
}

static void equal_systems_end_with_the_first(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct ranking ranking;
    struct estimate out[3];
    ranking_init(&ranking, 3, 10, ALPHA, 0.5);
    while (!ranking_finished(&ranking)) {
        double x = 0.1 + gsl_ran_ugaussian(rng);
        ranking_add(&ranking, (double[]){gsl_ran_ugaussian(rng) - 4.0, x, x});
    }
    assert_int_equal(survivors(&ranking), 2);
    assert_int_equal(ranking_best(&ranking), 1);
    ranking_compare(&ranking, out);
    assert_true(out[0].high == 0.0 && out[1].high > 0.0 && out[2].high > 0.0);
    assert_true(out[1].value == 0.0 && out[1].low < 0.0);
    ranking_free(&ranking);
    gsl_rng_free(rng);
}

static void systems_without_luck_need_the_first_stage_only(void **state)
{
    (void)state;
    struct ranking ranking;
    struct estimate out[3];
    ranking_init(&ranking, 3, 50, ALPHA, 0.5);
    while (!ranking_finished(&ranking))
        ranking_add(&ranking, (double[]){0.3, 0.7, 0.7});
    assert_int_equal(ranking.n, 50);
    assert_int_equal(survivors(&ranking), 2);
    assert_int_equal(ranking_best(&ranking), 1);
    ranking_compare(&ranking, out);
    assert_close(out[0].value, -0.4, 1e-12, 0.0);
    assert_close(out[0].high, 0.0, 0.0, 1e-12);
    ranking_free(&ranking);
}

static void one_system_is_the_best(void **state)
{
    (void)state;
    struct ranking ranking;
    struct estimate out;
    ranking_init(&ranking, 1, 50, ALPHA, 0.5);
    assert_true(ranking_finished(&ranking));
    assert_int_equal(ranking_best(&ranking), 0);
    ranking_compare(&ranking, &out);
    assert_nan(out.low);
    ranking_free(&ranking);
}

static void nothing_is_compared_before_the_first_stage_is_in(void **state)
{
    (void)state;
    struct ranking ranking;
    struct estimate out[2];
    ranking_init(&ranking, 2, 3, ALPHA, 0.5);
    ranking_add(&ranking, (double[]){2.0, 1.0});
    ranking_compare(&ranking, out);
    assert_nan(out[0].value);
    assert_nan(out[1].high);
    ranking_free(&ranking);
}

/* An experiment: k systems with standard deviations 1 and 1.5 in turn and a common part; all
 * means 0 but that of one in the middle, which is `lead` better. */
struct setting {
    int k, n0;
    double delta, lead, rho;
};

static int run(gsl_rng *rng, const struct setting *setting, struct ranking *ranking)
{
    int best = setting->k / 2;
    while (!ranking_finished(ranking)) {
        double x[MOST], common = sqrt(setting->rho) * gsl_ran_ugaussian(rng);
        for (int i = 0; i < setting->k; i++)
            x[i] = (i == best ? setting->lead : 0.0) +
                   (1.0 + 0.5 * (i % 2)) *
                       (common + sqrt(1.0 - setting->rho) * gsl_ran_ugaussian(rng));
        ranking_add(ranking, x);
    }
    return best;
}

/* How many experiments select the best. */
static int correct(gsl_rng *rng, const struct setting *setting, double factor)
{
    int count = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        struct ranking ranking;
        ranking_init(&ranking, setting->k, setting->n0, ALPHA, setting->delta);
        ranking.h2 *= factor;
        count += run(rng, setting, &ranking) == ranking_best(&ranking);
        ranking_free(&ranking);
    }
    return count;
}

/* The hardest there is for it: all others as much worse as makes a difference, no more. A
 * procedure whose W is a tenth as wide must be seen to promise too much. */
static void the_best_is_selected_as_often_as_promised(void **state)
{
    (void)state;
    const struct setting settings[] = {{2, 10, 0.3, 0.3, 0.0}, {2, 50, 0.15, 0.15, 0.5},
        {5, 10, 0.3, 0.3, 0.0}, {5, 50, 0.2, 0.2, 0.7}};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240610);
    for (int s = 0; s < 4; s++) {
        double right = correct(rng, &settings[s], 1.0) / (double)EXPERIMENTS;
        double wrong = correct(rng, &settings[s], 0.1) / (double)EXPERIMENTS;
        print_message("k = %d, n0 = %d, correlation %.1f: %.3f; with a tenth of h2 %.3f\n",
            settings[s].k, settings[s].n0, settings[s].rho, right, wrong);
        assert_true(right >= LEAST);
        assert_true(wrong < LEAST);
    }
    gsl_rng_free(rng);
}

/* How many experiments' intervals all hold the true differences with the best of the others,
 * where the procedure stopped; with the variances of the first stage times `factor`. */
static int held(gsl_rng *rng, const struct setting *setting, double factor)
{
    int count = 0;
    for (int e = 0; e < EXPERIMENTS; e++) {
        struct ranking ranking;
        struct estimate out[MOST];
        ranking_init(&ranking, setting->k, setting->n0, ALPHA, setting->delta);
        ranking.h2 *= factor;
        int best = run(rng, setting, &ranking), all = 1;
        for (int i = 0; i < setting->k * setting->k; i++)
            ranking.variance[i] *= factor;
        ranking_compare(&ranking, out);
        for (int i = 0; i < setting->k; i++) {
            double truth = i == best ? setting->lead : -setting->lead;
            all &= out[i].low <= truth && truth <= out[i].high;
        }
        count += all;
        ranking_free(&ranking);
    }
    return count;
}

/* The bounds hold at all moments and have some to spare at the moment the procedure stops. */
static void comparisons_with_the_best_hold_as_often_as_promised(void **state)
{
    (void)state;
    const struct setting settings[] = {{2, 10, 0.3, 0.3, 0.0}, {5, 10, 0.3, 0.0, 0.0},
        {5, 50, 0.2, 0.2, 0.7}, {5, 50, 0.2, 0.6, 0.7}};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240611);
    for (int s = 0; s < 4; s++) {
        double share = held(rng, &settings[s], 1.0) / (double)EXPERIMENTS;
        double careless = held(rng, &settings[s], 0.1) / (double)EXPERIMENTS;
        print_message("k = %d, %.1f better: held %.3f; with a tenth of the variances %.3f\n",
            settings[s].k, settings[s].lead, share, careless);
        assert_true(share >= LEAST);
        assert_true(settings[s].lead != settings[s].delta || careless < LEAST);
    }
    gsl_rng_free(rng);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(constants_are_those_of_the_paper),
        cmocka_unit_test(a_system_is_dropped_when_it_falls_short_by_more_than_w),
        cmocka_unit_test(it_ends_after_as_many_observations_as_said),
        cmocka_unit_test(equal_systems_end_with_the_first),
        cmocka_unit_test(systems_without_luck_need_the_first_stage_only),
        cmocka_unit_test(one_system_is_the_best),
        cmocka_unit_test(nothing_is_compared_before_the_first_stage_is_in),
        cmocka_unit_test(the_best_is_selected_as_often_as_promised),
        cmocka_unit_test(comparisons_with_the_best_hold_as_often_as_promised),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
