/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The runs that `n` cases make, in order; returns how many. */
static int make_runs(struct schedule *schedule)
{
    int count = 0, first = 0;
    bool drawn = false;
    for (int i = 0; i < schedule->n; i++) {
        drawn = drawn || schedule->tallies[i].unit == 2;
        if (schedule->cases[i].member)
            continue;
        schedule->runs[count++] =
            (struct joint_run){&schedule->cases[first], &schedule->tallies[first],
                i + 1 - first, i + (schedule->cases[i].hubs == 0) - first, drawn};
        first = i + 1;
        drawn = false;
    }
    return count;
}

void schedule_init(struct schedule *schedule, const struct engine *engine,
    const struct engine_case *cases, int n, struct engine_position position,
    struct tally *tallies)
{
    memset(schedule, 0, sizeof *schedule);
    schedule->engine = engine;
    schedule->cases = cases;
    schedule->n = n;
    schedule->position = position;
    schedule->tallies = tallies;
    schedule->runs = memory_new((size_t)n, sizeof *schedule->runs);
    schedule->n_runs = make_runs(schedule);
    schedule->run_chunks = (position.to - position.from + ENGINE_CHUNK - 1) / ENGINE_CHUNK;
    schedule->end = schedule_all_chunks(schedule);
    schedule->next = position.chunks;
    omp_init_lock(&schedule->lock);
}

void chunk_result_free(struct chunk_result *one)
{
    text_free(&one->bytes);
    memory_free(one);
}

static void free_list(struct chunk_result *list)
{
    while (list != NULL) {
        struct chunk_result *next = list->next;
        chunk_result_free(list);
        list = next;
    }
}

void schedule_free(struct schedule *schedule)
{
    omp_destroy_lock(&schedule->lock);
    free_list(schedule->waiting);
    free_list(schedule->to_save);
    memory_free(schedule->runs);
    memory_free(schedule->given);
}

uint64_t schedule_all_chunks(const struct schedule *schedule)
{
    return schedule->run_chunks * (uint64_t)schedule->n_runs;
}

/* ---- Taking ---- */

static bool is_time_to_close(const struct schedule *schedule)
{
    const struct engine *engine = schedule->engine;
    return engine_stops(engine) ||
           (engine->pause != NULL && engine->pause(engine->pause_context));
}

enum taken schedule_take_some(
    struct schedule *schedule, uint64_t most, uint64_t *chunk, uint64_t *n)
{
    enum taken taken = CHUNK_NONE;
    omp_set_lock(&schedule->lock);
    schedule->closed = schedule->closed || is_time_to_close(schedule);
    *chunk = schedule->next;
    *n = 0;
    if (!schedule->closed && schedule->next < schedule->end) {
        uint64_t open = schedule->position.chunks + schedule->window - schedule->next;
        uint64_t left = schedule->end - schedule->next;
        *n = most < open ? most : open;
        *n = *n < left ? *n : left;
        schedule->next += *n;
        taken = *n > 0 ? CHUNK_TAKEN : CHUNK_LATER;
    }
    omp_unset_lock(&schedule->lock);
    return taken;
}

static enum taken take_given(struct schedule *schedule, uint64_t *chunk)
{
    enum taken taken = CHUNK_TAKEN;
    omp_set_lock(&schedule->lock);
    if (schedule->n_given == 0) {
        taken = schedule->closed ? CHUNK_NONE : CHUNK_LATER;
    } else {
        *chunk = schedule->given[0];
        schedule->n_given--;
        memmove(
            schedule->given, schedule->given + 1, schedule->n_given * sizeof *schedule->given);
    }
    omp_unset_lock(&schedule->lock);
    return taken;
}

enum taken schedule_take(struct schedule *schedule, uint64_t *chunk)
{
    uint64_t n;
    return schedule->first_rank ? schedule_take_some(schedule, 1, chunk, &n)
                                : take_given(schedule, chunk);
}

void schedule_give(struct schedule *schedule, uint64_t chunk, uint64_t n)
{
    omp_set_lock(&schedule->lock);
    for (uint64_t i = 0; i < n; i++)
        schedule->given[schedule->n_given++] = chunk + i;
    omp_unset_lock(&schedule->lock);
}

void schedule_close(struct schedule *schedule)
{
    omp_set_lock(&schedule->lock);
    schedule->closed = true;
    omp_unset_lock(&schedule->lock);
}

size_t schedule_left(struct schedule *schedule)
{
    omp_set_lock(&schedule->lock);
    size_t left = schedule->n_given;
    omp_unset_lock(&schedule->lock);
    return left;
}

/* ---- Adding up ---- */

static const struct joint_run *run_of(const struct schedule *schedule, uint64_t chunk)
{
    return &schedule->runs[chunk / schedule->run_chunks];
}

