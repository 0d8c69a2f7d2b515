/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pair_spread.h"

#include <math.h>

void pair_spread_add(
    struct pair_spread *into, uint64_t first, const double *one, const double *other, int n)
{
    for (int i = 0; i < n; i++) {
        uint64_t group = (first + (uint64_t)i) % PAIR_GROUPS;
        double sum = one[i] + other[i], difference = one[i] - other[i];
        into->sum[group] += sum;
        into->square[group] += sum * sum;
        into->difference[group] += difference * difference;
    }
}

void pair_spread_merge(struct pair_spread *into, const struct pair_spread *from)
{
    for (int i = 0; i < PAIR_GROUPS; i++) {
        into->sum[i] += from->sum[i];
        into->square[i] += from->square[i];
        into->difference[i] += from->difference[i];
    }
}

/* What some pairs add up to. */
struct pairs {
    uint64_t n;
    double sum, square, difference;
};

static struct pairs group_of(const struct pair_spread *s, uint64_t pairs, uint64_t group)
{
    uint64_t n = pairs / PAIR_GROUPS + (group < pairs % PAIR_GROUPS);
    return (struct pairs){n, s->sum[group], s->square[group], s->difference[group]};
}

static struct pairs without(const struct pairs *all, const struct pairs *group)
{
    return (struct pairs){all->n - group->n, all->sum - group->sum, all->square - group->square,
        all->difference - group->difference};
}

static double variance_of_sum(const struct pairs *p)
{
    return p->n < 2 ? NAN : estimate_covariance(p->n, p->sum, p->sum, p->square);
}

/* Without what rounding leaves of differences when all but none of them are left out. */
static double variance_of_difference(const struct pairs *p, const struct pairs *all)
{
    double rest = p->difference > 1e-12 * all->difference ? p->difference : 0.0;
    return rest / (double)p->n;
}

static double log_ratio(const struct pairs *p, const struct pairs *all)
{
    return log(variance_of_sum(p) / variance_of_difference(p, all));
}

/* The standard error of the log ratio by leaving out groups, of which `n` have pairs; not
 * finite where it is not known. */
static double jackknife(
    const struct pair_spread *spread, const struct pairs *all, double whole, uint64_t n)
{
    double left_out[PAIR_GROUPS], mean = 0.0, variance = 0.0;
    for (uint64_t i = 0; i < n; i++) {
        struct pairs group = group_of(spread, all->n, i), rest = without(all, &group);
        left_out[i] = log_ratio(&rest, all);
        mean += whole - (double)rest.n / (double)all->n * left_out[i];
    }
    for (uint64_t i = 0; i < n; i++) {
        double times = (double)all->n / (double)group_of(spread, all->n, i).n;
        double pseudo = times * whole - (times - 1.0) * left_out[i] - mean;
        variance += pseudo * pseudo / (times - 1.0) / (double)n;
    }
    return sqrt(variance);
}

/* The lower bound where the two of no pair differ. */
static double least_shared(
    const struct pair_spread *spread, const struct pairs *all, uint64_t n, double confidence)
{
    for (uint64_t i = 0; i < n; i++) {
        struct pairs group = group_of(spread, all->n, i), rest = without(all, &group);
        if (!(variance_of_sum(&rest) > 0.0))
            return 0.0;
    }
    /* Unlike values have a Var D that is half of the Var S of values that are the same. */
    double apart = estimate_same_count(all->n, 0.0, 1.0, confidence).above / 2.0;
    return (1.0 - apart) / (1.0 + apart);
}

struct estimate pair_spread_share(
    const struct pair_spread *spread, uint64_t pairs, double confidence)
{
    struct estimate e = estimate_undefined();
    struct pairs all = {0};
    for (uint64_t i = 0; i < PAIR_GROUPS; i++) {
        struct pairs group = group_of(spread, pairs, i);
        all = (struct pairs){pairs, all.sum + group.sum, all.square + group.square,
            all.difference + group.difference};
    }
    double of_sum = variance_of_sum(&all), of_difference = variance_of_difference(&all, &all);
    if (pairs < 2 || !(of_sum + of_difference > 0.0))
        return e;
    uint64_t groups = pairs < PAIR_GROUPS ? pairs : PAIR_GROUPS;
    double ratio = log(of_sum / of_difference);
    double error = jackknife(spread, &all, ratio, groups);
    double half = estimate_t(groups, confidence) * error;
    double share = (of_sum - of_difference) / (of_sum + of_difference);
    e.value = fmax(share, 0.0);
    e.se = isfinite(error) ? error * (1.0 - share * share) / 2.0 : NAN;
    e.low = isfinite(half) ? fmax(tanh((ratio - half) / 2.0), 0.0) : 0.0;
    e.high = isfinite(half) ? tanh((fmax(ratio, 0.0) + half) / 2.0) : 1.0;
    if (!(of_difference > 0.0))
        e.low = least_shared(spread, &all, groups, confidence);
    return e;
}
