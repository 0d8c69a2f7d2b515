/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shift.h"

#include "finished.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* The runs that `n` cases make, in order; returns how many. */
static int make_runs(struct shift *shift)
{
    int count = 0, first = 0;
    bool drawn = false;
    for (int i = 0; i < shift->n; i++) {
        drawn = drawn || shift->tallies[i].unit == 2;
        if (shift->cases[i].member)
            continue;
        shift->runs[count++] = (struct team_run){
            &shift->cases[first], &shift->counts[first], i + 1 - first, drawn};
        first = i + 1;
        drawn = false;
    }
    return count;
}

void shift_init(struct shift *shift, const struct engine *engine,
    const struct engine_case *cases, int n, struct engine_place place, struct tally *tallies)
{
    memset(shift, 0, sizeof *shift);
    shift->engine = engine;
    shift->cases = cases;
    shift->n = n;
    shift->place = place;
    shift->tallies = tallies;
    shift->first_rank = true;
    shift->counts = memory_new((size_t)n, sizeof *shift->counts);
    for (int i = 0; i < n; i++)
        shift->counts[i] = &tallies[i].counts;
    shift->runs = memory_new((size_t)n, sizeof *shift->runs);
    shift->n_runs = make_runs(shift);
    shift->run_parts = (place.to - place.from + ENGINE_PART - 1) / ENGINE_PART;
    shift->end = shift_all_parts(shift);
    shift->next = place.parts;
    omp_init_lock(&shift->lock);
}

void handed_in_free(struct handed_in *one)
{
    text_free(&one->bytes);
    free(one);
}

static void free_list(struct handed_in *list)
{
    while (list != NULL) {
        struct handed_in *next = list->next;
        handed_in_free(list);
        list = next;
    }
}

void shift_free(struct shift *shift)
{
    omp_destroy_lock(&shift->lock);
    free_list(shift->waiting);
    free_list(shift->told);
    free(shift->counts);
    free(shift->runs);
    free(shift->given);
}

uint64_t shift_all_parts(const struct shift *shift)
{
    return shift->run_parts * (uint64_t)shift->n_runs;
}

/* ---- Taking ---- */

static bool is_time_to_close(const struct shift *shift)
{
    const struct engine *engine = shift->engine;
    return (engine->stop != NULL && *engine->stop != 0) ||
           (engine->pause != NULL && engine->pause(engine->pause_context));
}

enum taken shift_take_some(struct shift *shift, uint64_t most, uint64_t *part, uint64_t *n)
{
    enum taken taken = PART_NONE;
    omp_set_lock(&shift->lock);
    shift->closed = shift->closed || is_time_to_close(shift);
    *part = shift->next;
    *n = 0;
    if (!shift->closed && shift->next < shift->end) {
        uint64_t open = shift->place.parts + shift->window - shift->next;
        uint64_t left = shift->end - shift->next;
        *n = most < open ? most : open;
        *n = *n < left ? *n : left;
        shift->next += *n;
        taken = *n > 0 ? PART_TAKEN : PART_LATER;
    }
    omp_unset_lock(&shift->lock);
    return taken;
}

static enum taken take_given(struct shift *shift, uint64_t *part)
{
    enum taken taken = PART_TAKEN;
    omp_set_lock(&shift->lock);
    if (shift->n_given == 0) {
        taken = shift->closed ? PART_NONE : PART_LATER;
    } else {
        *part = shift->given[0];
        shift->n_given--;
        memmove(shift->given, shift->given + 1, shift->n_given * sizeof *shift->given);
    }
    omp_unset_lock(&shift->lock);
    return taken;
}

enum taken shift_take(struct shift *shift, uint64_t *part)
{
    uint64_t n;
    return shift->first_rank ? shift_take_some(shift, 1, part, &n) : take_given(shift, part);
}

void shift_give(struct shift *shift, uint64_t part, uint64_t n)
{
    omp_set_lock(&shift->lock);
    for (uint64_t i = 0; i < n; i++)
        shift->given[shift->n_given++] = part + i;
    omp_unset_lock(&shift->lock);
}

void shift_close(struct shift *shift)
{
    omp_set_lock(&shift->lock);
    shift->closed = true;
    omp_unset_lock(&shift->lock);
}

size_t shift_left(struct shift *shift)
{
    omp_set_lock(&shift->lock);
    size_t left = shift->n_given;
    omp_unset_lock(&shift->lock);
    return left;
}

/* ---- Handing in ---- */

