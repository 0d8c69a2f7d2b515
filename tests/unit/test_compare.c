/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of comparisons whose campaigns are made up. Statistical tests: error rate 0.001
 * divided by 5. */
#include "made_up.h"

#include <gsl/gsl_randist.h>

/* ---- Prices ---- */

enum { MANY = 200 };

/* A baseline that wins 2 partners at 1,000 euro on average, and others that differ by as much
 * as stated, with luck of their own. */
static struct made_up *around_a_baseline(
    int n, const double *more, const double *dearer, double luck)
{
    struct made_up *c = made_up_new(n, MANY, 1, 1);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 3);
    for (uint64_t r = 0; r < MANY; r++)
        for (int i = 0; i < n; i++)
            made_up_set(c, i, r, 2.0 + more[i] + luck * gsl_ran_ugaussian(rng),
                1000.0 + dearer[i] + 100.0 * luck * gsl_ran_ugaussian(rng));
    gsl_rng_free(rng);
    made_up_finish(c, 0);
    return c;
}

static void a_price_takes_more_partners_for_more_money(void **state)
{
    (void)state;
    const double more[] = {0.0, 1.0, 1.0, -1.0, -1.0, 0.0};
    const double dearer[] = {0.0, 500.0, -500.0, -500.0, 500.0, 500.0};
    const enum compare_standing expected[] = {COMPARE_SAME, COMPARE_MORE_FOR_MORE,
        COMPARE_MORE_FOR_LESS, COMPARE_FEWER_FOR_LESS, COMPARE_FEWER_FOR_MORE,
        COMPARE_NOT_SHOWN};
    struct made_up *c = around_a_baseline(6, more, dearer, 0.5);
    struct estimate price[6];
    enum compare_standing place[6];
    compare_prices(&c->compare, place, price);
    for (int i = 0; i < 6; i++) {
        assert_int_equal(place[i], expected[i]);
        assert_int_equal(isnan(price[i].value), i != 1);
        assert_int_equal(isnan(price[i].se), i != 1);
    }
    assert_true(price[1].low < 500.0 && 500.0 < price[1].high && price[1].low > 0.0);
    made_up_free(c);
}

/* More for more by the estimates, with luck in which that drowns. */
static void a_price_that_is_not_shown_has_no_estimate(void **state)
{
    (void)state;
    const double more[] = {0.0, 0.3, 0.6}, dearer[] = {0.0, 30.0, 90.0};
    struct made_up *c = around_a_baseline(3, more, dearer, 10.0);
    struct estimate price[3], along[MOST_CHOICES];
    enum compare_standing place[3];
    struct frontier_point point[MOST_CHOICES];
    compare_prices(&c->compare, place, price);
    compare_frontier(&c->compare, point, along);
    for (int i = 1; i < 3; i++) {
        assert_int_equal(place[i], COMPARE_NOT_SHOWN);
        assert_true(isnan(price[i].value) && isnan(price[i].se));
        assert_true(isnan(along[i].value) && isnan(along[i].se));
    }
    made_up_free(c);
}

/* Two campaigns in which one strategy happens to win a partner more each time have no spread,
 * and yet show nothing; a hundred do. */
static void no_spread_in_few_campaigns_shows_nothing(void **state)
{
    (void)state;
    static const uint64_t sizes[] = {1, 2, 100};
    for (size_t size = 0; size < sizeof sizes / sizeof sizes[0]; size++) {
        uint64_t n = sizes[size];
        struct made_up *c = made_up_new(3, n, 1, 1);
        for (uint64_t r = 0; r < n; r++) {
            made_up_set(c, 0, r, 2.0, 1000.0);
            made_up_set(c, 1, r, 3.0, 1500.0);
            made_up_set(c, 2, r, 2.0, 1000.0);
        }
        made_up_finish(c, 0);
        struct estimate price[3];
        enum compare_standing place[3];
        compare_prices(&c->compare, place, price);
        assert_int_equal(place[1], n < 30 ? COMPARE_NOT_SHOWN : COMPARE_MORE_FOR_MORE);
        assert_int_equal(isnan(price[1].value), n < 30);
        assert_int_equal(place[2], COMPARE_SAME);
        assert_true(compare_identical(&c->compare, 0, 2));
        assert_false(compare_identical(&c->compare, 0, 1));
        made_up_free(c);
    }
}

