/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_race.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Campaigns of each size in the first look. */
enum { FEW = 64 };
enum { AT_ONCE = 32 };

/* ---- Sizes ---- */

static int most_of(const struct race *race)
{
    return race->planner->line[race->size->line].most;
}

int race_trial(const struct race *race, int companies)
{
    int i = 0;
    while (i < race->n && race->trial[i].companies < companies)
        i++;
    return i;
}

static void add_trial(struct race *race, int companies)
{
    int at = race_trial(race, companies);
    if (race->n == RACE_TRIALS || (at < race->n && race->trial[at].companies == companies))
        return;
    memmove(
        &race->trial[at + 1], &race->trial[at], (size_t)(race->n - at) * sizeof race->trial[0]);
    race->trial[at] = (struct trial){.companies = companies};
    race->n++;
}

static void clear(struct trial *trial)
{
    memory_free(trial->won);
    trial->won = NULL;
    trial->n = trial->room = 0;
    trial->refused = false;
}

void race_free(struct race *race)
{
    while (race->n > 0)
        clear(&race->trial[--race->n]);
}

/* So many that each has at least a pair of campaigns. */
static void add_along(struct race *race)
{
    int size[RACE_TRIALS], n;
    race->coarse = RACE_COARSE_RATIO;
    while ((n = plan_list_sizes(most_of(race), race->coarse, RACE_TRIALS, size)) > 2 &&
           2 * (uint64_t)n > race->cap)
        race->coarse *= RACE_COARSE_RATIO;
    for (int i = 0; i < n; i++)
        add_trial(race, size[i]);
}

void race_begin_budget(struct race *race)
{
    /* Sizes of many budgets would leave no room for those of this. */
    if (race->n > RACE_TRIALS / 2 || 2 * (uint64_t)race->n > race->cap)
        race_free(race);
    add_along(race);
    for (int i = 0; i < race->n; i++) {
        race->trial[i].out = false;
        if (race->trial[i].refused)
            clear(&race->trial[i]);
    }
    uint64_t each = race->cap / (2 * (uint64_t)race->n);
    race->few = each >= FEW ? FEW : each > 2 ? each - each % 2 : 2;
    race->level = race->few;
    race->best = race->chosen = race->challenger = 0;
    race->spent = 0;
}

bool race_are_apart(const struct race *race, int below, int above)
{
    if (below < 0 || above >= race->n)
        return false;
    double low = race->trial[below].companies, high = race->trial[above].companies;
    return high - low >= 2.0 && high > RACE_FINE_RATIO * low;
}

void race_add_between(struct race *race, int below, int above)
{
    if (!race_are_apart(race, below, above))
        return;
    int low = race->trial[below].companies;
    int middle = (int)round(sqrt((double)low * race->trial[above].companies));
    add_trial(race, middle > low ? middle : low + 1);
}

void race_start(struct race *race, const struct planner *planner, uint64_t most,
    struct plan_size *size, struct plan_size *end)
{
    *race = (struct race){.planner = planner,
        .size = size,
        .end = end,
        .unit = 1,
        .quantity =
            size->goal == NULL ? Q_PARTNERS : measures[measure_find(size->goal->measure)].y};
    if (planner->setup->study.cases[size->line].source.open != NULL)
        race->unit = 2;
    race->cap = most + most % 2;
    race_begin_budget(race);
}

/* ---- Simulating ---- */

/* A stretch of campaigns of one size. */
struct stretch {
    struct race *race;
    struct trial *trial;
    uint64_t from, to; /* campaigns */
};

static void save_campaign(void *context, int one, uint64_t replication, const double *x)
{
    const struct stretch *stretch = &((struct stretch *)context)[one];
    double unit = stretch->race->unit;
    stretch->trial->won[replication / (uint64_t)unit] += x[stretch->race->quantity] / unit;
    stretch->trial->refused |= x[Q_UNFUNDED] > 0.0;
}

static void make_room(struct trial *trial, uint64_t n)
{
    if (n <= trial->room)
        return;
    trial->won = memory_resize(trial->won, n, sizeof(double));
    memset(trial->won + trial->n, 0, (n - trial->n) * sizeof(double));
    trial->room = n;
}

