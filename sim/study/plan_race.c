/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_race.h"

#include "plan_look.h"

#include <math.h>
#include <string.h>

/* Campaigns of each size in the first look. */
enum { FEW = 64 };

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
        .target = size->goal == NULL ? NO_TARGET : look_target(size->goal->measure)};
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
};

static double won(const struct race *race, const struct look_campaign *campaign)
{
    return race->target == NO_TARGET ? campaign->partners : campaign->met[race->target];
}

static void note_campaign(void *context, int look, const struct look_campaign *campaign)
{
    const struct stretch *stretch = &((struct stretch *)context)[look];
    const struct race *race = stretch->race;
    stretch->trial->won[campaign->number / (uint32_t)race->unit] +=
        won(race, campaign) / race->unit;
    stretch->trial->refused |= campaign->unfunded;
}

static void make_room(struct trial *trial, uint64_t n)
{
    if (n <= trial->room)
        return;
    trial->won = memory_resize(trial->won, n, sizeof(double));
    memset(trial->won + trial->n, 0, (n - trial->n) * sizeof(double));
    trial->room = n;
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

/* What the sizes in the race still lack. */
static int list_missing(struct race *race, struct stretch *stretch, struct plan_look *look)
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
        stretch[n] = (struct stretch){race, trial};
        look[n] = (struct plan_look){race->size->line, race->size->terms, done, to};
        look[n++].terms.companies = trial->companies;
        make_room(trial, to / (uint64_t)race->unit);
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
    struct plan_look *look = memory_new(room, sizeof *look);
    int missing = 0;
    for (int i = 0; i < races; i++)
        missing += list_missing(&race[i], stretch + missing, look + missing);
    *any = missing > 0;
    enum status status = plan_look(race[0].planner, look, missing, note_campaign, stretch);
    for (int i = 0; i < missing; i++)
        stretch[i].trial->n = look[i].to / (uint64_t)stretch[i].race->unit;
    memory_free(stretch);
    memory_free(look);
    return status;
}
