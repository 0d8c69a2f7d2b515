/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hubs side by side: each with its own population, team and strategy, and all of them together.
 */
#include "config_reading.h"
#include "simulate.h"

#include "text.h"

#include <string.h>

enum { HUBS = 3 };

/* The hubs of the national config and their total, as one study. */
struct national {
    struct setup setup;
    struct study_case *cases; /* [HUBS + 1] of the setup's study */
};

static void run_hubs(struct national *n, const char *const *sets, int n_sets, uint64_t seed,
    uint64_t replications, int threads)
{
    set_up(&n->setup, (struct config_origin){.path = SOURCE_DIR "/configs/national.cfg"},
        (struct setup_ask){.set = sets, .n_sets = n_sets, .fixed = true, .seed = &seed});
    assert_int_equal(n->setup.study.n_cases, HUBS + 1);
    n->cases = n->setup.study.cases;
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = replications};
    assert_int_equal(study_run(&n->setup.study, &engine, plan), STATUS_OK);
}

static void run_national(struct national *n, uint64_t seed, uint64_t replications, int threads)
{
    run_hubs(n, NULL, 0, seed, replications, threads);
}

static void free_national(struct national *n)
{
    setup_free(&n->setup);
}

static double total_of(const struct national *n, int hub, int cell, int quantity)
{
    return study_quantity(&n->setup.study, &n->cases[hub], cell, quantity).value;
}

/* One campaign at a time, so that every replication is looked at alone, with mail that is not
 * opened and companies that stay away. Targets are met by all together. */
static void the_total_is_the_sum_of_the_hubs_in_every_replication(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "modes.online.reach=0.6", "contact_moments.company_meeting.no_show=0.3"};
    double not_reached = 0.0, no_shows = 0.0;
    for (uint64_t seed = 1; seed <= 100; seed++) {
        struct national n;
        run_hubs(&n, sets, 2, seed, 1, 1);
        assert_true(n.cases[HUBS].campaign->has_reach && n.cases[HUBS].campaign->has_no_show);
        not_reached += total_of(&n, HUBS, 0, Q_NOT_REACHED);
        no_shows += total_of(&n, HUBS, 0, Q_NO_SHOW);
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
    assert_true(not_reached > 0.0 && no_shows > 0.0);
}