/* Its first replication. */
static uint64_t first_of(const struct schedule *schedule, uint64_t chunk)
{
    return schedule->position.from + chunk % schedule->run_chunks * ENGINE_CHUNK;
}

/* Replications in the chunks before this one, of each case; hubs have them together. */
static uint64_t replications_before(const struct schedule *schedule, uint64_t chunk)
{
    uint64_t from = schedule->position.from, before = 0;
    for (int r = 0; r < schedule->n_runs && chunk > 0; r++) {
        const struct joint_run *run = &schedule->runs[r];
        uint64_t chunks = chunk < schedule->run_chunks ? chunk : schedule->run_chunks;
        uint64_t end = run_end(run, schedule->position.to), to = from + chunks * ENGINE_CHUNK;
        uint64_t n = (to < end ? to : end) - from;
        before += run->cases[run->n - 1].hubs > 0 ? n : n * (uint64_t)run->n;
        chunk -= chunks;
    }
    return before;
}

void schedule_save(const struct schedule *schedule, uint64_t chunk, struct text *bytes)
{
    const struct engine *engine = schedule->engine;
    const struct joint_run *run = run_of(schedule, chunk);
    int first_case = (int)(run->cases - schedule->cases);
    char *at = bytes->data;
    for (int i = 0; engine->save != NULL && i < run->n; i++) {
        struct chunk_case one = chunk_read(&at, &run->tallies[i].moments);
        for (int r = 0; r < one.kept; r++)
            engine->save(engine->save_context, first_case + i,
                run_number(run, first_of(schedule, chunk) + (uint64_t)r),
                one.x + (size_t)r * one.row);
    }
}

static void add_up(struct schedule *schedule, struct chunk_result *one)
{
    const struct engine *engine = schedule->engine;
    const struct joint_run *run = run_of(schedule, one->chunk);
    char *at = one->bytes.data;
    for (int i = 0; i < run->n; i++) {
        struct chunk_case sums = chunk_read(&at, &run->tallies[i].moments);
        tally_merge_chunk(
            &run->tallies[i], &sums.chunk, first_of(schedule, one->chunk) / ENGINE_CHUNK);
    }
    schedule->position.chunks++;
    if (!schedule->save_later)
        schedule_save(schedule, one->chunk, &one->bytes);
    if (engine->progress != NULL)
        engine->progress(engine->context,
            replications_before(schedule, schedule->position.chunks),
            replications_before(schedule, schedule_all_chunks(schedule)));
}

static void insert(struct chunk_result **list, struct chunk_result *one)
{
    while (*list != NULL && (*list)->chunk < one->chunk)
        list = &(*list)->next;
    one->next = *list;
    *list = one;
}

/* Adds up whatever has its turn. */
static void add_up_waiting(void *context)
{
    struct schedule *schedule = context;
    while (schedule->waiting != NULL && schedule->waiting->chunk == schedule->position.chunks) {
        struct chunk_result *one = schedule->waiting;
        schedule->waiting = one->next;
        add_up(schedule, one);
        if (schedule->save_later)
            insert(&schedule->to_save, one);
        else
            chunk_result_free(one);
    }
}

void schedule_add_result(struct schedule *schedule, uint64_t chunk, struct text *bytes)
{
    struct chunk_result *one = memory_new(1, sizeof *one);
    one->chunk = chunk;
    one->bytes = *bytes;
    *bytes = (struct text){0};
    omp_set_lock(&schedule->lock);
    insert(&schedule->waiting, one);
    bool done = !schedule->first_rank || memory_attempt(add_up_waiting, schedule);
    omp_unset_lock(&schedule->lock);
    if (!done)
        memory_give_up();
}

struct chunk_result *schedule_next_result(struct schedule *schedule)
{
    omp_set_lock(&schedule->lock);
    struct chunk_result *one = schedule->waiting;
    if (one != NULL)
        schedule->waiting = one->next;
    omp_unset_lock(&schedule->lock);
    return one;
}

/* ---- Working ---- */

void wait_briefly(void)
{
    struct timespec time = {0, 50000};
    nanosleep(&time, NULL);
}

void schedule_work(struct schedule *schedule)
{
    struct worker worker = {.save = schedule->engine->save != NULL};
    uint64_t chunk;
    for (;;) {
        enum taken taken = schedule_take(schedule, &chunk);
        if (taken == CHUNK_NONE)
            break;
        if (taken == CHUNK_LATER) {
            wait_briefly();
            continue;
        }
        struct text bytes = {0};
        uint64_t first = first_of(schedule, chunk), left = schedule->position.to - first;
        worker_run_chunk(&worker, run_of(schedule, chunk), first,
            first + (left < ENGINE_CHUNK ? left : ENGINE_CHUNK), &bytes);
        schedule_add_result(schedule, chunk, &bytes);
    }
    worker_finish(&worker);
}
