/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "histogram.h"

#include <gsl/gsl_randist.h>
#include <stdlib.h>
#include <string.h>

static const double shares[] = {
    0.0, 0.001, 0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975, 0.999, 1.0};
enum { SHARES = sizeof shares / sizeof shares[0], MANY = 100000 };

static void add_all(struct histogram *histogram, const double *values, int n)
{
    for (int i = 0; i < n; i++)
        histogram_add(histogram, values[i]);
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The inverse of the empirical distribution function. */
static double exact_quantile(const double *sorted, int n, double p)
{
    int rank = (int)ceil(p * n - 1e-9);
    return sorted[rank > 1 ? rank - 1 : 0];
}

/* The same values were counted, whatever bins there are besides. */
static void assert_same(const struct histogram *a, const struct histogram *b)
{
    assert_int_equal(a->n, b->n);
    assert_int_equal(a->infinite, b->infinite);
    assert_int_equal(a->exact.used, b->exact.used);
    assert_true(a->low == b->low && a->high == b->high);
    int end_a = a->first + a->size, end_b = b->first + b->size;
    for (int code = a->first < b->first ? a->first : b->first;
         code < (end_a > end_b ? end_a : end_b); code++)
        assert_int_equal(code >= a->first && code < end_a ? a->bins[code - a->first] : 0,
            code >= b->first && code < end_b ? b->bins[code - b->first] : 0);
}

static void small_whole_numbers_are_exact(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){7, 3, 3, 1, 1023}, 5);
    assert_true(histogram_quantile(&histogram, 0.0) == 1.0);
    assert_true(histogram_quantile(&histogram, 0.2) == 1.0);
    assert_true(histogram_quantile(&histogram, 0.21) == 3.0);
    assert_true(histogram_quantile(&histogram, 0.5) == 3.0);
    assert_true(histogram_quantile(&histogram, 0.6) == 3.0);
    assert_true(histogram_quantile(&histogram, 0.8) == 7.0);
    assert_true(histogram_quantile(&histogram, 0.81) == 1023.0);
    assert_true(histogram_quantile(&histogram, 1.0) == 1023.0);
    histogram_free(&histogram);
}

static void quantiles_of_whole_numbers_are_the_exact_inverse(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    static double values[MANY];
    for (int i = 0; i < MANY; i++)
        values[i] = (double)((uint32_t)i * 2654435761u % 1500) - 500.0;
    add_all(&histogram, values, MANY);
    qsort(values, MANY, sizeof *values, compare);
    for (int i = 0; i < SHARES; i++)
        assert_true(histogram_quantile(&histogram, shares[i]) ==
                    exact_quantile(values, MANY, shares[i]));
    histogram_free(&histogram);
}

/* ---- Counts and shares ---- */

/* The j-th of some numbers of 0 to `most` that jump about. */
static double jumping(int j, uint32_t most)
{
    return (double)((uint32_t)j * 2654435761u % (most + 1));
}

/* A histogram of large whole numbers has bins of more than one number: there this fails. */
static void counts_of_any_size_are_exact(void **state)
{
    (void)state;
    static const uint32_t most[] = {3, 1023, 1024, 5000, 90000};
    static double values[MANY];
    for (int size = 0; size < 5; size++) {
        struct histogram histogram;
        histogram_init_exact(&histogram, HISTOGRAM_WHOLE);
        for (int i = 0; i < MANY; i++)
            values[i] = jumping(i, most[size]);
        add_all(&histogram, values, MANY);
        qsort(values, MANY, sizeof *values, compare);
        for (int i = 0; i < SHARES; i++)
            assert_true(histogram_quantile(&histogram, shares[i]) ==
                        exact_quantile(values, MANY, shares[i]));
        histogram_free(&histogram);
    }
}

