/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happened less what was expected has mean 0, whatever the mechanism; and has not when an
 * expectation is wrong by 1 %. */
#include "simulate.h"

#include "expected.h"

#include <math.h>

/* Fourteen worlds of nine controls each: two-sided, 0.001 divided by 126 comparisons. */
#define LIMIT 4.5

/* Moments of the controls of so many campaigns. */
struct controls_of {
    double n, sum[N_CONTROLS], square[N_CONTROLS];
};

static void run_pilot(const struct campaign *c, struct expectation *e, int n)
{
    struct pilot_sums sums;
    struct block block;
    pilot_sums_init(&sums, e);
    block_init(&block, c);
    expected_init(&block, e, &sums);
    for (int first = 0; first < n; first += block.capacity)
        block_run(
            &block, (uint32_t)first, n - first < block.capacity ? n - first : block.capacity);
    expectation_fit(e, &sums);
    block_free(&block);
    pilot_sums_free(&sums);
}

static void follow(const struct campaign *c, const struct expectation *e, int first, int n,
    struct controls_of *of)
{
    struct block block;
    block_init(&block, c);
    expected_init(&block, e, NULL);
    for (int from = first; from < first + n; from += block.capacity) {
        int more = first + n - from < block.capacity ? first + n - from : block.capacity;
        block_run(&block, (uint32_t)from, more);
        for (int r = 0; r < more; r++)
            for (int i = 0; i < N_CONTROLS; i++) {
                double control = block.expected->control[r][i];
                of->sum[i] += control;
                of->square[i] += control * control;
            }
        of->n += more;
    }
    block_free(&block);
}

static double deviation_of(const struct controls_of *of, int i)
{
    double mean = of->sum[i] / of->n, variance = of->square[i] / of->n - mean * mean;
    return variance > 1e-12 * of->square[i] / of->n ? mean / sqrt(variance / of->n) : 0.0;
}

static double largest(const struct controls_of *of)
{
    double most = 0.0;
    for (int i = 0; i < N_CONTROLS; i++)
        most = fmax(most, fabs(deviation_of(of, i)));
    return most;
}

static void set_up_world(struct setup *setup, const char *path, const char *const *sets)
{
    int n = 0;
    while (sets[n] != NULL)
        n++;
    struct setup_ask ask = {.n_sets = n, .set = sets};
    set_up(setup, (struct config_origin){.path = path}, ask);
}

#define YEAR "campaign.outreach_days=365", "campaign.horizon_days=365"

static void the_mean_of_what_is_not_expected_is_0(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int strategy;
        const char *sets[8];
    } worlds[] = {
        {"spark.cfg", 0, {NULL}},
        {"spark.cfg", 0, {YEAR, NULL}},
        {"spark.cfg", 1, {YEAR, "campaign.budget=9000.0", NULL}},
        {"spark.cfg", 2, {NULL}},
        {"spark.cfg", 4, {"team.hours_per_week=4.0", NULL}},
        {"spark.cfg", 0, {"decision.second_decider=1.0", YEAR, NULL}},
        {"spark.cfg", 0, {"peers.referrals=2.0", "peers.customer_share=0.3", NULL}},
        {"spark.cfg", 0,
            {"response.relapse_per_month=(0.0,0.9,0.9)", "response.grace_days=2", YEAR, NULL}},
        {"spark.cfg", 0, {"busy.rate=20.0", "busy.days=15.0", NULL}},
        {"spark.cfg", 0,
            {"strategies.spark.order=\"random\"",
                "strategies.spark.weights={attention=(3.0,1.0,1.0,1.0,2.0);interest=(1.0,2.0,1."
                "0,"
                "1.0);desire=(1.0,1.0,1.0,1.0,0.0);}",
                NULL}},
        {"spark.cfg", 0,
            {"strategies.spark.sequence=(\"newsletter\",\"open_coffee\",\"company_meeting\","
             "\"newsletter\",\"project_exploration\",\"campus_tour\",\"introduction\")",
                NULL}},
        {"spark.cfg", 0,
            {"modes.online.reach=0.3", "modes.personal.reach=0.8",
                "contact_moments.company_meeting.no_show=0.4",
                "contact_moments.campus_tour.no_show=0.3", NULL}},
        {"bench.cfg", 0, {"population.count=60", NULL}},
        {"chamber.cfg", 0, {"population.count=80", NULL}},
    };
    enum { N = 6000, PILOT = 1500 };
    for (size_t w = 0; w < sizeof worlds / sizeof worlds[0]; w++) {
        struct setup setup = {0};
        char path[200];
        snprintf(path, sizeof path, SOURCE_DIR "/configs/%s", worlds[w].path);
        set_up_world(&setup, path, worlds[w].sets);
        const struct campaign *c = setup.study.cases[worlds[w].strategy].campaign;
        struct expectation e;
        struct controls_of of = {0};
        expectation_init(&e, c, PILOT);
        run_pilot(c, &e, PILOT);
        follow(c, &e, 0, N, &of);
        if (largest(&of) > LIMIT)
            print_error("world %zu: %.2f standard errors\n", w, largest(&of));
        assert_true(largest(&of) <= LIMIT);
        expectation_free(&e);
        setup_free(&setup);
    }
}

/* The engine runs one campaign, and what is expected is that of another: which differ in a
 * setting. */
static double with_expectations_of(const char *setting, const char *other)
{
    const char *const run[] = {setting, NULL}, *const expected[] = {other, NULL};
    enum { N = 400000, PILOT = 2000 };
    struct setup setup = {0}, of_other = {0};
    set_up_world(&setup, SOURCE_DIR "/configs/spark.cfg", run);
    set_up_world(&of_other, SOURCE_DIR "/configs/spark.cfg", expected);
    const struct campaign *c = setup.study.cases[0].campaign;
    struct expectation e;
    struct controls_of of = {0};
    expectation_init(&e, of_other.study.cases[0].campaign, PILOT);
    run_pilot(c, &e, PILOT);
    follow(c, &e, PILOT, N, &of);
    double most = largest(&of);
    expectation_free(&e);
    setup_free(&setup);
    setup_free(&of_other);
    return most;
}

static void an_expectation_that_is_wrong_by_1_percent_is_found(void **state)
{
    (void)state;
    static const char *const differ[][2] = {
        {"decision.owner_lead_factor=1.2", "decision.owner_lead_factor=1.212"},
        {"decision.second_decider=0.5", "decision.second_decider=0.505"},
        {"response.dropout=(0.3,0.3,0.3,0.3)", "response.dropout=(0.303,0.303,0.303,0.303)"},
        {"busy={rate=20.0;days=30.0;}", "busy={rate=20.0;days=30.3;}"},
    };
    for (size_t i = 0; i < sizeof differ / sizeof differ[0]; i++) {
        assert_true(with_expectations_of(differ[i][0], differ[i][0]) <= LIMIT);
        double most = with_expectations_of(differ[i][0], differ[i][1]);
        print_message("%s: %.1f standard errors\n", differ[i][1], most);
        assert_true(most > LIMIT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mean_of_what_is_not_expected_is_0),
        slow_test(an_expectation_that_is_wrong_by_1_percent_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
