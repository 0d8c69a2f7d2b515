/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hubs side by side: each with its own population, team and strategy, and all of them together.
 */
#include "simulate.h"

#include <string.h>

enum { HUBS = 3 };

/* The hubs of the national config and their total, as one study. */
struct national {
    struct config config;
    struct arena arena;
    struct study_case cases[HUBS + 1];
    struct study study;
};

static void run_hubs(struct national *n, const char *const *sets, int n_sets, uint64_t seed,
    uint64_t replications, int threads)
{
    struct messages errors;
    messages_init(&errors);
    memset(n, 0, sizeof *n);
    enum status status =
        config_read(&n->config, SOURCE_DIR "/configs/national.cfg", sets, n_sets, &errors);
    for (size_t i = 0; i < errors.count; i++)
        print_error("%s\n", errors.lines[i]);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(n->config.n_hubs, HUBS);
    arena_init(&n->arena);
    const struct campaign *hubs[HUBS];
    uint32_t companies = 0;
    for (int h = 0; h < HUBS; h++) {
        const struct hub *hub = &n->config.hub[h];
        struct campaign *campaign = arena_new(&n->arena, 1, sizeof *campaign);
        campaign_init(campaign, &n->arena, hub->config->scenario, hub->strategy, seed);
        campaign->first_company = companies;
        companies += (uint32_t)campaign->n_companies;
        n->cases[h] = (struct study_case){.scenario = hub->config->scenario,
            .campaign = campaign,
            .member = true,
            .hub = hub->name};
        hubs[h] = campaign;
    }
    struct campaign *total = arena_new(&n->arena, 1, sizeof *total);
    campaign_init_total(total, &n->arena, n->config.scenario, hubs, HUBS);
    n->cases[HUBS] = (struct study_case){
        .scenario = n->config.scenario, .campaign = total, .hubs = HUBS, .hub = "all"};
    n->study = (struct study){.n_cases = HUBS + 1, .cases = n->cases, .confidence = 0.95};
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = replications};
    assert_int_equal(study_run(&n->study, &engine, plan), STATUS_OK);
}

static void run_national(struct national *n, uint64_t seed, uint64_t replications, int threads)
{
    run_hubs(n, NULL, 0, seed, replications, threads);
}

static void free_national(struct national *n)
{
    study_free(&n->study);
    arena_free(&n->arena);
    config_free(&n->config);
}

static double total_of(const struct national *n, int hub, int cell, int quantity)
{
    return study_quantity(&n->study, &n->cases[hub], cell, quantity).value;
}

/* One campaign at a time, so that every replication is looked at alone. Targets are met by all
 * together. */
static void the_total_is_the_sum_of_the_hubs_in_every_replication(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct national n;
        run_national(&n, seed, 1, 1);
        for (int cell = 0; cell < n.cases[HUBS].campaign->cells.n; cell++) {
            for (int q = 0; q < outcome_quantities(n.cases[HUBS].campaign); q++) {
                double sum = 0.0;
                for (int h = 0; h < HUBS; h++)
                    sum += total_of(&n, h, cell, q);
                if (q < Q_HIT_IN_VIEW || q > Q_HIT_ALL)
                    assert_close(total_of(&n, HUBS, cell, q), sum, 1e-12, 1e-9);
            }
        }
        double paying = total_of(&n, HUBS, 0, Q_PAYING);
        assert_close(total_of(&n, HUBS, 0, Q_HIT_PAYING), paying >= 6.0, 0.0, 0.0);
        free_national(&n);
    }
}

static void curves_and_ranges_of_the_total_are_of_all_hubs(void **state)
{
    (void)state;
    struct national n;
    run_national(&n, 7, 4000, 0);
    const struct curve *total = &n.cases[HUBS].tally.counts.own_day;
    for (int step = 0; step < total->steps; step++) {
        uint64_t events = 0;
        for (int h = 0; h < HUBS; h++)
            events += n.cases[h].tally.counts.own_day.rise[step].events;
        assert_true(total->rise[step].events == events);
    }
    /* The hubs have luck of their own: the variances of partners add up. */
    double variance = 0.0, sum = 0.0;
    for (int h = 0; h <= HUBS; h++) {
        double se = study_total(&n.study, &n.cases[h], "partners").estimate.se;
        variance = se * se;
        sum += h < HUBS ? variance : 0.0;
    }
    assert_close(variance, sum, 0.08, 0.0);
    free_national(&n);
}

static struct estimate figure_of(
    const struct national *n, int hub, const char *cell, const char *measure)
{
    const struct cells *cells = &n->cases[HUBS].campaign->cells;
    int c = 0;
    while (strcmp(cells->name[c], cell) != 0)
        assert_true(++c < cells->n);
    return study_figure(&n->study, &n->cases[hub], c, measure_find(measure)).estimate;
}

#define LARGER_ONLY                                                                            \
    "hubs.Pioneering.population={ count = 12; "                                                \
    "segments = ( { when = { size = \"larger\"; }; share = 1.0; } ); }"

