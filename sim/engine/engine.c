/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* What one thread works with for one case. */
struct worker {
    bool ready;
    void *opened; /* source of campaigns whose parameters are drawn; NULL: they are known */
    struct block block;
    struct outcome outcome,
        twin;             /* of a replication, and of the other with the same parameters */
    struct part part;     /* under way */
    struct counts counts; /* of all its parts */
};

static void worker_init(struct worker *worker, const struct engine_case *one)
{
    if (worker->ready)
        return;
    block_init(&worker->block, one->campaign);
    outcome_init(&worker->outcome, one->campaign);
    outcome_init(&worker->twin, one->campaign);
    part_init(&worker->part, one->campaign);
    counts_init(&worker->counts, one->campaign);
    if (one->source.open != NULL)
        worker->opened = one->source.open(one->source.context);
    worker->ready = true;
}

static void worker_free(struct worker *worker, const struct engine_case *one)
{
    if (!worker->ready)
        return;
    if (worker->opened != NULL)
        one->source.close(worker->opened);
    block_free(&worker->block);
    outcome_free(&worker->outcome);
    outcome_free(&worker->twin);
    part_free(&worker->part);
    counts_free(&worker->counts, one->campaign);
    memset(worker, 0, sizeof *worker);
}

/* Collects one replication of the block, and counts it. */
static void collect(struct worker *worker, struct outcome *outcome, int replication)
{
    const struct campaign *campaign = worker->block.campaign;
    outcome_collect(outcome, &worker->block, replication);
    tally_replication(&worker->counts, campaign, outcome,
        worker->block.course + (size_t)replication * (size_t)campaign->n_companies);
}

/* Runs one part of a campaign whose parameters are known, in as many blocks as it takes. */
static void run_known(struct worker *worker, uint64_t first, uint64_t end)
{
    while (first < end) {
        uint64_t left = end - first, room = (uint64_t)worker->block.capacity;
        int n = (int)(left < room ? left : room);
        block_run(&worker->block, (uint32_t)first, n);
        for (int r = 0; r < n; r++) {
            collect(worker, &worker->outcome, r);
            tally_unit(
                &worker->part, &worker->counts, worker->block.campaign, &worker->outcome);
        }
        first += (uint64_t)n;
    }
}

/* Runs one part in pairs of replications that share a draw of the parameters. */
static void run_drawn(
    struct worker *worker, const struct campaign_source *source, uint64_t first, uint64_t end)
{
    for (; first + 1 < end; first += 2) {
        worker->block.campaign = source->draw(worker->opened, first / 2);
        block_run(&worker->block, (uint32_t)first, 2);
        collect(worker, &worker->outcome, 0);
        collect(worker, &worker->twin, 1);
        part_add_difference(&worker->part, worker->outcome.x, worker->twin.x);
        outcome_join(&worker->outcome, &worker->twin, worker->block.campaign);
        tally_unit(&worker->part, &worker->counts, worker->block.campaign, &worker->outcome);
    }
}

static void run_part(
    struct worker *worker, const struct engine_case *one, uint64_t first, uint64_t end)
{
    part_clear(&worker->part);
    if (worker->opened != NULL)
        run_drawn(worker, &one->source, first, end);
    else
        run_known(worker, first, end);
}

/* Adds a worker's counts to the tally of its case and clears it away: cases are taken one after
 * another, so that memory does not grow with their number. */
static void finish(struct worker *worker, const struct engine_case *one, struct tally *tally)
{
    if (!worker->ready)
        return;
    memcpy(worker->counts.contact, worker->block.contacts,
        (size_t)one->campaign->n_contacts * sizeof *worker->counts.contact);
#pragma omp critical
    counts_merge(&tally->counts, &worker->counts, one->campaign);
    worker_free(worker, one);
}

static bool stopped(const struct engine *engine)
{
    return engine->stop != NULL && *engine->stop != 0;
}

static uint64_t end_of(uint64_t first, uint64_t to)
{
    return first + ENGINE_PART < to ? first + ENGINE_PART : to;
}

enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    uint64_t from, uint64_t to, struct tally *tallies)
{
    long long parts = (long long)((to - from + ENGINE_PART - 1) / ENGINE_PART);
    int threads = engine->threads > 0 ? engine->threads : omp_get_num_procs();
    uint64_t all = (to - from) * (uint64_t)n, done = 0;
#pragma omp parallel num_threads(threads)
    {
        struct worker worker = {.ready = false};
        int at = 0; /* the case that the worker is set up for */
#pragma omp for ordered schedule(dynamic, 1)
        for (long long job = 0; job < parts * n; job++) {
            int i = (int)(job / parts);
            uint64_t first = from + (uint64_t)(job % parts) * ENGINE_PART;
            bool skip = stopped(engine);
            if (i != at)
                finish(&worker, &cases[at], &tallies[at]);
            at = i;
            if (!skip) {
                worker_init(&worker, &cases[i]);
                run_part(&worker, &cases[i], first, end_of(first, to));
            }
#pragma omp ordered
            if (!skip) {
                tally_merge_part(&tallies[i], &worker.part);
                done += end_of(first, to) - first;
                if (engine->progress != NULL)
                    engine->progress(engine->context, done, all);
            }
        }
        if (n > 0)
            finish(&worker, &cases[at], &tallies[at]);
    }
    return stopped(engine) ? STATUS_INTERRUPTED : STATUS_OK;
}
