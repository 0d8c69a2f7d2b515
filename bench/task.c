/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include "timing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool task_open(struct task *w, const char *path, const char *const *sets)
{
    const struct config_origin config = {.path = path};
    struct setup_ask ask = {.n_configs = 1, .config = &config, .set = sets, .fixed = true};
    while (sets != NULL && sets[ask.n_sets] != NULL)
        ask.n_sets++;
    memset(w, 0, sizeof *w);
    setup_init(&w->setup);
    bool read = setup_read(&w->setup, &ask) == STATUS_OK;
    for (size_t i = 0; i < w->setup.errors.count; i++)
        fprintf(stderr, "%s\n", w->setup.errors.lines[i]);
    w->study = w->setup.study;
    if (!w->study.has_hubs && read)
        w->study.n_cases = 1;
    return read;
}

void task_close(struct task *w)
{
    setup_free(&w->setup);
}

double task_run(struct task *w, int threads, uint64_t replications)
{
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = replications};
    study_free(&w->study);
    double start = timing_now();
    study_run(&w->study, &engine, plan);
    return timing_now() - start;
}

double task_held(const struct task *w)
{
    double sum = 0.0;
    for (int i = 0; i < w->study.n_cases; i++) {
        const struct study_case *one = &w->study.cases[i];
        for (int c = 0; c < one->campaign->n_contacts; c++)
            for (int s = 0; s < N_COUNTED; s++)
                sum += (double)one->tally.counts.contact[c].held[s];
    }
    return sum;
}

uint64_t task_size(struct task *w, double seconds, uint64_t step)
{
    uint64_t n = step;
    for (;;) {
        double took = task_run(w, 1, n);
        if (took > seconds / 4.0)
            n = (uint64_t)ceil((double)n * seconds / took / (double)step) * step;
        if (took > seconds / 4.0 || n > UINT32_MAX / 4)
            return n;
        n *= 2;
    }
}
