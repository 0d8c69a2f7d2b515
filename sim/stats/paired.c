/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "paired.h"

#include "memory.h"
#include "simultaneous.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static size_t width(const struct paired *paired)
{
    return (size_t)paired->strategies * (size_t)paired->quantities;
}

static size_t triangle(size_t n)
{
    return n * (n + 1) / 2;
}

void paired_init(struct paired *paired, int strategies, int quantities)
{
    *paired = (struct paired){.strategies = strategies, .quantities = quantities};
    paired->sum = memory_new(2 * width(paired), sizeof(double));
    paired->nonzero = paired->sum + width(paired);
    paired->product = memory_new(triangle(width(paired)), sizeof(double));
}

void paired_free(struct paired *paired)
{
    memory_free(paired->sum);
    memory_free(paired->product);
    memset(paired, 0, sizeof *paired);
}

static void add(struct paired *paired, const double *restrict x)
{
    size_t n = width(paired);
    double *restrict sum = paired->sum, *restrict product = paired->product;
    paired->n++;
    for (size_t i = 0; i < n; i++) {
        double one = x[i];
        sum[i] += one;
        for (size_t j = i; j < n; j++)
            product[j - i] += one * x[j];
        product += n - i;
    }
}

void paired_add(struct paired *paired, const double *x)
{
    add(paired, x);
    for (size_t i = 0; i < width(paired); i++)
        paired->nonzero[i] += x[i] != 0.0;
}

void paired_add_adjusted(struct paired *paired, const double *x, const bool *any)
{
    add(paired, x);
    for (size_t i = 0; i < width(paired); i++)
        paired->nonzero[i] += any[i];
}

static size_t place(const struct paired *paired, int strategy, int quantity)
{
    return (size_t)strategy * (size_t)paired->quantities + (size_t)quantity;
}

static double product(const struct paired *paired, size_t i, size_t j)
{
    size_t row = i < j ? i : j, column = i < j ? j : i;
    size_t n = width(paired);
    return paired->product[triangle(n) - triangle(n - row) + column - row];
}

/* So few replications with any are far from normal. */
enum { RARE = 10 };

struct same_count paired_same(
    const struct paired *paired, int strategy, int quantity, double confidence)
{
    size_t at = place(paired, strategy, quantity);
    double sum = paired->sum[at], hits = paired->nonzero[at];
    if (paired->n < 2 || paired->most == NULL || isnan(paired->most[at]))
        return (struct same_count){0};
    struct estimate mean = estimate_mean(paired->n, sum, product(paired, at, at), confidence);
    if (!(mean.se > 0.0))
        return estimate_same_count(paired->n, mean.value, paired->most[at], confidence);
    if (hits >= RARE)
        return (struct same_count){0};
    double high = estimate_share(paired->n, hits, confidence).high * sum / hits;
    return (struct same_count){.above = fmax(high - mean.high, 0.0)};
}

struct estimate paired_mean(
    const struct paired *paired, int strategy, int quantity, double confidence)
{
    size_t at = place(paired, strategy, quantity);
    struct estimate e =
        estimate_mean(paired->n, paired->sum[at], product(paired, at, at), confidence);
    struct same_count may = paired_same(paired, strategy, quantity, confidence);
    e.low -= may.below;
    e.high += may.above;
    if (may.below + may.above > 0.0 && !(e.se > 0.0))
        e.se = NAN;
    return e;
}

struct ratio_sums paired_pair(const struct paired *paired, int strategy, int y, int x)
{
    size_t a = place(paired, strategy, y), b = place(paired, strategy, x);
    return (struct ratio_sums){
        .y = paired->sum[a],
        .x = paired->sum[b],
        .yy = product(paired, a, a),
        .xx = product(paired, b, b),
        .xy = product(paired, a, b),
    };
}

/* A linear function of the means: of y and x of the strategy, then of the baseline. */
enum { STRATEGY_Y, STRATEGY_X, BASELINE_Y, BASELINE_X, TERMS };
struct form {
    size_t at[TERMS];
    double weight[TERMS];
};

/* Whether two numbers are of strategies that are laid side by side. */
static bool belong_together(const struct paired *paired, size_t i, size_t j)
{
    size_t quantities = (size_t)paired->quantities;
    return paired->group == NULL ||
           paired->group[i / quantities] == paired->group[j / quantities];
}

