/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nearly all numbers lie where a double times the power of ten that brings DIGITS digits before
 * the point is a whole number of 128 bits over a power of two. There these digits and what is
 * left of the value are exact, and so is how it is rounded: there is no table of
 * approximations, and nothing to prove about their errors (compare Steele and White, "How to
 * print floating-point numbers accurately", PLDI 1990, of which this is the case without a
 * loop, and Adams, "Ryu revisited: printf floating point conversion", OOPSLA 2019, which covers
 * all doubles by tables of 100 kB). printf() makes the digits of the others. */

__extension__ typedef unsigned __int128 wide;

enum { DIGITS = 12, HALF = DIGITS / 2 };
#define TEN_TO_HALF UINT64_C(1000000)
#define TEN_TO_DIGITS (TEN_TO_HALF * TEN_TO_HALF)

/* From 10^LOWEST on, and below 10^DIGITS. */
enum { LOWEST = -16 };
static const double lowest = 1e-16, too_large = 1e12;

/* 5^0 to 5^(DIGITS - 1 - LOWEST), of which the last has 63 bits. */
static const uint64_t five_to[DIGITS - LOWEST] = {UINT64_C(1), UINT64_C(5), UINT64_C(25),
    UINT64_C(125), UINT64_C(625), UINT64_C(3125), UINT64_C(15625), UINT64_C(78125),
    UINT64_C(390625), UINT64_C(1953125), UINT64_C(9765625), UINT64_C(48828125),
    UINT64_C(244140625), UINT64_C(1220703125), UINT64_C(6103515625), UINT64_C(30517578125),
    UINT64_C(152587890625), UINT64_C(762939453125), UINT64_C(3814697265625),
    UINT64_C(19073486328125), UINT64_C(95367431640625), UINT64_C(476837158203125),
    UINT64_C(2384185791015625), UINT64_C(11920928955078125), UINT64_C(59604644775390625),
    UINT64_C(298023223876953125), UINT64_C(1490116119384765625), UINT64_C(7450580596923828125)};

/* A positive number as DIGITS digits, the first of which is not 0: digits * 10^(exponent -
 * DIGITS + 1), rounded. */
struct rounded {
    uint64_t digits;
    int exponent;
};

static struct rounded next_power(int exponent)
{
    return (struct rounded){TEN_TO_DIGITS / 10, exponent + 1};
}

/* Of value = m 2^e in the range above: the digits are m 5^k 2^(e + k) with k = DIGITS - 1 -
 * exponent; m has 53 bits, so that m 5^k has 116 at most, and -(e + k) is from 13 to 80. */
static struct rounded round_exactly(double value)
{
    enum { FRACTION_BITS = 52, BIAS = 1075 };
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    uint64_t m = (bits & ((UINT64_C(1) << FRACTION_BITS) - 1)) | UINT64_C(1) << FRACTION_BITS;
    int e = (int)(bits >> FRACTION_BITS) - BIAS;
    /* log10(2) is 78913 / 2^18 as nearly as it has to be here: what it gives of the power of
     * two below the value is the exponent or one less. */
    int exponent = (e + FRACTION_BITS) * 78913 >> 18;
    if (exponent < LOWEST)
        exponent = LOWEST;
    wide scaled = (wide)m * five_to[DIGITS - 1 - exponent];
    int shift = -(e + DIGITS - 1 - exponent);
    if ((uint64_t)(scaled >> shift) >= TEN_TO_DIGITS) {
        exponent++;
        shift++;
        scaled = (wide)m * five_to[DIGITS - 1 - exponent];
    }
    uint64_t digits = (uint64_t)(scaled >> shift);
    wide rest = scaled & (((wide)1 << shift) - 1), half = (wide)1 << (shift - 1);
    digits += rest > half || (rest == half && digits % 2 == 1);
    return digits < TEN_TO_DIGITS ? (struct rounded){digits, exponent} : next_power(exponent);
}

/* The point is whatever the locale has, of one byte or more. */
static struct rounded round_by_printf(double value)
{
    char text[40];
    snprintf(text, sizeof text, "%.*e", DIGITS - 1, value);
    const char *e = strchr(text, 'e');
    uint64_t digits = (uint64_t)(text[0] - '0');
    for (const char *at = e - (DIGITS - 1); at < e; at++)
        digits = digits * 10 + (uint64_t)(*at - '0');
    return (struct rounded){digits, atoi(e + 1)};
}

static struct rounded round_number(double value)
{
    return value >= lowest && value < too_large ? round_exactly(value) : round_by_printf(value);
}

/* "00" to "99". */
static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434"
    "44546474849505152535455565758596061626364656667686970717273747576777879808182838485868788"
    "8990919293949596979899";

