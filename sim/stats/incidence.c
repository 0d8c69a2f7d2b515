/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "incidence.h"

#include "sort.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* The error of an estimate is that of its derivatives by the weight of each spell. At risk they
 * are the same for all that entered together; and after a spell has ended they change by the
 * same linear map for all, so that sums of their squares are enough. */

enum { OVERALL, STATES = MOST_ENDINGS + 1 }; /* not ended yet, and each ending */

/* Derivatives of the states' shares by the weight of one spell. */
struct influence {
    double of[STATES];
};

/* Spells that entered together. */
struct cohort_at_risk {
    int32_t entry, n;
    struct influence influence;
};

struct estimating {
    int states;
    double share[STATES];          /* of all, in each state */
    int n_cohorts;                 /* that have entered, the first ones */
    struct cohort_at_risk *cohort; /* by their entry */
    double square[STATES][STATES]; /* products of the influences of those no longer at risk */
};

/* What happens at one time: how many are at risk, and end in each way. */
struct step_of_time {
    double at_risk, hazard[STATES]; /* hazard[OVERALL]: in any */
};

/* x after the step, but for what the spell itself does in it. */
static struct influence carry(
    const struct estimating *e, const struct step_of_time *step, const struct influence *x)
{
    struct influence y = {{x->of[OVERALL] * (1.0 - step->hazard[OVERALL])}};
    for (int k = 1; k < e->states; k++)
        y.of[k] = x->of[k] + x->of[OVERALL] * step->hazard[k];
    return y;
}

/* What being at risk adds, `before` being the share that had not ended. */
static void add_risk(const struct estimating *e, const struct step_of_time *step, double before,
    struct influence *x)
{
    double one = before / step->at_risk;
    x->of[OVERALL] += one * step->hazard[OVERALL];
    for (int k = 1; k < e->states; k++)
        x->of[k] -= one * step->hazard[k];
}

/* Each row and each column is carried as an influence is. */
static void carry_squares(struct estimating *e, const struct step_of_time *step)
{
    double half[STATES][STATES];
    for (int i = 0; i < e->states; i++) {
        struct influence row;
        for (int k = 0; k < e->states; k++)
            row.of[k] = e->square[i][k];
        row = carry(e, step, &row);
        for (int k = 0; k < e->states; k++)
            half[i][k] = row.of[k];
    }
    for (int k = 0; k < e->states; k++) {
        struct influence column;
        for (int i = 0; i < e->states; i++)
            column.of[i] = half[i][k];
        column = carry(e, step, &column);
        for (int i = 0; i < e->states; i++)
            e->square[i][k] = column.of[i];
    }
}

/* A spell that was at risk in the step ends, or is no longer seen. */
static void leave(struct estimating *e, const struct step_of_time *step, double before,
    struct cohort_at_risk *cohort, int ending)
{
    struct influence x = cohort->influence;
    if (ending > 0 && ending < e->states) {
        x.of[OVERALL] -= before / step->at_risk;
        x.of[ending] += before / step->at_risk;
    }
    cohort->n--;
    for (int i = 0; i < e->states; i++)
        for (int k = 0; k < e->states; k++)
            e->square[i][k] += x.of[i] * x.of[k];
}

/* ---- Spells in the order of time ---- */

/* Numbers of spells, sorted. Times are not below FROM_THE_START. */
static void sort_spells(
    struct sortable *item, struct sortable *spare, const struct spell *spell, int32_t n)
{
    for (int32_t i = 0; i < n; i++)
        item[i] = (struct sortable){(uint64_t)((int64_t)spell[i].exit - FROM_THE_START), i};
    sort_by_key(item, spare, n);
}

static int count_times(const struct sortable *item, int32_t n)
{
    int times = 0;
    for (int32_t i = 0; i < n; i++)
        times += i == 0 || item[i].key != item[i - 1].key;
    return times;
}

/* Those that enter together, by their entries; cohort_of[i] is that of spell i. */
static struct cohort_at_risk *list_cohorts(struct arena *arena, const struct spell *spell,
    int32_t n, struct sortable *item, struct sortable *spare, int32_t *cohort_of, int *n_all)
{
    struct cohort_at_risk *cohort = arena_new(arena, (size_t)n + 1, sizeof *cohort);
    for (int32_t i = 0; i < n; i++)
        item[i] = (struct sortable){(uint64_t)((int64_t)spell[i].entry - FROM_THE_START), i};
    sort_by_key(item, spare, n);
    int at = -1;
    for (int32_t i = 0; i < n; i++) {
        if (i == 0 || item[i].key != item[i - 1].key)
            cohort[++at].entry = spell[item[i].value].entry;
        cohort[at].n++;
        cohort_of[item[i].value] = at;
    }
    *n_all = at + 1;
    return cohort;
}

