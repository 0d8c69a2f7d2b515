/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strategies against each other where the truth is known: Markov chains of one contact per
 * stage, in which a company joins with a product of geometric chances. */
#include "config_reading.h"
#include "comparison.h"
#include "adjusted.h"
#include "selection.h"
#include "sentences.h"
#include "simulate.h"

#include <stdlib.h>
#include <string.h>

/* ---- A study of strategies of one config ---- */

struct world {
    struct config config;
    struct setup setup;
    struct study study;
    struct compare compare;
};

/* The first `n` strategies of the config that was read. */
static void make_study(struct world *w, int n, uint64_t seed)
{
    set_up(&w->setup, (struct config_origin){.path = "world"},
        (struct setup_ask){.read = &w->config, .seed = &seed});
    w->study = w->setup.study;
    w->study.n_cases = n;
}

static void run(struct world *w, int baseline, uint64_t n)
{
    compare_init(&w->compare, &w->study, baseline, n);
    struct engine engine = {.threads = 2, .save = compare_save, .save_context = &w->compare};
    struct study_plan plan = {.replications = n};
    assert_int_equal(study_run(&w->study, &engine, plan), STATUS_OK);
    compare_finish(&w->compare, 0);
}

static void clear(struct world *w)
{
    compare_free(&w->compare);
    setup_free(&w->setup);
}

/* Three strategies that differ in desire only: a company progresses there with probability 0.5,
 * 0.45 and 0.35, and a contact that fails ends in no with probability 0.4; it joins for sure in
 * action. So it joins with probability p/(p + 0.4 (1 - p)) of desire; attention and interest
 * are passed for sure. */
#define PASS(p) (log((p) / (1.0 - (p))))
enum { CHAINS = 3 };
static const double progress[CHAINS] = {0.5, 0.45, 0.35};

static double joins(int chain)
{
    double p = progress[chain];
    return p / (p + 0.4 * (1.0 - p));
}

static void read_chains(struct world *w)
{
    struct text contacts = {0};
    text_add_string(&contacts,
        "contact_moments=({id=\"a\";stage=\"attention\";mode=\"visit\";hours=1.0;lead_days=0.0;"
        "},"
        "{id=\"b\";stage=\"interest\";mode=\"visit\";hours=1.0;lead_days=0.0;},");
    for (int i = 0; i < CHAINS; i++)
        text_printf(&contacts,
            "{id=\"c%d\";stage=\"desire\";mode=\"visit\";hours=1.0;lead_days=0.0;"
            "strength=%.9f;},",
            i, PASS(progress[i]));
    text_add_string(
        &contacts, "{id=\"talk\";stage=\"action\";mode=\"visit\";hours=1.0;lead_days=0.0;})");
    const char *const sets[] = {text_string(&contacts), "population.count=20",
        "response.intercept=(50.0,50.0,0.0)", "packages.p.value.base=50.0",
        "response.dropout=(0.0,0.0,0.4,0.0)", "campaign.outreach_days=200",
        "campaign.horizon_days=200",
        "strategies=({id=\"s0\";attention=(\"a\");interest=(\"b\");desire=(\"c0\");"
        "intake_per_week=7000.0;},{id=\"s1\";attention=(\"a\");interest=(\"b\");desire=(\"c1\")"
        ";"
        "intake_per_week=7000.0;},{id=\"s2\";attention=(\"a\");interest=(\"b\");"
        "desire=(\"c2\");intake_per_week=7000.0;})"};
    read_world(&w->config, plain_world, sets, sizeof sets / sizeof sets[0]);
    text_free(&contacts);
}

/* ---- Tests ---- */

/* Two strategies meet the same companies with the same luck: one that is the other but for its
 * name comes to the same, campaign by campaign; those that share attention and interest reach
 * desire with as many companies in every campaign, and differ only after. */
