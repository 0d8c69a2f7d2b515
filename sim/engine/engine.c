/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* What one thread works with for one case. */
struct desk {
    void *opened; /* source of campaigns whose parameters are drawn; NULL: they are known */
    struct block block; /* not of a total */
    struct outcomes outcomes,
        twins;            /* of replications, and of the others with the same parameters */
    struct part part;     /* under way */
    struct counts counts; /* of all its parts */
    double *saved;        /* [replication of the part][places][quantities]; NULL: not kept */
};

/* The cases that run together: one, or hubs and then their total. */
struct team_run {
    const struct engine_case *cases;
    struct tally *tallies;
    int n;
};

struct worker {
    const struct team_run *run; /* that it is set up for; NULL: none */
    bool save;                  /* keep what single campaigns came to */
    int kept;                   /* replications of the part that are kept so far */
    struct desk *desk;          /* one per case */
};

static bool is_total(const struct engine_case *one)
{
    return one->hubs > 0;
}

/* Numbers that a replication comes to, all groups together. */
static size_t row_size(const struct outcomes *outcomes)
{
    return (size_t)outcomes->cells->n_places * (size_t)outcomes->n_quantities;
}

static void desk_init(struct desk *desk, const struct engine_case *one, bool save)
{
    outcomes_init(&desk->outcomes, one->campaign);
    outcomes_init(&desk->twins, one->campaign);
    part_init(&desk->part, one->campaign);
    counts_init(&desk->counts, one->campaign);
    if (save)
        desk->saved =
            memory_new((size_t)ENGINE_PART * row_size(&desk->outcomes), sizeof *desk->saved);
    if (is_total(one))
        return;
    block_init(&desk->block, one->campaign);
    if (one->source.open != NULL)
        desk->opened = one->source.open(one->source.context);
}

static void desk_free(struct desk *desk, const struct engine_case *one)
{
    free(desk->saved);
    outcomes_free(&desk->outcomes);
    outcomes_free(&desk->twins);
    part_free(&desk->part);
    counts_free(&desk->counts, one->campaign);
    if (is_total(one))
        return;
    block_free(&desk->block);
    if (desk->opened != NULL)
        one->source.close(desk->opened);
}

/* ---- Replications ---- */

/* Collects one replication of every hub; a twin is the second of a pair. */
static void collect(struct worker *worker, int replication, bool twin)
{
    const struct team_run *run = worker->run;
    for (int i = 0; i < run->n; i++) {
        struct desk *desk = &worker->desk[i];
        int companies = run->cases[i].campaign->n_companies;
        if (is_total(&run->cases[i]))
            continue;
        outcomes_collect(twin ? &desk->twins : &desk->outcomes, &desk->block, replication);
        counts_add_companies(&desk->counts,
            desk->block.course + (size_t)replication * (size_t)companies, companies);
    }
}

static struct outcomes *outcomes_of(const struct worker *worker, int one, bool twins)
{
    return twins ? &worker->desk[one].twins : &worker->desk[one].outcomes;
}

/* Adds up what has been collected: the groups, all hubs together, single campaigns. */
static void finish_outcomes(const struct worker *worker, bool twins)
{
    const struct team_run *run = worker->run;
    struct outcomes *total = outcomes_of(worker, run->n - 1, twins);
    for (int i = 0; i + 1 < run->n; i++)
        outcomes_add_hub(total, outcomes_of(worker, i, twins));
    for (int i = 0; i < run->n; i++) {
        const struct campaign *campaign = run->cases[i].campaign;
        struct outcomes *outcomes = outcomes_of(worker, i, twins);
        outcomes_finish(outcomes, &campaign->scenario->campaign.targets);
        counts_add(&worker->desk[i].counts, campaign, outcomes);
    }
}

/* Keeps what lane `lane` came to. */
static void keep_lane(
    const struct desk *desk, const struct outcomes *outcomes, int lane, int at)
{
    size_t n = row_size(outcomes);
    double *row = desk->saved + (size_t)at * n;
    for (size_t i = 0; i < n; i++)
        row[i] = outcomes->x[i * LANES + (size_t)lane];
}

