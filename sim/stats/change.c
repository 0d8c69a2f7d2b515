/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change.h"

#include <math.h>

/* Distances from a value to its bounds. */
struct reach {
    double below, above;
};

static double of_normal(const struct change_terms *terms, int set)
{
    return estimate_t(0, terms->wanted) / estimate_t(0, terms->confidence[set]);
}

/* Half the width h of Wilson's interval of the share p gives w = z^2/n:
 * h^2 (1 + w)^2 = w p (1 - p) + w^2 / 4. */
static struct reach reach_of_share(struct estimate e, const struct change_terms *terms, int set)
{
    double p = e.value, h = (e.high - e.low) / 2.0, times = of_normal(terms, set);
    double a = 0.25 - h * h, b = 2.0 * h * h - p * (1.0 - p);
    double w = (b + sqrt(b * b + 4.0 * a * h * h)) / (2.0 * a) * times * times;
    double centre = (p + w / 2.0) / (1.0 + w);
    double half = sqrt(w * p * (1.0 - p) + w * w / 4.0) / (1.0 + w);
    return (struct reach){p - fmax(centre - half, 0.0), fmin(centre + half, 1.0) - p};
}

/* Set 0 is that before, 1 that of now. */
static struct reach reach_of(struct estimate e, const struct change_terms *terms, int set)
{
    if (terms->share)
        return reach_of_share(e, terms, set);
    uint64_t half = terms->n / 2;
    double times =
        half >= 2 ? estimate_t(half, terms->wanted) / estimate_t(half, terms->confidence[set])
                  : of_normal(terms, set);
    return (struct reach){(e.value - e.low) * times, (e.high - e.value) * times};
}

static double joined(double one, double other, bool together)
{
    return together ? one + other : hypot(one, other);
}

struct estimate change_between(
    struct estimate before, struct estimate now, const struct change_terms *terms)
{
    struct estimate change = estimate_undefined();
    change.value = now.value - before.value;
    if (isnan(now.high - now.low) || isnan(before.high - before.low))
        return change;
    struct reach one = reach_of(before, terms, 0), other = reach_of(now, terms, 1);
    double below = joined(other.below, one.above, terms->together);
    double above = joined(other.above, one.below, terms->together);
    if (!(below + above > 0.0))
        return change;
    change.low = change.value - below;
    change.high = change.value + above;
    return change;
}