static void curves_and_ranges_of_the_total_are_of_all_hubs(void **state)
{
    (void)state;
    struct national n;
    run_national(&n, 7, 4000, 0);
    const struct curve *total = &n.cases[HUBS].tally.counts.curve[CURVE_OWN_DAY];
    for (int step = 0; step < total->steps; step++) {
        uint64_t events = 0;
        for (int h = 0; h < HUBS; h++)
            events += curve_events(&n.cases[h].tally.counts.curve[CURVE_OWN_DAY], 0, step);
        assert_true(curve_events(total, 0, step) == events);
    }
    /* The hubs have luck of their own: the variances of partners add up. */
    double variance = 0.0, sum = 0.0;
    for (int h = 0; h <= HUBS; h++) {
        double se = study_total(&n.setup.study, &n.cases[h], "partners").estimate.se;
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
    return study_figure(&n->setup.study, &n->cases[hub], c, measure_find(measure)).estimate;
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
    double hours = figure_of(&n, HUBS, "all", "hours_counted").value;
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
    assert_int_equal(n.setup.configs->scenario->campaign.targets.paying, 6);
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
            struct figure x = study_figure(&a.setup.study, &a.cases[h], 0, m);
            struct figure y = study_figure(&b.setup.study, &b.cases[h], 0, m);
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
        {"response.dropout=(0.1, 0.2, 1.3, 0.4)", ": response.dropout[2]: 1.3 is not a prob"},
        {"hubs.Pioneering.response.dropout=(0.1, 0.2, 1.3, 0.4)",
            ": hubs.Pioneering.response.dropout[2]: 1.3 is not a probability"},
        {"hubs.Pioneering.campaign.horizon_days=100",
            "hubs.Pioneering.campaign.horizon_days: outreach_days (120) must not be more"},
        {"campaign.horizon_days=100", ": campaign.outreach_days: outreach_days (120)"},
        {"hubs.Pioneering.name=\"SPARK\"", "the name 'SPARK' is used twice"},
        {"hubs.Pioneering.name=\"All\"", "give the hub another name"},
        {"hubs.Pioneering.name=\"\"", "a hub's name must not be empty"},
        {"hubs.SPARK.simulation={ seed = 3; }",
            "hubs.SPARK.simulation: belongs to the top level of the config"},
        {"hubs.Pioneering.simulation.replications=3", "hubs.Pioneering.simulation: belongs to"},
        {"hubs.Pioneering=3", "hubs[1]: must be a group"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors = {0};
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

/* The plain world with more at the top level and a list of hubs. */
static enum status take_hubs(
    struct config *config, const char *top, const char *hubs, struct messages *errors)
{
    struct text text = {0};
    text_printf(&text, "%s\n%s\nhubs = (\n%s\n);\n", plain_world, top, hubs);
    *errors = (struct messages){0};
    enum status status =
        config_take(config, "hubs.cfg", text_string(&text), text.length, errors);
    text_free(&text);
    return status;
}

static void hubs_that_cannot_be_added_up_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *gives, *says;
    } cases[] = {
        {"axes = ( { id = \"trade\"; levels = (\"small\", \"larger\"); } ); population = { "
         "count = 1; "
         "levels = { trade = { small = 0.5; larger = 0.5; }; }; };",
            "axis 1 is 'trade', there 'size'"},
        {"axes = ( { id = \"size\"; levels = (\"larger\", \"small\"); } );",
            "of axis 'size' level 1 is 'larger', there 'small'"},
        {"axes = ( { id = \"size\"; levels = (\"small\", \"larger\", \"largest\"); } );",
            "axis 'size' has 3 levels, there 2"},
        {"axes = ( { id = \"size\"; levels = (\"small\", \"larger\"); }, { id = \"trade\"; "
         "levels = "
         "(\"old\", \"new\"); } ); population = { count = 0; levels = { size = { small = 1; }; "
         "trade = { old = 1; }; }; };",
            "2 axes, there 1"},
        {"packages = ( { id = \"q\"; price = 0.0; } );", "package 1 is 'q', there 'p'"},
        {"packages = ( { id = \"p\"; price = 0.0; }, { id = \"q\"; price = 0.0; } );",
            "2 packages, there 1"},
        {"packages = ( { id = \"p\"; price = 0.0; for_companies = false; } );",
            "package 'p' has for_companies = false, there true"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors;
        struct text hubs = {0}, says = {0};
        text_printf(&hubs,
            "{ name = \"x\"; strategy = \"s\"; },\n{ name = \"y\"; strategy = \"s\"; %s }",
            cases[i].gives);
        text_printf(&says,
            "hubs.cfg:5: hubs.y: hubs must have the same axes and packages, and 'y' differs "
            "from "
            "'x': %s",
            cases[i].says);
        assert_int_equal(take_hubs(&config, "", text_string(&hubs), &errors), STATUS_CONFIG);
        assert_int_equal(errors.count, 1);
        assert_string_equal(errors.lines[0], text_string(&says));
        text_free(&hubs);
        text_free(&says);
        config_free(&config);
        messages_free(&errors);
    }
}

/* What is wrong with one hub does not hide what is wrong with the next; what is wrong at the
 * top level is told once. */
static void the_errors_of_all_hubs_come_at_once(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(take_hubs(&config, "busy = { rate = -1.0; };",
                         "{ strategy = \"s\"; peers = { referrals = -1.0; }; },\n"
                         "{ name = \"b\"; team = { hourly_rate = -1.0; }; },\n"
                         "4,\n"
                         "{ name = \"c\"; strategy = \"t\"; busy = { days = -1.0; }; }",
                         &errors),
        STATUS_CONFIG);
    assert_true(says(&errors, "hubs.cfg:4: hubs[0]: 'name' is missing"));
    assert_true(
        says(&errors, "hubs.cfg:4: hubs[0].peers.referrals: -1 is out of range (0 to 20)"));
    assert_true(says(&errors, "hubs.cfg:5: hubs.b: 'strategy' is missing"));
    assert_true(
        says(&errors, "hubs.cfg:5: hubs.b.team.hourly_rate: -1 is out of range (0 to 10000)"));
    assert_true(says(
        &errors, "hubs.cfg:6: hubs[2]: must be a group { name = ...; strategy = ...; ... }"));
    assert_true(says(&errors, "hubs.cfg:7: hubs.c.strategy: there is no strategy 't'; did you "
                              "mean 's'?"));
    assert_true(says(&errors, "hubs.cfg:7: hubs.c.busy.days: -1 is out of range (0 to 36500)"));
    assert_true(says(&errors, "hubs.cfg:2: busy.rate: -1 is out of range (0 to 1000)"));
    assert_int_equal(errors.count, 8);
    config_free(&config);
    messages_free(&errors);
}

/* A hub's distribution stands instead of the top level's, of whatever sort either is. */
static void a_hubs_distribution_stands_instead_of_the_top_levels(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(
        take_hubs(&config, "busy = { rate = { mean = 7.0; sd = 0.5; }; days = 3.0; };",
            "{ name = \"a\"; strategy = \"s\"; },\n"
            "{ name = \"b\"; strategy = \"s\"; busy = { rate = { low = 1.0; mode = 2.0; high = "
            "3.0; }; }; },\n"
            "{ name = \"c\"; strategy = \"s\"; busy = { rate = 5.0; days = { mean = 4.0; sd = "
            "1.0; "
            "}; }; }",
            &errors),
        STATUS_OK);
    const double rates[3] = {7.0, 2.0, 5.0}, days[3] = {3.0, 3.0, 4.0};
    for (int h = 0; h < 3; h++) {
        assert_close(config.hub[h].config->scenario->busy.rate.at[0], rates[h], 1e-12, 0.0);
        assert_close(config.hub[h].config->scenario->busy.days.at[0], days[h], 1e-12, 0.0);
        assert_int_equal(config.hub[h].config->n_uncertain, 1);
    }
    config_free(&config);
    messages_free(&errors);
}

/* An uncertain number of the top level is one number, whatever hub it is for; two that hubs
 * give are two. */
static void a_hubs_own_uncertain_number_is_drawn_apart(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(take_hubs(&config, "busy = { rate = { mean = 7.0; sd = 0.5; }; };",
                         "{ name = \"a\"; strategy = \"s\"; peers = { referrals = { mean = "
                         "1.0; sd = 0.2; }; }; "
                         "},\n"
                         "{ name = \"b\"; strategy = \"s\"; busy = { days = 3.0; }; peers = { "
                         "referrals = { mean "
                         "= 1.0; sd = 0.2; }; }; }",
                         &errors),
        STATUS_OK);
    struct redraw redraw[2];
    for (int h = 0; h < 2; h++)
        redraw_init(&redraw[h], config.hub[h].config);
    for (uint64_t k = 0; k < 20; k++) {
        const struct scenario *a = redraw_scenario(&redraw[0], 5, k);
        const struct scenario *b = redraw_scenario(&redraw[1], 5, k);
        assert_close(a->busy.rate.at[0], b->busy.rate.at[0], 0.0, 0.0);
        assert_true(fabs(a->peers.referrals - b->peers.referrals) > 1e-6);
    }
    for (int h = 0; h < 2; h++)
        redraw_free(&redraw[h]);
    config_free(&config);
    messages_free(&errors);
}

/* A dump without comments reads back as the same hubs, and dumps as itself. */
static void assert_reads_back(const struct text *dump, const struct config *first)
{
    struct config second;
    struct messages errors = {0};
    assert_int_equal(
        config_take(&second, "hubs.cfg", text_string(dump), dump->length, &errors), STATUS_OK);
    struct text again = {0};
    tree_dump(&second.tree, false, &again);
    assert_string_equal(text_string(&again), text_string(dump));
    assert_int_equal(second.n_hubs, first->n_hubs);
    for (int h = 0; h < first->n_hubs; h++) {
        const struct config *a = first->hub[h].config, *b = second.hub[h].config;
        assert_memory_equal(&a->scenario->team, &b->scenario->team, sizeof a->scenario->team);
        assert_memory_equal(&a->scenario->busy, &b->scenario->busy, sizeof a->scenario->busy);
        assert_memory_equal(&a->scenario->population.warm, &b->scenario->population.warm,
            sizeof a->scenario->population.warm);
        assert_int_equal(a->scenario->n_strategies, b->scenario->n_strategies);
    }
    text_free(&again);
    config_free(&second);
    messages_free(&errors);
}

/* How often `what` stands in a text. */
static int occurrences(const struct text *text, const char *what)
{
    int n = 0;
    for (const char *at = text_string(text); (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

/* Defaults stand at the top level where hubs have the setting's group from there, else with the
 * hub: of hub b its own population, strategy and, of what only it has, its days. */
static void a_dump_shows_every_default_of_every_hub(void **state)
{
    (void)state;
    struct config config;
    struct messages errors;
    assert_int_equal(
        take_hubs(&config, "",
            "{ name = \"a\"; strategy = \"s\"; team = { hours_per_week = 4.0; }; },\n"
            "{ name = \"b\"; strategy = \"t\"; population = { count = 2; levels = { size = { "
            "small = 1.0; larger = 0.0; }; }; }; strategies = ( { id = \"t\"; attention = "
            "(\"a\"); interest = (\"b\"); desire = (\"c\"); intake_per_week = 7.0; } ); }",
            &errors),
        STATUS_OK);
    struct text dump = {0}, origins = {0};
    tree_dump(&config.tree, false, &dump);
    tree_dump(&config.tree, true, &origins);
    /* At the top level and in hub b. */
    assert_int_equal(occurrences(&origins, "front_runner = 0.0;  # assumed, default"), 2);
    assert_int_equal(occurrences(&origins, "steering = 0.0;  # assumed, default"), 2);
    /* Of all hubs, the one that lays hours over it as well. */
    assert_int_equal(occurrences(&origins, "research_hours = 0.0;  # assumed, default"), 1);
    /* Numbers that are given, at the top level and by a hub. */
    assert_int_equal(occurrences(&origins, "hourly_rate = 100.0;  # assumed, "), 1);
    assert_int_equal(occurrences(&origins, "hours_per_week = 4.0;  # assumed, "), 1);
    assert_reads_back(&dump, &config);
    text_free(&dump);
    text_free(&origins);
    config_free(&config);
    messages_free(&errors);
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
        cmocka_unit_test(hubs_that_cannot_be_added_up_are_told_apart),
        cmocka_unit_test(the_errors_of_all_hubs_come_at_once),
        cmocka_unit_test(a_hubs_distribution_stands_instead_of_the_top_levels),
        cmocka_unit_test(a_hubs_own_uncertain_number_is_drawn_apart),
        cmocka_unit_test(a_dump_shows_every_default_of_every_hub),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
