/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scaling.h"

#include "process.h"
#include "timing.h"
#include "task.h"

#include <gsl/gsl_fit.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { POINTS = 6, MOST_SETS = 6, ROUNDS = 5 };

/* One curve: what is varied, and how a point is set up. */
struct curve_plan {
    const char *told, *unit;
    double expected;  /* exponent */
    bool whole_run;   /* x is the number of replications; else time is per replication */
    double x[POINTS]; /* in order; the first ones only in a quick run */
    void (*set)(double x, struct text set[MOST_SETS]);
};

struct point {
    struct task task;
    uint64_t replications;
    double held; /* contact moments per replication */
    struct series seconds;
};

double scaling_exponent(const double *x, const double *y, int n)
{
    double log_x[POINTS], log_y[POINTS], a, b, aa, ab, bb, rest;
    for (int i = 0; i < n; i++) {
        log_x[i] = log(x[i]);
        log_y[i] = log(y[i]);
    }
    gsl_fit_linear(log_x, 1, log_y, 1, (size_t)n, &a, &b, &aa, &ab, &bb, &rest);
    return b;
}

/* ---- Points ---- */

/* Approached within four weeks, however many they are. */
static void set_companies(double x, struct text set[MOST_SETS])
{
    text_printf(&set[0], "population.count=%d", (int)x);
    text_printf(&set[1], "strategies.funnel.intake_per_week=%g", x / 4.0);
}

/* Nobody makes progress or says no, so that the sequence is gone through to its end; it goes
 * round the thirteen contact moments. There are days enough for the longest. */
static void set_contacts(double x, struct text set[MOST_SETS])
{
    static const char *const id[] = {
        "a1", "a2", "a3", "a4", "a5", "i1", "i2", "i3", "i4", "d1", "d2", "d3", "d4"};
    text_add_string(&set[0], "response.intercept=(-100.0, -100.0, -100.0)");
    text_add_string(&set[1], "response.dropout=(0.0, 0.0, 0.0, 0.0)");
    text_add_string(&set[2], "campaign.outreach_days=7280");
    text_add_string(&set[3], "campaign.horizon_days=7280");
    text_add_string(&set[4], "strategies.funnel.sequence=(");
    for (int i = 0; i < (int)x; i++)
        text_printf(&set[4], "%s\"%s\"", i > 0 ? ", " : "", id[i % 13]);
    text_add_string(&set[4], ")");
}

static void set_nothing(double x, struct text set[MOST_SETS])
{
    (void)x;
    (void)set;
}

/* Hardly a company is still under way after the first two years. */
static void set_days(double x, struct text set[MOST_SETS])
{
    text_printf(&set[0], "campaign.outreach_days=%d", (int)x);
    text_printf(&set[1], "campaign.horizon_days=%d", (int)x);
}

static bool open_point(struct point *point, const struct curve_plan *plan, double x)
{
    struct text set[MOST_SETS];
    const char *sets[MOST_SETS + 1];
    int n = 0;
    for (int i = 0; i < MOST_SETS; i++)
        set[i] = (struct text){0};
    plan->set(x, set);
    while (n < MOST_SETS && set[n].length > 0) {
        sets[n] = text_string(&set[n]);
        n++;
    }
    sets[n] = NULL;
    bool open = task_open(&point->task, CONFIG_FUNNEL, sets);
    for (int i = 0; i < MOST_SETS; i++)
        text_free(&set[i]);
    return open;
}

static bool open_points(
    struct point *point, const struct curve_plan *plan, int n, const struct settings *settings)
{
    for (int i = 0; i < n; i++) {
        if (!open_point(&point[i], plan, plan->x[i]))
            return false;
        uint64_t step = settings->quick ? 10 : ENGINE_CHUNK;
        point[i].replications = plan->whole_run
                                    ? (uint64_t)plan->x[i]
                                    : task_size(&point[i].task, settings->seconds / 4.0, step);
    }
    return true;
}

/* ---- Curves ---- */