static void shares_and_ratios_of_counts_are_exact(void **state)
{
    (void)state;
    static const uint32_t most[] = {1, 5, 60, 63, 64, 254, 255, 1000, 70000};
    static double values[MANY];
    for (int size = 0; size < 9; size++)
        for (int kind = HISTOGRAM_SHARES; kind <= HISTOGRAM_RATIOS; kind++) {
            struct histogram histogram, half;
            histogram_init_exact(&histogram, (enum histogram_kind)kind);
            histogram_init_exact(&half, (enum histogram_kind)kind);
            for (int i = 0; i < MANY; i++) {
                double x = 1.0 + jumping(i, most[size] - 1);
                double y = kind == HISTOGRAM_SHARES ? jumping(7 * i + 3, (uint32_t)x)
                                                    : jumping(i + 11, 9 * (uint32_t)x);
                histogram_add_ratio(i % 3 == 0 ? &half : &histogram, y, x);
                values[i] = y / x;
            }
            histogram_add_ratio(&histogram, 0.0, 0.0);
            histogram_merge(&histogram, &half);
            assert_int_equal(histogram.n, MANY);
            qsort(values, MANY, sizeof *values, compare);
            for (int i = 0; i < SHARES; i++)
                assert_true(histogram_quantile(&histogram, shares[i]) ==
                            exact_quantile(values, MANY, shares[i]));
            histogram_free(&histogram);
            histogram_free(&half);
        }
}

/* Eights, of which each is counted or left for itself. */
enum { SIDE = HISTOGRAM_SIDE };

/* Shares side by side are counted as one by one. */
static void shares_side_by_side_count_as_single_ones(void **state)
{
    (void)state;
    for (int kind = HISTOGRAM_SHARES; kind <= HISTOGRAM_RATIOS; kind++) {
        struct histogram one, other;
        histogram_init_exact(&one, (enum histogram_kind)kind);
        histogram_init_exact(&other, (enum histogram_kind)kind);
        for (int round = 0; round < 2; round++) /* in the second all have their bins */
            for (int x = 0; x <= 300; x += SIDE)
                for (int y = 0; y <= 600; y++) {
                    int32_t top[SIDE], below[SIDE];
                    for (int lane = 0; lane < SIDE; lane++) {
                        below[lane] = x + lane;
                        top[lane] = kind == HISTOGRAM_SHARES && y > x + lane ? x + lane : y;
                        histogram_add_ratio(&one, top[lane], below[lane]);
                    }
                    unsigned left = histogram_count_ratios(&other, top, below);
                    for (int lane = 0; lane < SIDE; lane++)
                        if (left >> lane / HISTOGRAM_EIGHT & 1)
                            histogram_add_ratio(&other, top[lane], below[lane]);
                }
        assert_same(&one, &other);
        for (int i = 0; i < SHARES; i++)
            assert_true(
                histogram_quantile(&one, shares[i]) == histogram_quantile(&other, shares[i]));
        histogram_free(&one);
        histogram_free(&other);
    }
}

/* Whole numbers on both sides of the last that has a bin, counted by code where they can be, as
 * one by one. With bins beyond it larger ones are counted there, and lie before others. */
static void large_counts_are_those_of_single_ones(void **state)
{
    (void)state;
    struct histogram one, other;
    histogram_init_exact(&one, HISTOGRAM_WHOLE);
    histogram_init_exact(&other, HISTOGRAM_WHOLE);
    for (int i = 0; i < 4000; i++) {
        int32_t number[SIDE];
        for (int lane = 0; lane < SIDE; lane++) {
            number[lane] = 400 + (int32_t)jumping(SIDE * i + lane, i < 2000 ? 600 : 1200);
            histogram_add(&one, number[lane]);
        }
        unsigned left = histogram_count_whole(&other, number);
        for (int lane = 0; lane < SIDE; lane++)
            if (left >> lane / HISTOGRAM_EIGHT & 1)
                histogram_add(&other, number[lane]);
    }
    assert_same(&one, &other);
    double before = 0.0;
    for (int i = 0; i <= 100; i++) {
        double here = histogram_quantile(&other, i / 100.0);
        assert_true(here == histogram_quantile(&one, i / 100.0) && here >= before);
        before = here;
    }
    assert_true(before > 1500.0);
    histogram_free(&one);
    histogram_free(&other);
}

/* Bins at both ends that are empty go, and nothing else. */
static void trimming_leaves_what_was_counted(void **state)
{
    (void)state;
    struct histogram whole, trimmed;
    histogram_init(&whole, 1.0);
    histogram_init(&trimmed, 1.0);
    for (int i = 0; i < 300; i++) {
        histogram_add(&whole, 700.0 - 3.0 * i);
        histogram_add(&trimmed, 700.0 - 3.0 * i);
    }
    histogram_trim(&trimmed);
    assert_true(trimmed.size < whole.size);
    assert_same(&whole, &trimmed);
    histogram_trim(&trimmed);
    histogram_add(&whole, 5000.0);
    histogram_add(&trimmed, 5000.0);
    assert_same(&whole, &trimmed);
    histogram_free(&whole);
    histogram_free(&trimmed);
    histogram_init(&trimmed, 1.0);
    histogram_trim(&trimmed);
    assert_int_equal(trimmed.size, 0);
    histogram_free(&trimmed);
}

