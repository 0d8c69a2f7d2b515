/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters that are not known, in a world in which the spread that comes from not knowing
 * them can be computed. */
#include "config_reading.h"
#include "simulate.h"
#include "tables.h"

#include <string.h>

enum { COMPANIES = 40 };
/* A study whose parameters are drawn. */
struct drawn {
    struct setup setup;
    struct study_case one;
    struct study study;
};

static void run_drawn(struct drawn *d, const char *const *sets, int n_sets, int threads,
    uint64_t n, uint64_t seed)
{
    set_up(&d->setup, world_of(plain_world),
        (struct setup_ask){.set = sets, .n_sets = n_sets, .seed = &seed});
    d->study = d->setup.study;
    d->one = d->study.cases[0];
    d->study.cases = &d->one;
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = n};
    assert_int_equal(study_run(&d->study, &engine, plan), STATUS_OK);
}

static void free_drawn(struct drawn *d)
{
    study_free(&d->study);
    setup_free(&d->setup);
}

/* A company that does not progress at its first contact says no with probability d ~ Beta(3,
 * 7); one that does joins for sure. With progress 1/2, joining has probability q = 1/2 / (1 -
 * 1/2 (1 - d)) = 1 / (1 + d). */
#define DROPS                                                                                  \
    "population.count=40", "campaign.outreach_days=60", "campaign.horizon_days=60",            \
        "response.intercept=(0.0, 50.0, 50.0)", "packages.p.value.base=50.0",                  \
        "response.dropout=({ dist = \"beta\"; a = 3.0; b = 7.0; }, 0.0, 0.0, 0.0)"
static const char *const drops[] = {DROPS};
enum { DROP_SETS = sizeof drops / sizeof drops[0] };

/* Moments of q over d by the midpoint rule on its density d^2 (1 - d)^6. */
static void moments_of_q(double *mean, double *square)
{
    double weight = 0.0;
    *mean = *square = 0.0;
    for (int i = 0; i < 20000; i++) {
        double d = (i + 0.5) / 20000.0, w = d * d * pow(1.0 - d, 6.0), q = 1.0 / (1.0 + d);
        weight += w;
        *mean += w * q;
        *square += w * q * q;
    }
    *mean /= weight;
    *square /= weight;
}

/* Var E[partners | d] over Var partners. */
static double true_share(void)
{
    double mean, square;
    moments_of_q(&mean, &square);
    double between = COMPANIES * COMPANIES * (square - mean * mean);
    return between / (between + COMPANIES * (mean - square));
}

/* With the sum S and the difference D of a pair: (Var S - Var D) / 4. */
static double covariance_of(const struct spread *spread, int quantity)
{
    const struct pair_spread *of = spread_quantity(spread, quantity);
    double n = (double)spread->pairs, sum = 0.0, square = 0.0, difference = 0.0;
    for (int i = 0; i < PAIR_GROUPS; i++) {
        sum += of->sum[i];
        square += of->square[i];
        difference += of->difference[i];
    }
    return ((square - sum * sum / n) / (n - 1.0) - difference / n) / 4.0;
}

/* Over 500 runs of 100 pairs the mean of the estimated covariance is within 2 standard errors
 * of the truth (a test at 5 %, with a fixed seed), and not of what independent luck alone would
 * give. */
static void the_spread_from_not_knowing_is_estimated_without_bias(void **state)
{
    (void)state;
    enum { RUNS = 500 };
    double mean, square, sum = 0.0, sum_square = 0.0;
    moments_of_q(&mean, &square);
    double truth = COMPANIES * COMPANIES * (square - mean * mean);
    for (int run = 0; run < RUNS; run++) {
        struct drawn d;
        run_drawn(&d, drops, DROP_SETS, 1, 200, 1000u + (uint64_t)run);
        double covariance = covariance_of(&d.one.tally.spread, Q_PARTNERS);
        sum += covariance;
        sum_square += covariance * covariance;
        free_drawn(&d);
    }
    double average = sum / RUNS;
    double se = sqrt((sum_square / RUNS - average * average) / (RUNS - 1));
    print_message("covariance %.4f +- %.4f, true %.4f\n", average, se, truth);
    assert_true(fabs(average - truth) <= 2.0 * se);
    assert_true(average > 10.0 * se);
}