static void print_point(const struct point *point, double x, double y)
{
    double contacts = point->held * (double)point->replications;
    printf("  %8g  %9.1f contact moments a campaign  %10.2f us  %7.2f ns per contact moment\n",
        x, point->held, 1e6 * y, 1e9 * series_median(&point->seconds) / contacts);
}

static void measure_points(
    struct point *point, const struct curve_plan *plan, int n, int rounds)
{
    double y[POINTS];
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < n; i++) {
            struct point *p = &point[i];
            series_add(&p->seconds, task_run(&p->task, 1, p->replications));
            p->held = task_held(&p->task) / (double)p->replications;
        }
    }
    printf("\nTime against %s (%s):\n", plan->told, plan->unit);
    for (int i = 0; i < n; i++) {
        y[i] = series_median(&point[i].seconds);
        y[i] /= plan->whole_run ? 1.0 : (double)point[i].replications;
        print_point(&point[i], plan->x[i], y[i]);
    }
    printf("  exponent %.2f, expected %g\n", scaling_exponent(plan->x, y, n), plan->expected);
}

static bool measure_curve(const struct settings *settings, const struct curve_plan *plan)
{
    struct point *point = memory_new(POINTS, sizeof *point);
    int n = settings->quick ? 2 : POINTS;
    bool done = open_points(point, plan, n, settings);
    if (done)
        measure_points(point, plan, n, settings->quick ? 1 : ROUNDS);
    for (int i = 0; i < n; i++)
        task_close(&point[i].task);
    memory_free(point);
    return done;
}

/* ---- Memory ---- */

bool scaling_peak_memory(int replications)
{
    struct task task;
    bool open = task_open(&task, CONFIG_FUNNEL, NULL);
    if (open) {
        task_run(&task, 0, (uint64_t)replications);
        printf("%.17g\n", process_peak_mib());
    }
    task_close(&task);
    return open;
}

/* In a process of its own: what was in use before cannot count. */
static bool peak_of(double replications, double *mib)
{
    char count[32];
    struct text output = {0};
    snprintf(count, sizeof count, "%.0f", replications);
    const char *const argv[] = {"/proc/self/exe", "--peak-memory", count, NULL};
    bool done = process_run(argv, NULL, &output, NULL) == 0;
    *mib = strtod(text_string(&output), NULL);
    text_free(&output);
    return done && *mib > 0.0;
}

static bool measure_memory(const struct settings *settings)
{
    static const double x[POINTS] = {500, 1000, 2000, 4000, 8000, 16000};
    double y[POINTS];
    int n = settings->quick ? 2 : POINTS;
    printf("\nPeak memory against campaigns, all cores:\n");
    for (int i = 0; i < n; i++) {
        if (!peak_of(x[i], &y[i])) {
            fprintf(stderr, "cannot tell how much memory a run takes\n");
            return false;
        }
        printf("  %8g  %8.2f MiB\n", x[i], y[i]);
    }
    printf("  exponent %.2f, expected 0\n", scaling_exponent(x, y, n));
    return true;
}

bool scaling_measure(const struct settings *settings)
{
    static const struct curve_plan plans[] = {
        {"companies", "a campaign", 1.0, false, {25, 50, 100, 200, 400, 800}, set_companies},
        {"contacts", "a campaign, by the length of the sequence", 1.0, false,
            {13, 26, 52, 78, 104, 208}, set_contacts},
        {"campaigns", "a run", 1.0, true, {500, 1000, 2000, 4000, 8000, 16000}, set_nothing},
        {"days, most of them without contacts", "a campaign", 0.0, false,
            {728, 1092, 1456, 2912, 5824, 7280}, set_days},
    };
    printf(
        "%s on one core, median of %d rounds\n", CONFIG_FUNNEL, settings->quick ? 1 : ROUNDS);
    for (size_t i = 0; i < sizeof plans / sizeof plans[0]; i++)
        if (!measure_curve(settings, &plans[i]))
            return false;
    return measure_memory(settings);
}
