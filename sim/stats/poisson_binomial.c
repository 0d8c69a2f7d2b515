/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "poisson_binomial.h"

#include "memory.h"

#include <math.h>
#include <string.h>

/* Where all but this much of the distribution is can be left out. */
#define NOTHING 1e-24

static double with_odds(double chance, double factor)
{
    return factor * chance / (1.0 - chance + factor * chance);
}

/* ---- The distribution ---- */

/* Chances of from `first` to `first + n - 1` events. */
struct distribution_part {
    int first, n;
    double *p;
};

/* Ends that come to nothing are dropped. */
static void drop_ends(struct distribution_part *d)
{
    while (d->n > 1 && d->p[d->n - 1] < NOTHING)
        d->n--;
    int dropped = 0;
    while (dropped < d->n - 1 && d->p[dropped] < NOTHING)
        dropped++;
    if (dropped == 0)
        return;
    memmove(d->p, d->p + dropped, (size_t)(d->n - dropped) * sizeof *d->p);
    d->first += dropped;
    d->n -= dropped;
}

/* Two more events at once, which is one way through the numbers instead of two. */
static void add_events(struct distribution_part *d, double a, double b)
{
    const double none = (1.0 - a) * (1.0 - b), both = a * b,
                 one = a * (1.0 - b) + b * (1.0 - a);
    d->p[d->n] = d->p[d->n + 1] = 0.0;
    for (int i = d->n + 1; i > 1; i--)
        d->p[i] = d->p[i] * none + d->p[i - 1] * one + d->p[i - 2] * both;
    d->p[1] = d->p[1] * none + d->p[0] * one;
    d->p[0] *= none;
    d->n += 2;
    drop_ends(d);
}

struct tails many_chances_tails(const struct many_chances *chances, int happened, double factor)
{
    struct distribution_part d = {0, 1, memory_new((size_t)chances->n + 4, sizeof *d.p)};
    struct tails tails = {0.0, 0.0};
    d.p[0] = 1.0;
    for (int i = 0; i < chances->n; i += 2)
        add_events(&d, with_odds(chances->chance[i], factor),
            i + 1 < chances->n ? with_odds(chances->chance[i + 1], factor) : 0.0);
    for (int i = 0; i < d.n; i++) {
        int events = d.first + i;
        tails.more += events > happened ? d.p[i] : events == happened ? d.p[i] / 2.0 : 0.0;
        tails.fewer += events < happened ? d.p[i] : events == happened ? d.p[i] / 2.0 : 0.0;
    }
    memory_free(d.p);
    return tails;
}

double many_chances_expected(const struct many_chances *chances, double factor)
{
    double sum = 0.0;
    for (int i = 0; i < chances->n; i++)
        sum += with_odds(chances->chance[i], factor);
    return sum;
}

/* ---- Limits ---- */

/* How far a tail at that factor is from the one that is wanted, as log odds, which nearly rise
 * in a line; it grows with the factor. */
struct wanted_tail {
    const struct many_chances *chances;
    int happened;
    bool more;
    double tail;
};

static double log_odds(double p)
{
    return log(p) - log1p(-p);
}

static double excess(const struct wanted_tail *wanted, double log_factor)
{
    struct tails tails = many_chances_tails(wanted->chances, wanted->happened, exp(log_factor));
    return wanted->more ? log_odds(tails.more) - log_odds(wanted->tail)
                        : log_odds(wanted->tail) - log_odds(tails.fewer);
}

/* The factor, as its logarithm, with which so many are expected, and what a normal distribution
 * with that spread has for a limit. */
static double first_guess(const struct wanted_tail *wanted)
{
    double x = 0.0, spread = 1.0;
    for (int step = 0; step < 20; step++) {
        double expected = 0.0, variance = 0.0;
        for (int i = 0; i < wanted->chances->n; i++) {
            double p = with_odds(wanted->chances->chance[i], exp(x));
            expected += p;
            variance += p * (1.0 - p);
        }
        double move = (wanted->happened - expected) / fmax(variance, 1e-3);
        spread = 1.0 / sqrt(fmax(variance, 1e-3));
        x += fmax(-2.0, fmin(move, 2.0));
        if (fabs(move) < 1e-3)
            break;
    }
    return x + (wanted->more ? -2.0 : 2.0) * spread;
}

/* The factor, as its logarithm, at which the tail is the one that is wanted: along a line
 * through the last two tries while that stays between the bounds, else in their middle. */
static double log_factor(const struct wanted_tail *wanted)
{
    enum { STEPS = 80 };
    double low = -60.0, high = 60.0, before = 0.0, at_before = INFINITY;
    double x = fmax(-59.0, fmin(first_guess(wanted), 59.0));
    for (int i = 0; i < STEPS && high - low > 1e-10; i++) {
        double at = excess(wanted, x);
        if (at == 0.0 || fabs(x - before) < 1e-11)
            return x;
        *(at > 0.0 ? &high : &low) = x;
        double slope = (at - at_before) / (x - before);
        double next = isfinite(at_before) ? x - at / slope : x - at * 0.1;
        before = x;
        at_before = at;
        x = next > low && next < high ? next : (low + high) / 2.0;
    }
    return x;
}

/* Events that can fall either way. */
static void count_open(const struct many_chances *chances, int *sure, int *possible)
{
    *sure = *possible = 0;
    for (int i = 0; i < chances->n; i++) {
        *sure += chances->chance[i] >= 1.0;
        *possible += chances->chance[i] > 0.0;
    }
}

struct ratio_limits many_chances_ratio(
    const struct many_chances *chances, int happened, double confidence)
{
    double expected = many_chances_expected(chances, 1.0), tail = (1.0 - confidence) / 2.0;
    struct ratio_limits limits = {NAN, NAN, NAN};
    int sure, possible;
    if (!(expected > 0.0))
        return limits;
    count_open(chances, &sure, &possible);
    limits.ratio = happened / expected;
    limits.low = sure / expected;
    limits.high = possible / expected;
    if (happened > sure)
        limits.low =
            many_chances_expected(chances,
                exp(log_factor(&(struct wanted_tail){chances, happened, true, tail}))) /
            expected;
    if (happened < possible)
        limits.high =
            many_chances_expected(chances,
                exp(log_factor(&(struct wanted_tail){chances, happened, false, tail}))) /
            expected;
    return limits;
}

/* ---- Several at once ---- */

void holm_adjust(double *adjusted, const double *p, int n)
{
    bool *done = memory_new((size_t)n + 1, sizeof *done);
    double most = 0.0;
    for (int left = n; left > 0; left--) {
        int least = -1;
        for (int i = 0; i < n; i++)
            if (!done[i] && (least < 0 || p[i] < p[least]))
                least = i;
        most = fmax(most, fmin(1.0, left * p[least]));
        adjusted[least] = most;
        done[least] = true;
    }
    memory_free(done);
}