static void an_amount_that_never_differs_is_its_own_quantile(void **state)
{
    (void)state;
    static const double amounts[] = {0.04, 1.0 / 3.0, 1234.567, -98765.4321, 1e9 / 7.0};
    for (int i = 0; i < 5; i++) {
        struct histogram histogram;
        histogram_init(&histogram, 0.1);
        for (int j = 0; j < 100; j++)
            histogram_add(&histogram, amounts[i]);
        for (int j = 0; j < SHARES; j++)
            assert_true(histogram_quantile(&histogram, shares[j]) == amounts[i]);
        histogram_free(&histogram);
    }
}

/* With tenths as unit a bin near 3,704 is 3.2 wide, near 12,345 12.8 and near 20,010 25.6: the
 * first have no ones, the others no tens. The least and the greatest are known. */
static void amounts_have_the_digits_of_their_bins(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 0.1);
    add_all(&histogram,
        (const double[]){3.14, 99.96, 803.6, 3704.0, 12345.678, 20010.0, 20013.0, 77777.7}, 8);
    static const double told[] = {
        3.14, 100.0, 804.0, 3700.0, 12300.0, 20000.0, 20000.0, 77777.7};
    for (int i = 0; i < 8; i++)
        assert_true(histogram_quantile(&histogram, (i + 1) / 8.0) == told[i]);
    histogram_free(&histogram);
}

/* No amount is told that is less than the least, or more than the greatest. */
static void rounded_amounts_lie_between_the_extremes(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 0.1);
    add_all(&histogram, (const double[]){20013.37, 20014.0, 20440.0, 20470.0, 20490.0}, 5);
    static const double told[] = {20013.37, 20100.0, 20400.0, 20400.0, 20490.0};
    for (int i = 0; i < 5; i++)
        assert_true(histogram_quantile(&histogram, (i + 1) / 5.0) == told[i]);
    histogram_free(&histogram);
    histogram_init(&histogram, 0.1); /* 3.9 apart, within a bin: tens, of which there is one */
    add_all(&histogram, (const double[]){-12341.1, -12340.2, -12339.0, -12337.2}, 4);
    static const double one[] = {-12341.1, -12340.0, -12340.0, -12337.2};
    for (int i = 0; i < 4; i++)
        assert_true(histogram_quantile(&histogram, (i + 1) / 4.0) == one[i]);
    histogram_free(&histogram);
}

static void values_are_rounded_to_whole_units(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 0.25);
    add_all(&histogram, (const double[]){-0.12, 0.3, 0.76, 100.0}, 4);
    assert_true(histogram_quantile(&histogram, 0.25) == 0.0);
    assert_true(histogram_quantile(&histogram, 0.5) == 0.25);
    assert_true(histogram_quantile(&histogram, 0.75) == 0.75);
    assert_true(histogram_quantile(&histogram, 1.0) == 100.0);
    histogram_free(&histogram);
}

/* Money: far apart, much larger than the unit. */
static const double *lognormal(void)
{
    static double values[MANY];
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 1);
    for (int i = 0; i < MANY; i++)
        values[i] = gsl_ran_lognormal(rng, 10.0, 1.5);
    gsl_rng_free(rng);
    return values;
}

/* A quantile is a multiple of the power of ten that is no less than its bin is wide, and off by
 * at most that bin and half of that power. */
static void assert_told(double told, double exact)
{
    int octave = (int)floor(log2(fabs(exact) * 10.0)); /* of 512 bins, in tenths */
    double width = octave < 10 ? 0.1 : 0.1 * ldexp(1.0, octave - 9);
    double step = octave < 10 ? 0.1 : pow(10.0, ceil(log10(width)));
    assert_true(fabs(told - exact) <= width + step / 2.0);
    assert_true(fabs(told / step - round(told / step)) < 1e-6);
    assert_true(fabs(told - exact) <= 0.0075 * fabs(exact));
}

