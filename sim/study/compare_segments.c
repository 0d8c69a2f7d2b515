/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compare.h"

#include <math.h>

enum { APPROACHED, PARTNERS, COST };

static const double *sums_at(const struct compare *c, int one, int batch, int segment)
{
    return c->segment +
           (((size_t)one * COMPARE_BATCHES + (size_t)batch) * (size_t)c->n_segments +
               (size_t)segment) *
               3;
}

/* Batches that hold campaigns. */
static int batches(const struct compare *c)
{
    uint64_t pairs = (c->replications + 1) / 2;
    return pairs < COMPARE_BATCHES ? (int)pairs : COMPARE_BATCHES;
}

/* Campaigns of a batch. */
static double size_of(const struct compare *c, int batch)
{
    uint64_t pairs = c->replications / 2, b = (uint64_t)batch;
    double whole = 2.0 * (double)(pairs / COMPARE_BATCHES + (b < pairs % COMPARE_BATCHES));
    bool odd = c->replications % 2 == 1 && pairs % COMPARE_BATCHES == b;
    return whole + (odd ? 1.0 : 0.0);
}

/* Net benefit of a strategy in a segment, euro per campaign of a batch. */
static double benefit(const struct compare *c, int one, int batch, int segment, double value)
{
    const double *sums = sums_at(c, one, batch, segment);
    return (value * sums[PARTNERS] - sums[COST]) / size_of(c, batch);
}

/* Mean over batches, which hold campaigns in turn and so nearly the same number. */
static struct estimate over_batches(int n, const double *value, double confidence)
{
    double sum = 0.0, square = 0.0;
    for (int b = 0; b < n; b++) {
        sum += value[b];
        square += value[b] * value[b];
    }
    return estimate_mean((uint64_t)n, sum, square, confidence);
}

static void add_means(
    const struct compare *c, int one, int segment, double value, struct segment_choice *choice)
{
    double sum[3] = {0};
    for (int b = 0; b < batches(c); b++)
        for (int i = 0; i < 3; i++)
            sum[i] += sums_at(c, one, b, segment)[i];
    double n = (double)c->replications;
    *choice = (struct segment_choice){
        .approached = sum[APPROACHED] / n,
        .partners = sum[PARTNERS] / n,
        .cost = sum[COST] / n,
        .net_benefit = (value * sum[PARTNERS] - sum[COST]) / n,
        .behind = {.value = 0.0, .se = 0.0, .low = 0.0, .high = 0.0},
    };
}

bool compare_segment(
    const struct compare *c, int segment, double value, struct segment_choice *choice)
{
    int best = 0;
    bool any = false;
    for (int i = 0; i < c->n; i++) {
        add_means(c, i, segment, value, &choice[i]);
        any = any || choice[i].approached > 0.0;
        best = choice[i].net_benefit > choice[best].net_benefit ? i : best;
    }
    choice[best].best = true;
    for (int i = 0; i < c->n; i++) {
        double behind[COMPARE_BATCHES];
        for (int b = 0; b < batches(c); b++)
            behind[b] = benefit(c, best, b, segment, value) - benefit(c, i, b, segment, value);
        if (i == best)
            continue;
        choice[i].behind = over_batches(batches(c), behind, c->study->confidence);
        choice[i].behind.value = choice[best].net_benefit - choice[i].net_benefit;
    }
    return any;
}

/* The strategy with the most net benefit over the batches that are not of `half`; all segments
 * together when `segment` is -1. */
static int choose(const struct compare *c, int half, int segment, double value)
{
    int best = 0;
    double most = -INFINITY;
    for (int i = 0; i < c->n; i++) {
        double sum = 0.0;
        for (int b = 1 - half; b < batches(c); b += 2)
            for (int s = 0; s < c->n_segments; s++)
                if (segment < 0 || s == segment)
                    sum += benefit(c, i, b, s, value);
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    return best;
}

struct estimate compare_tailoring(const struct compare *c, double value)
{
    double gain[COMPARE_BATCHES] = {0};
    int n = batches(c);
    if (c->n_segments == 0 || n < 2)
        return estimate_undefined();
    for (int half = 0; half < 2; half++) {
        int common = choose(c, half, -1, value);
        for (int s = 0; s < c->n_segments; s++) {
            int own = choose(c, half, s, value);
            for (int b = half; b < n; b += 2)
                gain[b] += benefit(c, own, b, s, value) - benefit(c, common, b, s, value);
        }
    }
    return over_batches(n, gain, c->study->confidence);
}
