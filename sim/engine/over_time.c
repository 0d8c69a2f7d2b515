/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "over_time.h"

#include "vector.h"

#include <math.h>
#include <string.h>

void over_time_init(struct over_time *times, const struct campaign *c)
{
    *times = (struct over_time){
        .days = c->outreach_days,
        .weeks = campaign_weeks(c),
        .per_unit = 1.0 / (double)c->hours_unit,
    };
    size_t weeks = (size_t)times->weeks;
    times->met = memory_new(over_time_size(times), sizeof *times->met);
    times->both_met = memory_new(over_time_size(times), sizeof *times->both_met);
    times->week = memory_new(weeks, sizeof *times->week);
    times->sum = memory_new(weeks, sizeof *times->sum);
    times->hours = memory_new(weeks, sizeof *times->hours);
    times->seen = memory_new(weeks, sizeof *times->seen);
    for (int w = 0; w < times->weeks; w++)
        histogram_init(&times->hours[w], (double)c->hours_unit / MICRO);
}

void over_time_free(struct over_time *times)
{
    for (int w = 0; times->hours != NULL && w < times->weeks; w++)
        histogram_free(&times->hours[w]);
    memory_free(times->met);
    memory_free(times->both_met);
    memory_free(times->week);
    memory_free(times->sum);
    memory_free(times->hours);
    memory_free(times->seen);
    memory_free(times->draw);
    memset(times, 0, sizeof *times);
}

void over_time_make_draws(struct over_time *times)
{
    if (times->draw == NULL)
        times->draw = memory_new(MOST_DRAWS, sizeof *times->draw);
}

/* Each draw is of one part only: in the others it is 0. */
static void merge_draws(struct over_time *into, const struct over_time *from)
{
    if (from->draw == NULL)
        return;
    over_time_make_draws(into);
    for (int i = 0; i < MOST_DRAWS; i++) {
        into->draw[i].partners += from->draw[i].partners;
        into->draw[i].cost += from->draw[i].cost;
    }
}

void over_time_merge(struct over_time *into, const struct over_time *from)
{
    into->replications += from->replications;
    for (size_t i = 0; i < over_time_size(into); i++) {
        into->met[i] += from->met[i];
        into->both_met[i] += from->both_met[i];
    }
    for (int w = 0; w < into->weeks; w++) {
        into->week[w].used += from->week[w].used;
        into->week[w].cost += from->week[w].cost;
        into->week[w].waited += from->week[w].waited;
        histogram_merge(&into->hours[w], &from->hours[w]);
    }
    merge_draws(into, from);
}

static void count_met(uint64_t *met, int days, int target, int32_t day)
{
    if (day < days) /* NO_DAY is later than all; where there are no days none is met */
        met[(size_t)target * (size_t)days + (size_t)day]++;
}

_Static_assert(sizeof(struct week) == 3 * sizeof(int64_t), "weeks are added up as numbers");

_Static_assert(EIGHT_LANES == 8, "as many as are added up");

/* The numbers of the weeks, added up over eight lanes. */
VECTORISED static void sum_weeks(const int64_t *x, int n, int64_t *restrict sum)
{
    for (int i = 0; i < n; i++)
        sum[i] = x[i] + x[i + n] + x[i + 2 * n] + x[i + 3 * n] + x[i + 4 * n] + x[i + 5 * n] +
                 x[i + 6 * n] + x[i + 7 * n];
}

static struct seen_hours seen_hours(const struct histogram *histogram)
{
    const double most = HISTOGRAM_EXACT - 1;
    double low = histogram->low * histogram->per_unit;
    double high = fmin(histogram->high * histogram->per_unit, most);
    if (!(low <= high))
        return (struct seen_hours){NULL, 0, 0};
    uint32_t first = (uint32_t)(low + 0.5), last = (uint32_t)(high + 0.5);
    return (struct seen_hours){
        histogram->bins + ((int)first - histogram->first), first, last + 1 - first};
}