/* ---- Places on the frontier ---- */

/* The cheapest, dearer than doing nothing; one on the frontier; one that this beats; one that a
 * mix of both beats; and one identical to the second. */
enum { PLACES = 5 };
static const double place_more[PLACES] = {0.0, 2.0, 1.8, 1.0, 2.0};
static const double place_dearer[PLACES] = {0.0, 1000.0, 1300.0, 800.0, 1000.0};

static struct made_up *with_places(uint64_t n, double luck)
{
    struct made_up *c = made_up_new(PLACES, n, 1, 1);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 12);
    for (uint64_t r = 0; r < n; r++)
        for (int i = 0; i < PLACES; i++) {
            double own = i < PLACES - 1 ? luck * gsl_ran_ugaussian(rng) : 0.0;
            made_up_set(c, i, r, 2.0 + place_more[i] + own, 500.0 + place_dearer[i]);
        }
    for (uint64_t r = 0; r < n; r++) {
        const double *x = c->compare.x + (c->compare.room + r) * N_KEPT;
        made_up_set(c, PLACES - 1, r, x[KEPT_PARTNERS], x[KEPT_COST]);
    }
    gsl_rng_free(rng);
    made_up_finish(c, 0);
    return c;
}

static void assert_places(uint64_t n, double luck, bool expected)
{
    static const enum frontier_standing places[PLACES] = {
        FRONTIER_ON, FRONTIER_ON, FRONTIER_DOMINATED, FRONTIER_EXTENDED, FRONTIER_SAME};
    struct made_up *c = with_places(n, luck);
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    bool shown[MOST_CHOICES];
    compare_frontier(&c->compare, point, price);
    compare_standings_shown(&c->compare, point, shown);
    for (int i = 0; i < PLACES; i++) {
        assert_int_equal(point[i].place, places[i]);
        assert_int_equal(shown[i], expected);
    }
    assert_int_equal(isnan(price[0].value) || isnan(price[1].value), !expected);
    assert_int_equal(point[0].previous, PLACES);
    assert_true(point[PLACES].place == FRONTIER_ON && shown[PLACES] == expected);
    made_up_free(c);
}

/* With little luck all is shown; of few campaigns nothing is. */
static void places_are_told_where_they_are_shown(void **state)
{
    (void)state;
    assert_places(MANY, 0.1, true);
    assert_places(COMPARE_FEW, 0.01, true);
    assert_places(COMPARE_FEW - 1, 0.01, false);
}

static void places_that_luck_may_have_made_are_not_shown(void **state)
{
    (void)state;
    const double more[] = {0.0, 0.2, 0.1}, dearer[] = {0.0, 30.0, 40.0};
    struct made_up *c = around_a_baseline(3, more, dearer, 20.0);
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    bool shown[MOST_CHOICES];
    compare_frontier(&c->compare, point, price);
    compare_standings_shown(&c->compare, point, shown);
    for (int i = 0; i < 3; i++)
        assert_false(shown[i]);
    made_up_free(c);
}

/* Four strategies alike but for luck of their own: that any place is shown is as rare as
 * stated, although the data choose which is the cheapest and which are neighbours. */
static void places_of_equal_strategies_are_rarely_shown(void **state)
{
    (void)state;
    enum { RUNS = 1000, EQUAL = 4, CAMPAIGNS = 60 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 13);
    int wrong = 0, naive = 0;
    for (int run = 0; run < RUNS; run++) {
        struct made_up *c = made_up_new(EQUAL, CAMPAIGNS, 1, 1);
        for (uint64_t r = 0; r < CAMPAIGNS; r++)
            for (int i = 0; i < EQUAL; i++)
                made_up_set(c, i, r, 3.0 + gsl_ran_ugaussian(rng),
                    1000.0 + 100.0 * gsl_ran_ugaussian(rng));
        made_up_finish(c, 0);
        struct frontier_point point[MOST_CHOICES];
        struct estimate price[MOST_CHOICES];
        bool shown[MOST_CHOICES], any = false, by_estimate = false;
        compare_frontier(&c->compare, point, price);
        compare_standings_shown(&c->compare, point, shown);
        for (int i = 0; i < EQUAL; i++) {
            bool off = point[i].place != FRONTIER_ON || point[i].previous != EQUAL;
            any = any || (off && shown[i]);
            by_estimate = by_estimate || point[i].place == FRONTIER_DOMINATED;
        }
        wrong += any;
        naive += by_estimate;
        made_up_free(c);
    }
    gsl_rng_free(rng);
    print_message("shown in %d, by estimates in %d of %d\n", wrong, naive, RUNS);
    assert_true(wrong <= 0.05 * RUNS + 3.48 * sqrt(0.05 * 0.95 * RUNS));
    assert_true(naive > 0.5 * RUNS);
}

