/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include <omp.h>
#include <stdlib.h>
#include <string.h>

/* What one thread works with for one case. */
struct desk {
    void *opened; /* source of campaigns whose parameters are drawn; NULL: they are known */
    struct block block; /* not of a total */
    struct outcome outcome,
        twin;             /* of a replication, and of the other with the same parameters */
    struct part part;     /* under way */
    struct counts counts; /* of all its parts */
    double
        *saved; /* quantities of all companies, per replication of the part; NULL: not kept */
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

static void desk_init(struct desk *desk, const struct engine_case *one, bool save)
{
    outcome_init(&desk->outcome, one->campaign);
    outcome_init(&desk->twin, one->campaign);
    part_init(&desk->part, one->campaign);
    counts_init(&desk->counts, one->campaign);
    if (save)
        desk->saved = memory_new(
            (size_t)ENGINE_PART * (size_t)desk->outcome.n_quantities, sizeof *desk->saved);
    if (is_total(one))
        return;
    block_init(&desk->block, one->campaign);
    if (one->source.open != NULL)
        desk->opened = one->source.open(one->source.context);
}

static void desk_free(struct desk *desk, const struct engine_case *one)
{
    outcome_free(&desk->outcome);
    outcome_free(&desk->twin);
    part_free(&desk->part);
    counts_free(&desk->counts, one->campaign);
    if (is_total(one))
        return;
    block_free(&desk->block);
    if (desk->opened != NULL)
        one->source.close(desk->opened);
}

/* ---- Replications ---- */

/* Collects one replication of every hub, and of all together; counts them. */
static void collect(struct worker *worker, int replication, bool twin)
{
    const struct team_run *run = worker->run;
    struct desk *last = &worker->desk[run->n - 1];
    struct outcome *total = twin ? &last->twin : &last->outcome;
    if (run->n > 1)
        outcome_clear(total, run->cases[run->n - 1].campaign);
    for (int i = 0; i < run->n; i++) {
        struct desk *desk = &worker->desk[i];
        const struct campaign *campaign = run->cases[i].campaign;
        struct outcome *outcome = twin ? &desk->twin : &desk->outcome;
        const struct course *course = NULL;
        if (is_total(&run->cases[i])) {
            outcome_note_targets(outcome, &campaign->scenario->campaign.targets);
        } else {
            outcome_collect(outcome, &desk->block, replication);
            course = desk->block.course + (size_t)replication * (size_t)campaign->n_companies;
            if (run->n > 1)
                outcome_join(total, outcome, campaign);
        }
        tally_replication(&desk->counts, campaign, outcome, course);
        if (desk->saved != NULL)
            memcpy(desk->saved + (size_t)worker->kept * (size_t)outcome->n_quantities,
                outcome->x, (size_t)outcome->n_quantities * sizeof *desk->saved);
    }
    worker->kept++;
}

static void tally_units(const struct worker *worker)
{
    for (int i = 0; i < worker->run->n; i++) {
        struct desk *desk = &worker->desk[i];
        tally_unit(&desk->part, &desk->counts, worker->run->cases[i].campaign, &desk->outcome);
    }
}

/* Puts the two replications of a pair together, after noting how they differ. */
static void join_pairs(const struct worker *worker)
{
    for (int i = 0; i < worker->run->n; i++) {
        struct desk *desk = &worker->desk[i];
        part_add_difference(&desk->part, desk->outcome.x, desk->twin.x);
        outcome_join(&desk->outcome, &desk->twin, worker->run->cases[i].campaign);
    }
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
            tally_units(worker);
        }
        first += (uint64_t)n;
    }
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
        join_pairs(worker);
        tally_units(worker);
    }
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
                desk->saved + (size_t)r * (size_t)desk->outcome.n_quantities);
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
        free(desk->saved);
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
