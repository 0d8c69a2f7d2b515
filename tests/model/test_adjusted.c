/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Estimates that are adjusted by what was expected of campaigns, over repeated runs of chains
 * with known answers: the short form of tests/long/coverage. */
#include "simulate.h"

#include "adjusted.h"

/* Bounds in standard errors of what is compared: two-sided, 0.0001. */
#define BY_CHANCE 3.9
enum { COMPANIES = 5 };

/* Contacts a day apart until a stage is won, or the company says no. */
static const double logit[3] = {-0.2, 0.1, -0.3};
static const double dropout[4] = {0.19, 0.21, 0.23, 0.45};

struct answers {
    double joins, contacts; /* of a company */
};

static struct answers answers_of(double value)
{
    struct answers of = {1.0, 0.0};
    for (int i = 0; i < 4; i++) {
        double p = logistic(i < 3 ? logit[i] : value), leaves = p + (1.0 - p) * dropout[i];
        of.contacts += of.joins / leaves;
        of.joins *= p / leaves;
    }
    return of;
}

struct tried {
    int runs, held;
    double sum, square, reduction;
};

static void note(struct tried *tried, struct figure f, double truth)
{
    double error = f.estimate.value - truth;
    if (isnan(f.estimate.value) || f.estimate.unbounded)
        return;
    tried->runs++;
    tried->held += f.estimate.low <= truth && truth <= f.estimate.high;
    tried->sum += error;
    tried->square += error * error;
    tried->reduction += f.method == METHOD_CONTROLS ? f.reduction : 1.0;
    assert_true(f.estimate.low <= f.estimate.value && f.estimate.value <= f.estimate.high);
}

/* Average error in standard errors. */
static double deviation_of(const struct tried *tried)
{
    double n = tried->runs, mean = tried->sum / n;
    return mean / sqrt((tried->square / n - mean * mean) / n);
}

enum { CONVERSION, COST, COST_PER_PARTNER, N_TRIED };
static const char *const name[N_TRIED] = {"conversion_rate", "cost", "cost_per_partner"};

static void try_chain(double value, uint64_t campaigns, int runs, struct tried *tried)
{
    char base[60];
    snprintf(base, sizeof base, "packages.p.value.base=%.9g", value);
    const char *const sets[] = {"response.intercept=(-0.2, 0.1, -0.3)", base,
        "response.dropout=(0.19, 0.21, 0.23, 0.45)", "population.count=5",
        "campaign.outreach_days=100", "campaign.horizon_days=100"};
    struct answers of = answers_of(value);
    const double truth[N_TRIED] = {
        of.joins, 100.0 * COMPANIES * of.contacts, 100.0 * of.contacts / of.joins};
    struct config config;
    read_world(&config, plain_world, sets, (int)(sizeof sets / sizeof sets[0]));
    for (int r = 0; r < runs; r++) {
        struct setup setup = {0};
        uint64_t seed = 1000 + (uint64_t)r;
        set_up(&setup, (struct config_origin){.path = "world"},
            (struct setup_ask){.read = &config, .seed = &seed});
        setup.study.controls = true;
        struct engine engine = {.threads = 1};
        struct study_plan plan = {.replications = campaigns};
        assert_int_equal(study_run(&setup.study, &engine, plan), STATUS_OK);
        for (int k = 0; k < N_TRIED; k++)
            note(
                &tried[k], study_total(&setup.study, &setup.study.cases[0], name[k]), truth[k]);
        study_free(&setup.study);
        setup_free(&setup);
    }
    config_free(&config);
}

/* 250 runs: 95 % of intervals hold the truth, give or take BY_CHANCE times 1.4 %. */
static void intervals_hold_the_truth_as_often_as_they_say(void **state)
{
    (void)state;
    struct tried tried[N_TRIED] = {{0}};
    enum { RUNS = 250 };
    try_chain(-0.5, 1000, RUNS, tried);
    for (int k = 0; k < N_TRIED; k++) {
        double share = tried[k].held / (double)RUNS;
        assert_true(fabs(share - 0.95) < BY_CHANCE * sqrt(0.95 * 0.05 / RUNS));
        assert_true(fabs(deviation_of(&tried[k])) < BY_CHANCE);
        assert_true(tried[k].reduction / RUNS > 5.0);
    }
}

/* One company a run joins on average: estimates are plain then, as slopes would rest on it. */
static void a_strategy_that_wins_almost_nobody_is_not_adjusted(void **state)
{
    (void)state;
    struct tried tried[N_TRIED] = {{0}};
    enum { RUNS = 120 };
    try_chain(-9.3, 2000, RUNS, tried);
    assert_close(2000.0 * COMPANIES * answers_of(-9.3).joins, 1.0, 0.1, 0.0);
    assert_close(tried[COST].reduction, RUNS, 0.0, 0.0);
    assert_true(fabs(deviation_of(&tried[CONVERSION])) < BY_CHANCE);
    assert_true(tried[CONVERSION].held >= 0.9 * RUNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_hold_the_truth_as_often_as_they_say),
        cmocka_unit_test(a_strategy_that_wins_almost_nobody_is_not_adjusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