static void quantiles_of_lognormal_values_are_within_their_bins(void **state)
{
    (void)state;
    struct histogram histogram, mirrored;
    histogram_init(&histogram, 0.1);
    histogram_init(&mirrored, 0.1);
    static double values[MANY];
    memcpy(values, lognormal(), sizeof values);
    add_all(&histogram, values, MANY);
    for (int i = 0; i < MANY; i++)
        histogram_add(&mirrored, -values[i]);
    qsort(values, MANY, sizeof *values, compare);
    for (int i = 0; i < SHARES; i++) {
        double exact = exact_quantile(values, MANY, shares[i]);
        double told = histogram_quantile(&histogram, shares[i]);
        /* The inverse from the other side. */
        int rank = (int)fmax(ceil(shares[i] * MANY - 1e-9), 1.0);
        double other = histogram_quantile(&mirrored, shares[i]);
        if (i == SHARES - 1)
            assert_true(told == exact); /* the greatest, and there the least */
        if (i == 0)
            assert_true(other == -values[MANY - 1]);
        if (i < SHARES - 1)
            assert_told(told, exact);
        if (i > 0)
            assert_told(other, -values[MANY - rank]);
    }
    histogram_free(&histogram);
    histogram_free(&mirrored);
}

/* Every octave up to 2^50 units, at its first, second and last value. */
static void every_value_is_found_back_within_2_in_1000(void **state)
{
    (void)state;
    for (int sign = -1; sign <= 1; sign += 2)
        for (int octave = 0; octave <= 50; octave++)
            for (int offset = -1; offset <= 1; offset++) {
                double value = sign * (ldexp(1.0, octave) + offset);
                struct histogram histogram;
                histogram_init(&histogram, 1.0);
                histogram_add(&histogram, value);
                assert_close(histogram_quantile(&histogram, 0.5), value, 0.002, 0.0);
                histogram_free(&histogram);
            }
}

static void negative_values_lie_below(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){5, -2, -1000, 0, -2}, 5);
    assert_true(histogram_quantile(&histogram, 0.2) == -1000.0);
    assert_true(histogram_quantile(&histogram, 0.4) == -2.0);
    assert_true(histogram_quantile(&histogram, 0.6) == -2.0);
    assert_true(histogram_quantile(&histogram, 0.8) == 0.0);
    assert_true(histogram_quantile(&histogram, 1.0) == 5.0);
    histogram_free(&histogram);
}

static void quantiles_never_fall(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    const double *values = lognormal();
    for (int i = 0; i < 20000; i++)
        histogram_add(&histogram, values[i] - 20000.0);
    double before = -INFINITY;
    for (int i = 0; i <= 5000; i++) {
        double here = histogram_quantile(&histogram, i / 5000.0);
        assert_true(here >= before);
        before = here;
    }
    histogram_free(&histogram);
}

/* A payback time that never comes is infinite: it counts, above all others. */
static void infinite_values_lie_above_all_others(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){1, INFINITY, 2, INFINITY}, 4);
    assert_int_equal(histogram.n, 4);
    assert_true(histogram_quantile(&histogram, 0.5) == 2.0);
    assert_true(isinf(histogram_quantile(&histogram, 0.51)));
    assert_true(isinf(histogram_quantile(&histogram, 1.0)));
    histogram_free(&histogram);
}

static void minus_infinity_lies_below_all_others(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){1, -INFINITY, -5}, 3);
    assert_true(histogram_quantile(&histogram, 0.3) < -1e15);
    assert_true(histogram_quantile(&histogram, 0.6) == -5.0);
    assert_true(histogram_quantile(&histogram, 1.0) == 1.0);
    histogram_free(&histogram);
}

static void values_beyond_all_bins_are_in_the_last(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){1e300, -1e300, 1e16}, 3);
    assert_true(histogram_quantile(&histogram, 0.1) < -8e15);
    assert_true(histogram_quantile(&histogram, 1.0) > 8e15);
    histogram_free(&histogram);
}

static void nan_is_not_counted(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    add_all(&histogram, (const double[]){NAN, 4, NAN}, 3);
    assert_int_equal(histogram.n, 1);
    assert_true(histogram_quantile(&histogram, 1.0) == 4.0);
    histogram_free(&histogram);
}

static void without_values_there_is_no_quantile(void **state)
{
    (void)state;
    struct histogram histogram;
    histogram_init(&histogram, 1.0);
    assert_nan(histogram_quantile(&histogram, 0.5));
    histogram_free(&histogram);
}