/* ---- Published tables ---- */

/* A table of costs and effects with its answers: prices against the choice before, NAN where
 * there is none. The first stands for doing nothing; the others are held against it. */
struct programme {
    double cost, effect;
    enum frontier_standing place;
    double price;
};

static void assert_table(int n, const struct programme *t)
{
    /* Whole campaigns differ a little, by as much up as down: what never varies shows nothing.
     */
    const double little = 1e-4;
    struct made_up *c = made_up_new(n - 1, COMPARE_FEW, 1, 1);
    struct frontier_point point[MOST_CHOICES];
    struct estimate price[MOST_CHOICES];
    bool shown[MOST_CHOICES];
    for (uint64_t r = 0; r < COMPARE_FEW; r++)
        for (int i = 1; i < n; i++)
            made_up_set(c, i - 1, r,
                t[i].effect - t[0].effect + (r % 2 == 0 ? little : -little),
                t[i].cost - t[0].cost);
    made_up_finish(c, 0);
    compare_frontier(&c->compare, point, price);
    compare_standings_shown(&c->compare, point, shown);
    for (int i = 0; i < n; i++) {
        int at = i == 0 ? n - 1 : i - 1;
        assert_int_equal(point[at].place, t[i].place);
        assert_true(shown[at]);
        assert_int_equal(isnan(price[at].value), isnan(t[i].price));
        if (!isnan(t[i].price))
            assert_close(price[at].value, t[i].price, 1e-7, 0.0);
    }
    made_up_free(c);
}

/* Screening for HIV in dollars and years of life (A. D. Paltiel et al., Annals of Internal
 * Medicine 145, 2006, table 4). */
static void the_frontier_of_screening_is_as_published(void **state)
{
    (void)state;
    static const struct programme screening[] = {
        {26000, 23.104166666666668, FRONTIER_ON, NAN},
        {27000, 23.13083333333333, FRONTIER_ON, 37500.0},
        {28020, 23.14833333333333, FRONTIER_ON, 58285.714286},
        {28440, 23.1525, FRONTIER_ON, 100800.0},
        {29440, 23.146666666666665, FRONTIER_DOMINATED, NAN},
    };
    assert_table(sizeof screening / sizeof screening[0], screening);
}

/* Made up: dominated, extendedly dominated twice over, a tie in cost. */
static void the_frontier_of_a_made_up_table_is_as_reckoned(void **state)
{
    (void)state;
    static const struct programme made[] = {
        {90, 0.2, FRONTIER_ON, NAN},
        {100, 1.0, FRONTIER_ON, 12.5},
        {150, 1.1, FRONTIER_EXTENDED, NAN},
        {220, 2.0, FRONTIER_ON, 120.0},
        {220, 1.9, FRONTIER_DOMINATED, NAN},
        {400, 2.5, FRONTIER_EXTENDED, NAN},
        {430, 3.1, FRONTIER_ON, 190.909090909},
        {800, 3.2, FRONTIER_ON, 3700.0},
    };
    assert_table(sizeof made / sizeof made[0], made);
}

/* Treatments of C. difficile (R. Rajasingham et al., Clinical Infectious Diseases 70, 2020),
 * means over numbers that are not known, as in the R package dampack. */
static void the_frontier_of_treatments_is_as_published(void **state)
{
    (void)state;
    static const struct programme treatments[] = {
        {57336.0059896538, 12.9399639202408, FRONTIER_ON, NAN},
        {57541.2526373815, 13.0140640696275, FRONTIER_ON, 2769.85470915263},
        {57642.2587507842, 13.0389116321918, FRONTIER_ON, 4065.03105249231},
        {57934.0743411241, 13.0966257932217, FRONTIER_ON, 5056.2216470406},
        {58072.1137208494, 13.11285766912, FRONTIER_ON, 8504.2160616553},
        {58665.7823044647, 13.1283328397025, FRONTIER_ON, 38362.6519947134},
        {57814.6470919581, 13.0462790163185, FRONTIER_EXTENDED, NAN},
        {57887.481549326, 12.9970657153765, FRONTIER_DOMINATED, NAN},
        {58018.6252420203, 13.0650412387992, FRONTIER_DOMINATED, NAN},
        {58081.7947984323, 13.1029711156978, FRONTIER_DOMINATED, NAN},
        {58634.2026441398, 13.1100568867995, FRONTIER_DOMINATED, NAN},
    };
    assert_table(sizeof treatments / sizeof treatments[0], treatments);
}

