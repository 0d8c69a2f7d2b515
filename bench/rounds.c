/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rounds.h"

#include "agreement.h"
#include "bare.h"
#include "straightforward.h"
#include "target.h"
#include "timing.h"
#include "vectorised.h"

#include <math.h>
#include <stdio.h>

/* Targets: how many times as fast. */
#define TIMES_GSL 4.0
#define TIMES_NUMPY 2.0
#define TIMES_BARE 3.0
#define TWO_THREADS 1.9
enum { SEED = 20240313, TWO = 2 };

/* Campaigns of a baseline: about as long as the rest takes; NumPy's in whole sets of arrays. */
enum { GSL_REPLICATIONS = 4000, NUMPY_REPLICATIONS = 6400, GLANCE = 20 };

enum job { JOB_FUNNEL, JOB_SPARK, JOB_NATIONAL, N_JOBS };

/* A task of recept, and nanoseconds per contact moment in each round. */
struct job_state {
    const char *told;
    struct task task;
    uint64_t replications;
    struct series one, two, all;
};

struct rounds {
    const struct settings *settings;
    struct job_state job[N_JOBS];
    struct funnel funnel;
    bool has_numpy;
    int gsl_replications, numpy_replications;
    double held, blocks; /* contact moments and random blocks of a campaign of the funnel */
    struct series gsl, numpy, bare[N_BARE_WIDTHS]; /* ns per contact moment */
};

static bool open_jobs(struct rounds *r)
{
    static const char *const year[] = {
        "campaign.outreach_days=365", "campaign.horizon_days=365", NULL};
    struct job_state *job = r->job;
    job[JOB_FUNNEL].told = "(a) " CONFIG_FUNNEL ": a funnel of 100 companies, uncoupled";
    job[JOB_SPARK].told = "(b) " CONFIG_SPARK " over a year, everything on";
    job[JOB_NATIONAL].told = "(c) " CONFIG_NATIONAL ": 3 hubs of 1,000 companies";
    bool open = task_open(&job[JOB_FUNNEL].task, CONFIG_FUNNEL, NULL);
    job[JOB_FUNNEL].task.options.no_controls = true; /* as the baselines have none */
    open = task_open(&job[JOB_SPARK].task, CONFIG_SPARK, year) && open;
    return task_open(&job[JOB_NATIONAL].task, CONFIG_NATIONAL, NULL) && open;
}

/* Contact moments held per campaign of the funnel, and Philox blocks that they take at least:
 * one per planned contact (held or moved) and one per company. */
static void count_blocks(struct rounds *r)
{
    const struct study *study = &r->job[JOB_FUNNEL].task.study->setup.study;
    r->held = study_quantity(study, &study->cases[0], 0, Q_HELD).value;
    double moved = study_quantity(study, &study->cases[0], 0, Q_MOVED).value;
    r->blocks = r->held + moved + r->funnel.companies;
}

/* How many campaigns of each task take about the wanted time; parts of a run must divide
 * evenly over two threads. */
static void choose_sizes(struct rounds *r)
{
    uint64_t step = r->settings->quick ? TWO : TWO * (uint64_t)ENGINE_CHUNK;
    for (int i = 0; i < N_JOBS; i++)
        r->job[i].replications = task_size(&r->job[i].task, r->settings->seconds, step);
    r->gsl_replications = r->settings->quick ? GLANCE : GSL_REPLICATIONS;
    r->numpy_replications = r->settings->quick ? GLANCE : NUMPY_REPLICATIONS;
}

/* ---- One round ---- */

static void time_job(struct job_state *job, int threads, struct series *series)
{
    double seconds = task_run(&job->task, threads, job->replications);
    series_add(series, 1e9 * seconds / task_held(&job->task));
}

static void time_jobs(struct rounds *r)
{
    int cores = r->settings->cores;
    for (int i = 0; i < N_JOBS; i++) {
        struct job_state *job = &r->job[i];
        time_job(job, 1, &job->one);
        if (cores >= TWO)
            time_job(job, TWO, &job->two);
        if (cores > TWO)
            time_job(job, cores, &job->all);
    }
}

static void time_gsl(struct rounds *r)
{
    struct funnel_totals totals = {0};
    double start = timing_now();
    straightforward_run(&r->funnel, SEED, r->gsl_replications, &totals);
    series_add(&r->gsl, 1e9 * (timing_now() - start) / totals.sum[TOTAL_CONTACTS]);
}

static void time_numpy(struct rounds *r)
{
    struct funnel_totals totals = {0};
    double seconds;
    if (r->has_numpy && vectorised_run(r->settings->python, &r->funnel, SEED,
                            r->numpy_replications, &totals, &seconds) == VECTORISED_DONE)
        series_add(&r->numpy, 1e9 * seconds / totals.sum[TOTAL_CONTACTS]);
}

