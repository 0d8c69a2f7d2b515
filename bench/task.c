/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "task.h"

#include "timing.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct campaign *new_campaign(
    struct task *w, const struct scenario *scenario, int strategy, uint32_t first_company)
{
    struct campaign *campaign = arena_new(&w->arena, 1, sizeof *campaign);
    campaign_init(campaign, &w->arena, scenario, strategy, w->config.scenario->simulation.seed);
    campaign->first_company = first_company;
    return campaign;
}

static void add_case(struct task *w, const struct scenario *scenario,
    const struct campaign *campaign, bool member, int hubs)
{
    w->study.cases[w->study.n_cases++] = (struct study_case){
        .scenario = scenario,
        .campaign = campaign,
        .member = member,
        .hubs = hubs,
        .hub = "all",
    };
}

static void add_hubs(struct task *w)
{
    const struct config *config = &w->config;
    const struct campaign *hubs[MAX_HUBS];
    uint32_t companies = 0;
    for (int h = 0; h < config->n_hubs; h++) {
        const struct scenario *scenario = config->hub[h].config->scenario;
        hubs[h] = new_campaign(w, scenario, config->hub[h].strategy, companies);
        companies += (uint32_t)hubs[h]->n_companies;
        add_case(w, scenario, hubs[h], true, 0);
    }
    struct campaign *total = arena_new(&w->arena, 1, sizeof *total);
    campaign_init_total(total, &w->arena, config->scenario, hubs, config->n_hubs);
    add_case(w, config->scenario, total, false, config->n_hubs);
    w->study.has_hubs = true;
}

static bool read_config(struct task *w, const char *path, const char *const *sets)
{
    struct messages errors;
    messages_init(&errors);
    int n = 0;
    while (sets != NULL && sets[n] != NULL)
        n++;
    enum status status = config_read(&w->config, path, sets, n, &errors);
    for (size_t i = 0; i < errors.count; i++)
        fprintf(stderr, "%s\n", errors.lines[i]);
    messages_free(&errors);
    return status == STATUS_OK;
}

bool task_open(struct task *w, const char *path, const char *const *sets)
{
    memset(w, 0, sizeof *w);
    arena_init(&w->arena);
    if (!read_config(w, path, sets))
        return false;
    const struct scenario *scenario = w->config.scenario;
    w->study.confidence = scenario->simulation.confidence;
    w->study.cases = arena_new(&w->arena, (size_t)w->config.n_hubs + 1, sizeof *w->study.cases);
    if (w->config.n_hubs > 0)
        add_hubs(w);
    else
        add_case(w, scenario, new_campaign(w, scenario, 0, 0), false, 0);
    return true;
}

/* Forgets what the last run came to. */
static void forget(struct task *w)
{
    study_free(&w->study);
    for (int i = 0; i < w->study.n_cases; i++)
        memset(&w->study.cases[i].tally, 0, sizeof w->study.cases[i].tally);
}

void task_close(struct task *w)
{
    forget(w);
    arena_free(&w->arena);
    config_free(&w->config);
}

double task_run(struct task *w, int threads, uint64_t replications)
{
    struct engine engine = {.threads = threads};
    struct study_plan plan = {.replications = replications};
    forget(w);
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
