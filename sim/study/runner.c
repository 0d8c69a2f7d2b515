/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "runner.h"

#include <math.h>

struct span runner_enter(struct runner *runner, double from, double to)
{
    struct span whole = runner->span;
    double length = whole.to - whole.from;
    runner->span = (struct span){whole.from + from * length, whole.from + to * length};
    return whole;
}

static void show(void *context, uint64_t done, uint64_t all)
{
    struct runner *runner = context;
    double of_study = (double)done / (double)all;
    double share = runner->span.from + (runner->span.to - runner->span.from) * of_study;
    runner->shown = fmax(runner->shown, share);
    runner->campaigns = runner->earlier + (double)done;
    runner->progress(runner->context, runner->shown, runner->campaigns);
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
    engine.ran = &runner->threads;
    engine.save = save;
    engine.save_context = context;
    double start = engine_clock();
    enum status status = study_run(study, &engine, plan);
    runner->seconds += engine_clock() - start;
    runner->earlier = runner->campaigns;
    if (status == STATUS_OK)
        runner->contacts += contacts_held(study);
    return status;
}