/* Stretches from the same campaign to the same campaign. */
static enum status run_alike(struct stretch *stretch, int n)
{
    const struct planner *planner = stretch[0].race->planner;
    struct study_case cases[AT_ONCE] = {0};
    struct study study = {.n_cases = n,
        .cases = cases,
        .confidence = planner->confidence,
        .left = {stretch[0].from, stretch[0].to, 0}};
    struct arena arena = {0};
    for (int i = 0; i < n; i++) {
        struct race *race = stretch[i].race;
        struct plan_terms terms = race->size->terms;
        terms.companies = stretch[i].trial->companies;
        const struct variant variant = plan_variant(planner, &terms);
        cases[i] =
            setup_variant(planner->setup, race->size->line, &variant, planner->seed, &arena);
        make_room(stretch[i].trial, stretch[i].to / (uint64_t)race->unit);
    }
    study_start(&study);
    enum status status = runner_run(planner->runner, &study,
        (struct study_plan){.replications = stretch[0].to}, save_campaign, stretch);
    for (int i = 0; i < n; i++)
        stretch[i].trial->n = stretch[i].to / (uint64_t)stretch[i].race->unit;
    study_free(&study);
    arena_free(&arena);
    return status;
}

static int by_stretch(const void *a, const void *b)
{
    const struct stretch *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->race != y->race)
        return x->race < y->race ? -1 : 1;
    return x->trial < y->trial ? -1 : x->trial > y->trial;
}

static enum status run_all(struct stretch *stretch, int n)
{
    enum status status = STATUS_OK;
    qsort(stretch, (size_t)n, sizeof *stretch, by_stretch);
    for (int from = 0, to; from < n && status == STATUS_OK; from = to) {
        for (to = from; to < n && to - from < AT_ONCE &&
                        stretch[to].from == stretch[from].from &&
                        stretch[to].to == stretch[from].to;)
            to++;
        status = run_alike(stretch + from, to - from);
    }
    return status;
}

static uint64_t done_of(const struct race *race, const struct trial *trial)
{
    return trial->n * (uint64_t)race->unit;
}

bool race_wins_nobody(const struct race *race, int i)
{
    for (uint64_t k = 0; k < race->trial[i].n; k++)
        if (race->trial[i].won[k] > 0.0)
            return false;
    return true;
}

/* Up to which campaign size number `i` is to be simulated: most sizes are looked at once. Those
 * of the level are looked at twice as closely each time, as most do not stay there. */
static uint64_t wanted_of(const struct race *race, int i)
{
    const struct trial *trial = &race->trial[i];
    uint64_t done = done_of(race, trial),
             twice = done >= ENGINE_CHUNK ? 2 * done : ENGINE_CHUNK;
    if (trial->out)
        return done;
    bool closely = i == race->best || i == race->chosen || i == race->challenger ||
                   race_wins_nobody(race, race->best);
    uint64_t most = closely ? race->level : race->few;
    return most < done ? done : twice < most ? twice : most;
}

uint64_t race_missing(const struct race *race)
{
    uint64_t missing = 0;
    for (int i = 0; i < race->n; i++) {
        uint64_t done = done_of(race, &race->trial[i]), to = wanted_of(race, i);
        missing += done == to ? 0 : done % ENGINE_CHUNK != 0 ? to : to - done;
    }
    return missing;
}

/* What the sizes in the race still lack. The engine goes on from whole chunks. */
static int list_missing(struct race *race, struct stretch *stretch)
{
    int n = 0;
    for (int i = 0; i < race->n && race->size < race->end; i++) {
        struct trial *trial = &race->trial[i];
        uint64_t done = done_of(race, trial), to = wanted_of(race, i);
        if (done >= to)
            continue;
        if (done % ENGINE_CHUNK != 0) {
            clear(trial);
            done = 0;
        }
        stretch[n++] = (struct stretch){race, trial, done, to};
        race->spent += to - done;
    }
    return n;
}

bool race_has_unseen(const struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (done_of(race, &race->trial[i]) < race->few && !race->trial[i].out)
            return true;
    return false;
}

enum status race_run(struct race *race, int races, bool *any)
{
    size_t room = (size_t)races * RACE_TRIALS + 1;
    struct stretch *stretch = memory_new(room, sizeof *stretch);
    int missing = 0;
    for (int i = 0; i < races; i++)
        missing += list_missing(&race[i], stretch + missing);
    *any = missing > 0;
    enum status status = run_all(stretch, missing);
    memory_free(stretch);
    return status;
}