/* ---- Other companies ---- */

/* Two strategies whose luck is the same in each campaign: laid side by side their difference
 * has no spread; with other companies they are not, however alike these are counted. */
static void strategies_with_other_companies_are_not_paired(void **state)
{
    (void)state;
    static struct company list[2][2] = {
        {{.name = "x"}, {.name = "y"}}, {{.name = "x"}, {.name = "z"}}};
    static const bool alike[] = {true, false, true};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 21);
    for (int kind = 0; kind < 3; kind++) {
        struct made_up *c = made_up_new(2, MANY, 2, 1);
        struct scenario other = c->scenario;
        /* The same names; another name; the same again, but what is told of them. */
        c->scenario.population = (struct population){.n = 2, .list = list[0]};
        other.population = (struct population){.n = 2, .list = list[kind == 1]};
        c->cases[1].scenario = &other;
        compare_free(&c->compare);
        compare_init(&c->compare, &c->study, 0, MANY);
        for (uint64_t r = 0; r < MANY; r++) {
            double luck = gsl_ran_ugaussian(rng);
            made_up_set(c, 0, r, 2.0 + luck, 1000.0);
            made_up_set(c, 1, r, 3.0 + luck, 1500.0);
        }
        made_up_finish(c, 0);
        struct estimate more[2];
        compare_differences(&c->compare, COMPARE_PARTNERS, more);
        assert_true(compare_same_companies(&c->compare) == alike[kind]);
        if (alike[kind])
            assert_close(more[1].se, 0.0, 0.0, 1e-9);
        else
            assert_close(more[1].se, sqrt(2.0 / MANY), 0.2, 0.0);
        made_up_free(c);
    }
    list[1][1] = (struct company){.name = "y", .contacts_before = 1};
    struct made_up *c = made_up_new(2, MANY, 1, 1);
    struct scenario other = c->scenario;
    c->scenario.population = (struct population){.n = 2, .list = list[0]};
    other.population = (struct population){.n = 2, .list = list[1]};
    c->cases[1].scenario = &other;
    compare_free(&c->compare);
    compare_init(&c->compare, &c->study, 0, MANY);
    assert_false(compare_same_companies(&c->compare));
    made_up_finish(c, 0);
    made_up_free(c);
    gsl_rng_free(rng);
}

/* ---- Spread ---- */

static void *open_nothing(void *context)
{
    return context;
}

/* Both campaigns of a draw follow it in the first strategy; the second's config knows all its
 * numbers, so that what its campaigns have in common is luck. */
static void only_unknown_numbers_spread_what_is_expected(void **state)
{
    (void)state;
    enum { DRAWS = 1000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 9);
    double theta = 0.0;
    struct made_up *c = made_up_new(2, 2 * DRAWS, 1, 2);
    c->cases[0].source.open = open_nothing;
    for (uint64_t r = 0; r < 2 * DRAWS; r++) {
        theta = r % 2 == 0 ? gsl_ran_ugaussian(rng) : theta;
        made_up_set(c, 0, r, 3.0 + theta + gsl_ran_ugaussian(rng), 1000.0);
        made_up_set(c, 1, r, 3.0 + gsl_ran_ugaussian(rng), 1000.0);
    }
    gsl_rng_free(rng);
    made_up_finish(c, 1);
    /* Variance 1, with a standard error of sqrt((2^2 + 1)/1000) = 0.07; 3.66 of them. */
    assert_close(compare_spread(&c->compare, 0).partners, 1.0, 0.0, 0.26);
    assert_true(compare_spread(&c->compare, 1).partners == 0.0);
    made_up_free(c);
}

/* ---- Segments ---- */

enum { OPTIONS = 3, PARTS = 4, BATCHES = COMPARE_BATCHES };