static void keep_reached(void *context, int one, uint64_t replication, const double *x)
{
    double *reached = context;
    double *into = reached + ((size_t)one * 256 + replication) * 3;
    for (int s = 0; s < 3; s++)
        into[s] = x[Q_REACHED + INTEREST + s];
}

static void paths_are_equal_until_they_may_differ(void **state)
{
    (void)state;
    static double reached[3 * 256 * 3];
    struct world w;
    struct messages errors = {0};
    /* Without capacity, seats and peers companies do not depend on each other. */
    const char *const sets[] = {"population.count=20", "response.click_sd=1.0",
        "strategies=({id=\"s\";attention=(\"a\");interest=(\"b\");desire=(\"c\");"
        "intake_per_week=7000.0;},{id=\"t\";attention=(\"a\");interest=(\"b\");desire=(\"a\");"
        "intake_per_week=7000.0;},{id=\"u\";attention=(\"a\");interest=(\"b\");desire=(\"c\");"
        "intake_per_week=7000.0;})",
        "response.dropout=(0.2,0.2,0.4,0.2)", "response.repetition=1.0"};
    read_world(&w.config, plain_world, sets, 5);
    make_study(&w, 3, 7);
    struct engine engine = {.threads = 1, .save = keep_reached, .save_context = reached};
    struct study_plan plan = {.replications = 256};
    assert_int_equal(study_run(&w.study, &engine, plan), STATUS_OK);
    int differ = 0;
    for (int r = 0; r < 256; r++) {
        const double *s = reached + (size_t)r * 3, *t = s + 256 * 3, *u = t + 256 * 3;
        /* Interest and desire are reached alike; action need not be. */
        assert_true(s[0] == t[0] && s[1] == t[1]);
        assert_memory_equal(s, u, 3 * sizeof *s);
        differ += s[2] != t[2];
    }
    assert_true(differ > 100);
    setup_free(&w.setup);
    config_free(&w.config);
    messages_free(&errors);
}

/* 1,000 comparisons of 200 campaigns: how often both intervals hold at once. */
static void simultaneous_intervals_cover(void **state)
{
    (void)state;
    enum { RUNS = 1000 };
    struct world w;
    read_chains(&w);
    int held = 0, first_held = 0, wrong_held = 0;
    for (int run_number = 0; run_number < RUNS; run_number++) {
        make_study(&w, CHAINS, 1000u + (uint64_t)run_number);
        run(&w, 0, 200);
        struct estimate d[CHAINS];
        compare_differences(&w.compare, COMPARE_CONVERSION, d);
        bool both = true;
        for (int i = 1; i < CHAINS; i++) {
            double truth = joins(i) - joins(0);
            both = both && d[i].low <= truth && truth <= d[i].high;
            first_held += i == 1 && d[i].low <= truth && truth <= d[i].high;
        }
        held += both;
        wrong_held += d[1].low <= 0.0 && 0.0 <= d[1].high;
        clear(&w);
    }
    print_message("both held in %d, the first alone in %d, no difference in %d of %d\n", held,
        first_held, wrong_held, RUNS);
    assert_in_range(held, 930, 970);
    assert_true(first_held >= held);
    /* That there is no difference is rejected nearly always. */
    assert_true(wrong_held < 50);
    config_free(&w.config);
}

/* SPARK's recipe, and all personal after the recipe's attention: they share their first stage,
 * so that their difference has at least three times less variance than with independent luck.
 * The estimate is held against independent streams. */