/* ---- One time ---- */

/* How many of them end in each way, ending 0 included. */
static void count_endings(
    const struct spell *spell, const struct sortable *item, int32_t n, int32_t events[STATES])
{
    for (int k = 0; k < STATES; k++)
        events[k] = 0;
    for (int32_t i = 0; i < n; i++)
        events[spell[item[i].value].ending]++;
}

static double variance_of(const struct estimating *e, int ending)
{
    double sum = e->square[ending][ending];
    for (int i = 0; i < e->n_cohorts; i++) {
        double x = e->cohort[i].influence.of[ending];
        sum += e->cohort[i].n * x * x;
    }
    return fmax(sum, 0.0); /* rounding may leave less */
}

/* Limits of log(-log p), as they are for shares that go neither below 0 nor past 1. */
static void set_limits(struct incidence_point *point, double z)
{
    double p = point->estimate;
    point->low = point->high = NAN;
    if (!(p > 0.0) || !(p < 1.0))
        return;
    double middle = log(-log(p)), wide = z * point->se / (p * -log(p));
    point->low = exp(-exp(middle + wide));
    point->high = exp(-exp(middle - wide));
}

/* The spells `item` are last seen at `time`. */
static void take_time(struct incidence *incidence, struct estimating *e, int at, int32_t time,
    const struct spell *spell, const struct sortable *item, int32_t n, const int32_t *cohort_of,
    double z)
{
    struct step_of_time step = {0};
    int32_t events[STATES];
    double before = e->share[OVERALL];
    for (int i = 0; i < e->n_cohorts; i++)
        step.at_risk += e->cohort[i].n;
    count_endings(spell, item, n, events);
    for (int k = 1; k < e->states; k++) {
        step.hazard[k] = events[k] / step.at_risk;
        step.hazard[OVERALL] += step.hazard[k];
        e->share[k] += before * step.hazard[k];
    }
    e->share[OVERALL] = before * (1.0 - step.hazard[OVERALL]);
    carry_squares(e, &step);
    for (int i = 0; i < e->n_cohorts; i++) {
        e->cohort[i].influence = carry(e, &step, &e->cohort[i].influence);
        add_risk(e, &step, before, &e->cohort[i].influence);
    }
    for (int32_t i = 0; i < n; i++)
        leave(e, &step, before, &e->cohort[cohort_of[item[i].value]],
            spell[item[i].value].ending);
    for (int k = 1; k < e->states; k++) {
        struct incidence_point *point = &incidence->point[(k - 1) * incidence->n + at];
        *point = (struct incidence_point){time, (int32_t)step.at_risk, events[k], e->share[k],
            sqrt(variance_of(e, k)), NAN, NAN};
        set_limits(point, z);
    }
}

void incidence_init(struct incidence *incidence, const struct spell *spell, int32_t n,
    int n_endings, double confidence)
{
    struct arena arena = {0};
    struct estimating e = {.states = n_endings + 1, .share = {1.0}};
    struct sortable *item = arena_new(&arena, (size_t)n + 1, sizeof *item);
    struct sortable *spare = arena_new(&arena, (size_t)n + 1, sizeof *spare);
    int32_t *cohort_of = arena_new(&arena, (size_t)n + 1, sizeof *cohort_of);
    int all = 0, at = 0;
    e.cohort = list_cohorts(&arena, spell, n, item, spare, cohort_of, &all);
    sort_spells(item, spare, spell, n);
    *incidence = (struct incidence){.n_endings = n_endings, .n = count_times(item, n)};
    incidence->point = arena_new(&incidence->arena,
        (size_t)n_endings * (size_t)incidence->n + 1, sizeof *incidence->point);
    double z = gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2.0);
    for (int32_t first = 0, end; first < n; first = end) {
        int32_t time = spell[item[first].value].exit;
        for (end = first; end < n && item[end].key == item[first].key;)
            end++;
        while (e.n_cohorts < all && e.cohort[e.n_cohorts].entry < time)
            e.n_cohorts++;
        take_time(incidence, &e, at++, time, spell, item + first, end - first, cohort_of, z);
    }
    arena_free(&arena);
}

void incidence_free(struct incidence *incidence)
{
    arena_free(&incidence->arena);
    *incidence = (struct incidence){0};
}

/* ---- Median ---- */

struct incidence_median incidence_median(const struct incidence *incidence, int ending)
{
    static const double half = 0.5 - 1e-9;
    struct incidence_median median = {NAN, NAN, NAN};
    for (int i = incidence->n - 1; i >= 0; i--) {
        const struct incidence_point *point = incidence_at(incidence, ending, i);
        if (point->estimate >= half)
            median.time = point->time;
        if (point->high >= half)
            median.low = point->time;
        if (point->low >= half)
            median.high = point->time;
    }
    return median;
}
