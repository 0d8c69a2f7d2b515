/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runner.h"

#include <time.h>

double runner_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void show(void *context, uint64_t done, uint64_t all)
{
    const struct runner *runner = context;
    runner->progress(runner->context, runner->step, done, all);
}

static double contacts_held(const struct study *study)
{
    double sum = 0.0;
    for (int i = 0; i < study->n_cases; i++) {
        const struct study_case *one = &study->cases[i];
        for (int c = 0; c < one->campaign->n_contacts; c++)
            for (int s = 0; s < N_COUNTED; s++)
                sum += (double)one->tally.counts.contact[c].held[s];
    }
    return sum;
}

enum status runner_run(struct runner *runner, struct study *study, struct study_plan plan,
    void (*save)(void *context, int one, uint64_t replication, const double *x), void *context)
{
    struct engine engine = runner->engine;
    engine.progress = runner->progress != NULL ? show : NULL;
    engine.context = runner;
    engine.save = save;
    engine.save_context = context;
    runner->step++;
    double start = runner_clock();
    enum status status = study_run(study, &engine, plan);
    runner->seconds += runner_clock() - start;
    if (status == STATUS_OK)
        runner->contacts += contacts_held(study);
    return status;
}