/* Strategies with luck of their own in each segment; the second wins `lead` more partners a
 * batch of two campaigns in the first segment. */
static struct made_up *in_segments(gsl_rng *rng, double lead)
{
    struct made_up *c = made_up_new(OPTIONS, 2 * BATCHES, PARTS, 1);
    for (int i = 0; i < OPTIONS; i++)
        for (int b = 0; b < BATCHES; b++)
            for (int s = 0; s < PARTS; s++)
                made_up_add_segment(c, i, b, s,
                    10.0 + (i == 1 && s == 0 ? lead : 0.0) + gsl_ran_ugaussian(rng), 0.0);
    made_up_finish(c, 0);
    return c;
}

/* Of strategies that are equally good one is ahead by luck. The campaigns that did not choose
 * it know no lead, whereas those that did have one; that any lead is taken for real in any
 * segment is as rare as stated. */
static void the_lead_in_a_segment_is_not_that_of_its_choice(void **state)
{
    (void)state;
    enum { RUNS = 2000 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 4);
    double sum = 0.0, square = 0.0, naive = 0.0;
    int wrong = 0;
    for (int run = 0; run < RUNS; run++) {
        struct made_up *c = in_segments(rng, 0.0);
        double lead = 0.0;
        bool shown = false;
        for (int s = 0; s < PARTS; s++) {
            struct segment_choice choice[OPTIONS];
            assert_true(compare_segment(&c->compare, s, 1.0, choice));
            double most = -INFINITY, least = INFINITY;
            for (int i = 0; i < OPTIONS; i++) {
                lead += choice[i].behind.value / (PARTS * (OPTIONS - 1));
                shown = shown || choice[i].shown;
                most = fmax(most, choice[i].net_benefit);
                least = fmin(least, choice[i].net_benefit);
            }
            naive += (most - least) / (RUNS * PARTS);
        }
        sum += lead;
        square += lead * lead;
        wrong += shown;
        made_up_free(c);
    }
    gsl_rng_free(rng);
    struct estimate mean = estimate_mean(RUNS, sum, square, 0.95);
    print_message("lead %.4f (%.4f), by the choice itself %.4f; shown in %d of %d\n",
        mean.value, mean.se, naive, wrong, RUNS);
    /* Two-sided, 3.66 standard errors. */
    assert_true(fabs(mean.value) < 3.66 * mean.se);
    assert_true(naive > 20.0 * mean.se);
    assert_true(wrong <= 0.05 * RUNS + 3.48 * sqrt(0.05 * 0.95 * RUNS));
    assert_true(wrong > 0);
}

static void a_real_lead_is_shown_in_its_segment_alone(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 5);
    struct made_up *c = in_segments(rng, 2.0);
    struct segment_choice choice[OPTIONS];
    assert_true(compare_segment(&c->compare, 0, 1.0, choice));
    assert_true(choice[1].best && choice[1].shown);
    assert_true(choice[0].shown && choice[0].behind.low < 1.0 && 1.0 < choice[0].behind.high);
    assert_close(choice[1].behind.value, 0.0, 0.0, 0.0);
    struct segments_shown segments = compare_segments_shown(&c->compare, 1.0);
    assert_int_equal(segments.all, PARTS);
    assert_int_equal(segments.shown, 1);
    /* Tailoring is worth nothing where one strategy is never worse: no loss is made of it. */
    assert_true(compare_tailoring(&c->compare, 1.0).low < 0.5);
    made_up_free(c);
    gsl_rng_free(rng);
}

