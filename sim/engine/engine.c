/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"

#include "ranks.h"
#include "schedule.h"
#include "threads.h"

#include <stdlib.h>
#include <time.h>

/* How many chunks may be under way for each thread that works: those that wait for their turn
 * to be added up take memory. */
enum { WINDOW_PER_THREAD = 16 };

double engine_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* How a run goes on once a schedule is done. */
struct continuation {
    enum status status;
    bool more;
    struct engine_position position;
};

/* Where all ranks are told what single campaigns came to, a schedule is short, as that waits
 * in memory until its end. */
static void set_size(struct schedule *schedule, uint64_t threads, bool shared)
{
    schedule->window = WINDOW_PER_THREAD * threads;
    schedule->given = memory_new((size_t)schedule->window, sizeof *schedule->given);
    schedule->save_later = shared && schedule->engine->save != NULL;
    uint64_t most = schedule->position.chunks + 2 * threads;
    if (schedule->save_later && most < schedule->end)
        schedule->end = most;
}

/* What a thread of a schedule does. */
struct thread {
    struct schedule *schedule;
    int threads;
    bool exchanges;
};

static void run_thread(void *context)
{
    const struct thread *thread = context;
    if (thread->exchanges)
        exchange_chunks(thread->schedule, thread->threads);
    else
        schedule_work(thread->schedule);
}

/* All threads work for the owner of the one that started. One that is out of memory lets the
 * others end; then the one that started gives up. There are as many as were asked for: with
 * fewer (OMP_DYNAMIC) nobody might be left to run what a rank shares. */
static void work(struct schedule *schedule, int threads, bool shared)
{
    struct memory_owner *owner = memory_working_for();
    int *ran = schedule->engine->ran, dynamic = omp_get_dynamic();
    bool done = true;
    omp_set_dynamic(0);
#pragma omp parallel num_threads(threads + shared) reduction(&& : done)
    {
        struct memory_owner *before = memory_work_for(owner);
        struct thread thread = {schedule, threads, shared && omp_get_thread_num() == 0};
        int working = omp_get_num_threads() - shared;
        if (ran != NULL && omp_get_thread_num() == 0 && working > *ran)
            *ran = working;
        done = memory_attempt(run_thread, &thread);
        if (!done)
            schedule_close(schedule);
        memory_work_for(before);
    }
    omp_set_dynamic(dynamic);
    if (!done)
        memory_give_up();
}

/* On the first rank: how to go on. */
static struct continuation how_to_go_on(struct schedule *schedule)
{
    const struct engine *engine = schedule->engine;
    struct continuation next = {.position = schedule->position};
    bool whole = schedule->position.chunks == schedule_all_chunks(schedule);
    bool stopped = schedule->stopped || engine_stops(engine);
    if (engine->keep != NULL && (stopped || (schedule->closed && !whole)))
        next.status = engine->keep(
            engine->pause_context, schedule->position, schedule->tallies, schedule->n);
    if (stopped)
        next.status = STATUS_INTERRUPTED;
    next.more = next.status == STATUS_OK && !whole;
    return next;
}

/* One schedule of all ranks. */
static struct continuation run_schedule(const struct engine *engine,
    const struct engine_case *cases, int n, struct engine_position position,
    struct tally *tallies)
{
    struct schedule schedule;
    int threads = engine->threads > 0 ? engine->threads : threads_allowed(0);
    bool shared = engine->share && ranks_count() > 1;
    int most_threads = shared ? ranks_largest(threads) * ranks_count() : threads;
    struct continuation next = {.position = position};
    schedule_init(&schedule, engine, cases, n, position, tallies);
    set_size(&schedule, (uint64_t)most_threads, shared);
    schedule.first_rank = !shared || ranks_mine() == 0;
    for (int i = 0; i < n && !schedule.first_rank; i++)
        tally_clear(&tallies[i]);
    work(&schedule, threads, shared);
    if (!schedule.first_rank)
        exchange_send_counts(&schedule);
    if (shared)
        exchange_saved(&schedule);
    if (schedule.first_rank)
        next = how_to_go_on(&schedule);
    if (shared)
        ranks_share(&next, sizeof next);
    schedule_free(&schedule);
    return next;
}

enum status engine_run(const struct engine *engine, const struct engine_case *cases, int n,
    struct engine_position position, struct tally *tallies)
{
    struct continuation next = {.more = true, .position = position};
    while (next.more)
        next = run_schedule(engine, cases, n, next.position, tallies);
    for (int i = 0; i < n; i++)
        tally_make_counts(&tallies[i]); /* also where nothing was simulated */
    if (engine->share && ranks_count() > 1)
        exchange_tallies(tallies, n);
    return next.status;
}
