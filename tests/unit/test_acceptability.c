/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "memory.h"

#include "acceptability.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <stdlib.h>

#define LAMBDA 3000.0
enum { MOST_STRATEGIES = 3, PARAMETERS = 20 };

/* A made-up model: what a strategy is expected to do given the parameters. */
struct model {
    int strategies;
    double (*effect)(const double *theta, int strategy);
    double (*cost)(const double *theta, int strategy);
    double luck; /* standard deviation of a strategy's own luck, in partners */
};

struct sample {
    double *theta, *outcome;
    struct acceptability_data data;
};

static void sample_init(struct sample *sample, int draws, int strategies, int parameters)
{
    size_t size = 4 * (size_t)draws * (size_t)strategies;
    sample->theta = calloc((size_t)draws * (size_t)parameters + 1, sizeof(double));
    sample->outcome = calloc(size, sizeof(double));
    sample->data = (struct acceptability_data){
        draws, parameters, strategies, sample->theta, sample->outcome};
}

static void sample_free(struct sample *sample)
{
    free(sample->theta);
    free(sample->outcome);
}

/* Draws parameters and two campaigns each, with luck of their own and luck in common. */
static void fill(gsl_rng *rng, const struct model *model, struct sample *sample)
{
    int k = model->strategies, parameters = sample->data.parameters;
    double *outcome = sample->outcome, *theta = sample->theta;
    for (int i = 0; i < sample->data.draws; i++, theta += parameters) {
        for (int p = 0; p < parameters; p++)
            theta[p] = gsl_ran_ugaussian(rng);
        for (int half = 0; half < 2; half++, outcome += 2 * k) {
            double common = gsl_ran_ugaussian(rng);
            for (int s = 0; s < k; s++) {
                outcome[s] =
                    model->effect(theta, s) + common + gsl_ran_gaussian(rng, model->luck);
                outcome[k + s] = model->cost(theta, s) + 200.0 * common;
            }
        }
    }
}

/* Two strategies whose expected net benefit differs by a normal number, of mean 3000 0.1 - 100
 * = 200 and standard deviation sqrt(900^2 + 200^2). */
static double linear_effect(const double *theta, int strategy)
{
    return strategy == 0 ? 2.0 : 2.1 + 0.3 * theta[0];
}

static double linear_cost(const double *theta, int strategy)
{
    return strategy == 0 ? 1000.0 : 1100.0 + 200.0 * theta[1];
}

static const struct model linear = {2, linear_effect, linear_cost, 1.0};
#define MEAN 200.0
#define SD 921.9544457292888

/* Unit normal loss: E max(d, 0) - max(E d, 0) of a normal d (H. Raiffa and R. Schlaifer,
 * Applied Statistical Decision Theory, 1961). */
static double normal_loss(double mean, double sd)
{
    double u = fabs(mean) / sd;
    return sd * (gsl_ran_ugaussian_pdf(u) - u * gsl_cdf_ugaussian_Q(u));
}

static struct information analyse(
    const struct sample *sample, double lambda, double *share, double *loss)
{
    struct acceptability acceptability;
    acceptability_init(&acceptability, sample->data);
    struct information information = acceptability_at(&acceptability, lambda, share, loss);
    acceptability_free(&acceptability);
    return information;
}

/* What it would seem to be worth if the two campaigns' means were taken for expectations. */
static double without_regression(const struct sample *sample)
{
    double sum = 0.0, top = 0.0;
    for (int i = 0; i < sample->data.draws; i++) {
        double d = 0.0;
        for (int half = 0; half < 2; half++) {
            const double *x = sample->outcome + (2 * i + half) * 4;
            d += 0.5 * (LAMBDA * (x[1] - x[0]) - (x[3] - x[2]));
        }
        sum += d;
        top += fmax(d, 0.0);
    }
    return (top - fmax(sum, 0.0)) / sample->data.draws;
}

static void a_normal_difference_has_its_unit_normal_loss(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240701);
    struct sample sample;
    double share[2], loss[2], truth = normal_loss(MEAN, SD);
    sample_init(&sample, 10000, 2, 4);
    fill(rng, &linear, &sample);
    struct information information = analyse(&sample, LAMBDA, share, loss);
    print_message(
        "worth %.1f (%.1f to %.1f, se %.1f), true %.1f; caught %.2f; share %.3f, true "
        "%.3f; without regression %.0f\n",
        information.value, information.low, information.high, information.se, truth,
        information.caught, share[1], gsl_cdf_ugaussian_P(MEAN / SD),
        without_regression(&sample));
    assert_int_equal(information.best, 1);
    assert_close(information.value, truth, 0.0, 3.5 * information.se);
    assert_true(information.se < 0.15 * truth);
    assert_true(information.low <= information.value && information.value <= information.high);
    assert_close(share[1], gsl_cdf_ugaussian_P(MEAN / SD), 0.0, 0.03);
    assert_close(share[0] + share[1], 1.0, 1e-12, 0.0);
    assert_true(loss[1] == information.value && loss[0] > loss[1]);
    assert_true(information.caught > 0.8);
    assert_true(without_regression(&sample) > 2.0 * truth);
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* At another value of a partner the same fit gives another answer: at 0 only costs count, and
 * the first strategy is 100 cheaper with a standard deviation of 200. */
