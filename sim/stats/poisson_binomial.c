/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "poisson_binomial.h"

#include "memory.h"

#include <math.h>
#include <string.h>

/* Where all but this much of the distribution is can be left out. */
#define NOTHING 1e-30

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

/* One more event. Ends that come to nothing are dropped. */
static void add_event(struct distribution_part *d, double chance)
{
    d->p[d->n] = 0.0;
    for (int i = d->n; i > 0; i--)
        d->p[i] = d->p[i] * (1.0 - chance) + d->p[i - 1] * chance;
    d->p[0] *= 1.0 - chance;
    d->n++;
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

struct tails many_chances_tails(const struct many_chances *chances, int happened, double factor)
{
    struct distribution_part d = {0, 1, memory_new((size_t)chances->n + 2, sizeof *d.p)};
    struct tails tails = {0.0, 0.0};
    d.p[0] = 1.0;
    for (int i = 0; i < chances->n; i++)
        add_event(&d, with_odds(chances->chance[i], factor));
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

/* The factor, as its logarithm, at which one tail is `tail`: more events grow likelier with it.
 */
static double log_factor(
    const struct many_chances *chances, int happened, bool more, double tail)
{
    double low = -60.0, high = 60.0;
    enum { STEPS = 60 };
    for (int i = 0; i < STEPS && high - low > 1e-10; i++) {
        double middle = (low + high) / 2.0;
        struct tails tails = many_chances_tails(chances, happened, exp(middle));
        bool too_high = more ? tails.more > tail : tails.fewer < tail;
        *(too_high ? &high : &low) = middle;
    }
    return (low + high) / 2.0;
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
            many_chances_expected(chances, exp(log_factor(chances, happened, true, tail))) /
            expected;
    if (happened < possible)
        limits.high =
            many_chances_expected(chances, exp(log_factor(chances, happened, false, tail))) /
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
