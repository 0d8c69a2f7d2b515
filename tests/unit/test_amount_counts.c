/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "amount_counts.h"

enum { CAMPAIGNS = 4000 };

static double cost[CAMPAIGNS], partners[CAMPAIGNS];

/* Costs to a cent from nothing to a thousand million, 0 to 9 partners, each its own sum of
 * parts, whose last digits are lost; many cost a round amount for each partner, or a cent more
 * or less. */
static void make_campaigns(void)
{
    static const double round_amounts[] = {4500, 999, 1000, 10000, 10010, 175000, 3e6, 1};
    for (int i = 0; i < CAMPAIGNS; i++) {
        partners[i] = i * 7 % 10;
        double euro = i % 2 == 0 ? round_amounts[i / 2 % 8] * partners[i]
                                 : floor(exp((i % 997) * 0.0208));
        double cents = euro * 100.0 + i % 3 - 1.0, part = floor(cents / 3.0);
        if (cents < 0.0)
            cents = part = 0.0;
        cost[i] = part / 100.0 + part / 100.0 + (cents - 2.0 * part) / 100.0;
    }
}

static void count(struct amount_counts *counts, int first, int step)
{
    for (int i = first; i < CAMPAIGNS; i += step)
        amount_counts_add(counts, amount_number(cost[i], partners[i]));
}

/* By cents, which are whole numbers. */
static uint64_t by_hand(double amount)
{
    uint64_t n = 0;
    for (int i = 0; i < CAMPAIGNS; i++)
        n += llround(cost[i] * 100.0) <= llround(amount * 100.0) * (long long)partners[i];
    return n;
}

/* cost <= amount * partners, at every round amount. */
static void round_amounts_are_counted_exactly(void **state)
{
    (void)state;
    struct amount_counts counts = {0};
    make_campaigns();
    count(&counts, 0, 1);
    for (double step = 1.0; step < 1e8; step *= 10.0)
        for (int digits = 0; digits < 10000; digits += 37)
            assert_int_equal(
                amount_counts_at_most(&counts, digits * step), by_hand(digits * step));
    assert_int_equal(amount_counts_at_most(&counts, 4500.0), by_hand(4500.0));
    assert_true(by_hand(4500.0) > by_hand(4499.0) + 100);
    amount_counts_free(&counts);
}

static void an_amount_between_counts_as_the_round_one_below(void **state)
{
    (void)state;
    struct amount_counts counts = {0};
    make_campaigns();
    count(&counts, 0, 1);
    assert_int_equal(amount_counts_at_most(&counts, 4500.9), by_hand(4500.0));
    assert_int_equal(amount_counts_at_most(&counts, 175099.0), by_hand(175000.0));
    assert_int_equal(amount_counts_at_most(&counts, -1.0), 0);
    assert_int_equal(amount_counts_at_most(&counts, 1e300), by_hand(1e10));
    amount_counts_free(&counts);
}

/* Nothing spent and nobody won: 0 <= amount * 0. What is spent on nobody is under no amount. */
static void without_partners_only_nothing_is_within_an_amount(void **state)
{
    (void)state;
    assert_int_equal(amount_number(0.0, 0.0), 0);
    assert_int_equal(amount_number(0.01, 0.0), AMOUNT_NONE);
    assert_int_equal(amount_number(0.0, 3.0), 0);
    assert_int_equal(amount_number(1e300, 1.0), AMOUNT_NONE);
    assert_int_equal(amount_number(9006.0, 2.0), 4503);
    assert_int_equal(amount_number(9006.01, 2.0), 4504);
    assert_int_equal(amount_number(0.1 + 0.2, 0.3), 1);
    struct amount_counts none = {0};
    amount_counts_add(&none, AMOUNT_NONE);
    assert_int_equal(amount_counts_at_most(&none, 1e9), 0);
}

static void parts_add_up(void **state)
{
    (void)state;
    struct amount_counts counts = {0}, parts = {0};
    make_campaigns();
    count(&counts, 0, 1);
    for (int first = 2; first >= 0; first--) {
        struct amount_counts part = {0};
        count(&part, first, 3);
        amount_counts_merge(&parts, &part);
        amount_counts_free(&part);
    }
    assert_int_equal(parts.size, counts.size);
    assert_memory_equal(parts.bins, counts.bins, (size_t)counts.size * sizeof *counts.bins);
    amount_counts_free(&counts);
    amount_counts_free(&parts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_amounts_are_counted_exactly),
        cmocka_unit_test(an_amount_between_counts_as_the_round_one_below),
        cmocka_unit_test(without_partners_only_nothing_is_within_an_amount),
        cmocka_unit_test(parts_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
