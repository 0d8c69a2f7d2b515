/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

double timing_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void series_add(struct series *series, double value)
{
    series->value[series->n++] = value;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The values in order. */
static struct series sorted(const struct series *series)
{
    struct series copy = *series;
    qsort(copy.value, (size_t)copy.n, sizeof copy.value[0], compare);
    return copy;
}

double series_median(const struct series *series)
{
    struct series s = sorted(series);
    return s.n == 0 ? NAN : (s.value[s.n / 2] + s.value[(s.n - 1) / 2]) / 2.0;
}

double series_least(const struct series *series)
{
    return series->n == 0 ? NAN : sorted(series).value[0];
}

double series_most(const struct series *series)
{
    return series->n == 0 ? NAN : sorted(series).value[series->n - 1];
}

struct series series_ratio(const struct series *above, const struct series *below)
{
    struct series ratio = {0};
    for (int i = 0; i < above->n && i < below->n; i++)
        series_add(&ratio, above->value[i] / below->value[i]);
    return ratio;
}