/* Covariance over replications of two forms; exactly 0 where only rounding is left. */
static double form_covariance(
    const struct paired *paired, const struct form *f, const struct form *g)
{
    double sum = 0.0, rounding = 0.0;
    for (int a = 0; a < TERMS; a++)
        for (int b = 0; b < TERMS; b++) {
            double weight = f->weight[a] * g->weight[b];
            if (weight == 0.0 || !belong_together(paired, f->at[a], g->at[b]))
                continue;
            double xy = product(paired, f->at[a], g->at[b]);
            sum += weight * estimate_covariance(
                                paired->n, paired->sum[f->at[a]], paired->sum[g->at[b]], xy);
            rounding += fabs(weight) * estimate_rounding(paired->n, xy);
        }
    return fabs(sum) > rounding ? sum : 0.0;
}

/* A contrast as A/B, their gradients, and that of A/B up to the factor 1/B. */
struct linearised {
    double a, b;
    struct form da, db, d;
};

static void set_products(
    struct linearised *l, const double m[TERMS], enum paired_kind kind, double value)
{
    double y = m[STRATEGY_Y], x = m[STRATEGY_X], y0 = m[BASELINE_Y], x0 = m[BASELINE_X];
    switch (kind) {
    case PAIRED_DIFFERENCE:
        l->a = y * x0 - y0 * x;
        l->b = x * x0;
        memcpy(l->da.weight, (double[TERMS]){x0, -y0, -x, y}, sizeof l->da.weight);
        memcpy(l->db.weight, (double[TERMS]){0.0, x0, 0.0, x}, sizeof l->db.weight);
        break;
    case PAIRED_EXTRA:
        l->a = y - y0;
        l->b = x - x0;
        memcpy(l->da.weight, (double[TERMS]){1.0, 0.0, -1.0, 0.0}, sizeof l->da.weight);
        memcpy(l->db.weight, (double[TERMS]){0.0, 1.0, 0.0, -1.0}, sizeof l->db.weight);
        break;
    case PAIRED_NET:
        l->a = value * (x - x0) - (y - y0);
        l->b = 1.0;
        memcpy(l->da.weight, (double[TERMS]){-1.0, value, 1.0, -value}, sizeof l->da.weight);
        break;
    }
}

static void find_means(
    const struct paired *paired, const struct form *form, bool alone, double mean[TERMS])
{
    for (int i = 0; i < TERMS; i++) {
        size_t quantity = form->at[i] % (size_t)paired->quantities;
        mean[i] = paired->sum[form->at[i]] / (double)paired->n;
        mean[i] += paired->before != NULL ? paired->before[quantity] : 0.0;
    }
    if (alone)
        mean[STRATEGY_X] = mean[BASELINE_X] = 1.0;
}

static struct linearised linearise(const struct paired *paired, struct paired_contrast c)
{
    bool alone = c.x == PAIRED_NONE;
    const struct form form = {
        .at = {place(paired, c.strategy, c.y), alone ? 0 : place(paired, c.strategy, c.x),
            place(paired, c.baseline, c.y), alone ? 0 : place(paired, c.baseline, c.x)}};
    struct linearised l = {.da = form, .db = form, .d = form};
    double mean[TERMS];
    find_means(paired, &form, alone, mean);
    set_products(&l, mean, c.kind, c.value);
    if (alone)
        l.da.weight[STRATEGY_X] = l.da.weight[BASELINE_X] = l.db.weight[STRATEGY_X] =
            l.db.weight[BASELINE_X] = 0.0;
    double value = l.b != 0.0 ? l.a / l.b : 0.0;
    for (int i = 0; i < TERMS; i++)
        l.d.weight[i] = l.da.weight[i] - value * l.db.weight[i];
    return l;
}

static struct ratio_means means_of(const struct paired *paired, const struct linearised *l)
{
    double n = (double)paired->n;
    if (paired->n < 2)
        return (struct ratio_means){.y = l->a, .x = l->b};
    return (struct ratio_means){l->a, l->b, form_covariance(paired, &l->da, &l->da) / n,
        form_covariance(paired, &l->db, &l->db) / n,
        form_covariance(paired, &l->da, &l->db) / n};
}