static void the_value_of_a_partner_decides(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240702);
    struct sample sample;
    double share[2], loss[2];
    sample_init(&sample, 10000, 2, 4);
    fill(rng, &linear, &sample);
    struct information information = analyse(&sample, 0.0, share, loss);
    assert_int_equal(information.best, 0);
    assert_close(information.value, normal_loss(100.0, 200.0), 0.0, 3.5 * information.se);
    assert_close(share[0], gsl_cdf_ugaussian_P(0.5), 0.0, 0.02);
    assert_close(loss[1] - loss[0], 100.0, 0.0, 10.0);
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* 21 terms on 300 draws with much luck: the fit catches less than half. Shares and the worth of
 * knowing do not lean to either side for that: over 100 samples their means are the true ones
 * within 4 standard errors (an error rate below 0.0001), and what is left of a bias is small.
 */
static void noise_leans_to_neither_side(void **state)
{
    (void)state;
    enum { SAMPLES = 100 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240703);
    struct sample sample;
    double sum[2] = {0}, square[2] = {0},
           truth[2] = {normal_loss(MEAN, SD), gsl_cdf_ugaussian_P(MEAN / SD)};
    sample_init(&sample, 300, 2, PARAMETERS);
    for (int e = 0; e < SAMPLES; e++) {
        double share[2], loss[2];
        fill(rng, &linear, &sample);
        double value[2] = {analyse(&sample, LAMBDA, share, loss).value, share[1]};
        for (int i = 0; i < 2; i++) {
            sum[i] += value[i];
            square[i] += value[i] * value[i];
        }
    }
    for (int i = 0; i < 2; i++) {
        double mean = sum[i] / SAMPLES;
        double error = sqrt((square[i] / SAMPLES - mean * mean) / SAMPLES);
        print_message("true %.3f, mean of samples %.3f +- %.3f\n", truth[i], mean, error);
        assert_close(mean, truth[i], 0.0, 4.0 * error + 0.05 * truth[i]);
    }
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* The bounds hold the true worth in 95 of 100 samples: of 200 at least 178 (binomial, below
 * which a chance of 0.001), and they are not so wide that they always would. */
static void bounds_hold_the_true_worth(void **state)
{
    (void)state;
    enum { SAMPLES = 200 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240708);
    struct sample sample;
    double share[2], loss[2], truth = normal_loss(MEAN, SD), width = 0.0;
    int held = 0;
    sample_init(&sample, 2000, 2, 4);
    for (int e = 0; e < SAMPLES; e++) {
        fill(rng, &linear, &sample);
        struct information information = analyse(&sample, LAMBDA, share, loss);
        held += information.low <= truth && truth <= information.high;
        width += (information.high - information.low) / SAMPLES;
    }
    print_message("held in %d of %d; %.0f wide\n", held, SAMPLES, width);
    assert_true(held >= 178);
    assert_true(width < 1.6 * truth);
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* The error that is told is that of estimates from sample to sample: over 200 samples their
 * ratio is known to 5 %. */
static void the_error_is_that_from_sample_to_sample(void **state)
{
    (void)state;
    enum { SAMPLES = 200 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240706);
    struct sample sample;
    double share[2], loss[2], sum = 0.0, square = 0.0, variance = 0.0;
    sample_init(&sample, 1000, 2, 3);
    for (int e = 0; e < SAMPLES; e++) {
        fill(rng, &linear, &sample);
        struct information information = analyse(&sample, LAMBDA, share, loss);
        sum += information.value;
        square += information.value * information.value;
        variance += information.se * information.se / SAMPLES;
    }
    double spread = sqrt((square - sum * sum / SAMPLES) / (SAMPLES - 1.0));
    print_message("error told %.1f, seen %.1f\n", sqrt(variance), spread);
    assert_close(sqrt(variance), spread, 0.2, 0.0);
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* Three strategies, of which one is better at the middle of a parameter. */
static double curved_effect(const double *theta, int strategy)
{
    switch (strategy) {
    case 0:
        return 2.0;
    case 1:
        return 1.9 + 0.4 * theta[0] + 0.3 * (1.0 - theta[1] * theta[1]);
    default:
        return 2.1 + 0.5 * theta[1] - 0.3 * theta[0];
    }
}

static double curved_cost(const double *theta, int strategy)
{
    return 1000.0 + 150.0 * strategy + 100.0 * strategy * theta[2];
}

static const struct model curved = {3, curved_effect, curved_cost, 0.7};

/* Shares, losses and the value of information from many draws of the expectations themselves.
 */
static double brute_force(gsl_rng *rng, double *share, double *loss)
{
    enum { DRAWS = 400000 };
    double mean[3] = {0}, top = 0.0;
    share[0] = share[1] = share[2] = 0.0;
    for (int i = 0; i < DRAWS; i++) {
        double theta[3], net[3];
        int best = 0;
        for (int p = 0; p < 3; p++)
            theta[p] = gsl_ran_ugaussian(rng);
        for (int s = 0; s < 3; s++) {
            net[s] = LAMBDA * curved_effect(theta, s) - curved_cost(theta, s);
            mean[s] += net[s] / DRAWS;
            best = net[s] > net[best] ? s : best;
        }
        top += net[best] / DRAWS;
        share[best] += 1.0 / DRAWS;
    }
    double least = INFINITY;
    for (int s = 0; s < 3; s++) {
        loss[s] = top - mean[s];
        least = fmin(least, loss[s]);
    }
    return least;
}

static void three_strategies_are_as_by_brute_force(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240704);
    struct sample sample;
    double share[3], loss[3], true_share[3], true_loss[3];
    double truth = brute_force(rng, true_share, true_loss);
    sample_init(&sample, 10000, 3, 4);
    fill(rng, &curved, &sample);
    struct information information = analyse(&sample, LAMBDA, share, loss);
    print_message("worth %.0f (%.0f to %.0f, se %.0f), true %.0f\n", information.value,
        information.low, information.high, information.se, truth);
    assert_close(information.value, truth, 0.0, 3.5 * information.se);
    assert_true(information.se < 0.15 * truth);
    for (int s = 0; s < 3; s++) {
        assert_close(share[s], true_share[s], 0.0, 0.03);
        assert_close(loss[s], true_loss[s], 0.0, 0.1 * truth);
    }
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* What the terms cannot follow shows: a product of parameters. */
static double product_effect(const double *theta, int strategy)
{
    return strategy == 0 ? 2.0 : 2.0 + 0.5 * theta[0] * theta[1] + 0.3 * theta[2];
}

static void what_the_terms_miss_is_told(void **state)
{
    (void)state;
    const struct model model = {2, product_effect, linear_cost, 0.5};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240705);
    struct sample sample;
    double share[2], loss[2];
    sample_init(&sample, 10000, 2, 4);
    fill(rng, &model, &sample);
    struct information information = analyse(&sample, LAMBDA, share, loss);
    double seen = 900.0 * 900.0 + 200.0 * 200.0, all = seen + 1500.0 * 1500.0;
    assert_close(information.caught, seen / all, 0.0, 0.06);
    /* The product is not normal but symmetric; what is missed is not taken for certainty. */
    int ahead = 0;
    for (int i = 0; i < 200000; i++) {
        double theta[3] = {
            gsl_ran_ugaussian(rng), gsl_ran_ugaussian(rng), gsl_ran_ugaussian(rng)};
        ahead += LAMBDA * (product_effect(theta, 1) - product_effect(theta, 0)) >
                 linear_cost(theta, 1) - linear_cost(theta, 0);
    }
    print_message("share %.3f, true %.3f\n", share[1], ahead / 200000.0);
    assert_close(share[1], ahead / 200000.0, 0.0, 0.03);
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* Strategies whose difference no parameter moves: what the fit catches would be a ratio of two
 * numbers that are noise. It is told in no more of 200 samples than one in forty, which is how
 * often the interval of the first lies above 0, and some. */
static double level_effect(const double *theta, int strategy)
{
    return 2.0 + theta[0] + 0.1 * strategy;
}

static double level_cost(const double *theta, int strategy)
{
    (void)theta;
    return 1000.0 + 100.0 * strategy;
}

static void what_is_noise_is_not_told_as_caught(void **state)
{
    (void)state;
    enum { SAMPLES = 200 };
    const struct model model = {2, level_effect, level_cost, 1.0};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 20240706);
    int told = 0;
    for (int i = 0; i < SAMPLES; i++) {
        struct sample sample;
        double share[2], loss[2];
        sample_init(&sample, 400, 2, 3);
        fill(rng, &model, &sample);
        told += !isnan(analyse(&sample, LAMBDA, share, loss).caught);
        sample_free(&sample);
    }
    print_message("told in %d of %d\n", told, SAMPLES);
    /* Binomial, 200 of 0.025: more than 15 has a chance below 0.0001. */
    assert_true(told <= 15);
    gsl_rng_free(rng);
}

/* Fixed parameters: whatever the luck, on average the best is the best. */
static void without_unknown_numbers_nothing_can_be_lost(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    struct sample sample;
    sample_init(&sample, 500, 2, PARAMETERS);
    fill(rng, &linear, &sample);
    for (int i = 0; i < 500 * PARAMETERS; i++)
        sample.theta[i] = 0.1 * (i % PARAMETERS);
    for (int fixed = 0; fixed < 2; fixed++) {
        sample.data.parameters = fixed ? 0 : PARAMETERS;
        for (double lambda = 0.0; lambda <= 20000.0; lambda += 1000.0) {
            double share[2], loss[2];
            struct information information = analyse(&sample, lambda, share, loss);
            int best = information.best;
            assert_true(share[best] == 1.0 && share[1 - best] == 0.0);
            assert_true(loss[best] == 0.0 && loss[1 - best] > 0.0);
            assert_true(information.value == 0.0 && information.low == 0.0);
            assert_true(information.high == 0.0 && information.se == 0.0);
        }
    }
    sample_free(&sample);
    gsl_rng_free(rng);
}

/* The third does what the second does. */
static void equal_strategies_share(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 3);
    struct sample two, three;
    double share[2], loss[2], shares[3], losses[3];
    sample_init(&two, 400, 2, 4);
    sample_init(&three, 400, 3, 4);
    fill(rng, &linear, &two);
    for (int i = 0; i < 400 * 4; i++)
        three.theta[i] = two.theta[i];
    for (int i = 0; i < 800; i++)
        for (int s = 0; s < 3; s++) {
            three.outcome[6 * i + s] = two.outcome[4 * i + (s > 0)];
            three.outcome[6 * i + 3 + s] = two.outcome[4 * i + 2 + (s > 0)];
        }
    analyse(&two, LAMBDA, share, loss);
    analyse(&three, LAMBDA, shares, losses);
    assert_close(shares[0], share[0], 0.0, 0.01);
    assert_true(shares[1] == shares[2]);
    assert_close(losses[1], losses[2], 1e-9, 1e-9);
    sample_free(&two);
    sample_free(&three);
    gsl_rng_free(rng);
}

static void one_campaign_has_its_own_best(void **state)
{
    (void)state;
    /* Two draws of two campaigns: the first wins twice, the second once, once they are equal.
     */
    const double outcome[] = {2, 1, 5, 5, 3, 1, 5, 5, 0, 2, 5, 5, 1, 1, 5, 5};
    double share[2];
    struct acceptability acceptability;
    acceptability_init(&acceptability, (struct acceptability_data){2, 0, 2, NULL, outcome});
    acceptability_one_campaign(&acceptability, 10.0, share);
    assert_close(share[0], 0.625, 1e-12, 0.0);
    assert_close(share[1], 0.375, 1e-12, 0.0);
    acceptability_free(&acceptability);
}

static void one_draw_or_one_strategy_is_no_trouble(void **state)
{
    (void)state;
    const double theta[] = {1, 2}, of_one[] = {2, 5, 1, 5, 3, 5, 1, 5};
    const double of_two[] = {2, 1, 5, 5, 3, 1, 5, 5};
    double share[2], loss[2];
    struct acceptability acceptability;
    acceptability_init(&acceptability, (struct acceptability_data){1, 1, 2, theta, of_two});
    struct information information = acceptability_at(&acceptability, 10.0, share, loss);
    assert_true(information.best == 0 && share[0] == 1.0 && loss[0] == 0.0);
    acceptability_free(&acceptability);
    acceptability_init(&acceptability, (struct acceptability_data){2, 1, 1, theta, of_one});
    information = acceptability_at(&acceptability, 10.0, share, loss);
    assert_true(information.value == 0.0 && share[0] == 1.0 && loss[0] == 0.0);
    assert_nan(information.caught);
    acceptability_free(&acceptability);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_normal_difference_has_its_unit_normal_loss),
        cmocka_unit_test(the_value_of_a_partner_decides),
        cmocka_unit_test(noise_leans_to_neither_side),
        cmocka_unit_test(bounds_hold_the_true_worth),
        cmocka_unit_test(the_error_is_that_from_sample_to_sample),
        cmocka_unit_test(three_strategies_are_as_by_brute_force),
        cmocka_unit_test(what_the_terms_miss_is_told),
        cmocka_unit_test(what_is_noise_is_not_told_as_caught),
        cmocka_unit_test(without_unknown_numbers_nothing_can_be_lost),
        cmocka_unit_test(equal_strategies_share),
        cmocka_unit_test(one_campaign_has_its_own_best),
        cmocka_unit_test(one_draw_or_one_strategy_is_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