static void the_share_and_the_mean_are_those_of_the_mixture(void **state)
{
    (void)state;
    double mean, square;
    moments_of_q(&mean, &square);
    struct drawn d;
    run_drawn(&d, drops, DROP_SETS, 0, 20000, 7);
    assert_agrees(study_total(&d.study, &d.one, "partners").estimate, COMPANIES * mean);
    struct estimate share = study_unknown_share(&d.study, &d.one, Q_PARTNERS);
    assert_true(share.low < true_share() && true_share() < share.high);
    assert_true(share.high - share.low < 0.1);
    /* The error of the mean rests on pairs: replications share their parameters. */
    double between = COMPANIES * COMPANIES * (square - mean * mean);
    double within = COMPANIES * (mean - square);
    struct estimate partners = study_total(&d.study, &d.one, "partners").estimate;
    assert_close(partners.se, sqrt((between + within / 2.0) / 10000.0), 0.03, 0.0);
    free_drawn(&d);
}

/* What single campaigns came to, partners, in order. */
struct kept {
    int n;
    double partners[800];
};

static void keep(void *context, int one, uint64_t replication, const double *x)
{
    struct kept *kept = context;
    assert_int_equal(one, 0);
    assert_int_equal(replication, kept->n);
    kept->partners[kept->n++] = x[Q_PARTNERS];
}

/* Covariance over variance, by the formulas for them. */
static double share_by_hand(const struct kept *kept)
{
    double n = kept->n / 2.0, mean = 0.0, covariance = 0.0, apart = 0.0;
    for (int i = 0; i < kept->n; i++)
        mean += kept->partners[i] / kept->n;
    for (int i = 0; i + 1 < kept->n; i += 2) {
        double one = kept->partners[i] - mean, other = kept->partners[i + 1] - mean;
        covariance += (one + other) * (one + other) / (4.0 * (n - 1.0));
        apart += (one - other) * (one - other) / (4.0 * n);
    }
    return (covariance - apart) / (covariance + apart);
}

/* The share rests on all pairs, whatever the size of the last part. */
static void the_share_is_that_of_all_pairs(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {30, 62, 64, 94, 256, 258, 780};
    for (int i = 0; i < 7; i++) {
        struct drawn d;
        struct kept kept = {0};
        uint64_t seed = 7;
        set_up(&d.setup, world_of(plain_world),
            (struct setup_ask){.set = drops, .n_sets = DROP_SETS, .seed = &seed});
        d.study = d.setup.study;
        d.one = d.study.cases[0];
        d.study.cases = &d.one;
        struct engine engine = {.threads = 2, .save = keep, .save_context = &kept};
        struct study_plan plan = {.replications = sizes[i]};
        assert_int_equal(study_run(&d.study, &engine, plan), STATUS_OK);
        assert_int_equal(kept.n, sizes[i]);
        struct estimate share = study_unknown_share(&d.study, &d.one, Q_PARTNERS);
        assert_close(share.value, share_by_hand(&kept), 1e-9, 0.0);
        assert_true(share.low < true_share() && true_share() < share.high);
        free_drawn(&d);
    }
}

/* Numbers that are drawn and change nothing: half of the estimates would be negative. None of
 * them is left out, and all intervals hold 0. */
static void a_share_of_nothing_is_told(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=14", "campaign.outreach_days=60",
        "campaign.horizon_days=60", "response.intercept=(0.0, 50.0, 50.0)",
        "packages.p.value.base=50.0", "response.dropout=(0.5, 0.0, 0.0, 0.0)",
        "team.hourly_rate={ mean = 80.0; sd = 5.0; }"};
    enum { RUNS = 100 };
    int zeros = 0, above = 0;
    for (int run = 0; run < RUNS; run++) {
        struct drawn d;
        run_drawn(&d, sets, 7, 1, 60, 2000u + (uint64_t)run);
        struct estimate share = study_unknown_share(&d.study, &d.one, Q_PARTNERS);
        assert_true(share.value >= 0.0 && share.high > 0.0 && share.high < 1.0);
        zeros += share.value == 0.0;
        above += share.low > 0.0;
        free_drawn(&d);
    }
    assert_true(zeros > 30 && zeros < 70);
    assert_true(above <= 8); /* of a hundred at 2.5 %: a chance of 0.001 */
}