static void common_luck_makes_differences_precise(void **state)
{
    (void)state;
    struct world w, other;
    static const char *const sets[] = {
        "strategies.personal.attention=(\"open_coffee\",\"inspiration_visit\","
        "\"social_campaign\",\"innovation_dinner\",\"nanomodule\")"};
    struct messages errors = {0};
    assert_int_equal(
        config_read(&w.config, SOURCE_DIR "/configs/spark.cfg", sets, 1, &errors), STATUS_OK);
    messages_free(&errors);
    make_study(&w, 2, 7);
    run(&w, 0, 4000);
    struct estimate reduction = compare_reduction(&w.compare, 1, COMPARE_PARTNERS);
    print_message("variance reduction %.2f (%.2f to %.2f)\n", reduction.value, reduction.low,
        reduction.high);
    assert_true(reduction.low >= 3.0);
    /* The same second strategy on other streams. */
    other.config = w.config;
    make_study(&other, 2, 8);
    run(&other, 0, 4000);
    double common = 0.0, apart = 0.0, sum_common = 0.0, sum_apart = 0.0;
    for (uint64_t r = 0; r < 4000; r++) {
        const double *a = w.compare.x + r * N_KEPT;
        const double *b = w.compare.x + (w.compare.room + r) * N_KEPT;
        const double *c = other.compare.x + (other.compare.room + r) * N_KEPT;
        double d = b[KEPT_PARTNERS] - a[KEPT_PARTNERS];
        double e = c[KEPT_PARTNERS] - a[KEPT_PARTNERS];
        common += d * d;
        sum_common += d;
        apart += e * e;
        sum_apart += e;
    }
    double ratio =
        (apart - sum_apart * sum_apart / 4000.0) / (common - sum_common * sum_common / 4000.0);
    assert_close(reduction.value, ratio, 0.1, 0.0);
    clear(&other);
    clear(&w);
    config_free(&w.config);
}

static void known_numbers_leave_no_loss(void **state)
{
    (void)state;
    struct world w;
    read_chains(&w);
    make_study(&w, CHAINS, 7);
    run(&w, 2, 500);
    for (double value = 0.0; value <= 20000.0; value += 250.0) {
        struct estimate average[CHAINS + 1], loss[CHAINS + 1];
        double campaign[CHAINS + 1];
        struct information best = compare_best(&w.compare, value, average, campaign, loss);
        assert_true(best.value == 0.0 && best.low == 0.0 && best.high == 0.0);
        double least = INFINITY, shares = 0.0, lucky = 0.0;
        for (int i = 0; i <= CHAINS; i++) {
            least = fmin(least, loss[i].value);
            shares += average[i].value;
            lucky += campaign[i];
            assert_true(average[i].value == 0.0 || average[i].value == 1.0);
        }
        assert_true(least == 0.0 && loss[best.best].value == 0.0);
        assert_close(shares, 1.0, 1e-12, 0.0);
        assert_close(lucky, 1.0, 1e-9, 0.0);
    }
    clear(&w);
    config_free(&w.config);
}

/* Three strategies for one company, of which one contact each is hard, in attention, interest
 * or desire: their luck is drawn for different contacts, so that they are independent of each
 * other. The first joins with probability 5/7, the others with `zone` less. */
#define HARD(letter, stage, p)                                                                 \
    "{id=\"" letter "\";stage=\"" stage                                                        \
    "\";mode=\"visit\";hours=1.0;lead_days=0.0;strength=" p ";},"
#define ZONE 0.02

static void read_apart(struct world *w)
{
    /* p/(p + 0.4 (1 - p)) is 5/7 for p = 1/2, and 5/7 - 0.02 where the logit of p is that of
     * 1/2 plus log(0.4 j/(1 - j)) with j = 5/7 - 0.02. */
    double j = 5.0 / 7.0 - ZONE;
    struct text contacts = {0};
    text_printf(&contacts,
        "contact_moments=(" HARD("a", "attention", "50.0") HARD("b", "interest", "50.0")
            HARD("c", "desire", "50.0") HARD("x", "attention", "0.0")
                HARD("y", "interest", "%.9f") HARD("z", "desire",
                    "%.9f") "{id=\"talk\";"
                            "stage=\"action\";mode=\"visit\";hours=1.0;lead_days=0.0;})",
        log(0.4 * j / (1.0 - j)), log(0.4 * j / (1.0 - j)));
    const char *const sets[] = {text_string(&contacts), "packages.p.value.base=50.0",
        "response.dropout=(0.4,0.4,0.4,0.0)", "campaign.outreach_days=200",
        "campaign.horizon_days=200",
        "strategies=({id=\"s0\";attention=(\"x\");interest=(\"b\");desire=(\"c\");"
        "intake_per_week=7000.0;},{id=\"s1\";attention=(\"a\");interest=(\"y\");desire=(\"c\");"
        "intake_per_week=7000.0;},{id=\"s2\";attention=(\"a\");interest=(\"b\");"
        "desire=(\"z\");intake_per_week=7000.0;})"};
    read_world(&w->config, plain_world, sets, sizeof sets / sizeof sets[0]);
    text_free(&contacts);
}

