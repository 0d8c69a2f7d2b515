/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* eta such that (1 + 2 eta)^(-(n0 - 1)/2) = chance, times 2 (n0 - 1). */
static double twice_eta(const struct ranking *ranking, double chance)
{
    double degrees = ranking->first - 1.0;
    return degrees * (pow(chance, -2.0 / degrees) - 1.0);
}

/* The share of alpha of each comparison with the best. */
static double share_of_alpha(const struct ranking *ranking)
{
    return ranking->alpha / fmax(ranking->systems - 1.0, 1.0);
}

void ranking_init(struct ranking *ranking, int k, int n0, double alpha, double delta)
{
    size_t size = (size_t)k;
    *ranking = (struct ranking){.systems = k, .first = n0, .alpha = alpha, .delta = delta};
    ranking->h2 = twice_eta(ranking, 2.0 * share_of_alpha(ranking));
    ranking->survives = arena_new(&ranking->arena, size, sizeof *ranking->survives);
    ranking->stage = arena_new(&ranking->arena, (size_t)n0 * size, sizeof *ranking->stage);
    ranking->variance = arena_new(&ranking->arena, size * size, sizeof *ranking->variance);
    ranking->difference = arena_new(&ranking->arena, size * size, sizeof *ranking->difference);
    ranking->together = arena_new(&ranking->arena, size * size, sizeof *ranking->together);
    for (size_t i = 0; i < size; i++)
        ranking->survives[i] = true;
}

void ranking_free(struct ranking *ranking)
{
    arena_free(&ranking->arena);
    memset(ranking, 0, sizeof *ranking);
}

static size_t pair(const struct ranking *ranking, int i, int l)
{
    return (size_t)i * (size_t)ranking->systems + (size_t)l;
}

/* Of the first differences of two systems, about their mean: equal ones have 0. */
static void set_variance(struct ranking *ranking, int i, int l)
{
    double mean = ranking->difference[pair(ranking, i, l)] / ranking->first, sum = 0.0;
    for (int r = 0; r < ranking->first; r++) {
        const double *x = ranking->stage + (size_t)r * (size_t)ranking->systems;
        sum += (x[i] - x[l] - mean) * (x[i] - x[l] - mean);
    }
    ranking->variance[pair(ranking, i, l)] = sum / (ranking->first - 1.0);
}

/* r W_il(r): by how much the sum of r differences may fall short. */
static double slack(const struct ranking *ranking, int i, int l)
{
    double delta = ranking->delta, r = (double)ranking->n;
    double end = ranking->h2 * ranking->variance[pair(ranking, i, l)] / (delta * delta);
    return fmax(0.0, 0.5 * delta * (end - r));
}

static bool falls_short(const struct ranking *ranking, int i)
{
    for (int l = 0; l < ranking->systems; l++)
        if (l != i && ranking->survives[l] &&
            ranking->difference[pair(ranking, i, l)] < -slack(ranking, i, l))
            return true;
    return false;
}

/* All against the survivors of the observation before. */
static void screen(struct ranking *ranking)
{
    bool *drop = memory_new((size_t)ranking->systems, sizeof *drop);
    for (int i = 0; i < ranking->systems; i++)
        drop[i] = ranking->survives[i] && falls_short(ranking, i);
    for (int i = 0; i < ranking->systems; i++)
        if (drop[i])
            ranking->survives[i] = false;
    memory_free(drop);
}

void ranking_add(struct ranking *ranking, const double *x)
{
    int k = ranking->systems;
    if (ranking->n < (uint64_t)ranking->first)
        memcpy(ranking->stage + ranking->n * (uint64_t)k, x, (size_t)k * sizeof *x);
    ranking->n++;
    for (int i = 0; i < k; i++)
        for (int l = 0; l < k; l++) {
            if (!ranking->survives[i] || !ranking->survives[l])
                continue;
            ranking->difference[pair(ranking, i, l)] += x[i] - x[l];
            ranking->together[pair(ranking, i, l)]++;
            if (ranking->n == (uint64_t)ranking->first)
                set_variance(ranking, i, l);
        }
    if (ranking->n >= (uint64_t)ranking->first)
        screen(ranking);
}