/* Keeps single campaigns in order: with pairs, each is followed by its twin. */
static void keep(struct worker *worker, bool pairs)
{
    int n = worker->desk[0].outcomes.n, step = pairs ? 2 : 1;
    for (int i = 0; i < worker->run->n; i++) {
        const struct desk *desk = &worker->desk[i];
        for (int lane = 0; lane < n; lane++) {
            keep_lane(desk, &desk->outcomes, lane, worker->kept + step * lane);
            if (pairs)
                keep_lane(desk, &desk->twins, lane, worker->kept + step * lane + 1);
        }
    }
    worker->kept += step * n;
}

/* Adds what has been collected to the part and the counts. Pairs become one after it is noted
 * how their replications differ. */
static void flush(struct worker *worker, bool pairs)
{
    const struct team_run *run = worker->run;
    finish_outcomes(worker, false);
    if (pairs)
        finish_outcomes(worker, true);
    if (worker->save)
        keep(worker, pairs);
    for (int i = 0; i < run->n; i++) {
        struct desk *desk = &worker->desk[i];
        if (pairs) {
            counts_add_pairs(&desk->counts, &desk->outcomes, &desk->twins);
            part_add_pairs(&desk->part, &desk->outcomes, &desk->twins);
            outcomes_join(&desk->outcomes, &desk->twins);
            outcomes_clear(&desk->twins);
        }
        tally_units(&desk->part, &desk->counts, run->cases[i].campaign, &desk->outcomes);
        outcomes_clear(&desk->outcomes);
    }
}

static bool is_full(const struct worker *worker)
{
    return worker->desk[0].outcomes.n == LANES;
}

static bool is_empty(const struct worker *worker)
{
    return worker->desk[0].outcomes.n == 0;
}

static void run_blocks(const struct worker *worker, uint64_t first, int n)
{
    for (int i = 0; i < worker->run->n; i++)
        if (!is_total(&worker->run->cases[i]))
            block_run(&worker->desk[i].block, (uint32_t)first, n);
}

/* ---- Parts ---- */

/* How many replications fit in every block. */
static int room(const struct worker *worker)
{
    int least = worker->desk[0].block.capacity;
    for (int i = 1; i < worker->run->n; i++)
        if (!is_total(&worker->run->cases[i]) && worker->desk[i].block.capacity < least)
            least = worker->desk[i].block.capacity;
    return least;
}

/* Runs one part of campaigns whose parameters are known, in as many blocks as it takes. */
static void run_known(struct worker *worker, uint64_t first, uint64_t end)
{
    uint64_t most = (uint64_t)room(worker);
    while (first < end) {
        int n = (int)(end - first < most ? end - first : most);
        run_blocks(worker, first, n);
        for (int r = 0; r < n; r++) {
            collect(worker, r, false);
            if (is_full(worker))
                flush(worker, false);
        }
        first += (uint64_t)n;
    }
    if (!is_empty(worker))
        flush(worker, false);
}

/* Runs one part in pairs of replications that share a draw of the parameters. */
static void run_drawn(struct worker *worker, uint64_t first, uint64_t end)
{
    for (; first + 1 < end; first += 2) {
        for (int i = 0; i < worker->run->n; i++) {
            const struct engine_case *one = &worker->run->cases[i];
            struct desk *desk = &worker->desk[i];
            if (!is_total(one))
                desk->block.campaign = desk->opened != NULL
                                           ? one->source.draw(desk->opened, first / 2)
                                           : one->campaign;
        }
        run_blocks(worker, first, 2);
        collect(worker, 0, false);
        collect(worker, 1, true);
        if (is_full(worker))
            flush(worker, true);
    }
    if (!is_empty(worker))
        flush(worker, true);
}

static void run_part(struct worker *worker, uint64_t first, uint64_t end)
{
    bool drawn = false;
    worker->kept = 0;
    for (int i = 0; i < worker->run->n; i++) {
        part_clear(&worker->desk[i].part);
        drawn = drawn || worker->run->tallies[i].unit == 2;
    }
    if (drawn)
        run_drawn(worker, first, end);
    else
        run_known(worker, first, end);
}