/* Pioneering's partners are not followed up to an anniversary; it has larger companies only. */
static void a_value_is_of_hubs_that_all_have_it(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "campaign.horizon_days=800", "hubs.Pioneering.campaign.horizon_days=300", LARGER_ONLY};
    struct national n;
    run_hubs(&n, sets, 3, 7, 1000, 1);
    assert_true(figure_of(&n, 0, "all", "lifetime_value").value > 0.0);
    assert_nan(figure_of(&n, 1, "all", "lifetime_value").value);
    assert_nan(figure_of(&n, HUBS, "all", "lifetime_value").value);
    assert_nan(figure_of(&n, HUBS, "larger/*/*", "lifetime_value").value);
    assert_true(figure_of(&n, HUBS, "small/*/*", "partners").value > 0.0);
    assert_true(figure_of(&n, HUBS, "small/*/*", "lifetime_value").value > 0.0);
    free_national(&n);
    run_hubs(&n, sets, 1, 7, 1000, 1);
    double sum = 0.0, partners = 0.0;
    for (int h = 0; h < HUBS; h++) {
        double won = figure_of(&n, h, "all", "partners").value;
        partners += won;
        sum += won * figure_of(&n, h, "all", "lifetime_value").value;
    }
    assert_close(figure_of(&n, HUBS, "all", "lifetime_value").value, sum / partners, 1e-9, 0.0);
    free_national(&n);
}

/* 12, 10 and 8 hours a week, for 120 days. */
static void hours_are_held_against_those_of_all_hubs(void **state)
{
    (void)state;
    static const char *const unlimited[] = {
        "hubs.Pioneering.team={ hourly_rate = 65.0; }", "team={ hourly_rate = 65.0; }"};
    struct national n;
    run_national(&n, 7, 200, 1);
    double hours = figure_of(&n, HUBS, "all", "hours").value;
    assert_close(figure_of(&n, HUBS, "all", "hours_share").value, hours / (30.0 * 120.0 / 7.0),
        1e-9, 0.0);
    free_national(&n);
    run_hubs(&n, unlimited, 2, 7, 200, 1);
    assert_nan(figure_of(&n, 0, "all", "hours_share").value);
    assert_nan(figure_of(&n, HUBS, "all", "hours_share").value);
    free_national(&n);
}

static void each_hub_is_what_it_gives_laid_over_the_top_level(void **state)
{
    (void)state;
    struct national n;
    run_national(&n, 7, 1, 1);
    const struct scenario *spark = n.cases[0].scenario, *visits = n.cases[1].scenario;
    assert_string_equal(n.cases[1].hub, "Pioneering");
    assert_non_null(spark->population.list);
    assert_null(visits->population.list);
    assert_int_equal(visits->population.n, 12);
    assert_close(spark->team.hours_per_week, 12.0, 0.0, 0.0);
    assert_close(visits->team.hours_per_week, 10.0, 0.0, 0.0);
    assert_close(visits->team.hourly_rate, spark->team.hourly_rate, 0.0, 0.0);
    assert_int_equal(visits->campaign.targets.paying, 2);
    assert_int_equal(n.config.scenario->campaign.targets.paying, 6);
    assert_string_equal(n.cases[1].campaign->strategy->id, "visits");
    free_national(&n);
}

static void threads_do_not_matter(void **state)
{
    (void)state;
    struct national a, b;
    run_national(&a, 7, 1300, 1);
    run_national(&b, 7, 1300, 3);
    for (int h = 0; h <= HUBS; h++) {
        for (int m = 0; m < n_measures; m++) {
            struct figure x = study_figure(&a.study, &a.cases[h], 0, m);
            struct figure y = study_figure(&b.study, &b.cases[h], 0, m);
            assert_memory_equal(&x.estimate.value, &y.estimate.value, sizeof(double));
            assert_memory_equal(&x.estimate.se, &y.estimate.se, sizeof(double));
        }
    }
    free_national(&a);
    free_national(&b);
}

static void wrong_hubs_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *set, *says;
    } cases[] = {
        {"hubs.Pioneering.strategy=\"visit\"",
            "there is no strategy 'visit'; did you mean 'visits'?"},
        {"hubs.Pioneering.team.hours=3.0", "team.hours: unknown setting"},
        {"hubs=3", "must be a list of 1 to 32 hubs"},
        {"hubs.SPARK={ strategy = \"spark\"; }", "'name' is missing"},
        {"response.dropout=(0.1, 0.2, 1.3, 0.4)", "1.3 is not a probability"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors;
        messages_init(&errors);
        assert_int_equal(
            config_read(&config, SOURCE_DIR "/configs/national.cfg", &cases[i].set, 1, &errors),
            STATUS_CONFIG);
        assert_int_equal(errors.count, 1);
        if (strstr(errors.lines[0], cases[i].says) == NULL)
            print_error("%s\n", errors.lines[0]);
        assert_non_null(strstr(errors.lines[0], cases[i].says));
        config_free(&config);
        messages_free(&errors);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_total_is_the_sum_of_the_hubs_in_every_replication),
        cmocka_unit_test(curves_and_ranges_of_the_total_are_of_all_hubs),
        cmocka_unit_test(a_value_is_of_hubs_that_all_have_it),
        cmocka_unit_test(hours_are_held_against_those_of_all_hubs),
        cmocka_unit_test(each_hub_is_what_it_gives_laid_over_the_top_level),
        cmocka_unit_test(threads_do_not_matter),
        cmocka_unit_test(wrong_hubs_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