uint64_t ranking_most(const struct ranking *ranking)
{
    if (ranking->n < (uint64_t)ranking->first)
        return 0;
    double most = 0.0;
    for (int i = 0; i < ranking->systems; i++)
        for (int l = 0; l < i; l++)
            if (ranking->survives[i] && ranking->survives[l])
                most = fmax(most, ranking->variance[pair(ranking, i, l)]);
    double end = floor(ranking->h2 * most / (ranking->delta * ranking->delta)) + 1.0;
    return (uint64_t)fmin(fmax(end, ranking->first), 1e18);
}

bool ranking_finished(const struct ranking *ranking)
{
    int left = 0;
    for (int i = 0; i < ranking->systems; i++)
        left += ranking->survives[i];
    if (ranking->systems == 1 || left == 1)
        return true;
    return ranking->n >= (uint64_t)ranking->first && ranking->n >= ranking_most(ranking);
}

int ranking_best(const struct ranking *ranking)
{
    int best = -1;
    for (int i = 0; i < ranking->systems; i++)
        if (ranking->survives[i] &&
            (best < 0 || ranking->difference[pair(ranking, i, best)] > 0.0))
            best = i;
    return best;
}

/* Bound that the mean difference of a pair keeps to at all moments. */
static double half_width(const struct ranking *ranking, int i, int l)
{
    double a = 0.5 * twice_eta(ranking, share_of_alpha(ranking)) *
               ranking->variance[pair(ranking, i, l)] / ranking->delta;
    return a / (double)ranking->together[pair(ranking, i, l)] + 0.5 * ranking->delta;
}

/* Mean of i minus that of l over the observations of both. */
static double mean_difference(const struct ranking *ranking, int i, int l)
{
    size_t at = pair(ranking, i, l);
    return ranking->difference[at] / (double)ranking->together[at];
}

/* Value and upper bound of the difference of i with the best of the others. */
static struct estimate bound_above(const struct ranking *ranking, int i)
{
    struct estimate e = {.value = INFINITY, .se = NAN, .high = INFINITY};
    for (int l = 0; l < ranking->systems; l++)
        if (l != i) {
            double difference = mean_difference(ranking, i, l);
            e.value = fmin(e.value, difference);
            e.high = fmin(e.high, difference + half_width(ranking, i, l));
        }
    e.high = fmax(e.high, 0.0);
    return e;
}

void ranking_compare(const struct ranking *ranking, struct estimate *out)
{
    int k = ranking->systems;
    bool known = ranking->n >= (uint64_t)ranking->first && k > 1;
    for (int i = 0; i < k; i++)
        out[i] = known ? bound_above(ranking, i) : estimate_undefined();
    for (int i = 0; i < k && known; i++)
        for (int l = 0; l < k; l++)
            if (l != i && out[l].high > 0.0)
                out[i].low = fmin(
                    out[i].low, mean_difference(ranking, i, l) - half_width(ranking, i, l));
}

void ranking_write(struct text *out, const struct ranking *ranking)
{
    size_t k = (size_t)ranking->systems, pairs = k * k;
    uint64_t systems = k;
    text_add(out, (const char *)&systems, sizeof systems);
    text_add(out, (const char *)&ranking->n, sizeof ranking->n);
    for (size_t i = 0; i < k; i++) {
        char survives = ranking->survives[i];
        text_add(out, &survives, 1);
    }
    text_add(
        out, (const char *)ranking->stage, (size_t)ranking->first * k * sizeof *ranking->stage);
    text_add(out, (const char *)ranking->variance, pairs * sizeof *ranking->variance);
    text_add(out, (const char *)ranking->difference, pairs * sizeof *ranking->difference);
    text_add(out, (const char *)ranking->together, pairs * sizeof *ranking->together);
}

bool ranking_read(struct bytes *in, struct ranking *ranking)
{
    size_t k = (size_t)ranking->systems, pairs = k * k;
    uint64_t systems;
    bool any = false;
    if (!bytes_take(in, &systems, 1, sizeof systems) || systems != k ||
        !bytes_take(in, &ranking->n, 1, sizeof ranking->n) || in->left < k)
        return false;
    for (size_t i = 0; i < k; i++) {
        ranking->survives[i] = *bytes_skip(in, 1) != 0;
        any = any || ranking->survives[i];
    }
    return any &&
           bytes_take(in, ranking->stage, (size_t)ranking->first * k, sizeof *ranking->stage) &&
           bytes_take(in, ranking->variance, pairs, sizeof *ranking->variance) &&
           bytes_take(in, ranking->difference, pairs, sizeof *ranking->difference) &&
           bytes_take(in, ranking->together, pairs, sizeof *ranking->together);
}