/* Makes an interval wider by as far as counts that did not vary may lie from what they were:
 * between the least and the most that the contrast comes to at their bounds. */
static void widen(const struct paired *paired, struct paired_contrast c,
    const struct linearised *l, double confidence, struct estimate *e)
{
    struct same_count may[TERMS] = {{0}};
    struct linearised there;
    bool alone = c.x == PAIRED_NONE, any = false;
    double mean[TERMS], least = INFINITY, most = -INFINITY;
    for (int i = 0; i < TERMS; i++) {
        int one = i < BASELINE_Y ? c.strategy : c.baseline;
        int quantity = i == STRATEGY_Y || i == BASELINE_Y ? c.y : c.x;
        if (quantity != PAIRED_NONE)
            may[i] = paired_same(paired, one, quantity, confidence);
        any = any || may[i].below + may[i].above > 0.0;
    }
    if (!any || isnan(e->low) || c.strategy == c.baseline)
        return;
    for (unsigned corner = 0; corner < 1u << TERMS; corner++) {
        find_means(paired, &l->d, alone, mean);
        for (int i = 0; i < TERMS; i++)
            mean[i] += corner >> i & 1u ? may[i].above : -may[i].below;
        set_products(&there, mean, c.kind, c.value);
        e->unbounded = e->unbounded || !(there.b * l->b > 0.0);
        least = fmin(least, there.a / there.b);
        most = fmax(most, there.a / there.b);
    }
    e->se = e->se > 0.0 ? e->se : NAN;
    e->low = e->unbounded ? NAN : e->low - (e->value - least);
    e->high = e->unbounded ? NAN : e->high + (most - e->value);
}

void paired_contrasts(const struct paired *paired, int k,
    const struct paired_contrast *contrast, double confidence, struct estimate *out)
{
    struct linearised *l = memory_new((size_t)k, sizeof *l);
    struct ratio_means *means = memory_new((size_t)k, sizeof *means);
    double *covariance = memory_new((size_t)k * (size_t)k, sizeof *covariance);
    for (int i = 0; i < k && paired->n > 0; i++) {
        l[i] = linearise(paired, contrast[i]);
        means[i] = means_of(paired, &l[i]);
        for (int j = 0; j <= i && paired->n > 1 && l[i].b != 0.0; j++)
            covariance[i * k + j] = covariance[j * k + i] =
                form_covariance(paired, &l[i].d, &l[j].d) * copysign(1.0, l[i].b) *
                copysign(1.0, l[j].b);
    }
    simultaneous_ratios(k, means, covariance, paired->n, confidence, out);
    for (int i = 0; i < k; i++)
        widen(paired, contrast[i], &l[i], 1.0 - (1.0 - confidence) / k, &out[i]);
    memory_free(covariance);
    memory_free(means);
    memory_free(l);
}

struct estimate paired_variance_reduction(
    const struct paired *paired, struct paired_contrast contrast, double confidence)
{
    struct estimate e = estimate_undefined();
    if (paired->n < 2)
        return e;
    struct linearised l = linearise(paired, contrast);
    struct form own = l.d, other = l.d;
    own.weight[BASELINE_Y] = own.weight[BASELINE_X] = 0.0;
    other.weight[STRATEGY_Y] = other.weight[STRATEGY_X] = 0.0;
    double v1 = form_covariance(paired, &own, &own);
    double v2 = form_covariance(paired, &other, &other);
    double v = form_covariance(paired, &l.d, &l.d);
    if (l.b == 0.0 || v1 + v2 <= 0.0)
        return e;
    e.value = v > 0.0 ? (v1 + v2) / v : INFINITY;
    double w = 2.0 * (v1 + v2) - v;
    if (paired->n < 3 || !(v > 0.0 && w > 0.0))
        return e;
    double degrees = (double)paired->n - 2.0, t = estimate_t(paired->n - 1, confidence);
    double own_share = fmax(1.0 - (v1 - v2) * (v1 - v2) / (v * w), 0.0); /* 1 - r^2 */
    double k = 1.0 + 2.0 * own_share * t * t / degrees, root = sqrt(k * k - 1.0);
    e.low = 0.5 * (1.0 + w / v * (k - root));
    e.high = 0.5 * (1.0 + w / v * (k + root));
    return e;
}