/* Small numbers, some of which are large, negative, infinite or not defined. */
static double awkward(gsl_rng *rng)
{
    double u = gsl_rng_uniform(rng);
    return u < 0.02   ? NAN
           : u < 0.04 ? INFINITY
           : u < 0.10 ? -2000.0 * u
           : u < 0.20 ? 1e6 * u
                      : floor(40.0 * u);
}

/* Bins by their definition: whole units, then so many an octave; up to 2^28 units, and with all
 * digits of numbers that round up to the next octave. */
static void amounts_side_by_side_go_to_the_bins_of_whole_units(void **state)
{
    (void)state;
    enum { CODES = HISTOGRAM_LAST_CODE + 1 };
    static uint32_t expected[2 * CODES];
    memset(expected, 0, sizeof expected);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 37);
    struct histogram histogram;
    histogram_init(&histogram, 0.5);
    histogram_add(&histogram, -0x1p28);
    histogram_add(&histogram, 0x1p28);
    for (int i = 0; i < histogram.size; i++)
        expected[CODES + histogram.first + i] = histogram.bins[i];
    for (int set = 0; set < 20000; set++) {
        double value[SIDE];
        for (int i = 0; i < SIDE; i++) {
            int octave = (int)gsl_rng_uniform_int(rng, 30) - 2;
            double size = ldexp(gsl_rng_uniform(rng), octave);
            value[i] = i % 4 == 0 ? size : floor(size) / 2.0;
            value[i] = i % 4 == 3 ? ldexp(1.0, octave) - ldexp(1.0, -1 - set % 3) : value[i];
            value[i] *= i % 3 == 0 ? -1.0 : 1.0;
            uint64_t units = (uint64_t)(fabs(value[i]) * 2.0 + 0.5);
            int bin = histogram_bin(units);
            expected[CODES + (value[i] < 0.0 && units > 0 ? ~bin : bin)]++;
        }
        assert_int_equal(histogram_count_amounts(&histogram, value), 0);
    }
    assert_int_equal(histogram.n, 2 + 20000 * SIDE);
    for (int i = 0; i < histogram.size; i++)
        assert_int_equal(histogram.bins[i], expected[CODES + histogram.first + i]);
    histogram_free(&histogram);
    gsl_rng_free(rng);
}

/* What is no number, too large or beyond the extremes is left, and the seven beside it. */
static void only_amounts_between_the_extremes_count_side_by_side(void **state)
{
    (void)state;
    static const double beyond[] = {-3.0, 1e300, NAN, INFINITY, -INFINITY};
    struct histogram histogram;
    double value[SIDE] = {-2.0, -1.9, 0.0, 1.0, -1.5, -0.4, 4e8, 7.0};
    histogram_init(&histogram, 1.0);
    assert_int_equal(histogram_count_amounts(&histogram, value), 0xf);
    histogram_add(&histogram, -2.0);
    histogram_add(&histogram, 1e301);
    for (int i = 0; i < 5; i++) {
        value[HISTOGRAM_EIGHT + i] = beyond[i];
        assert_int_equal(histogram_count_amounts(&histogram, value), 2);
        assert_int_equal(histogram.n, 2 + (SIDE - HISTOGRAM_EIGHT) * (i + 1));
        value[HISTOGRAM_EIGHT + i] = 0.0;
    }
    assert_int_equal(histogram.bins[~2 - histogram.first], 1 + 3 * 5);
    assert_int_equal(histogram.bins[0 - histogram.first], (2 + SIDE - 2 * HISTOGRAM_EIGHT) * 5);
    assert_int_equal(histogram_count_amounts(&histogram, value), 0);
    histogram_free(&histogram);
}

/* Values of one kind of row: awkward ones, few or many different numbers. */
static double of_kind(gsl_rng *rng, int kind, int i)
{
    double value;
    switch (kind) {
    case 0:
        do
            value = awkward(rng);
        while (isinf(value));
        return value;
    case 1:
        return (double)gsl_rng_uniform_int(rng, 14);
    case 2:
        return 3.0 - (double)gsl_rng_uniform_int(rng, 5);
    case 3:
        return -7.0 - (double)gsl_rng_uniform_int(rng, 3);
    case 4:
        return i % 3 == 0 ? NAN : 5.0;
    default:
        return NAN;
    }
}

