/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Same config and seed, same numbers: on any number of threads, in one go or in several. */
#include "simulate.h"

#include <string.h>

/* One study of the shipped config's first two strategies. */
struct two {
    struct setup setup;
    struct study_case cases[2];
    struct study study;
};

static void run_two_groups(
    struct two *t, int threads, uint64_t n, double precision, bool groups)
{
    const uint64_t seed = 77;
    set_up(&t->setup, (struct config_origin){.path = SOURCE_DIR "/configs/spark.cfg"},
        (struct setup_ask){.seed = &seed});
    t->study = t->setup.study;
    t->study.n_cases = 2;
    t->study.cases = t->cases;
    t->study.controls = true;
    for (int i = 0; i < 2; i++)
        t->cases[i] = setup_variant(&t->setup, i, &(struct variant){.by_group = groups},
            t->setup.seed, &t->setup.arena);
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = n, .precision = precision};
    assert_int_equal(study_run(&t->study, &engine, plan), STATUS_OK);
}

static void run_two(struct two *t, int threads, uint64_t n, double precision)
{
    run_two_groups(t, threads, n, precision, true);
}

static void free_two(struct two *t)
{
    study_free(&t->study);
    setup_free(&t->setup);
}

static void same_bits(const struct two *a, const struct two *b)
{
    for (int i = 0; i < 2; i++) {
        for (int cell = 0; cell < a->cases[i].campaign->cells.n; cell++) {
            for (int m = 0; m < n_measures; m++) {
                struct figure x = study_figure(&a->study, &a->cases[i], cell, m);
                struct figure y = study_figure(&b->study, &b->cases[i], cell, m);
                assert_memory_equal(&x.estimate.value, &y.estimate.value, sizeof(double));
                assert_memory_equal(&x.estimate.se, &y.estimate.se, sizeof(double));
                assert_memory_equal(&x.p05, &y.p05, 3 * sizeof(double));
            }
        }
        const struct curve *x = &a->cases[i].tally.counts.curve[CURVE_OWN_DAY];
        const struct curve *y = &b->cases[i].tally.counts.curve[CURVE_OWN_DAY];
        size_t bytes = (size_t)x->cells * (size_t)x->steps * sizeof *x->rise;
        assert_memory_equal(x->rise, y->rise, bytes);
    }
}

/* What all companies come to is the same where nothing is told of groups. */
static void groups_do_not_matter(void **state)
{
    (void)state;
    struct two with, without;
    run_two_groups(&with, 1, 500, 0.0, true);
    run_two_groups(&without, 1, 500, 0.0, false);
    assert_true(with.cases[0].campaign->cells.n > 1);
    assert_int_equal(without.cases[0].campaign->cells.n, 1);
    for (int i = 0; i < 2; i++) {
        for (int m = 0; m < n_measures; m++) {
            struct figure x = study_figure(&with.study, &with.cases[i], 0, m);
            struct figure y = study_figure(&without.study, &without.cases[i], 0, m);
            assert_memory_equal(&x.estimate.value, &y.estimate.value, sizeof(double));
            assert_memory_equal(&x.estimate.se, &y.estimate.se, sizeof(double));
            assert_memory_equal(&x.p05, &y.p05, 3 * sizeof(double));
        }
    }
    free_two(&with);
    free_two(&without);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    struct two one, two, five;
    run_two(&one, 1, 1777, 0.0);
    run_two(&two, 2, 1777, 0.0);
    run_two(&five, 5, 1777, 0.0);
    same_bits(&one, &two);
    same_bits(&one, &five);
    free_two(&one);
    free_two(&two);
    free_two(&five);
}

static void another_seed_gives_other_numbers(void **state)
{
    (void)state;
    struct simulated a, b;
    static const char *const other[] = {"simulation.seed=99L", NULL};
    simulate(&a, plain_world, NULL, 100);
    simulate(&b, plain_world, other, 100);
    assert_true(measured(&a, "contacts_per_company").value !=
                measured(&b, "contacts_per_company").value);
    simulated_free(&a);
    simulated_free(&b);
}

/* A run that goes on until it is precise gives what a run of that size gives. */
static void precision_stops_at_a_size_that_is_enough(void **state)
{
    (void)state;
    struct two precise, straight;
    run_two(&precise, 2, 100000, 0.006);
    assert_true(precise.study.replications >= 1000);
    assert_true(precise.study.replications < 100000);
    assert_int_equal(precise.study.replications % ENGINE_CHUNK, 0);
    for (int i = 0; i < 2; i++) {
        struct estimate e =
            study_total(&precise.study, &precise.cases[i], "conversion_rate").estimate;
        assert_true((e.high - e.low) / 2.0 <= 0.006);
    }
    run_two(&straight, 1, precise.study.replications, 0.0);
    same_bits(&precise, &straight);
    free_two(&precise);
    free_two(&straight);
}

/* Common random numbers: without anything that couples companies, a company meets the same luck
 * under two strategies until its own first different contact. Here the strategies differ from
 * desire on, so all that happens before is equal campaign by campaign: the totals are equal to
 * the last digit. */
static void strategies_meet_the_same_luck(void **state)
{
    (void)state;
    static const char *const same[] = {"population.count=30", "campaign.outreach_days=9",
        "response.click_sd=1.0", "contact_moments.a.lead_days=2.0",
        "contact_moments.a.reschedule=0.3", NULL};
    static const char *const other[] = {"population.count=30", "campaign.outreach_days=9",
        "response.click_sd=1.0", "contact_moments.a.lead_days=2.0",
        "contact_moments.a.reschedule=0.3", "strategies.s.desire=(\"a\", \"b\")", NULL};
    struct simulated a, b;
    simulate(&a, plain_world, same, 3000);
    simulate(&b, plain_world, other, 3000);
    for (int stage = INTEREST; stage <= DESIRE; stage++) {
        double x = a.one.tally.moments.sum[Q_REACHED + stage];
        double y = b.one.tally.moments.sum[Q_REACHED + stage];
        assert_true(x > 1.0);
        assert_true(x == y);
    }
    const double *x = a.one.tally.moments.sum, *y = b.one.tally.moments.sum;
    assert_true(x[Q_IN_VIEW] == y[Q_IN_VIEW] && x[Q_PARTNERS] != y[Q_PARTNERS]);
    simulated_free(&a);
    simulated_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(groups_do_not_matter),
        cmocka_unit_test(another_seed_gives_other_numbers),
        cmocka_unit_test(precision_stops_at_a_size_that_is_enough),
        cmocka_unit_test(strategies_meet_the_same_luck),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