/* One campaign chooses, and there is none to tell; of few none is best either. */
static void few_campaigns_show_no_lead(void **state)
{
    (void)state;
    struct made_up *c = made_up_new(2, 1, 2, 1);
    made_up_add_segment(c, 0, 0, 0, 1.0, 10.0);
    made_up_add_segment(c, 1, 0, 0, 5.0, 20.0);
    made_up_finish(c, 0);
    struct segment_choice choice[2];
    assert_true(compare_segment(&c->compare, 0, 1000.0, choice));
    for (int i = 0; i < 2; i++) {
        assert_false(choice[i].best || choice[i].shown);
        assert_nan(choice[i].behind.value);
    }
    assert_true(choice[1].partners == 5.0);
    assert_nan(compare_tailoring(&c->compare, 1000.0).value);
    assert_false(compare_segment(&c->compare, 1, 1000.0, choice));
    made_up_free(c);
    for (uint64_t n = COMPARE_FEW - 2; n <= COMPARE_FEW; n += 2) {
        c = made_up_new(2, n, 1, 1);
        for (int batch = 0; batch < (int)n / 2; batch++) {
            made_up_add_segment(c, 0, batch, 0, 1.0 + 0.1 * (batch % 3), 10.0);
            made_up_add_segment(c, 1, batch, 0, 5.0, 20.0);
        }
        made_up_finish(c, 0);
        compare_segment(&c->compare, 0, 1000.0, choice);
        bool enough = n >= COMPARE_FEW;
        assert_true(choice[1].best == enough && choice[1].shown == enough);
        assert_true(choice[0].shown == enough);
        assert_int_equal(isnan(compare_tailoring(&c->compare, 1000.0).value), !enough);
        made_up_free(c);
    }
}

/* In a segment where every partner costs more than it is worth each strategy is shown to lose;
 * where one of them does not, it is not said. */
static void segments_in_which_nothing_pays_are_counted(void **state)
{
    (void)state;
    struct made_up *c = made_up_new(2, MANY, 3, 1);
    for (int batch = 0; batch < MANY / 2; batch++)
        for (int i = 0; i < 2; i++)
            for (int s = 0; s < 3; s++)
                made_up_add_segment(c, i, batch, s, 3.0 + 0.1 * (batch % (3 + 2 * i)),
                    s == 0             ? 10.0
                    : s == 1 || i == 0 ? 5000.0
                                       : 3000.0);
    made_up_finish(c, 0);
    assert_int_equal(compare_segments_shown(&c->compare, 1000.0).unpaid, 1);
    assert_int_equal(compare_segments_shown(&c->compare, 1.0).unpaid, 3);
    assert_int_equal(compare_segments_shown(&c->compare, NAN).unpaid, 0);
    made_up_free(c);
}

/* Of two that come to the same in a segment neither leads: both are best, and neither is shown
 * to be. */
static void of_equal_strategies_none_leads_in_a_segment(void **state)
{
    (void)state;
    struct made_up *c = made_up_new(3, MANY, 1, 1);
    for (int batch = 0; batch < MANY / 2; batch++)
        for (int i = 0; i < 3; i++)
            made_up_add_segment(c, i, batch, 0, (i < 2 ? 5.0 : 1.0) + batch % 3, 10.0);
    made_up_finish(c, 0);
    struct segment_choice choice[3];
    assert_true(compare_segment(&c->compare, 0, 1000.0, choice));
    assert_true(choice[0].best && choice[1].best && !choice[2].best);
    assert_false(choice[0].shown || choice[1].shown);
    struct segments_shown segments = compare_segments_shown(&c->compare, 1000.0);
    assert_true(segments.all == 1 && segments.shown == 0);
    /* Without a value of a partner there is no best. */
    compare_segment(&c->compare, 0, NAN, choice);
    assert_false(choice[0].best || choice[1].best || choice[2].best);
    assert_nan(compare_tailoring(&c->compare, NAN).value);
    made_up_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_equal_strategies_none_leads_in_a_segment),
        cmocka_unit_test(segments_in_which_nothing_pays_are_counted),
        cmocka_unit_test(only_unknown_numbers_spread_what_is_expected),
        cmocka_unit_test(the_lead_in_a_segment_is_not_that_of_its_choice),
        cmocka_unit_test(a_real_lead_is_shown_in_its_segment_alone),
        cmocka_unit_test(few_campaigns_show_no_lead),
        cmocka_unit_test(a_price_takes_more_partners_for_more_money),
        cmocka_unit_test(a_price_that_is_not_shown_has_no_estimate),
        cmocka_unit_test(no_spread_in_few_campaigns_shows_nothing),
        cmocka_unit_test(places_are_told_where_they_are_shown),
        cmocka_unit_test(places_that_luck_may_have_made_are_not_shown),
        cmocka_unit_test(places_of_equal_strategies_are_rarely_shown),
        cmocka_unit_test(the_frontier_of_screening_is_as_published),
        cmocka_unit_test(the_frontier_of_a_made_up_table_is_as_reckoned),
        cmocka_unit_test(the_frontier_of_treatments_is_as_published),
        cmocka_unit_test(strategies_with_other_companies_are_not_paired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