/* All companies join, after 4 contacts of an hour of 1,125.75. */
static void chances_to_stay_under_an_amount_are_exact_by_pairs(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=3", "team.hourly_rate=1125.75",
        "response.intercept=(50.0, 50.0, 50.0)", "packages.p.value.base=50.0",
        "response.dropout=({ dist = \"beta\"; a = 3.0; b = 7.0; }, 0.0, 0.0, 0.0)"};
    static const double amounts[] = {4500, 4502, 4503, 4504};
    struct drawn d;
    run_drawn(&d, sets, 5, 1, 600, 7);
    assert_int_equal(d.one.tally.unit, 2);
    for (int i = 0; i < 4; i++) {
        struct estimate e = study_cost_chance(&d.study, &d.one, amounts[i]);
        assert_true(e.value == (amounts[i] >= 4503));
        assert_true(e.high - e.low < 0.02);
    }
    free_drawn(&d);
}

/* A customer inside has no effect on average, so that at the means companies have no influence
 * on each other; draws have one. */
static void draws_may_couple_what_means_do_not(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=40",
        "peers={ customer_share = 0.5; customer = { mean = 0.0; sd = "
        "1.0; }; referrals = 0.0; }"};
    struct drawn d;
    run_drawn(&d, sets, 2, 0, 400, 7);
    assert_false(d.one.campaign->coupled);
    assert_true(study_total(&d.study, &d.one, "partners").estimate.value > 0.0);
    free_drawn(&d);
}

static void a_config_without_distributions_has_no_such_share(void **state)
{
    (void)state;
    struct drawn d;
    static const char *const sets[] = {"population.count=40"};
    run_drawn(&d, sets, 1, 0, 500, 7);
    assert_int_equal(d.one.tally.unit, 1);
    assert_nan(study_unknown_share(&d.study, &d.one, Q_PARTNERS).value);
    free_drawn(&d);
}

static void draws_do_not_depend_on_threads(void **state)
{
    (void)state;
    struct drawn a, b;
    run_drawn(&a, drops, DROP_SETS, 1, 1001, 7);
    run_drawn(&b, drops, DROP_SETS, 3, 1001, 7);
    /* Pairs: one replication more. */
    assert_int_equal(a.study.replications, 1002);
    for (int m = 0; m < n_measures; m++) {
        struct figure x = study_figure(&a.study, &a.one, 0, m);
        struct figure y = study_figure(&b.study, &b.one, 0, m);
        assert_memory_equal(&x.estimate.value, &y.estimate.value, sizeof(double));
        assert_memory_equal(&x.estimate.se, &y.estimate.se, sizeof(double));
    }
    free_drawn(&a);
    free_drawn(&b);
}