/* The last `n` digits, of which there are an even number. */
static void put_digits(char *out, uint32_t number, int n)
{
    for (int i = n - 2; i >= 0; i -= 2) {
        memcpy(out + i, pairs + 2 * (number % 100), 2);
        number /= 100;
    }
}

static char *put_exponent(char *out, int exponent)
{
    *out++ = 'e';
    *out++ = exponent < 0 ? '-' : '+';
    int size = abs(exponent);
    if (size >= 100)
        *out++ = (char)('0' + size / 100);
    put_digits(out, (uint32_t)(size % 100), 2);
    return out + 2;
}

/* As "%g" does: with an exponent where that is less than -4, or DIGITS or more; without zeros
 * at the end of a fraction. */
static char *put_rounded(char *out, struct rounded number)
{
    char digit[2 * DIGITS] = {0};
    put_digits(digit, (uint32_t)(number.digits / TEN_TO_HALF), HALF);
    put_digits(digit + HALF, (uint32_t)(number.digits % TEN_TO_HALF), HALF);
    int n = DIGITS;
    while (n > 1 && digit[n - 1] == '0')
        n--;
    bool small = number.exponent < -4, large = number.exponent >= DIGITS;
    int before = small || large ? 1 : number.exponent + 1; /* digits before the point */
    /* Copies are of a known size, which is faster: what is too much is written over. */
    if (before <= 0) {
        memcpy(out, "0.000", 5);
        memcpy(out + 2 - before, digit, DIGITS);
        return out + 2 - before + n;
    }
    memcpy(out, digit, DIGITS);
    out += before;
    if (n > before) {
        *out++ = '.';
        memcpy(out, digit + before, DIGITS);
        out += n - before;
    }
    return small || large ? put_exponent(out, number.exponent) : out;
}

char *decimal_put(char *out, double value)
{
    if (!isfinite(value))
        return out + snprintf(out, DECIMAL_ROOM, "%g", value);
    if (signbit(value))
        *out++ = '-';
    value = fabs(value);
    if (value != 0.0)
        return put_rounded(out, round_number(value));
    *out++ = '0';
    return out;
}

/* Rounding twice is rounding once, but where the digits that go are those of a half. */
char *decimal_put_ten(char *out, double value)
{
    static const double large = 1e10;
    double size = fabs(value);
    struct rounded number = {0, 0};
    if (size >= lowest && size < large)
        number = round_exactly(size);
    uint64_t rest = number.digits % 100;
    if (number.digits == 0 || rest == 50 || number.exponent >= 10 - 1)
        return out + snprintf(out, DECIMAL_ROOM, "%.10g", value);
    number.digits += rest > 50 ? 100 - rest : -rest;
    if (number.digits == TEN_TO_DIGITS)
        number = next_power(number.exponent);
    if (signbit(value))
        *out++ = '-';
    return put_rounded(out, number);
}

char *decimal_put_whole(char *out, int64_t value)
{
    if (value >= 0 && value < 10000) { /* as most are */
        int64_t high = value / 100, first = high > 0 ? high : value;
        memcpy(out, pairs + 2 * first + (first < 10), 2);
        out += 1 + (first >= 10);
        memcpy(out, pairs + 2 * (value % 100), 2);
        return high > 0 ? out + 2 : out;
    }
    char digits[20], *end = digits + sizeof digits, *at = end;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    for (; left >= 100; left /= 100)
        memcpy(at -= 2, pairs + 2 * (left % 100), 2);
    if (left >= 10)
        memcpy(at -= 2, pairs + 2 * left, 2);
    else
        *--at = (char)('0' + left);
    if (value < 0)
        *out++ = '-';
    memcpy(out, at, (size_t)(end - at));
    return out + (end - at);
}

/* Both a whole number below 2^53 and a power of ten up to 10^22 are doubles, so that one
 * divided by the other is the double next to their quotient (Clinger, "How to read floating
 * point numbers accurately", PLDI 1990). */
char *decimal_put_exact(char *out, double value)
{
    static const double ten_to[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
        1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    enum { MOST = sizeof ten_to / sizeof ten_to[0] - 1 };
    double size = fabs(value);
    if (size == 0.0)
        return decimal_put(out, value);
    if (!(size >= lowest && size < too_large))
        return NULL;
    struct rounded number = round_exactly(size);
    int after = DIGITS - 1 - number.exponent; /* digits after the point */
    if (after < 0 || after > MOST || (double)number.digits / ten_to[after] != size)
        return NULL;
    if (signbit(value))
        *out++ = '-';
    return put_rounded(out, number);
}