/* The same three, all with 5/7, of which only the hard contacts take time, an hour each: 1/(1/2
 * + 0.4/2) of them a company. So a partner costs 2 hours in each, and at that value of a
 * partner each is worth exactly as much as doing nothing. */
#define RATE 75.0

static void read_alike(struct world *w)
{
#define FREE(letter, stage)                                                                    \
    "{id=\"" letter "\";stage=\"" stage                                                        \
    "\";mode=\"visit\";hours=0.0;lead_days=0.0;strength=50.0;},"
    static const char contacts[] =
        "contact_moments=(" FREE("a", "attention") FREE("b", "interest") FREE("c", "desire")
            HARD("x", "attention", "0.0") HARD("y", "interest", "0.0") HARD("z", "desire",
                "0.0") "{id=\"talk\";"
                       "stage=\"action\";mode=\"visit\";hours=0.0;lead_days=0.0;})";
    const char *const sets[] = {contacts, "population.count=20", "packages.p.value.base=50.0",
        "team.hourly_rate=75.0", "response.dropout=(0.4,0.4,0.4,0.0)",
        "campaign.outreach_days=200", "campaign.horizon_days=200",
        "strategies=({id=\"s0\";attention=(\"x\");interest=(\"b\");desire=(\"c\");"
        "intake_per_week=7000.0;},{id=\"s1\";attention=(\"a\");interest=(\"y\");desire=(\"c\");"
        "intake_per_week=7000.0;},{id=\"s2\";attention=(\"a\");interest=(\"b\");"
        "desire=(\"z\");intake_per_week=7000.0;})"};
    read_world(&w->config, plain_world, sets, sizeof sets / sizeof sets[0]);
}

/* Whether a sentence sets a strategy apart from another, or from doing nothing. */
static bool is_set_apart(const struct compare *compare, double value)
{
    static const char *const claims[] = {" more partners", " fewer partners", " more.",
        " less.", "is the best choice at that value", "leaves the most", "does better",
        "earns itself back, with", "none of the strategies", "would be worth"};
    struct comparison comparison;
    struct sentences said = {0};
    comparison_init(&comparison, compare, partner_value_given(value), true);
    bool claimed = comparison.first_shown;
    sentences_compare(&said, &comparison);
    sentences_compare_columns(&said, &comparison, true);
    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++)
        claimed = claimed || strstr(text_string(&said.text), claims[i]) != NULL;
    sentences_free(&said);
    return claimed;
}

/* 1,000 comparisons through the simulator, of 100 campaigns: one is set apart in at most 6.9 %,
 * 5 % and 2.75 standard errors. At a value a tenth higher each pays, and that is found. */
static void equal_strategies_are_rarely_set_apart(void **state)
{
    (void)state;
    enum { RUNS = 1000 };
    struct world w;
    read_alike(&w);
    int apart = 0, pays = 0;
    double net = 0.0, square = 0.0;
    for (int r = 0; r < RUNS; r++) {
        make_study(&w, CHAINS, 20000u + (uint64_t)r);
        run(&w, 0, 100);
        apart += is_set_apart(&w.compare, 2.0 * RATE);
        pays += is_set_apart(&w.compare, 2.2 * RATE);
        double mean = compare_told_net(&w.compare, 2.0 * RATE, 0, CHAINS).value;
        net += mean;
        square += mean * mean;
        clear(&w);
    }
    struct estimate worth = estimate_mean(RUNS, net, square, 0.999);
    print_message("set apart in %d, where they pay in %d of %d; worth %.2f (%.2f to %.2f)\n",
        apart, pays, RUNS, worth.value, worth.low, worth.high);
    assert_true(worth.low <= 0.0 && 0.0 <= worth.high);
    assert_true(apart <= 0.069 * RUNS);
    assert_true(pays > 0.9 * RUNS);
    config_free(&w.config);
}

