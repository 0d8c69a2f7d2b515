/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "isotonic.h"

#include "memory.h"

#include <math.h>
#include <stdlib.h>

struct pool {
    double weight, value;
    int end; /* one past its last element */
};

void isotonic_fit(int n, const double *weight, double *value)
{
    struct pool *pool = memory_new((size_t)n, sizeof *pool);
    int pools = 0;
    for (int i = 0; i < n; i++) {
        struct pool last = {weight != NULL ? weight[i] : 1.0, value[i], i + 1};
        while (pools > 0 && pool[pools - 1].value > last.value) {
            struct pool before = pool[--pools];
            double sum = before.weight + last.weight;
            last.value = (before.weight * before.value + last.weight * last.value) / sum;
            last.weight = sum;
        }
        pool[pools++] = last;
    }
    for (int p = 0, i = 0; p < pools; p++)
        for (; i < pool[p].end; i++)
            value[i] = pool[p].value;
    memory_free(pool);
}

void isotonic_shares(const struct isotonic_grid *grid, struct estimate *share)
{
    double *fit = memory_new(2 * (size_t)grid->values, sizeof *fit),
           *weight = fit + grid->values;
    for (int i = 0; i < grid->values; i++) {
        weight[i] = (double)grid->n[i];
        fit[i] = grid->hits[i] / weight[i];
    }
    isotonic_fit(grid->values, weight, fit);
    double two_sided = 2.0 * grid->confidence - 1.0;
    for (int i = 0; i < grid->values; i++) {
        share[i] = estimate_share_exact(grid->n[i], fit[i] * weight[i], two_sided);
        if (grid->slack != NULL)
            share[i].high = fmin(share[i].high / (1.0 - grid->slack[i]), 1.0);
    }
    /* Of unequal numbers of replications the smaller has the wider bounds. */
    for (int i = 1; i < grid->values; i++)
        share[i].high = fmax(share[i].high, share[i - 1].high);
    for (int i = grid->values - 2; i >= 0; i--)
        share[i].low = fmin(share[i].low, share[i + 1].low);
    memory_free(fit);
}

struct isotonic_least isotonic_least(
    const struct isotonic_grid *grid, const struct estimate *share, double target)
{
    struct isotonic_least least = {-1, -1, NAN, -INFINITY, INFINITY};
    for (int i = grid->values - 1; i >= 0; i--) {
        if (share[i].low >= target)
            least.met = i;
        if (share[i].high < target && least.excluded < 0)
            least.excluded = i;
    }
    if (least.met >= 0)
        least.value = least.high = grid->value[least.met];
    if (least.excluded >= 0)
        least.low = grid->value[least.excluded];
    return least;
}