static const struct team_run *run_of(const struct shift *shift, uint64_t part)
{
    return &shift->runs[part / shift->run_parts];
}

/* Its first replication. */
static uint64_t first_of(const struct shift *shift, uint64_t part)
{
    return shift->place.from + part % shift->run_parts * ENGINE_PART;
}

static uint64_t end_of(const struct shift *shift, uint64_t part)
{
    uint64_t end = first_of(shift, part) + ENGINE_PART;
    return end < shift->place.to ? end : shift->place.to;
}

/* Replications in the parts before this one, of each case; hubs have them together. */
static uint64_t replications_before(const struct shift *shift, uint64_t part)
{
    uint64_t each = shift->place.to - shift->place.from, before = 0;
    for (int r = 0; r < shift->n_runs && part > 0; r++) {
        const struct team_run *run = &shift->runs[r];
        uint64_t parts = part < shift->run_parts ? part : shift->run_parts;
        uint64_t n = parts < shift->run_parts ? parts * ENGINE_PART : each;
        before += run->cases[run->n - 1].hubs > 0 ? n : n * (uint64_t)run->n;
        part -= parts;
    }
    return before;
}

void shift_save(const struct shift *shift, uint64_t part, struct text *bytes)
{
    const struct engine *engine = shift->engine;
    const struct team_run *run = run_of(shift, part);
    int first_case = (int)(run->cases - shift->cases);
    char *at = bytes->data;
    for (int i = 0; engine->save != NULL && i < run->n; i++) {
        struct finished one =
            finished_read(&at, &shift->tallies[first_case + i].moments.layout);
        for (int r = 0; r < one.kept; r++)
            engine->save(engine->save_context, first_case + i,
                first_of(shift, part) + (uint64_t)r, one.x + (size_t)r * one.row);
    }
}

static void add_up(struct shift *shift, struct handed_in *one)
{
    const struct engine *engine = shift->engine;
    const struct team_run *run = run_of(shift, one->part);
    struct tally *tallies = shift->tallies + (run->cases - shift->cases);
    char *at = one->bytes.data;
    for (int i = 0; i < run->n; i++) {
        struct finished finished = finished_read(&at, &tallies[i].moments.layout);
        tally_merge_part(&tallies[i], &finished.part);
    }
    shift->place.parts++;
    if (!shift->tell)
        shift_save(shift, one->part, &one->bytes);
    if (engine->progress != NULL)
        engine->progress(engine->context, replications_before(shift, shift->place.parts),
            replications_before(shift, shift_all_parts(shift)));
}

static void insert(struct handed_in **list, struct handed_in *one)
{
    while (*list != NULL && (*list)->part < one->part)
        list = &(*list)->next;
    one->next = *list;
    *list = one;
}

/* Adds up whatever has its turn. */
static void add_up_waiting(struct shift *shift)
{
    while (shift->waiting != NULL && shift->waiting->part == shift->place.parts) {
        struct handed_in *one = shift->waiting;
        shift->waiting = one->next;
        add_up(shift, one);
        if (shift->tell)
            insert(&shift->told, one);
        else
            handed_in_free(one);
    }
}

void shift_hand_in(struct shift *shift, uint64_t part, struct text *bytes)
{
    struct handed_in *one = memory_new(1, sizeof *one);
    one->part = part;
    one->bytes = *bytes;
    text_init(bytes);
    omp_set_lock(&shift->lock);
    insert(&shift->waiting, one);
    if (shift->first_rank)
        add_up_waiting(shift);
    omp_unset_lock(&shift->lock);
}

struct handed_in *shift_pick_up(struct shift *shift)
{
    omp_set_lock(&shift->lock);
    struct handed_in *one = shift->waiting;
    if (one != NULL)
        shift->waiting = one->next;
    omp_unset_lock(&shift->lock);
    return one;
}

/* ---- Working ---- */

void shift_nap(void)
{
    struct timespec time = {0, 50000};
    nanosleep(&time, NULL);
}

void shift_work(struct shift *shift)
{
    struct worker worker = {.save = shift->engine->save != NULL};
    uint64_t part;
    for (;;) {
        enum taken taken = shift_take(shift, &part);
        if (taken == PART_NONE)
            break;
        if (taken == PART_LATER) {
            shift_nap();
            continue;
        }
        struct text bytes;
        text_init(&bytes);
        worker_run_part(
            &worker, run_of(shift, part), first_of(shift, part), end_of(shift, part));
        worker_write_part(&worker, &bytes);
        shift_hand_in(shift, part, &bytes);
    }
    worker_finish(&worker);
}
