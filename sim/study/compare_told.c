/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The plane of what is won and what it costs, and what may be said of a comparison. */
#include "compare.h"

#include <math.h>

/* ---- Frontier ---- */

static double worth_of(const struct compare *c, int one)
{
    return paired_mean(&c->paired, one, (int)compare_worth(c), c->study->confidence).value;
}

void compare_frontier(
    const struct compare *c, struct frontier_point *point, struct estimate *price)
{
    double effect[MOST_CHOICES] = {0}, cost[MOST_CHOICES] = {0};
    struct paired_contrast contrast[MOST_CHOICES] = {{0}};
    int n = c->n + 1;
    for (int i = 0; i < n; i++) {
        effect[i] = worth_of(c, i);
        cost[i] = compare_value(c, i, COMPARE_COST).value;
    }
    frontier_standing(n, effect, cost, point);
    for (int i = 0; i < n; i++)
        contrast[i] = compare_price_of(
            i, point[i].place == FRONTIER_ON ? point[i].previous : PAIRED_NONE, KEPT_PARTNERS);
    compare_estimate_all(c, n, contrast, price);
    for (int i = 0; i < n; i++)
        price[i] = compare_price_or_none(c, price[i]);
}

/* ---- What is said in words ---- */

static double pairs_of(const struct compare *c)
{
    return (c->n + 1) * c->n / 2.0;
}

double compare_told_confidence(const struct compare *c, double intervals)
{
    return 1.0 - (1.0 - c->study->confidence) / TOLD_FAMILIES / fmax(intervals, 1.0);
}

/* By an interval so sure that those of extra partners, extra cost, the price of one more, cost
 * per partner and the chance of the targets of all pairs hold at once. */
enum { OF_A_PAIR = 5 };

static struct estimate among_all(const struct compare *c, struct paired_contrast contrast)
{
    struct estimate found;
    paired_contrasts(
        &c->paired, 1, &contrast, compare_told_confidence(c, OF_A_PAIR * pairs_of(c)), &found);
    return found;
}

struct estimate compare_told(const struct compare *c, int measure, int one, int other)
{
    return among_all(c, compare_contrast(measure, one, other));
}

struct estimate compare_told_targets(const struct compare *c, int one, int other)
{
    return among_all(c, (struct paired_contrast){
                            PAIRED_DIFFERENCE, one, other, KEPT_TARGETS, PAIRED_NONE, 0.0});
}

struct estimate compare_told_price(const struct compare *c, int one, int other)
{
    return compare_price_or_none(c, among_all(c, compare_price_of(one, other, KEPT_PARTNERS)));
}

struct estimate compare_break_even(const struct compare *c, int one)
{
    struct paired_contrast contrast = compare_price_of(one, c->n, KEPT_PARTNERS);
    struct estimate found;
    paired_contrasts(&c->paired, 1, &contrast, compare_told_confidence(c, pairs_of(c)), &found);
    if (isnan(found.low)) {
        /* Partners may be none: at least the least cost over the most partners. */
        struct estimate cost = compare_told(c, COMPARE_COST, one, c->n);
        struct estimate partners = compare_told(c, COMPARE_PARTNERS, one, c->n);
        found.low = partners.high > 0.0 ? fmax(cost.low, 0.0) / partners.high : NAN;
    }
    return found;
}

struct estimate compare_told_net(const struct compare *c, double value, int one, int other)
{
    struct estimate found;
    paired_contrasts(&c->paired, 1,
        &(struct paired_contrast){
            PAIRED_NET, one, other, KEPT_COST, (int)compare_worth(c), compare_rate(c, value)},
        compare_told_confidence(c, pairs_of(c)), &found);
    return found;
}

/* Whether another strategy wins partners worth at least as much for no more cost, not both
 * alike. */
static bool is_beaten(const struct compare *c, int one)
{
    for (int i = 0; i <= c->n; i++) {
        if (i == one)
            continue;
        struct estimate worth = among_all(c, (struct paired_contrast){PAIRED_DIFFERENCE, i, one,
                                                 (int)compare_worth(c), PAIRED_NONE, 0.0});
        struct estimate cost = among_all(c, compare_contrast(COMPARE_COST, i, one));
        if (worth.low >= 0.0 && cost.high <= 0.0 &&
            (compare_is_shown(c, worth) || compare_is_shown(c, cost)))
            return true;
    }
    return false;
}

/* Whether a mix of its neighbours wins as many partners for less: the first of them cost more
 * than the next. */
static bool is_beaten_by_mix(const struct compare *c, int one, struct frontier_point point)
{
    struct estimate before =
        among_all(c, compare_price_of(one, point.previous, compare_worth(c)));
    struct estimate after = among_all(c, compare_price_of(point.next, one, compare_worth(c)));
    return isfinite(before.high) && isfinite(after.low) && before.low > after.high;
}

static bool is_cheapest(const struct compare *c, int one)
{
    for (int i = 0; i <= c->n; i++)
        if (i != one && !compare_identical(c, one, i) &&
            !(among_all(c, compare_contrast(COMPARE_COST, i, one)).low > 0.0))
            return false;
    return true;
}

static bool is_worth_its_price(const struct compare *c, int one, int previous)
{
    struct estimate price = among_all(c, compare_price_of(one, previous, compare_worth(c)));
    return !isnan(compare_price_or_none(c, price).value);
}

static bool place_is_shown(const struct compare *c, int one, struct frontier_point point)
{
    switch (point.place) {
    case FRONTIER_ON:
        return point.previous == FRONTIER_NONE ? is_cheapest(c, one)
                                               : is_worth_its_price(c, one, point.previous);
    case FRONTIER_SAME:
        return compare_identical(c, one, point.previous);
    case FRONTIER_DOMINATED:
        return is_beaten(c, one);
    case FRONTIER_EXTENDED:
        return is_beaten_by_mix(c, one, point);
    }
    return false;
}

void compare_standings_shown(
    const struct compare *c, const struct frontier_point *point, bool *shown)
{
    for (int i = 0; i <= c->n; i++)
        shown[i] =
            !compare_has_few(c) && compare_same_companies(c) && place_is_shown(c, i, point[i]);
}

enum told_best compare_told_best(const struct compare *c, double value, int one)
{
    bool ahead = true;
    for (int i = 0; i <= c->n; i++) {
        if (i == one)
            continue;
        struct estimate lead = compare_told_net(c, value, one, i);
        if (lead.high < 0.0)
            return BEST_NOT;
        ahead = ahead && lead.low > 0.0;
    }
    return ahead ? BEST_SHOWN : BEST_UNCLEAR;
}

struct information compare_best(const struct compare *c, double value, struct estimate *average,
    double *campaign, struct estimate *loss)
{
    acceptability_one_campaign(&c->best, compare_rate(c, value), campaign);
    return acceptability_at(&c->best, compare_rate(c, value), average, loss);
}

void compare_lead(const struct compare *c, int one, double value, struct estimate *lead)
{
    for (int i = 0; i <= c->n; i++)
        lead[i] = i != one ? compare_told_net(c, value, one, i) : estimate_undefined();
}
