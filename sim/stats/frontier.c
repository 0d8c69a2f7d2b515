/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frontier.h"

#include "memory.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Prices that differ by less than this share are in line. */
#define IN_LINE 1e-12

struct strategy {
    double effect, cost;
    int index;
};

static int order_of(double a, double b)
{
    return (a > b) - (a < b);
}

/* The cheapest first, of equal cost the most effect, of equal strategies the first. */
static int by_cost(const void *a, const void *b)
{
    const struct strategy *p = a, *q = b;
    int order = order_of(p->cost, q->cost);
    if (order == 0)
        order = order_of(q->effect, p->effect);
    return order != 0 ? order : p->index - q->index;
}

/* Whether `middle` lies above the line from `low` to `high`, all of rising effect and cost. */
static bool above(struct strategy low, struct strategy middle, struct strategy high)
{
    double there = (middle.cost - low.cost) * (high.effect - middle.effect);
    double on = (high.cost - middle.cost) * (middle.effect - low.effect);
    return there > on * (1.0 + IN_LINE);
}

/* Keeps in s[0..] those with more effect than all cheaper ones; returns how many. */
static int drop_dominated(int k, struct strategy *s, struct frontier_point *point)
{
    int kept = 0;
    for (int i = 0; i < k; i++) {
        if (kept == 0 || s[i].effect > s[kept - 1].effect) {
            s[kept++] = s[i];
            continue;
        }
        struct strategy best = s[kept - 1];
        bool same = s[i].effect == best.effect && s[i].cost == best.cost;
        point[s[i].index].place = same ? FRONTIER_SAME : FRONTIER_DOMINATED;
        point[s[i].index].previous = best.index;
    }
    return kept;
}

/* Lower convex hull: keeps in s[0..] those on it; returns how many. */
static int drop_extended(int k, struct strategy *s, struct frontier_point *point)
{
    int kept = 0;
    for (int i = 0; i < k; i++) {
        while (kept >= 2 && above(s[kept - 2], s[kept - 1], s[i]))
            point[s[--kept].index].place = FRONTIER_EXTENDED;
        s[kept++] = s[i];
    }
    return kept;
}

/* Gives every extendedly dominated strategy of `all` its neighbours on the frontier. */
static void find_neighbours(int k, const struct strategy *all, int kept,
    const struct strategy *hull, struct frontier_point *point)
{
    int at = 0;
    for (int i = 0; i < k; i++) {
        while (at + 1 < kept && hull[at + 1].effect <= all[i].effect)
            at++;
        struct frontier_point *p = &point[all[i].index];
        if (p->place == FRONTIER_EXTENDED) {
            p->previous = hull[at].index;
            p->next = hull[at + 1].index;
        }
    }
}

/* Those equal to one that is extendedly dominated are so too. */
static void settle_same(int k, struct frontier_point *point)
{
    for (int i = 0; i < k; i++)
        if (point[i].place == FRONTIER_SAME &&
            point[point[i].previous].place == FRONTIER_EXTENDED)
            point[i] = point[point[i].previous];
}

void frontier_standing(
    int k, const double *effect, const double *cost, struct frontier_point *point)
{
    struct strategy *all = memory_new(2 * (size_t)k, sizeof *all), *hull = all + k;
    for (int i = 0; i < k; i++) {
        all[i] = (struct strategy){effect[i], cost[i], i};
        point[i] = (struct frontier_point){FRONTIER_ON, FRONTIER_NONE, FRONTIER_NONE};
    }
    qsort(all, (size_t)k, sizeof *all, by_cost);
    int efficient = drop_dominated(k, all, point);
    memcpy(hull, all, (size_t)efficient * sizeof *hull);
    int kept = drop_extended(efficient, hull, point);
    find_neighbours(efficient, all, kept, hull, point);
    settle_same(k, point);
    for (int i = 1; i < kept; i++) {
        point[hull[i - 1].index].next = hull[i].index;
        point[hull[i].index].previous = hull[i - 1].index;
    }
    memory_free(all);
}
