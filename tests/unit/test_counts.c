/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "counts.h"
#include "philox.h"

#include <gsl/gsl_cdf.h>

/* Six statistical tests, on fixed seeds. */
#define LEVEL (0.001 / 6)
enum { DRAWS = 200000, MOST = 400 };

static struct arena arena;

static int set_up(void **state)
{
    (void)state;
    arena = (struct arena){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static struct count_table gamma_days(double shape, double mean, int highest)
{
    struct count_table table;
    count_table_gamma_days(&table, &arena, shape, mean, highest);
    count_table_close(&table);
    return table;
}

static struct count_table poisson(double mean, int highest)
{
    struct count_table table;
    count_table_poisson(&table, &arena, mean, highest);
    count_table_close(&table);
    return table;
}

/* P(N <= lowest + i) as tabulated. */
static double at_most(const struct count_table *table, int i)
{
    return i < table->guide[0] ? 0.0 : ((double)table->last[i] + 1.0) / 4294967296.0;
}

/* Shape 1 is the exponential distribution, shape 2 the sum of two of them. */
static void gamma_days_have_the_closed_forms(void **state)
{
    (void)state;
    struct count_table one = gamma_days(1.0, 30.0, MOST), two = gamma_days(2.0, 30.0, MOST);
    for (int i = 0; i < MOST; i++) {
        double days = i + 1, x = days / 15.0;
        assert_close(at_most(&one, i), -expm1(-days / 30.0), 0.0, 2e-10);
        assert_close(at_most(&two, i), 1.0 - exp(-x) * (1.0 + x), 0.0, 2e-10);
    }
}

static void poisson_has_the_closed_form(void **state)
{
    (void)state;
    double means[] = {0.01, 0.3, 2.4, 30.0};
    for (int m = 0; m < 4; m++) {
        struct count_table table = poisson(means[m], 100);
        double term = exp(-means[m]), sum = term;
        for (int n = 0; n <= 100; n++) {
            assert_close(at_most(&table, n), sum, 0.0, 2e-10);
            term *= means[m] / (n + 1);
            sum += term;
        }
    }
}

static void assert_draws(const struct count_table *table, uint32_t word, int expected)
{
    assert_int_equal(count_draw(table, word), expected);
}

static void assert_always(const struct count_table *table, int expected)
{
    assert_draws(table, 0, expected);
    assert_draws(table, UINT32_C(1) << 31, expected);
    assert_draws(table, UINT32_MAX, expected);
}

static void a_mean_of_0_days_is_always_1(void **state)
{
    (void)state;
    struct count_table nothing = gamma_days(2.0, 0.0, 100), tiny = gamma_days(2.0, 1e-300, 100);
    assert_always(&nothing, 1);
    assert_always(&tiny, 1);
    struct count_table denormal = gamma_days(1e6, 1e-320, 100);
    assert_always(&denormal, 1);
}

static void a_mean_of_0_events_is_always_0(void **state)
{
    (void)state;
    struct count_table table = poisson(0.0, 10);
    assert_always(&table, 0);
}

/* A config says "fixed" by a very large shape. */
static void huge_shapes_are_fixed_times(void **state)
{
    (void)state;
    struct count_table week = gamma_days(1e6, 7.5, 100), year = gamma_days(1e6, 364.5, MOST);
    struct count_table fixed = gamma_days(1e15, 30.4, 100);
    assert_draws(&week, 1, 8);
    assert_draws(&week, UINT32_MAX, 8);
    assert_draws(&year, UINT32_C(1) << 31, 365);
    assert_always(&fixed, 31);
}

/* Just above the mean GSL's gamma distribution did not converge, which ended the program. The
 * expected values are those of numerical integration to 40 digits. */
static void huge_shapes_are_right_next_to_their_mean(void **state)
{
    (void)state;
    struct count_table table = gamma_days(1e6, 1000.0, 1010);
    assert_close(at_most(&table, 996), 0.0013381041673136, 0.0, 1e-8);
    assert_close(at_most(&table, 998), 0.158655213574304, 0.0, 1e-8);
    assert_close(at_most(&table, 1000), 0.84134478636834, 0.0, 1e-8);
    assert_close(at_most(&table, 1001), 0.97719590410123, 0.0, 1e-8);
}

static void the_shape_has_no_jump_where_the_formula_changes(void **state)
{
    (void)state;
    struct count_table below = gamma_days(499999.9, 700.0, 710);
    struct count_table above = gamma_days(500000.1, 700.0, 710);
    for (int i = 690; i < 710; i++)
        assert_close(at_most(&below, i), at_most(&above, i), 0.0, 2e-7);
}

static void tiny_shapes_are_mostly_1_and_sometimes_far(void **state)
{
    (void)state;
    struct count_table table = gamma_days(1e-3, 10.0, MOST);
    assert_draws(&table, UINT32_C(1) << 31, 1);
    assert_draws(&table, UINT32_MAX, MOST + 1);
    assert_close(at_most(&table, 0), gsl_cdf_gamma_P(1.0, 1e-3, 1e4), 0.0, 1e-9);
}

static void what_lies_beyond_the_highest_is_one_more(void **state)
{
    (void)state;
    struct count_table table = gamma_days(1.0, 1000.0, 10);
    assert_draws(&table, 0, 1);
    assert_draws(&table, table.last[9], 10);
    assert_draws(&table, table.last[9] + 1, 11);
    assert_draws(&table, UINT32_MAX, 11);
    struct count_table few = poisson(2.4, 1);
    assert_draws(&few, UINT32_MAX, 2);
}

static void highest_may_be_0(void **state)
{
    (void)state;
    struct count_table days = gamma_days(2.0, 30.0, 0), events = poisson(1.0, 0);
    assert_always(&days, 1);
    assert_draws(&events, 0, 0);
    assert_draws(&events, events.last[0], 0);
    assert_draws(&events, events.last[0] + 1, 1);
    assert_draws(&events, UINT32_MAX, 1);
}

/* What a distribution function that is rounded may look like. */
static double falling(int n, void *context)
{
    const double *values = context;
    return values[n + 3];
}

static void a_distribution_that_falls_is_kept_level(void **state)
{
    (void)state;
    double values[] = {0.25, 0.2, 0.75, 1.0, 0.9};
    struct count_table table;
    count_table_init(&table, &arena, -3, 1, falling, values);
    count_table_close(&table);
    const uint32_t expected[] = {(UINT32_C(1) << 30) - 1, (UINT32_C(1) << 30) - 1,
        (UINT32_C(3) << 30) - 1, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    assert_memory_equal(table.last, expected, sizeof expected);
    assert_draws(&table, 0, -3);
    assert_draws(&table, UINT32_C(1) << 30, -1);
    assert_draws(&table, UINT32_MAX, 0);
}

/* From the first count that any word stands for. */
static int linear_search(const struct count_table *table, uint32_t word)
{
    int i = table->guide[0];
    while (i < table->size && word > table->last[i])
        i++;
    return table->lowest + i;
}

static void check_word(const struct count_table *table, uint64_t word)
{
    if (word <= UINT32_MAX)
        assert_int_equal(
            count_draw(table, (uint32_t)word), linear_search(table, (uint32_t)word));
}

/* At both sides of every threshold and of every entry of the guide, and in between. */
static void check_guide(const struct count_table *table)
{
    for (int i = 0; i < table->size; i += 1 + table->size / MOST) {
        check_word(table, table->last[i]);
        check_word(table, (uint64_t)table->last[i] + 1);
    }
    for (uint64_t top = 0; top < 256; top++) {
        check_word(table, top << 24);
        check_word(table, (top << 24) + 0xffffff);
    }
    for (uint32_t i = 0; i < 2000; i++)
        check_word(table, philox((struct philox_block){{i}}, 4).word[0]);
    assert_draws(table, 0, linear_search(table, 0));
    assert_draws(table, UINT32_MAX, linear_search(table, UINT32_MAX));
}

/* The same words, from a table that goes no further than they ask for. */
static void check_open(struct count_table *open, const struct count_table *table)
{
    const uint32_t ends[] = {0, 1, 0, UINT32_MAX - 1, UINT32_MAX, 0};
    for (uint32_t i = 0; i < 500; i++) {
        uint32_t word = philox((struct philox_block){{i}}, 5).word[0] >> (i % 8 * 4);
        assert_int_equal(count_draw(open, word), count_draw(table, word));
    }
    for (int i = 0; i < 6; i++)
        assert_int_equal(count_draw(open, ends[i]), count_draw(table, ends[i]));
    count_table_close(open);
    assert_memory_equal(
        open->last, table->last, ((size_t)table->size + 1) * sizeof *table->last);
    assert_memory_equal(open->guide, table->guide, sizeof table->guide);
}

static void an_open_table_draws_as_a_closed_one(void **state)
{
    (void)state;
    const double shapes[] = {0.01, 1.0, 2.0, 40.0, 1e6}, means[] = {0.0, 3.0, 60.0, 500.0};
    for (int i = 0; i < 20; i++) {
        struct count_table open, table = gamma_days(shapes[i % 5], means[i / 5], MOST);
        count_table_gamma_days(&open, &arena, shapes[i % 5], means[i / 5], MOST);
        check_open(&open, &table);
        table = poisson(means[i / 5], MOST);
        count_table_poisson(&open, &arena, means[i / 5], MOST);
        check_open(&open, &table);
    }
}

/* One word more is never a smaller count: streams of two tables move together. */
static void check_monotone(const struct count_table *table)
{
    int before = table->lowest;
    for (uint64_t word = 0; word <= UINT32_MAX; word += 65521) {
        int here = count_draw(table, (uint32_t)word);
        assert_true(here >= before && here <= table->lowest + table->size);
        before = here;
    }
}

static void all_tables(void (*check)(const struct count_table *table))
{
    const double shapes[] = {0.01, 0.5, 1.0, 2.0, 40.0, 1e6};
    for (int s = 0; s < 6; s++) {
        struct count_table narrow = gamma_days(shapes[s], 3.0, MOST);
        struct count_table wide = gamma_days(shapes[s], 500.0, MOST);
        struct count_table nothing = gamma_days(shapes[s], 3.0, 0);
        check(&narrow);
        check(&wide);
        check(&nothing);
    }
    struct count_table rare = poisson(0.001, 10), often = poisson(300.0, MOST);
    check(&rare);
    check(&often);
}

static void the_guide_agrees_with_a_linear_search(void **state)
{
    (void)state;
    all_tables(check_guide);
    /* As many entries as the guide can number. */
    struct count_table longest = poisson(64000.0, 64999);
    check_guide(&longest);
}

static void a_larger_word_is_never_a_smaller_count(void **state)
{
    (void)state;
    all_tables(check_monotone);
}

/* Chi-square of draws against P(N <= n), with neighbours taken together until ten are expected;
 * the last class holds all that is beyond. */
static double p_of_draws(const struct count_table *table, count_distribution *expected_at_most,
    void *context, uint32_t seed)
{
    double seen[MOST + 2] = {0}, here = 0.0, before = 0.0, chi_square = 0.0;
    for (uint32_t i = 0; i < DRAWS; i++)
        seen[count_draw(table, philox((struct philox_block){{i}}, seed).word[0]) -
             table->lowest]++;
    int classes = 0;
    for (int i = 0; i <= table->size; i++) {
        double below = i < table->size ? expected_at_most(table->lowest + i, context) : 1.0;
        double expected = (below - before) * DRAWS;
        here += seen[i];
        if ((expected < 10.0 || (1.0 - below) * DRAWS < 10.0) && i < table->size)
            continue;
        chi_square += (here - expected) * (here - expected) / expected;
        classes++;
        before = below;
        here = 0.0;
    }
    return gsl_cdf_chisq_Q(chi_square, classes - 1.0);
}

static double gamma_at_most(int days, void *context)
{
    const double *shape_and_mean = context;
    return gsl_cdf_gamma_P(days, shape_and_mean[0], shape_and_mean[1] / shape_and_mean[0]);
}

/* Wrong: days rounded to the nearest instead of up. */
static double nearest_at_most(int days, void *context)
{
    const double *shape_and_mean = context;
    return gsl_cdf_gamma_P(
        days + 0.5, shape_and_mean[0], shape_and_mean[1] / shape_and_mean[0]);
}

static void gamma_days_are_drawn_as_distributed(void **state)
{
    (void)state;
    double cases[][2] = {{0.5, 20.0}, {1.0, 90.0}, {2.0, 7.0}, {40.0, 30.0}};
    for (uint32_t i = 0; i < 4; i++) {
        double shape = cases[i][0], mean = cases[i][1];
        double wrong_shape[] = {shape * 1.05, mean}, wrong_mean[] = {shape, mean * 1.03};
        struct count_table table = gamma_days(shape, mean, 150);
        assert_true(p_of_draws(&table, gamma_at_most, cases[i], i) > LEVEL);
        assert_true(p_of_draws(&table, gamma_at_most, wrong_shape, i) < LEVEL);
        assert_true(p_of_draws(&table, gamma_at_most, wrong_mean, i) < LEVEL);
        assert_true(p_of_draws(&table, nearest_at_most, cases[i], i) < LEVEL);
    }
}

static double poisson_at_most(int n, void *context)
{
    double mean = *(double *)context, term = exp(-mean), sum = term;
    for (int k = 1; k <= n; k++) {
        term *= mean / k;
        sum += term;
    }
    return sum;
}

static void poisson_numbers_are_drawn_as_distributed(void **state)
{
    (void)state;
    double means[] = {0.3, 12.0};
    for (uint32_t i = 0; i < 2; i++) {
        double wrong = means[i] * 1.03;
        struct count_table table = poisson(means[i], 60);
        assert_true(p_of_draws(&table, poisson_at_most, &means[i], 10 + i) > LEVEL);
        assert_true(p_of_draws(&table, poisson_at_most, &wrong, 10 + i) < LEVEL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gamma_days_have_the_closed_forms),
        cmocka_unit_test(poisson_has_the_closed_form),
        cmocka_unit_test(a_mean_of_0_days_is_always_1),
        cmocka_unit_test(a_mean_of_0_events_is_always_0),
        cmocka_unit_test(huge_shapes_are_fixed_times),
        cmocka_unit_test(huge_shapes_are_right_next_to_their_mean),
        cmocka_unit_test(the_shape_has_no_jump_where_the_formula_changes),
        cmocka_unit_test(tiny_shapes_are_mostly_1_and_sometimes_far),
        cmocka_unit_test(what_lies_beyond_the_highest_is_one_more),
        cmocka_unit_test(highest_may_be_0),
        cmocka_unit_test(a_distribution_that_falls_is_kept_level),
        cmocka_unit_test(the_guide_agrees_with_a_linear_search),
        cmocka_unit_test(an_open_table_draws_as_a_closed_one),
        cmocka_unit_test(a_larger_word_is_never_a_smaller_count),
        cmocka_unit_test(gamma_days_are_drawn_as_distributed),
        cmocka_unit_test(poisson_numbers_are_drawn_as_distributed),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
