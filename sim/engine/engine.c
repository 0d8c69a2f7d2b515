/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* What one thread works with for one campaign. */
struct worker {
    bool ready;
    struct block block;
    struct outcome outcome;
    struct moments moments; /* of the part under way */
    struct counts counts;   /* of all its parts */
};

static void worker_init(struct worker *worker, const struct campaign *campaign)
{
    if (worker->ready)
        return;
    block_init(&worker->block, campaign);
    outcome_init(&worker->outcome, campaign);
    tally_moments_init(&worker->moments, campaign);
    counts_init(&worker->counts, campaign);
    worker->ready = true;
}

static void worker_free(struct worker *worker, const struct campaign *campaign)
{
    if (!worker->ready)
        return;
    block_free(&worker->block);
    outcome_free(&worker->outcome);
    moments_free(&worker->moments);
    counts_free(&worker->counts, campaign);
}

/* Runs one part, in as many blocks as it takes. */
static void run_part(
    struct worker *worker, const struct campaign *campaign, uint64_t first, uint64_t end)
{
    moments_clear(&worker->moments);
    while (first < end) {
        uint64_t left = end - first, room = (uint64_t)worker->block.capacity;
        int n = (int)(left < room ? left : room);
        block_run(&worker->block, (uint32_t)first, n);
        for (int r = 0; r < n; r++) {
            outcome_collect(&worker->outcome, &worker->block, r);
            tally_add(&worker->moments, &worker->counts, campaign, &worker->outcome,
                worker->block.course + (size_t)r * (size_t)campaign->n_companies);
        }
        first += (uint64_t)n;
    }
}

static void gather(struct worker *worker, const struct campaign *campaign, struct tally *tally)
{
    if (!worker->ready)
        return;
    memcpy(worker->counts.contact, worker->block.contacts,
        (size_t)campaign->n_contacts * sizeof *worker->counts.contact);
    counts_merge(&tally->counts, &worker->counts, campaign);
}

static bool stopped(const struct engine *engine)
{
    return engine->stop != NULL && *engine->stop != 0;
}

static uint64_t end_of(uint64_t first, uint64_t to)
{
    return first + ENGINE_PART < to ? first + ENGINE_PART : to;
}

enum status engine_run(const struct engine *engine, const struct campaign *const *campaigns,
    int n, uint64_t from, uint64_t to, struct tally *tallies)
{
    long long parts = (long long)((to - from + ENGINE_PART - 1) / ENGINE_PART);
    int threads = engine->threads > 0 ? engine->threads : omp_get_num_procs();
    uint64_t all = (to - from) * (uint64_t)n, done = 0;
#pragma omp parallel num_threads(threads)
    {
        struct worker *workers = memory_new((size_t)n, sizeof *workers);
#pragma omp for ordered schedule(dynamic, 1)
        for (long long job = 0; job < parts * n; job++) {
            int i = (int)(job / parts);
            uint64_t first = from + (uint64_t)(job % parts) * ENGINE_PART;
            bool skip = stopped(engine);
            if (!skip) {
                worker_init(&workers[i], campaigns[i]);
                run_part(&workers[i], campaigns[i], first, end_of(first, to));
            }
#pragma omp ordered
            if (!skip) {
                moments_merge(&tallies[i].moments, &workers[i].moments);
                done += end_of(first, to) - first;
                if (engine->progress != NULL)
                    engine->progress(engine->context, done, all);
            }
        }
#pragma omp critical
        for (int i = 0; i < n; i++) {
            gather(&workers[i], campaigns[i], &tallies[i]);
            worker_free(&workers[i], campaigns[i]);
        }
        free(workers);
    }
    return stopped(engine) ? STATUS_INTERRUPTED : STATUS_OK;
}
