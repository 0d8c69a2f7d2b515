/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include "clerk.h"
#include "ranks.h"

#include <stdlib.h>
#include <string.h>

/* How many parts may be under way for each thread that works: those that wait for their turn to
 * be added up take memory. */
enum { WINDOW_PER_THREAD = 16 };

/* What happens after a shift. */
struct verdict {
    enum status status;
    bool more;
    struct engine_place place;
};

/* Other ranks count apart, and the first one adds their counts to its tallies. */
static void set_counts_apart(struct shift *shift, struct counts *apart)
{
    for (int i = 0; i < shift->n; i++) {
        counts_init(&apart[i], shift->cases[i].campaign);
        shift->counts[i] = &apart[i];
    }
}

static void free_counts_apart(const struct shift *shift, struct counts *apart)
{
    for (int i = 0; i < shift->n; i++)
        counts_free(&apart[i], shift->cases[i].campaign);
}

/* Where all ranks are told what single campaigns came to, a shift is short, as that waits in
 * memory until its end. */
static void set_size(struct shift *shift, uint64_t threads, bool shared)
{
    shift->window = WINDOW_PER_THREAD * threads;
    shift->given = memory_new((size_t)shift->window, sizeof *shift->given);
    shift->tell = shared && shift->engine->save != NULL;
    uint64_t most = shift->place.parts + 2 * threads;
    if (shift->tell && most < shift->end)
        shift->end = most;
}

static void work(struct shift *shift, int threads, bool shared)
{
#pragma omp parallel num_threads(threads + shared)
    {
        if (shared && omp_get_thread_num() == 0)
            clerk_work(shift, threads);
        else
            shift_work(shift);
    }
}

/* On the first rank: how to go on. */
static struct verdict judge(struct shift *shift)
{
    const struct engine *engine = shift->engine;
    struct verdict verdict = {.place = shift->place};
    bool whole = shift->place.parts == shift_all_parts(shift);
    bool stopped = shift->stopped || (engine->stop != NULL && *engine->stop != 0);
    if (engine->keep != NULL && (stopped || (shift->closed && !whole)))
        verdict.status =
            engine->keep(engine->pause_context, shift->place, shift->tallies, shift->n);
    if (stopped)
        verdict.status = STATUS_INTERRUPTED;
    verdict.more = verdict.status == STATUS_OK && !whole;
    return verdict;
}

/* One shift of all ranks. */
static struct verdict run_shift(const struct engine *engine, const struct engine_case *cases,
    int n, struct engine_place place, struct tally *tallies)
{
    struct shift shift;
    int threads = engine->threads > 0 ? engine->threads : omp_get_num_procs();
    bool shared = engine->share && ranks_count() > 1;
    bool apart = shared && ranks_mine() != 0;
    int most_threads = shared ? ranks_largest(threads) * ranks_count() : threads;
    struct counts *counts = memory_new((size_t)n, sizeof *counts);
    struct verdict verdict = {.place = place};
    shift_init(&shift, engine, cases, n, place, tallies);
    set_size(&shift, (uint64_t)most_threads, shared);
    shift.first_rank = !apart;
    if (apart)
        set_counts_apart(&shift, counts);
    work(&shift, threads, shared);
    if (shared) {
        clerk_gather_counts(&shift);
        clerk_tell(&shift);
    }
    if (!apart)
        verdict = judge(&shift);
    if (shared)
        ranks_share(&verdict, sizeof verdict);
    if (apart)
        free_counts_apart(&shift, counts);
    free(counts);
    shift_free(&shift);
    return verdict;
}

enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    struct engine_place place, struct tally *tallies)
{
    struct verdict verdict = {.more = true, .place = place};
    while (verdict.more)
        verdict = run_shift(engine, cases, n, verdict.place, tallies);
    if (engine->share && ranks_count() > 1)
        clerk_share_tallies(tallies, n);
    return verdict.status;
}
