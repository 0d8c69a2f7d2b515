/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters that are not known, in a world in which the spread that comes from not knowing
 * them can be computed. */
#include "simulate.h"
#include "table.h"
#include "uncertain.h"

#include <stdlib.h>
#include <string.h>

enum { COMPANIES = 40 };
/* A study whose parameters are drawn. */
struct drawn {
    struct config config;
    struct arena arena;
    struct uncertain_case uncertain;
    struct study_case one;
    struct study study;
};

static void run_drawn(struct drawn *d, const char *const *sets, int n_sets, int threads,
    uint64_t n, uint64_t seed)
{
    struct messages errors;
    messages_init(&errors);
    char path[] = "/tmp/recept-world-XXXXXX";
    int handle = mkstemp(path);
    assert_true(handle >= 0);
    FILE *file = fdopen(handle, "w");
    fputs(plain_world, file);
    fclose(file);
    memset(d, 0, sizeof *d);
    enum status status = config_read(&d->config, path, sets, n_sets, &errors);
    remove(path);
    for (size_t i = 0; i < errors.count; i++)
        print_error("%s\n", errors.lines[i]);
    assert_int_equal(status, STATUS_OK);
    arena_init(&d->arena);
    struct campaign *campaign = arena_new(&d->arena, 1, sizeof *campaign);
    campaign_init(campaign, &d->arena, d->config.scenario, 0, seed);
    d->uncertain = (struct uncertain_case){&d->config, 0, seed, 0, NULL};
    d->one = (struct study_case){.scenario = d->config.scenario,
        .campaign = campaign,
        .source = uncertain_source(&d->uncertain, false)};
    d->study = (struct study){.n_cases = 1, .cases = &d->one, .confidence = 0.95};
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = n};
    assert_int_equal(study_run(&d->study, &engine, plan), STATUS_OK);
}

static void free_drawn(struct drawn *d)
{
    study_free(&d->study);
    arena_free(&d->arena);
    config_free(&d->config);
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
        const struct ratio_sums *s = &d.one.tally.spread.quantity[Q_PARTNERS];
        double covariance = s->y / (double)d.one.tally.moments.n;
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
    assert_agrees(measured(&(struct simulated){.one = d.one, .study = d.study}, "partners"),
        COMPANIES * mean);
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
    assert_close(d.config.scenario->response.intercept[0], -0.4, 1e-12, 0.0);
    assert_close(d.config.scenario->decision.second_decider.at[1], 0.3, 1e-12, 0.0);
    assert_close(d.config.scenario->catalogue.contact[0].hours, 2.5, 1e-12, 0.0);
    struct redraw redraw;
    redraw_init(&redraw, &d.config);
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
        {"campaign.outreach_days={ mean = 100.0; sd = 1.0; }", "must be a whole number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct config config;
        struct messages errors;
        messages_init(&errors);
        enum status status =
            config_read(&config, SOURCE_DIR "/configs/spark.cfg", &cases[i].set, 1, &errors);
        assert_int_equal(status, STATUS_CONFIG);
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

/* The last number of the row of costs.csv (`kind` "total", ...) or of all rows with `kind` in
 * contact_moments.csv, summed. */
static double last_numbers(
    const struct drawn *d, void (*rows)(const struct table *), const char *kind)
{
    char *text = NULL, *rest = NULL;
    size_t length = 0;
    struct table table = {
        .file = open_memstream(&text, &length), .study = &d->study, .one = &d->one};
    rows(&table);
    fclose(table.file);
    double sum = 0.0;
    for (char *row = strtok_r(text, "\n", &rest); row != NULL;
         row = strtok_r(NULL, "\n", &rest))
        if (strstr(row, kind) != NULL)
            sum += strtod(strrchr(row, ',') + 1, NULL);
    free(text);
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
        assert_close(last_numbers(&d, costs_rows, ",total,"), cost, 1e-9, 0.0);
        double contacts = last_numbers(&d, contact_moments_rows, "");
        double research = last_numbers(&d, costs_rows, ",research,");
        double aids = last_numbers(&d, costs_rows, ",aids,");
        assert_close(contacts + research + aids, cost, 1e-9, 0.0);
        assert_true(research > 0.0 && aids > 0.0);
        assert_true(last_numbers(&d, costs_rows, ",occasions,") > 0.0);
        assert_true(last_numbers(&d, costs_rows, ",moves,") > 0.0);
        free_drawn(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_spread_from_not_knowing_is_estimated_without_bias),
        cmocka_unit_test(the_share_and_the_mean_are_those_of_the_mixture),
        cmocka_unit_test(a_config_without_distributions_has_no_such_share),
        cmocka_unit_test(draws_do_not_depend_on_threads),
        cmocka_unit_test(hours_are_held_against_those_of_the_draws),
        cmocka_unit_test(books_are_kept_at_the_prices_of_the_draws),
        cmocka_unit_test(drawn_numbers_have_the_mean_and_spread_asked_for),
        cmocka_unit_test(impossible_distributions_are_explained),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
