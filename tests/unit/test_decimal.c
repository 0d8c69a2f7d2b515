/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "decimal.h"
#include "philox.h"

#include <locale.h>
#include <time.h>

static char text[DECIMAL_ROOM + 1];

static const char *put(double value)
{
    *decimal_put(text, value) = '\0';
    return text;
}

static void same_as_printf(double value)
{
    char expected[DECIMAL_ROOM];
    snprintf(expected, sizeof expected, "%.12g", value);
    if (strcmp(put(value), expected) != 0)
        fail_msg("%a: %s, printf makes %s of it", value, text, expected);
    *decimal_put_ten(text, value) = '\0';
    snprintf(expected, sizeof expected, "%.10g", value);
    if (strcmp(text, expected) != 0)
        fail_msg("%a: %s, printf makes %s of it", value, text, expected);
}

/* A value, the doubles next to it, and all of them negative. */
static void same_around(double value)
{
    double all[] = {value, nextafter(value, -INFINITY), nextafter(value, INFINITY)};
    for (int i = 0; i < 3; i++) {
        same_as_printf(all[i]);
        same_as_printf(-all[i]);
    }
}

static double of_bits(uint64_t bits)
{
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

/* Number `i` of numbers of all kinds, by random bits `r`. */
static double number_of_kind(int kind, uint64_t r, uint64_t s)
{
    double uniform = (double)(r >> 11) * 0x1p-53;
    switch (kind) {
    case 0: /* any bits: subnormal numbers, infinite ones and none, too */
        return of_bits(r);
    case 1:
        return uniform;
    case 2: /* a share */
        return (double)(r % 1048577) / 1048576.0;
    case 3: {
        double n = (double)(1 + s % 100000);
        return (double)(r % 100000) / n;
    }
    case 4: /* cents */
        return (double)(int64_t)(r % 20000000000) / 100.0;
    case 5: /* of any size */
        return uniform * pow(10.0, (double)(s % 40) - 20.0);
    case 6: /* half of the twelfth digit, as exactly as a double has it */
        return ((double)(100000000000 + r % 900000000000) + 0.5) *
               pow(10.0, (double)(s % 30) - 27.0);
    case 7: /* halves of it that are exact */
        return ((double)(100000000000 + r % 900000000000) + 0.5) * ldexp(1.0, -(int)(s % 13));
    case 10: /* about half of the tenth digit */
        return ((double)(1000000000 + r % 9000000000) + 0.5) *
                   pow(10.0, (double)(s % 26) - 25.0) +
               (double)(s % 3) * 1e-12;
    case 8: /* few bits: most are exact in few digits */
        return ldexp((double)(r % 4096), (int)(s % 80) - 60);
    case 9: /* subnormal */
        return of_bits(r & ((UINT64_C(1) << (1 + s % 52)) - 1));
    default: /* short decimals */
        return (double)(r % 1000000) / pow(10.0, (double)(s % 20));
    }
}

enum { KINDS = 12 };

static void compare_many(uint64_t n, uint64_t seed)
{
    for (uint64_t i = 0; i < n; i++) {
        struct philox_block counter = {{(uint32_t)i, (uint32_t)(i >> 32), 0, 0}};
        struct philox_block random = philox(counter, seed);
        uint64_t r = random.word[0] | (uint64_t)random.word[1] << 32;
        uint64_t s = random.word[2] | (uint64_t)random.word[3] << 32;
        same_as_printf(number_of_kind((int)(i % KINDS), r, s));
    }
}

static void numbers_are_those_of_printf(void **state)
{
    (void)state;
    compare_many(360000, 1);
}

static void eleven_million_numbers_are_those_of_printf(void **state)
{
    (void)state;
    compare_many(UINT64_C(11000000), 2);
}

static void powers_and_ends_of_ranges_are_those_of_printf(void **state)
{
    (void)state;
    for (int e = -1074; e < 1024; e++)
        same_around(ldexp(1.0, e));
    for (int e = -330; e <= 308; e++) {
        char digits[16];
        snprintf(digits, sizeof digits, "1e%d", e);
        same_around(strtod(digits, NULL));
    }
    for (int e = -20; e < 16; e++) {
        same_around(9.99999999999 * pow(10.0, e));
        same_around(9.999999999995 * pow(10.0, e));
        same_around(9.9999999999951 * pow(10.0, e));
    }
    const double others[] = {0.0, -0.0, INFINITY, -INFINITY, NAN, -NAN, 5e-324, 1e-16, 1e12,
        0x1.fffffffffffffp1023, 0x1p-1022, 0.5, 123456.5, 0.1, 2.0 / 3.0, 1e-4, 9.9999e-5};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        same_as_printf(others[i]);
}

/* Steps of a quarter, so that a twelfth digit is followed by an exact half again and again. */
static void halves_go_to_the_even_digit(void **state)
{
    (void)state;
    assert_string_equal(put(100000000000.5), "100000000000");
    assert_string_equal(put(100000000001.5), "100000000002");
    for (double x = 100000000000.0; x < 100000000100.0; x += 0.25)
        same_around(x);
    for (double x = 99999999999.0; x < 100000000001.0; x += 0x1p-6)
        same_around(x);
}

static void whole_numbers_are_whole(void **state)
{
    (void)state;
    const int64_t others[] = {0, 1, -1, 9, 10, 99, 100, 101, 999, 1000, -1000, 12345678,
        INT64_MAX, INT64_MIN, INT64_MIN + 1};
    for (size_t i = 0; i < sizeof others / sizeof others[0] + 20000; i++) {
        int64_t n = i < sizeof others / sizeof others[0] ? others[i] : (int64_t)i * 7919 - 9999;
        char expected[DECIMAL_ROOM];
        snprintf(expected, sizeof expected, "%lld", (long long)n);
        *decimal_put_whole(text, n) = '\0';
        assert_string_equal(text, expected);
    }
}

/* Whatever reads back is exact, and nothing else is. */
static void what_is_exact_reads_back(void **state)
{
    (void)state;
    int exact = 0;
    for (uint64_t i = 0; i < 110000; i++) {
        struct philox_block random = philox((struct philox_block){{(uint32_t)i}}, 3);
        uint64_t r = random.word[0] | (uint64_t)random.word[1] << 32;
        uint64_t s = random.word[2] | (uint64_t)random.word[3] << 32;
        double value = number_of_kind((int)(i % KINDS), r, s);
        char *end = decimal_put_exact(text, value);
        if (end == NULL) {
            bool usual = fabs(value) >= 1e-10 && fabs(value) < 1e12;
            assert_true(!usual || strtod(put(value), NULL) != value);
            continue;
        }
        *end = '\0';
        exact++;
        assert_true(strtod(text, NULL) == value);
        char all[DECIMAL_ROOM];
        snprintf(all, sizeof all, "%.15g", value);
        assert_string_equal(text, all);
    }
    assert_in_range(exact, 20000, 90000);
}

/* Where a locale with a decimal comma is installed. */
static void locales_change_nothing(void **state)
{
    (void)state;
    if (setlocale(LC_NUMERIC, "nl_NL.UTF-8") == NULL &&
        setlocale(LC_NUMERIC, "de_DE.UTF-8") == NULL &&
        setlocale(LC_NUMERIC, "ps_AF.UTF-8") == NULL)
        skip();
    char comma[DECIMAL_ROOM];
    snprintf(comma, sizeof comma, "%.1f", 0.5);
    assert_true(strchr(comma, '.') == NULL);
    assert_string_equal(put(0.5), "0.5");
    assert_string_equal(put(1.25e-30), "1.25e-30");
    assert_string_equal(put(-1.5e300), "-1.5e+300");
    setlocale(LC_NUMERIC, "C");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_those_of_printf),
        slow_test(eleven_million_numbers_are_those_of_printf),
        cmocka_unit_test(powers_and_ends_of_ranges_are_those_of_printf),
        cmocka_unit_test(halves_go_to_the_even_digit),
        cmocka_unit_test(whole_numbers_are_whole),
        cmocka_unit_test(what_is_exact_reads_back),
        cmocka_unit_test(locales_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
