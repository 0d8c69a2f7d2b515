/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include "frontier.h"

#include <stdbool.h>

enum { MOST = 40 };

static void assert_point(
    struct frontier_point p, enum frontier_standing place, int previous, int next)
{
    assert_int_equal(p.place, place);
    assert_int_equal(p.previous, previous);
    assert_int_equal(p.next, next);
}

/* What one more effect costs from strategy `i` on the frontier to the next. */
static double next_price(
    const struct frontier_point *p, int i, const double *effect, const double *cost)
{
    return (cost[p[i].next] - cost[i]) / (effect[p[i].next] - effect[i]);
}

/* Costs and effects of six programmes as in textbooks: C is dominated by B, E lies above the
 * line from D to F. */
static void a_frontier_has_rising_prices(void **state)
{
    (void)state;
    enum { A, B, C, D, E, F };
    const double effect[] = {1, 5, 4, 6, 7, 9}, cost[] = {20, 60, 70, 80, 150, 200};
    struct frontier_point p[6];
    frontier_standing(6, effect, cost, p);
    assert_point(p[A], FRONTIER_ON, FRONTIER_NONE, B);
    assert_point(p[B], FRONTIER_ON, A, D);
    assert_point(p[C], FRONTIER_DOMINATED, B, FRONTIER_NONE);
    assert_point(p[D], FRONTIER_ON, B, F);
    assert_point(p[E], FRONTIER_EXTENDED, D, F);
    assert_point(p[F], FRONTIER_ON, D, FRONTIER_NONE);
}

/* Taking one out makes the price before it fall, so that another has to go as well. */
static void extended_dominance_is_looked_at_again_when_a_neighbour_goes(void **state)
{
    (void)state;
    const double effect[] = {4, 3, 2, 1, 0}, cost[] = {40, 39, 29, 16, 0};
    struct frontier_point p[5];
    frontier_standing(5, effect, cost, p);
    assert_point(p[0], FRONTIER_ON, 4, FRONTIER_NONE);
    for (int i = 1; i < 4; i++)
        assert_point(p[i], FRONTIER_EXTENDED, 4, 0);
    assert_point(p[4], FRONTIER_ON, FRONTIER_NONE, 0);
}

static void strategies_in_line_stand_on_the_frontier(void **state)
{
    (void)state;
    const double effect[] = {0.1, 0.2, 0.3}, cost[] = {10, 20, 30};
    struct frontier_point p[3];
    frontier_standing(3, effect, cost, p);
    assert_point(p[1], FRONTIER_ON, 0, 2);
    assert_point(p[2], FRONTIER_ON, 1, FRONTIER_NONE);
}

static void equal_strategies_share_a_place(void **state)
{
    (void)state;
    const double effect[] = {2, 2, 1, 1, 3, 3, 1}, cost[] = {20, 20, 18, 18, 30, 30, 8};
    struct frontier_point p[7];
    frontier_standing(7, effect, cost, p);
    assert_point(p[6], FRONTIER_ON, FRONTIER_NONE, 4);
    assert_point(p[0], FRONTIER_EXTENDED, 6, 4);
    assert_point(p[1], FRONTIER_EXTENDED, 6, 4);
    assert_point(p[2], FRONTIER_DOMINATED, 6, FRONTIER_NONE);
    assert_point(p[4], FRONTIER_ON, 6, FRONTIER_NONE);
    assert_point(p[5], FRONTIER_SAME, 4, FRONTIER_NONE);
}

static void equal_cost_or_effect_is_dominated(void **state)
{
    (void)state;
    const double effect[] = {1, 2, 2}, cost[] = {10, 10, 12};
    struct frontier_point p[3];
    frontier_standing(3, effect, cost, p);
    assert_point(p[0], FRONTIER_DOMINATED, 1, FRONTIER_NONE);
    assert_point(p[1], FRONTIER_ON, FRONTIER_NONE, FRONTIER_NONE);
    assert_point(p[2], FRONTIER_DOMINATED, 1, FRONTIER_NONE);
}

static void without_partners_the_cheapest_is_the_frontier(void **state)
{
    (void)state;
    const double effect[] = {0, 0, 0}, cost[] = {30, 0, 20};
    struct frontier_point p[3];
    frontier_standing(3, effect, cost, p);
    assert_point(p[1], FRONTIER_ON, FRONTIER_NONE, FRONTIER_NONE);
    assert_point(p[0], FRONTIER_DOMINATED, 1, FRONTIER_NONE);
    assert_point(p[2], FRONTIER_DOMINATED, 1, FRONTIER_NONE);
}

static void one_strategy_is_the_frontier(void **state)
{
    (void)state;
    const double effect = 2.385, cost = 1000.0;
    struct frontier_point p;
    frontier_standing(1, &effect, &cost, &p);
    assert_point(p, FRONTIER_ON, FRONTIER_NONE, FRONTIER_NONE);
    frontier_standing(0, NULL, NULL, NULL);
}

/* Whether strategy i has the most lambda * effect - cost for some lambda >= 0: at the lambda
 * where it equals some other, or just before or after, or far beyond all. */
static bool is_best_somewhere(int k, const double *effect, const double *cost, int i)
{
    for (int j = -2; j < k; j++) {
        double lambda = j == -2 ? 0.0 : 1e9;
        if (j >= 0)
            lambda = (cost[i] - cost[j]) / (effect[i] - effect[j]);
        bool best = lambda >= 0.0; /* false for NAN */
        for (int l = 0; l < k && best; l++)
            best = lambda * (effect[i] - effect[l]) - (cost[i] - cost[l]) >= -1e-9;
        if (best)
            return true;
    }
    return false;
}

/* Random strategies: on the frontier are those that are best for some value of a partner. */
static void the_frontier_holds_the_best_for_every_value(void **state)
{
    (void)state;
    unsigned seed = 7;
    struct frontier_point p[MOST];
    double effect[MOST], cost[MOST];
    for (int trial = 0; trial < 300; trial++) {
        int k = 1 + trial % MOST, on = 0;
        for (int i = 0; i < k; i++) {
            seed = seed * 1664525u + 1013904223u;
            effect[i] = (seed >> 8) % 10007 / 100.0;
            seed = seed * 1664525u + 1013904223u;
            cost[i] = (seed >> 8) % 10009 / 10.0;
        }
        frontier_standing(k, effect, cost, p);
        for (int i = 0; i < k; i++) {
            assert_int_equal(p[i].place == FRONTIER_ON, is_best_somewhere(k, effect, cost, i));
            on += p[i].place == FRONTIER_ON;
            if (p[i].place == FRONTIER_ON && p[i].previous >= 0 && p[i].next >= 0)
                assert_false(next_price(p, i, effect, cost) <=
                             next_price(p, p[i].previous, effect, cost));
        }
        assert_true(on >= 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_frontier_has_rising_prices),
        cmocka_unit_test(extended_dominance_is_looked_at_again_when_a_neighbour_goes),
        cmocka_unit_test(strategies_in_line_stand_on_the_frontier),
        cmocka_unit_test(equal_strategies_share_a_place),
        cmocka_unit_test(equal_cost_or_effect_is_dominated),
        cmocka_unit_test(without_partners_the_cheapest_is_the_frontier),
        cmocka_unit_test(one_strategy_is_the_frontier),
        cmocka_unit_test(the_frontier_holds_the_best_for_every_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