/* The family follows from the kind of number; a drawn scenario holds numbers of that family. */
static void drawn_numbers_have_the_mean_and_spread_asked_for(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "response.intercept=({ mean = -0.4; sd = 0.3; }, 0.0, 0.0)",
        "response.click_sd={ mean = 1.0; sd = 0.4; }",
        "decision.second_decider={ mean = 0.3; sd = 0.1; }",
        "contact_moments.a.hours={ low = 1.0; mode = 2.0; high = 6.0; }"};
    enum { DRAWS = 20000 };
    struct drawn d;
    run_drawn(&d, sets, 4, 1, 2, 7);
    assert_close(d.setup.configs->scenario->response.intercept[0], -0.4, 1e-12, 0.0);
    assert_close(d.setup.configs->scenario->decision.second_decider.at[1], 0.3, 1e-12, 0.0);
    assert_close(d.setup.configs->scenario->catalogue.contact[0].hours, 2.5, 1e-12, 0.0);
    struct redraw redraw;
    redraw_init(&redraw, d.setup.configs);
    double sum[4] = {0}, square[4] = {0};
    for (uint64_t k = 0; k < DRAWS; k++) {
        const struct scenario *s = redraw_scenario(&redraw, 5, k);
        const double x[4] = {s->response.intercept[0], s->response.click_sd.at[0],
            s->decision.second_decider.at[1], s->catalogue.contact[0].hours};
        assert_true(x[1] > 0.0 && x[2] > 0.0 && x[2] < 1.0 && x[3] >= 1.0 && x[3] <= 6.0);
        for (int i = 0; i < 4; i++) {
            sum[i] += x[i];
            square[i] += x[i] * x[i];
        }
    }
    const double mean[4] = {-0.4, 1.0, 0.3, 2.5};
    /* PERT: variance (mean - low) (high - mean) / 7. */
    const double sd[4] = {0.3, 0.4, 0.1, sqrt(1.5 * 3.5 / 7.0)};
    for (int i = 0; i < 4; i++) {
        double m = sum[i] / DRAWS;
        assert_close(m, mean[i], 0.0, 4.5 * sd[i] / sqrt(DRAWS));
        assert_close(sqrt(square[i] / DRAWS - m * m), sd[i], 0.05, 0.0);
    }
    redraw_free(&redraw);
    free_drawn(&d);
}