/* Counts the hours of one week of `n` replications, `stride` weeks apart, one by one. */
static void count_hours(
    struct over_time *times, int w, const struct week *week, int n, int stride)
{
    for (int i = 0; i < n; i++)
        histogram_add(&times->hours[w], (double)week[i * stride].used / MICRO);
    times->seen[w] = seen_hours(&times->hours[w]);
}

typedef int32_t four __attribute__((vector_size(16)));

/* Where the hours of eight replications are among those seen. */
VECTOR_INLINE eight place_of(
    const struct seen_hours *seen, const struct week *week, int stride, double per_unit)
{
    quad first, last;
    for (int i = 0; i < 4; i++) {
        first[i] = (double)week[i * stride].used;
        last[i] = (double)week[(i + 4) * stride].used;
    }
    four low = __builtin_convertvector(first * per_unit + 0.5, four);
    four high = __builtin_convertvector(last * per_unit + 0.5, four);
    eight units = __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7);
    return units - (int32_t)seen->first;
}

/* Counts the hours of each week of eight replications. Between the least and the most so far
 * the extremes need not be noted. */
VECTORISED static void count_weeks(struct over_time *times, const struct week *week)
{
    for (int w = 0; w < times->weeks; w++) {
        struct seen_hours *seen = &times->seen[w];
        eight place = place_of(seen, &week[w], times->weeks, times->per_unit);
        if (any_negative(place | ((int32_t)seen->n - 1 - place))) {
            count_hours(times, w, &week[w], EIGHT_LANES, times->weeks);
            continue;
        }
#pragma GCC unroll 8
        for (int lane = 0; lane < EIGHT_LANES; lane++)
            seen->bins[(uint32_t)place[lane]]++;
        times->hours[w].n += EIGHT_LANES;
    }
}

/* Adds up to eight replications. */
static void add_weeks(struct over_time *times, struct week *week, int n)
{
    int weeks = times->weeks;
    if (n == EIGHT_LANES)
        count_weeks(times, week);
    for (int w = 0; w < weeks && n < EIGHT_LANES; w++)
        count_hours(times, w, &week[w], n, weeks);
    memset(week + (size_t)n * (size_t)weeks, 0,
        (size_t)(EIGHT_LANES - n) * (size_t)weeks * sizeof *week);
    sum_weeks(&week->used, 3 * weeks, &times->sum->used);
    for (int w = 0; w < weeks; w++) {
        times->week[w].used += times->sum[w].used;
        times->week[w].cost += times->sum[w].cost;
        times->week[w].waited += (uint64_t)times->sum[w].waited;
    }
}

void over_time_add(struct over_time *times, const struct outcomes *outcomes)
{
    times->replications += (uint64_t)outcomes->n;
    for (int target = 0; target < N_TARGETS; target++)
        for (int lane = 0; lane < outcomes->n; lane++)
            count_met(times->met, times->days, target, outcomes->met[target][lane]);
    for (int lane = 0; lane < outcomes->n; lane += EIGHT_LANES)
        add_weeks(times, outcomes->week + (size_t)lane * (size_t)times->weeks,
            outcomes->n - lane < EIGHT_LANES ? outcomes->n - lane : EIGHT_LANES);
}

static double mean_of(
    const struct outcomes *outcomes, const struct outcomes *twins, int quantity, int lane)
{
    return (outcomes_at(outcomes, 0, quantity, lane) + outcomes_at(twins, 0, quantity, lane)) /
           2.0;
}

void over_time_add_pairs(
    struct over_time *times, const struct outcomes *outcomes, const struct outcomes *twins)
{
    uint32_t first = outcomes->first / 2;
    for (int lane = 0; lane < outcomes->n; lane++) {
        for (int target = 0; target < N_TARGETS; target++) {
            int32_t one = outcomes->met[target][lane], other = twins->met[target][lane];
            count_met(times->both_met, times->days, target, one > other ? one : other);
        }
        uint32_t draw = first + (uint32_t)lane;
        if (draw >= MOST_DRAWS)
            continue;
        over_time_make_draws(times);
        times->draw[draw] = (struct draw_means){
            mean_of(outcomes, twins, Q_PARTNERS, lane), mean_of(outcomes, twins, Q_COST, lane)};
    }
}