/* Hands on what the campaigns of the part came to. */
static void save_part(
    const struct engine *engine, const struct worker *worker, int first_case, uint64_t first)
{
    for (int i = 0; engine->save != NULL && i < worker->run->n; i++) {
        const struct desk *desk = &worker->desk[i];
        for (int r = 0; r < worker->kept; r++)
            engine->save(engine->save_context, first_case + i, first + (uint64_t)r,
                desk->saved + (size_t)r * row_size(&desk->outcomes));
    }
}

static void merge_part(const struct worker *worker)
{
    for (int i = 0; i < worker->run->n; i++)
        tally_merge_part(&worker->run->tallies[i], &worker->desk[i].part);
}

/* ---- Workers ---- */

/* Adds a worker's counts to the tallies and clears it away: runs are taken one after another,
 * so that memory does not grow with their number. */
static void finish(struct worker *worker)
{
    const struct team_run *run = worker->run;
    for (int i = 0; run != NULL && i < run->n; i++) {
        struct desk *desk = &worker->desk[i];
        const struct campaign *campaign = run->cases[i].campaign;
        if (!is_total(&run->cases[i])) {
            memcpy(desk->counts.contact, desk->block.contacts,
                (size_t)campaign->n_contacts * sizeof *desk->counts.contact);
            desk->counts.overhead = desk->block.overhead;
        }
#pragma omp critical
        counts_merge(&run->tallies[i].counts, &desk->counts, campaign);
        desk_free(desk, &run->cases[i]);
    }
    free(worker->desk);
    worker->desk = NULL;
    worker->run = NULL;
}

static void set_up(struct worker *worker, const struct team_run *run)
{
    if (worker->run == run)
        return;
    finish(worker);
    worker->run = run;
    worker->desk = memory_new((size_t)run->n, sizeof *worker->desk);
    for (int i = 0; i < run->n; i++)
        desk_init(&worker->desk[i], &run->cases[i], worker->save);
}

static bool stopped(const struct engine *engine)
{
    return engine->stop != NULL && *engine->stop != 0;
}

static uint64_t end_of(uint64_t first, uint64_t to)
{
    return first + ENGINE_PART < to ? first + ENGINE_PART : to;
}

/* The runs that `n` cases make, in order; returns how many. */
static int make_runs(
    struct team_run *runs, const struct engine_case *cases, int n, struct tally *tallies)
{
    int count = 0, first = 0;
    for (int i = 0; i < n; i++) {
        if (cases[i].member)
            continue;
        runs[count++] = (struct team_run){&cases[first], &tallies[first], i + 1 - first};
        first = i + 1;
    }
    return count;
}

enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    uint64_t from, uint64_t to, struct tally *tallies)
{
    struct team_run *runs = memory_new((size_t)n, sizeof *runs);
    int n_runs = make_runs(runs, cases, n, tallies);
    long long parts = (long long)((to - from + ENGINE_PART - 1) / ENGINE_PART);
    int threads = engine->threads > 0 ? engine->threads : omp_get_num_procs();
    uint64_t all = (to - from) * (uint64_t)n_runs, done = 0;
#pragma omp parallel num_threads(threads)
    {
        struct worker worker = {.save = engine->save != NULL};
#pragma omp for ordered schedule(dynamic, 1)
        for (long long job = 0; job < parts * n_runs; job++) {
            uint64_t first = from + (uint64_t)(job % parts) * ENGINE_PART;
            bool skip = stopped(engine);
            if (!skip) {
                set_up(&worker, &runs[job / parts]);
                run_part(&worker, first, end_of(first, to));
            }
#pragma omp ordered
            if (!skip) {
                merge_part(&worker);
                save_part(engine, &worker, (int)(worker.run->cases - cases), first);
                done += end_of(first, to) - first;
                if (engine->progress != NULL)
                    engine->progress(engine->context, done, all);
            }
        }
        finish(&worker);
    }
    free(runs);
    return stopped(engine) ? STATUS_INTERRUPTED : STATUS_OK;
}