static void impossible_distributions_are_explained(void **state)
{
    (void)state;
    static const struct {
        const char *set, *says;
    } cases[] = {
        {"choice.overlap={ mean = 1.2; sd = 0.1; }",
            "a probability needs a mean inside 0 and 1"},
        {"choice.overlap={ mean = 0.5; sd = 0.6; }", "no distribution has mean 0.5 and sd 0.6"},
        {"busy.rate={ mean = -1.0; sd = 0.1; }", "a positive number needs a mean above 0"},
        {"busy.rate={ mean = 1.0; }", "'sd' is missing"},
        {"busy.rate={ low = 3.0; mode = 2.0; high = 4.0; }", "low <= mode <= high"},
        {"busy.rate={ dist = \"beta\"; a = 1.0; b = 1.0; }", "is for probabilities"},
        {"busy.rate={ dist = \"gamma\"; a = 1.0; b = 1.0; }", "is \"beta\""},
        {"busy.rate={ mean = 1.0; sd = 0.1; median = 3.0; }", "median: unknown setting"},
        {"campaign.outreach_days={ mean = 100.0; sd = 1.0; }",
            "must be a whole number; only real"},
        {"busy.rate={ size = 1.0; }", "must be a number or a distribution: { mean = "},
        {"busy.rate={ mode = 1.0; high = 2.0; }", "'low' is missing"},
        {"busy.rate={ mean = 1001.0; sd = 1.0; }",
            "busy.rate.mean: 1001 is out of range (0 to 1000)"},
        {"response.warm={ mean = -100.5; sd = 1.0; }",
            "response.warm.mean: -100.5 is out of range (-100 to 100)"},
        {"busy.rate={ low = -1.0; mode = 2.0; high = 4.0; }",
            "busy.rate.low: -1 is out of range (0 to 1000)"},
        {"busy.rate={ low = 1.0; mode = 2.0; high = 2000.0; }",
            "busy.rate.high: 2000 is out of range (0 to 1000)"},
        {"strategies.spark.intake_per_week={ low = 0.0; mode = 2.0; high = 4.0; }",
            "intake_per_week.low: 0 must be above 0"},
        {"team.fill={ dist = \"beta\"; a = 0.001; b = 1000.0; }",
            "team.fill: the mean 9.99999000001e-07 is out of range (0.001 to 1)"},
        {"team.fill={ mean = 1.2; sd = 0.1; }", "a probability needs a mean inside 0 and 1"},
        {"busy.rate={ mean = 1e-300; sd = 1e300; }", "no distribution has mean 1e-300"},
        {"simulation.confidence={ mean = 0.9; sd = 0.01; }",
            "simulation.confidence: must be a number: only numbers of the model can be"},
        {"population={ count = 9; levels = { size = { small = { mean = 0.4; sd = 0.1; }; "
         "larger = "
         "{ mean = 0.5; sd = 0.1; }; }; character = { challenger = 1; }; ownership = { private "
         "= "
         "1; }; }; }",
            "population.levels.size: the shares sum to 0.9, not to 1"},
        {"strategies.spark.weights={ desire = ({ mean = -1.0; sd = 0.1; }); }",
            "a positive number needs a mean above 0"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors = {0};
        enum status status =
            config_read(&config, SOURCE_DIR "/configs/spark.cfg", &cases[i].set, 1, &errors);
        assert_int_equal(status, STATUS_CONFIG);
        for (size_t e = 0; e < errors.count && errors.count > 1; e++)
            print_error("%s\n", errors.lines[e]);
        assert_int_equal(errors.count, 1);
        bool said = false;
        for (size_t e = 0; e < errors.count; e++)
            said = said || strstr(errors.lines[e], cases[i].says) != NULL;
        if (!said)
            print_error("%s: %s\n", cases[i].set, errors.lines[0]);
        assert_true(said);
        config_free(&config);
        messages_free(&errors);
    }
}

/* Whatever the family, a draw is a number that the parameter can have. Without the limits about
 * half of these draws would lie outside them. */
static void draws_stay_within_the_range_of_the_number(void **state)
{
    (void)state;
    static const char *const sets[] = {
        "response.intercept=({ mean = 100.0; sd = 20.0; }, { mean = -100.0; sd = 20.0; }, 0.0)",
        "busy.rate={ mean = 1000.0; sd = 400.0; }", "team.fill={ mean = 0.01; sd = 0.03; }",
        "peers.referrals={ low = 0.0; mode = 20.0; high = 20.0; }",
        "strategies.s.intake_per_week={ mean = 0.001; sd = 1000.0; }"};
    enum { DRAWS = 2000 };
    struct config config;
    struct redraw redraw;
    read_world(&config, plain_world, sets, 5);
    redraw_init(&redraw, &config);
    int at_most = 0, at_least = 0;
    for (uint64_t k = 0; k < DRAWS; k++) {
        const struct scenario *s = redraw_scenario(&redraw, 5, k);
        const double high = s->response.intercept[0], low = s->response.intercept[1];
        assert_true(high <= 100.0 && low >= -100.0 && s->busy.rate.at[0] <= 1000.0);
        assert_true(s->team.fill >= 0.001 && s->team.fill <= 1.0);
        assert_true(s->peers.referrals >= 0.0 && s->peers.referrals <= 20.0);
        assert_true(s->strategy[0].intake_per_week > 0.0);
        at_most += high == 100.0;
        at_least += low == -100.0;
    }
    assert_true(at_most > DRAWS / 3 && at_least > DRAWS / 3);
    redraw_free(&redraw);
    config_free(&config);
}

/* Shares of a drawn population and weights of a random order are numbers like others. */
static void shares_and_weights_can_be_uncertain(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.levels.size={ small = { mean = 0.3; sd = "
                                       "0.1; }; larger = { dist = \"beta\"; "
                                       "a = 7.0; b = 3.0; }; }",
        "strategies.s.attention=(\"a\", \"b\")", "strategies.s.order=random",
        "strategies.s.weights={ attention = ({ low = 1.0; mode = 2.0; high = 3.0; }, 2.0); }"};
    enum { DRAWS = 4000 };
    struct config config;
    struct redraw redraw;
    read_world(&config, plain_world, sets, 4);
    assert_int_equal(config.n_uncertain, 3);
    assert_close(config.scenario->population.share.at[0], 0.3, 1e-12, 0.0);
    assert_close(config.scenario->strategy[0].at[0].weight[ATTENTION][0], 2.0, 1e-12, 0.0);
    redraw_init(&redraw, &config);
    double share = 0.0, square = 0.0, weight = 0.0;
    for (uint64_t k = 0; k < DRAWS; k++) {
        const struct scenario *s = redraw_scenario(&redraw, 5, k);
        const double *of = s->population.share.at;
        const double *weights = s->strategy[0].at[1].weight[ATTENTION];
        assert_close(of[0] + of[1], 1.0, 1e-12, 0.0);
        assert_true(weights[0] >= 1.0 && weights[0] <= 3.0);
        assert_close(weights[1], 2.0, 0.0, 0.0);
        share += of[0];
        square += of[0] * of[0];
        weight += weights[0];
    }
    /* A share of two is x / (x + y), whose spread is about sqrt((0.7 sx)^2 + (0.3 sy)^2) with
     * sx 0.1 and sy = sqrt(0.7 * 0.3 / 11). */
    share /= DRAWS;
    assert_close(share, 0.3, 0.0, 0.01);
    assert_close(sqrt(square / DRAWS - share * share), 0.081, 0.1, 0.0);
    assert_close(weight / DRAWS, 2.0, 0.0, 4.5 * sqrt(1.0 / 7.0 / DRAWS));
    redraw_free(&redraw);
    config_free(&config);
}

/* Shares that are all drawn next to nothing still make a population, and weights an order. */
static void drawn_shares_and_weights_always_have_a_sum(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.levels.size={ small = { dist = \"beta\"; a "
                                       "= 0.001; b = 0.001; }; larger = { "
                                       "dist = \"beta\"; a = 0.001; b = 0.001; }; }",
        "strategies.s.order=random",
        "strategies.s.weights={ attention = ({ mean = 1e-3; sd = 100.0; }); }"};
    struct config config;
    struct redraw redraw;
    read_world(&config, plain_world, sets, 3);
    redraw_init(&redraw, &config);
    int both = 0;
    for (uint64_t k = 0; k < 200; k++) {
        const struct scenario *s = redraw_scenario(&redraw, 5, k);
        const double *of = s->population.share.at;
        assert_close(of[0] + of[1], 1.0, 1e-12, 0.0);
        assert_true(s->strategy[0].at[0].weight[ATTENTION][0] > 0.0);
        both += of[0] == of[1];
    }
    assert_true(both > 0); /* both drawn as 0 */
    redraw_free(&redraw);
    config_free(&config);
}

/* A share of an occasion's seats: a beta is a way to say what it may be. */
static void the_fill_of_an_occasion_takes_a_beta(void **state)
{
    (void)state;
    static const char *const sets[] = {"team.fill={ dist = \"beta\"; a = 6.0; b = 4.0; }"};
    struct config config;
    read_world(&config, plain_world, sets, 1);
    assert_close(config.scenario->team.fill, 0.6, 1e-12, 0.0);
    assert_int_equal(config.n_uncertain, 1);
    config_free(&config);
}

/* Forty companies take four hours each; the team has 4 hours a week, give or take 1, for 60
 * days. The share is of what it has in the draws, and known as well as that is. */
static void hours_are_held_against_those_of_the_draws(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=40", "campaign.outreach_days=60",
        "campaign.horizon_days=60", "response.intercept=(50.0, 50.0, 50.0)",
        "packages.p.value.base=50.0", "team.hours_per_week={ mean = 4.0; sd = 1.0; }"};
    enum { PAIRS = 5000 };
    struct drawn d;
    run_drawn(&d, sets, 6, 0, 2 * PAIRS, 7);
    struct estimate share = study_total(&d.study, &d.one, "hours_share").estimate;
    double capacity = study_quantity(&d.study, &d.one, 0, Q_CAPACITY).value;
    double expected = 160.0 / (4.0 * 60.0 / 7.0);
    assert_close(study_total(&d.study, &d.one, "hours").estimate.value, 160.0, 1e-12, 0.0);
    assert_close(share.value, 160.0 / capacity, 1e-12, 0.0);
    assert_agrees(share, expected);
    assert_close(share.se, expected * (1.0 / 4.0) / sqrt(PAIRS), 0.05, 0.0);
    free_drawn(&d);
}

/* The last number of costs.csv's row of a kind; of all rows (NULL) of contact_moments.csv. */
static double last_numbers(const struct drawn *d, const char *name, const char *kind)
{
    const struct results results = {.study = &d->study, .simulated = &d->study};
    struct table table;
    double sum = 0.0;
    assert_true(tables_fill(&table, name, &results));
    for (long row = 0; row < table.n; row++)
        if (kind == NULL || strcmp(table_cell(&table, row, 1).text, kind) == 0)
            sum += table_cell(&table, row, table.n_columns - 1).number;
    table_free(&table);
    return sum;
}

/* A contact that takes more hours is held less often, as the team has six a week; the rate, the
 * research and the aids differ too. What is booked is what each draw's campaigns cost, to the
 * cent. */
static void books_are_kept_at_the_prices_of_the_draws(void **state)
{
    (void)state;
    static const char *const sets[] = {"population.count=10", "campaign.outreach_days=60",
        "campaign.horizon_days=60", "response.intercept=(50.0, 50.0, 50.0)",
        "packages.p.value.base=50.0", "team.hours_per_week=6.0", "modes.visit.waits=true",
        "team.hourly_rate={ mean = 80.0; sd = 20.0; }",
        "team.research_hours={ mean = 1.0; sd = 0.5; }", "contact_moments.a.reschedule=0.3",
        "team.reschedule_hours={ mean = 0.5; sd = 0.2; }",
        "contact_moments.a.hours={ mean = 1.0; sd = 0.8; }",
        "contact_moments.b.occasion={ first_day = 3; every_days = 7; seats = 4; cost = { mean "
        "= "
        "90.0; sd = 40.0; }; }",
        "aids=( { id = \"site\"; cost = { mean = 900.0; sd = 300.0; }; } )",
        "strategies.s.aids=(\"site\")", "team.allocation=\"full\""};
    enum { SETS = sizeof sets / sizeof sets[0] };
    for (int whole = 0; whole < 2; whole++) {
        struct drawn d;
        run_drawn(&d, sets, SETS - 1 + whole, 2, 400, 7);
        double cost = study_total(&d.study, &d.one, "cost").estimate.value;
        assert_close(last_numbers(&d, "costs", "total"), cost, 1e-9, 0.0);
        double contacts = last_numbers(&d, "contact_moments", NULL);
        double research = last_numbers(&d, "costs", "research");
        double aids = last_numbers(&d, "costs", "aids");
        assert_close(contacts + research + aids, cost, 1e-9, 0.0);
        assert_true(research > 0.0 && aids > 0.0);
        assert_true(last_numbers(&d, "costs", "occasions") > 0.0);
        assert_true(last_numbers(&d, "costs", "moves") > 0.0);
        free_drawn(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        slow_test(the_spread_from_not_knowing_is_estimated_without_bias),
        cmocka_unit_test(the_share_and_the_mean_are_those_of_the_mixture),
        cmocka_unit_test(the_share_is_that_of_all_pairs),
        cmocka_unit_test(a_share_of_nothing_is_told),
        cmocka_unit_test(chances_to_stay_under_an_amount_are_exact_by_pairs),
        cmocka_unit_test(draws_may_couple_what_means_do_not),
        cmocka_unit_test(a_config_without_distributions_has_no_such_share),
        cmocka_unit_test(draws_do_not_depend_on_threads),
        cmocka_unit_test(hours_are_held_against_those_of_the_draws),
        cmocka_unit_test(books_are_kept_at_the_prices_of_the_draws),
        cmocka_unit_test(drawn_numbers_have_the_mean_and_spread_asked_for),
        cmocka_unit_test(draws_stay_within_the_range_of_the_number),
        cmocka_unit_test(shares_and_weights_can_be_uncertain),
        cmocka_unit_test(drawn_shares_and_weights_always_have_a_sum),
        cmocka_unit_test(the_fill_of_an_occasion_takes_a_beta),
        cmocka_unit_test(impossible_distributions_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