static void time_bare(struct rounds *r)
{
    for (int width = 0; width < N_BARE_WIDTHS; width++) {
        if (!bare_available((enum bare_width)width))
            continue;
        double start = timing_now();
        double done = bare_run((enum bare_width)width, r->settings->seconds * 1e7);
        double per_block = 1e9 * (timing_now() - start) / done;
        series_add(&r->bare[width], per_block * r->blocks / r->held);
    }
}

/* ---- Results ---- */

static void print_ns(const char *told, const struct series *ns)
{
    double median = series_median(ns);
    printf("  %-26s %7.2f million/s %8.2f ns (%.2f to %.2f)", told, 1e3 / median, median,
        series_least(ns), series_most(ns));
}

/* How many times `slow` takes what `fast` does. */
static double print_times(
    const char *told, const struct series *slow, const struct series *fast)
{
    struct series ratio = series_ratio(slow, fast);
    double median = series_median(&ratio);
    printf("  %-26s %7.2f (%.2f to %.2f)", told, median, series_least(&ratio),
        series_most(&ratio));
    return median;
}

static void print_job(const struct job_state *job, int cores)
{
    char told[32];
    printf("\n%s, %llu campaigns\n", job->told, (unsigned long long)job->replications);
    print_ns("one core", &job->one);
    printf("\n");
    if (cores < TWO)
        return;
    print_ns("two threads", &job->two);
    printf("\n");
    if (cores > TWO) {
        snprintf(told, sizeof told, "all %d cores", cores);
        print_ns(told, &job->all);
        printf("\n");
        print_times("all cores against one", &job->one, &job->all);
        printf("\n");
    }
    target_at_least(
        print_times("two threads against one", &job->one, &job->two), TWO_THREADS, "times");
    printf("\n");
}

static void print_baselines(const struct rounds *r)
{
    print_ns("C with GSL", &r->gsl);
    printf("\n");
    if (r->has_numpy) {
        print_ns("NumPy", &r->numpy);
        printf("\n");
    }
    for (int width = 0; width < N_BARE_WIDTHS; width++) {
        char told[32];
        if (!bare_available((enum bare_width)width))
            continue;
        snprintf(told, sizeof told, "bare chance, %s", bare_name((enum bare_width)width));
        print_ns(told, &r->bare[width]);
        printf("\n");
    }
    printf("  (bare chance: %.2f blocks of Philox4x32-10 and as many logarithms per contact "
           "moment)\n",
        r->blocks / r->held);
}

/* The widest vectors of this machine. */
static enum bare_width widest(void)
{
    int width = N_BARE_WIDTHS - 1;
    while (!bare_available((enum bare_width)width))
        width--;
    return (enum bare_width)width;
}

static void print_ratios(const struct rounds *r)
{
    const struct series *one = &r->job[JOB_FUNNEL].one;
    target_at_least(print_times("as fast as C with GSL", &r->gsl, one), TIMES_GSL, "times");
    printf("\n");
    if (r->has_numpy) {
        target_at_least(print_times("as fast as NumPy", &r->numpy, one), TIMES_NUMPY, "times");
        printf("\n");
    }
    double bare = print_times("times the bare cost", one, &r->bare[widest()]);
    target_at_most(bare, TIMES_BARE, "times (stretch)");
    printf("\n");
}

static void print_results(const struct rounds *r)
{
    printf(
        "\nContact moments held per second and nanoseconds per contact moment: median (least "
        "to most) of %d rounds\n",
        r->settings->rounds);
    print_job(&r->job[JOB_FUNNEL], r->settings->cores);
    print_baselines(r);
    print_ratios(r);
    print_job(&r->job[JOB_SPARK], r->settings->cores);
    print_job(&r->job[JOB_NATIONAL], r->settings->cores);
}

static bool measure(struct rounds *r)
{
    struct task *task = &r->job[JOB_FUNNEL].task;
    if (!funnel_init(&r->funnel, task->config->config.scenario)) {
        fprintf(stderr, "%s is no longer the funnel that the baselines know\n", CONFIG_FUNNEL);
        return false;
    }
    if (!agreement_check(r->settings, task, &r->funnel, &r->has_numpy))
        return false;
    count_blocks(r);
    choose_sizes(r);
    for (int round = 0; round < r->settings->rounds; round++) {
        time_jobs(r);
        time_gsl(r);
        time_numpy(r);
        time_bare(r);
    }
    print_results(r);
    return true;
}

bool rounds_measure(const struct settings *settings)
{
    struct rounds rounds = {.settings = settings};
    bool done = open_jobs(&rounds) && measure(&rounds);
    for (int i = 0; i < N_JOBS; i++)
        task_close(&rounds.job[i].task);
    return done;
}
