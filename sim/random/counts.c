/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "counts.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* From here on GSL's incomplete gamma function can fail to converge, and that ends the program;
 * the cube root of a gamma number is normal to within 1e-8 by then. */
#define NARROW_SHAPE 5e5
/* A time this short is over within a day for every word: P(T > 1 day) is at most its mean. */
#define NO_TIME 1e-10

/* How far an open table has come. */
struct counting {
    count_distribution *at_most;
    void *context;
    chance before;      /* P(N <= the last of its entries) */
    int n, top;         /* entries, of it and of the guide */
    uint16_t guide[32]; /* first entry that the words with these top bits can reach */
};

void count_table_init(struct count_table *table, struct arena *arena, int lowest, int highest,
    count_distribution *at_most, void *context)
{
    table->lowest = lowest;
    table->size = highest - lowest + 1;
    table->last = arena_new(arena, (size_t)table->size + 1, sizeof *table->last);
    table->open = arena_new(arena, 1, sizeof *table->open);
    *table->open = (struct counting){.at_most = at_most, .context = context};
}

static void add_entry(const struct count_table *table, struct counting *open)
{
    chance here = open->before;
    if (here < CHANCE_ALWAYS)
        here = chance_of(open->at_most(table->lowest + open->n, open->context));
    open->before = here > open->before ? here : open->before;
    table->last[open->n++] = open->before > 0 ? (uint32_t)(open->before - 1) : 0;
    for (; (uint64_t)open->top << 27 < open->before; open->top++)
        open->guide[open->top] = (uint16_t)(open->n - 1);
}

int count_table_reach(const struct count_table *table, uint32_t word)
{
    struct counting *open = table->open;
    int i = word < open->before ? open->guide[word >> 27] : open->n;
    while (i < open->n && word > table->last[i])
        i++;
    for (; i == open->n && i < table->size; i += word >= open->before)
        add_entry(table, open);
    return i;
}

void count_table_close(struct count_table *table)
{
    struct counting *open = table->open;
    while (open->n < table->size)
        add_entry(table, open);
    table->last[table->size] = UINT32_MAX;
    for (int top = 0, i = open->top > 0 ? open->guide[0] : table->size; top < 256; top++) {
        while (i < table->size && (uint32_t)top << 24 > table->last[i])
            i++;
        table->guide[top] = (uint16_t)i;
    }
    table->open = NULL;
}

struct gamma {
    double shape, mean;
    double daily, survived; /* exp(-2 / mean), and that to the power of the days asked for */
};

/* E. B. Wilson, M. M. Hilferty, PNAS 17 (1931). */
static double narrow_gamma_at_most(double share_of_mean, double shape)
{
    double z = (cbrt(share_of_mean) - 1.0 + 1.0 / (9.0 * shape)) * 3.0 * sqrt(shape);
    return gsl_cdf_ugaussian_P(z);
}

/* The shape of lead times and busy spells unless a config says otherwise: in closed form and
 * without an exponential a day, as tables are made anew for every draw of parameters that are
 * not known. */
static double gamma_2_at_most(int days, struct gamma *gamma)
{
    gamma->survived *= gamma->daily;
    return 1.0 - gamma->survived * (1.0 + 2.0 * days / gamma->mean);
}

static double gamma_days_at_most(int days, void *context)
{
    struct gamma *gamma = context;
    if (gamma->mean <= NO_TIME)
        return 1.0;
    if (gamma->shape == 2.0)
        return gamma_2_at_most(days, gamma);
    if (gamma->shape >= NARROW_SHAPE)
        return narrow_gamma_at_most((double)days / gamma->mean, gamma->shape);
    return gsl_cdf_gamma_P((double)days, gamma->shape, gamma->mean / gamma->shape);
}

void count_table_gamma_days(
    struct count_table *table, struct arena *arena, double shape, double mean, int highest)
{
    struct gamma *gamma = arena_new(arena, 1, sizeof *gamma);
    *gamma = (struct gamma){shape, mean, exp(-2.0 / mean), 1.0};
    count_table_init(table, arena, 1, highest, gamma_days_at_most, gamma);
}

static double poisson_at_most(int n, void *context)
{
    double mean = *(double *)context;
    return mean > 0.0 ? gsl_cdf_poisson_P((unsigned)n, mean) : 1.0;
}

void count_table_poisson(
    struct count_table *table, struct arena *arena, double mean, int highest)
{
    double *kept = arena_new(arena, 1, sizeof *kept);
    *kept = mean;
    count_table_init(table, arena, 0, highest, poisson_at_most, kept);
}
