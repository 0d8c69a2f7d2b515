/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "amount.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;

static int start(void **state)
{
    (void)state;
    arena = (struct arena){0};
    language_use(ENGLISH);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The readings as "25000|25"; "" for none. */
static const char *joined(const struct readings *readings)
{
    static char text[256];
    text[0] = '\0';
    for (int i = 0; i < readings->n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i > 0 ? "|" : "",
            readings->plain[i]);
    return text;
}

struct known {
    const char *text;
    enum amount_kind kind;
    const char *dutch, *english;
};

#define EURO AMOUNT_EURO
#define COUNT AMOUNT_COUNT
#define HOURS AMOUNT_HOURS
#define SHARE AMOUNT_SHARE

static void check_known(const struct known *known, size_t n,
    void (*read)(
        struct readings *, struct arena *, const char *, enum amount_kind, enum language))
{
    for (size_t i = 0; i < n; i++)
        for (int language = ENGLISH; language <= DUTCH; language++) {
            const char *expected = language == DUTCH ? known[i].dutch : known[i].english;
            struct readings readings;
            read(&readings, &arena, known[i].text, known[i].kind, (enum language)language);
            if (strcmp(joined(&readings), expected) != 0)
                fail_msg("'%s' (%d) in %s: '%s', not '%s'", known[i].text, known[i].kind,
                    language == DUTCH ? "Dutch" : "English", joined(&readings), expected);
        }
}

/* A text, of what, its readings in Dutch, in English. */
static void numbers_have_the_readings_of_a_language(void **state)
{
    (void)state;
    static const struct known known[] = {
        /* no marks */
        {"25000", EURO, "25000", "25000"},
        {"0", SHARE, "0", "0"},
        {"007", COUNT, "007", "007"},
        {" 12 ", HOURS, "12", "12"},
        {"-5", EURO, "-5", "-5"},
        {"\u22125", EURO, "-5", "-5"},
        /* a mark before three digits: thousands of euros and counts in its own language */
        {"25.000", EURO, "25000", "25000|25"},
        {"25,000", EURO, "25000|25", "25000"},
        {"4.000", COUNT, "4000", "4000|4"},
        {"1,500", COUNT, "1500|1.5", "1500"},
        {"25.125", EURO, "25125", "25125|25.1250"},
        /* never of hours, days, shares and chances */
        {"1.500", HOURS, "1500|1.5", "1500|1.5"},
        {"1,500", HOURS, "1500|1.5", "1500|1.5"},
        {"1,125", SHARE, "1125|1.1250", "1125|1.1250"},
        /* what cannot be thousands is a fraction */
        {"0,9", SHARE, "0.9", "0.9"},
        {"0.025", SHARE, "0.025", "0.025"},
        {"0,125", EURO, "0.125", "0.125"},
        {"1234,567", EURO, "1234.567", "1234.567"},
        {"25000,50", EURO, "25000.5", "25000.5"},
        {"4,5", HOURS, "4.5", "4.5"},
        {"1.5", COUNT, "1.5", "1.5"},
        {".8", SHARE, "0.8", "0.8"},
        {",8", SHARE, "0.8", "0.8"},
        {"1.1250", HOURS, "1.1250", "1.1250"},
        /* two kinds of marks: the last is that of the fraction */
        {"5.000,00", EURO, "5000", "5000"},
        {"5,000.00", EURO, "5000", "5000"},
        {"1.234.567,8", HOURS, "1234567.8", "1234567.8"},
        {"1.000,500", EURO, "1000.5", "1000.5"},
        {"1.000.000", EURO, "1000000", "1000000"},
        {"1,000,000", COUNT, "1000000", "1000000"},
        {"1.000.000", SHARE, "1000000", "1000000"},
        /* blanks between thousands */
        {"25 000", EURO, "25000", "25000"},
        {"25\u00a0000", EURO, "25000", "25000"},
        {"25\u202f000,50", EURO, "25000.5", "25000.5"},
        {"1 500", HOURS, "1500", "1500"},
        /* signs */
        {"\u20ac 25.000", EURO, "25000", "25000|25"},
        {"\u20ac25,000", EURO, "25000|25", "25000"},
        {"\u20ac\u00a025.000,-", EURO, "25000", "25000|25"},
        {"EUR 4000", EURO, "4000", "4000"},
        {"4000 euro", EURO, "4000", "4000"},
        {"-\u20ac 5", EURO, "-5", "-5"},
        {"\u20ac -5", EURO, "-5", "-5"},
        {"90%", SHARE, "0.9", "0.9"},
        {"12,5 %", SHARE, "0.125", "0.125"},
        {"5%", SHARE, "0.05", "0.05"},
        {"100%", SHARE, "1", "1"},
        {"10k", EURO, "10000", "10000"},
        {"2,5k", EURO, "2500", "2500"},
        {"1,5 mln", EURO, "1500000", "1500000"},
        {"\u20ac 1,5 mln.", EURO, "1500000", "1500000"},
        {"1.5 million", COUNT, "1500000", "1500000"},
        {"2 miljoen euro", EURO, "2000000", "2000000"},
        {"1.250 mln", EURO, "1250000000|1250000", "1250000000|1250000"},
        {"1e-3", SHARE, "0.001", "0.001"},
        {"2.500e4", EURO, "25000", "25000"},
        /* no numbers */
        {"", EURO, "", ""},
        {"x", EURO, "", ""},
        {"5x", EURO, "", ""},
        {"nan", EURO, "", ""},
        {"inf", EURO, "", ""},
        {"0x10", EURO, "", ""},
        {"1e400", EURO, "", ""},
        {"1e3", COUNT, "", ""},
        {"1e3,5", EURO, "", ""},
        {"5.", EURO, "", ""},
        {"5,", EURO, "", ""},
        {"1.2.3", EURO, "", ""},
        {"1.00.000", EURO, "", ""},
        {"1.000,00.0", EURO, "", ""},
        {"25 00", EURO, "", ""},
        {"2 500 00", EURO, "", ""},
        {"1.000 000", EURO, "", ""},
        {"--5", EURO, "", ""},
        {"\u20ac", EURO, "", ""},
        {"%", SHARE, "", ""},
        {"k", EURO, "", ""},
        {"10%", EURO, "", ""},
        {"10k", SHARE, "", ""},
        {"\u20ac 5", HOURS, "", ""},
        {"5 \u20ac \u20ac", EURO, "", ""},
        {"5kk", EURO, "", ""},
        {"5%%", SHARE, "", ""},
    };
    check_known(known, sizeof known / sizeof known[0], amount_read);
}

static void lists_have_the_readings_of_a_language(void **state)
{
    (void)state;
    static const struct known known[] = {
        {"25000", EURO, "25000", "25000"},
        {"10.000", EURO, "10000", "10000|10"},
        {"10 000", EURO, "10000", "10000"},
        /* ; always separates, and a comma is a fraction's then */
        {"5.000,00;7.500", EURO, "5000;7500", "5000;7500|5000;7.5|5000;00;7500"},
        {"25,000;50,000", EURO, "25000;50000|25;50", "25000;50000"},
        {"4,5;6", HOURS, "4.5;6", "4.5;6|4;5;6"},
        {"10k; 20k", EURO, "10000;20000", "10000;20000"},
        {"1;2", HOURS, "1;2", "1;2"},
        /* a comma separates where the text has one reading */
        {"10000,20000", EURO, "10000;20000", "10000;20000"},
        {"0,100", EURO, "0;100", "0;100"},
        {"5,10", EURO, "5;10", "5;10"},
        {"500,1500", EURO, "500;1500", "500;1500"},
        {"5.000,7.500", EURO, "5000;7500", "5000;7500|5;7.5"},
        {"4,8,12", HOURS, "4;8;12", "4;8;12"},
        {"1000,5000:20000:5000", EURO, "1000;5000:20000:5000", "1000;5000:20000:5000"},
        {"5k:20k:5k", EURO, "5000:20000:5000", "5000:20000:5000"},
        /* one comma between hours is a fraction's in Dutch */
        {"4,5", HOURS, "4.5|4;5", "4;5"},
        {"2,12", HOURS, "2.12|2;12", "2;12"},
        {"5,10:30:5", HOURS, "5.1:30:5|5;10:30:5", "5;10:30:5"},
        {"1.500,25", HOURS, "1500.25", "1500.25|1500;25|1.5;25"},
        /* a single amount with a dot and a comma is one in Dutch */
        {"5.000,00", EURO, "5000", "5000|5000;00|5;00"},
        {"5.000,10", EURO, "5000.1", "5000.1|5000;10|5;10"},
        {"5 000,10", EURO, "5000.1", "5000.1|5000;10"},
        {"1.000.000,50", EURO, "1000000.5", "1000000.5|1000000;50"},
        {"5.000,500", EURO, "5000.5|5000;500", "5000.5|5000;500|5;500"},
        {"\u20ac 25.000,-", EURO, "25000", "25000|25"},
        /* a comma before three digits is between thousands in English */
        {"25,000", EURO, "25000|25|25;000", "25000|25;000"},
        {"EUR 25,500", EURO, "25500|25.5|25;500", "25500|25;500"},
        {"1,000,000", EURO, "1000000", "1000000|1;000;000"},
        {"100,200,300", EURO, "100;200;300", "100200300|100;200;300"},
        {"5000,10,000", EURO, "", "5000;10000|5000;10;000"},
        {"4,500", HOURS, "4500|4.5|4;500", "4500|4.5|4;500"},
        {"1,500.50", EURO, "1500.5|1;500.5", "1500.5|1;500.5"},
        {"1000,200", EURO, "1000;200", "1000;200"},
        /* euros with cents */
        {"25000,50", EURO, "25000.5|25000;50", "25000;50"},
        {"25000,00", EURO, "25000", "25000|25000;00"},
        {"1,05:10:1,05", EURO, "1.05:10:1.05", "1.05:10:1.05|1;05:10:1;05"},
        /* none */
        {"", EURO, "", ""},
        {"1,", EURO, "", ""},
        {",1", EURO, "", ""},
        {"1,,2", EURO, "", ""},
        {"1;;2", EURO, "", ""},
        {"1;x", EURO, "", ""},
        {"5,-3", EURO, "", ""},
    };
    check_known(known, sizeof known / sizeof known[0], amount_read_list);
}

/* ---- Of every text ---- */

/* Calls `check` for every text of at most `most` of these signs. */
static void for_every_text(const char *const *signs, int most, char *text,
    void (*check)(const char *text, enum amount_kind kind))
{
    size_t length = strlen(text);
    for (int kind = AMOUNT_EURO; kind <= AMOUNT_SHARE; kind++)
        check(text, (enum amount_kind)kind);
    for (const char *const *sign = signs; most > 0 && *sign != NULL; sign++) {
        strcpy(text + length, *sign);
        for_every_text(signs, most - 1, text, check);
    }
    text[length] = '\0';
    if (length == 1)
        arena_free(&arena);
}

typedef void reader(
    struct readings *, struct arena *, const char *, enum amount_kind, enum language);

static bool same_numbers(const char *one, const char *other)
{
    for (;;) {
        char *after, *others;
        if (strtod(one, &after) != strtod(other, &others) || *after != *others)
            return false;
        if (*after == '\0')
            return true;
        one = after + 1;
        other = others + 1;
    }
}

static void check_sure(reader *read, const char *text, enum amount_kind kind)
{
    struct readings dutch, english;
    read(&dutch, &arena, text, kind, DUTCH);
    read(&english, &arena, text, kind, ENGLISH);
    if (dutch.n == 1 && english.n == 1 && !same_numbers(dutch.plain[0], english.plain[0]))
        fail_msg("'%s' (%d) is %s in Dutch and %s in English", text, kind, dutch.plain[0],
            english.plain[0]);
    for (int language = ENGLISH; language <= DUTCH; language++)
        for (int i = 0; i < dutch.n; i++) {
            struct readings again;
            read(&again, &arena, dutch.plain[i], kind, (enum language)language);
            if (again.n != 1 || !same_numbers(again.plain[0], dutch.plain[i]))
                fail_msg("'%s' (%d): '%s' is %s", text, kind, dutch.plain[i], joined(&again));
        }
}

static void check_number(const char *text, enum amount_kind kind)
{
    check_sure(amount_read, text, kind);
}

static void check_list(const char *text, enum amount_kind kind)
{
    check_sure(amount_read_list, text, kind);
}

static void no_number_is_another_in_the_other_language(void **state)
{
    (void)state;
    static const char *const signs[] = {"5", "0", "000", ".", ",", " ", "%", "k", NULL};
    char text[64] = "";
    for_every_text(signs, 6, text, check_number);
}

static void no_list_is_another_in_the_other_language(void **state)
{
    (void)state;
    static const char *const signs[] = {"5", "0", "000", ".", ",", " ", ";", NULL};
    char text[64] = "";
    for_every_text(signs, 6, text, check_list);
}

static void readings_are_told(void **state)
{
    (void)state;
    struct readings readings;
    amount_read_list(&readings, &arena, "4,500", AMOUNT_HOURS, ENGLISH);
    assert_string_equal(amount_told(&readings, &arena), "'4500', '4.5' or '4;500'");
    language_use(DUTCH);
    assert_string_equal(amount_told(&readings, &arena), "'4500', '4.5' of '4;500'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_have_the_readings_of_a_language),
        cmocka_unit_test(lists_have_the_readings_of_a_language),
        cmocka_unit_test(no_number_is_another_in_the_other_language),
        cmocka_unit_test(no_list_is_another_in_the_other_language),
        cmocka_unit_test(readings_are_told),
    };
    return cmocka_run_group_tests(tests, start, end);
}
