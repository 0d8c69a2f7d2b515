/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include "timing.h"

#include <math.h>
#include <stdio.h>

bool task_open(struct task *w, const char *path, const char *const *sets)
{
    struct recept_origin origin = {.name = path, .settings = sets};
    while (sets != NULL && sets[origin.n_settings] != NULL)
        origin.n_settings++;
    *w = (struct task){.options = {.fixed = true}};
    enum recept_status status = recept_config_open(&w->config, &origin);
    for (size_t i = 0; w->config != NULL && i < recept_config_messages(w->config); i++)
        fprintf(stderr, "%s\n", recept_config_message(w->config, i));
    if (status == RECEPT_OK && w->config->config.n_hubs == 0)
        w->options.strategies = recept_config_strategy(w->config, 0);
    return status == RECEPT_OK;
}

void task_close(struct task *w)
{
    recept_study_free(w->study);
    recept_config_free(w->config);
}

double task_run(struct task *w, int threads, uint64_t replications)
{
    const struct study_request request = {.config = w->config, .options = &w->options};
    w->options.threads = threads;
    w->options.replications = replications;
    recept_study_free(w->study);
    if (study_open(&w->study, &request) != RECEPT_OK)
        return NAN;
    double start = timing_now();
    study_simulate(w->study);
    return timing_now() - start;
}

double task_held(const struct task *w)
{
    return w->study->runner.contacts;
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