static void values_side_by_side_count_as_one_by_one(void **state)
{
    (void)state;
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 31);
    struct histogram together, alone;
    histogram_init(&together, 1.0);
    histogram_init(&alone, 1.0);
    uint64_t by_code = 0;
    for (int set = 0; set < 12000; set++) {
        double value[SIDE];
        for (int i = 0; i < SIDE; i++)
            value[i] = of_kind(rng, set % 6, i);
        unsigned left = histogram_count_amounts(&together, value);
        by_code += left == 0;
        for (int i = 0; i < SIDE; i++)
            if (left >> i / HISTOGRAM_EIGHT & 1)
                histogram_add(&together, value[i]);
        add_all(&alone, value, SIDE);
        if (set % 100 == 0)
            assert_same(&together, &alone);
    }
    assert_true(by_code > 5000);
    histogram_add_zeros(&together, 3);
    add_all(&alone, (const double[]){0.0, 0.0, 0.0}, 3);
    assert_same(&together, &alone);
    double quantile[SHARES];
    histogram_quantiles(&together, shares, quantile, SHARES);
    for (int i = 0; i < SHARES; i++)
        assert_true(quantile[i] == histogram_quantile(&alone, shares[i]));
    histogram_free(&together);
    histogram_free(&alone);
    gsl_rng_free(rng);
}

static void parts_merge_in_any_order(void **state)
{
    (void)state;
    const double *values = lognormal();
    struct histogram all, part[3], up, down;
    histogram_init(&all, 1.0);
    histogram_init(&up, 1.0);
    histogram_init(&down, 1.0);
    for (int p = 0; p < 3; p++)
        histogram_init(&part[p], 1.0);
    for (int i = 0; i < 3000; i++) {
        double value = i % 100 == 0 ? INFINITY : values[i] - 20000.0;
        histogram_add(&all, value);
        histogram_add(&part[i < 10 ? 0 : 1 + i % 2], value);
    }
    for (int p = 0; p < 3; p++) {
        histogram_merge(&up, &part[p]);
        histogram_merge(&down, &part[2 - p]);
    }
    assert_same(&up, &all);
    assert_same(&down, &all);
    struct histogram *const made[] = {&all, &up, &down, &part[0], &part[1], &part[2]};
    for (int i = 0; i < 6; i++)
        histogram_free(made[i]);
}

static void merging_nothing_changes_nothing(void **state)
{
    (void)state;
    struct histogram some, none, copy;
    histogram_init(&some, 1.0);
    histogram_init(&none, 1.0);
    histogram_init(&copy, 1.0);
    add_all(&some, (const double[]){3, -4, INFINITY}, 3);
    histogram_merge(&copy, &some);
    histogram_merge(&some, &none);
    assert_same(&some, &copy);
    histogram_free(&some);
    histogram_free(&none);
    histogram_free(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_whole_numbers_are_exact),
        cmocka_unit_test(quantiles_of_whole_numbers_are_the_exact_inverse),
        cmocka_unit_test(counts_of_any_size_are_exact),
        cmocka_unit_test(shares_and_ratios_of_counts_are_exact),
        cmocka_unit_test(shares_side_by_side_count_as_single_ones),
        cmocka_unit_test(large_counts_are_those_of_single_ones),
        cmocka_unit_test(trimming_leaves_what_was_counted),
        cmocka_unit_test(an_amount_that_never_differs_is_its_own_quantile),
        cmocka_unit_test(amounts_have_the_digits_of_their_bins),
        cmocka_unit_test(rounded_amounts_lie_between_the_extremes),
        cmocka_unit_test(values_are_rounded_to_whole_units),
        cmocka_unit_test(quantiles_of_lognormal_values_are_within_their_bins),
        cmocka_unit_test(every_value_is_found_back_within_2_in_1000),
        cmocka_unit_test(negative_values_lie_below),
        cmocka_unit_test(quantiles_never_fall),
        cmocka_unit_test(infinite_values_lie_above_all_others),
        cmocka_unit_test(minus_infinity_lies_below_all_others),
        cmocka_unit_test(values_beyond_all_bins_are_in_the_last),
        cmocka_unit_test(nan_is_not_counted),
        cmocka_unit_test(without_values_there_is_no_quantile),
        cmocka_unit_test(amounts_side_by_side_go_to_the_bins_of_whole_units),
        cmocka_unit_test(only_amounts_between_the_extremes_count_side_by_side),
        cmocka_unit_test(values_side_by_side_count_as_one_by_one),
        cmocka_unit_test(parts_merge_in_any_order),
        cmocka_unit_test(merging_nothing_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