/* Selections through the simulator, both others just as far behind as the difference that does
 * not matter; adjusted by what 1,000 campaigns before tell, or as they are. */
struct selections {
    int runs, right;
    uint64_t campaigns;
};

static void select_over_and_over(struct selections *of, double sure, bool controls)
{
    struct world w;
    read_apart(&w);
    for (int r = 0; r < of->runs; r++) {
        make_study(&w, CHAINS, 5000u + (uint64_t)r);
        struct engine engine = {.threads = 2};
        struct selection selection;
        struct selection_plan plan = {
            .sure = sure, .difference = ZONE, .value = NAN, .most = 1000000};
        w.study.controls = controls;
        if (controls) {
            struct study_plan before = {.replications = 1000};
            assert_int_equal(study_run(&w.study, &engine, before), STATUS_OK);
            assert_true(adjusted_is(&w.study.cases[0]));
        }
        assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OK);
        assert_true(selection.finished);
        of->right += selection.best == 0;
        of->campaigns += selection.replications;
        if (controls)
            study_free(&w.study);
        setup_free(&w.setup);
    }
    config_free(&w.config);
}

/* The best is selected as often as is stated, less two standard errors: a procedure that is
 * right just so often fails here in 2.3 %. With controls after fewer campaigns. */
static void the_best_is_selected_as_often_as_stated(void **state)
{
    (void)state;
    double sure = 0.9;
    struct selections of[2] = {{.runs = 500}, {.runs = 200}};
    double campaigns[2];
    for (int adjusted = 0; adjusted < 2; adjusted++) {
        struct selections *these = &of[adjusted];
        select_over_and_over(these, sure, adjusted == 1);
        campaigns[adjusted] = (double)these->campaigns / these->runs;
        print_message("right %d of %d after %.1f campaigns\n", these->right, these->runs,
            campaigns[adjusted]);
        double error = sqrt(sure * (1.0 - sure) / these->runs);
        assert_true((double)these->right / these->runs >= sure - 2.0 * error);
    }
    assert_true(of[0].right < of[0].runs);
    assert_true(campaigns[1] < campaigns[0]);
}

/* The winner again: on campaigns that had no part in its selection, near the truth. */
static void the_winner_is_estimated_again(void **state)
{
    (void)state;
    struct world w;
    read_chains(&w);
    make_study(&w, CHAINS, 7);
    struct engine engine = {.threads = 2};
    struct selection selection;
    struct selection_plan plan = {
        .sure = 0.95, .difference = 0.02, .value = NAN, .most = 1000000, .again = 20000};
    assert_int_equal(selection_run(&selection, &w.study, &engine, plan), STATUS_OK);
    assert_int_equal(selection.best, 0);
    assert_true(selection.behind[0].low == 0.0 && selection.behind[1].high == 0.0);
    assert_agrees(selection.again, joins(0));
    assert_rejects(selection.again, joins(1));
    setup_free(&w.setup);
    config_free(&w.config);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_equal_until_they_may_differ),
        slow_test(simultaneous_intervals_cover),
        cmocka_unit_test(common_luck_makes_differences_precise),
        cmocka_unit_test(known_numbers_leave_no_loss),
        slow_test(equal_strategies_are_rarely_set_apart),
        slow_test(the_best_is_selected_as_often_as_stated),
        cmocka_unit_test(the_winner_is_estimated_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
