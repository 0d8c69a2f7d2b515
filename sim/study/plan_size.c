/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan_race.h"

#include <math.h>

/* What a size may lose against the best, and how closely that is wanted: half a width. */
#define LOSS 0.01
#define HALF_WIDTH 0.005
/* Sizes leave the race when an interval of this nominal confidence, at any look, has them lose
 * too much or win hardly more than the best: strict, as there are many looks at many sizes. */
#define OUT_CONFIDENCE 0.9998
#define HARDLY_MORE (HALF_WIDTH / 2.0)
/* Of the campaigns that may be spent, the share that is where all of them would not do. */
#define HOPELESS_SHARE 0.2
/* How surely a chance has to be told from what is wanted of it. */
#define TOLD_CONFIDENCE 0.999
/* Campaigns of a chunk of the engine, from which it goes on; and after how many of nobody won a
 * single partner none will. */
enum { SOME = ENGINE_CHUNK, MANY = 512 };

/* ---- Judging ---- */

/* What size `i` wins as a share of what size `j` wins, on the campaigns that both have. They
 * count as if in two more campaigns one partner more or less had been won: that they won the
 * same in all of few campaigns does not tell that they always do. */
static struct estimate share_of(const struct race *race, int i, int j, double confidence)
{
    struct ratio_sums sums = {.yy = 2.0 / (race->unit * race->unit)};
    const struct trial *above = &race->trial[i], *below = &race->trial[j];
    uint64_t n = above->n < below->n ? above->n : below->n;
    for (uint64_t k = 0; k < n; k++) {
        double y = above->won[k], x = below->won[k];
        sums.y += y;
        sums.x += x;
        sums.yy += y * y;
        sums.xx += x * x;
        sums.xy += x * y;
    }
    struct estimate e = estimate_ratio(n, sums, confidence);
    e.low = isnan(e.low) ? 0.0 : e.low;
    e.high = isnan(e.high) ? INFINITY : e.high;
    return e;
}

static bool is_better(const struct race *race, int i)
{
    if (race->trial[race->best].out || race_wins_nobody(race, race->best))
        return race->trial[race->best].out || !race_wins_nobody(race, i);
    return share_of(race, i, race->best, OUT_CONFIDENCE).value > 1.0;
}

/* What the chosen size may lose against size `i`, of what it would win more: up to 1. It was
 * chosen among those in the race, so that all of these are held against it at once
 * (Bonferroni).
 */
static double may_lose(const struct race *race, int i)
{
    int others = 0;
    for (int k = 0; k < race->n; k++)
        others += !race->trial[k].out && k != race->chosen;
    double each = 1.0 - (1.0 - race->planner->confidence) / fmax(others, 1);
    return 1.0 - share_of(race, race->chosen, i, each).low;
}

/* Finds the best, the smallest that loses no more than it may, and of all others the one that
 * may win the most more than that. Sizes that are shown not to matter leave the race. */
static void judge(struct race *race)
{
    for (int i = 0; i < race->n; i++)
        if (!race->trial[i].out && is_better(race, i))
            race->best = i;
    race->chosen = race->best;
    for (int i = race->n - 1; i >= 0; i--) {
        struct trial *trial = &race->trial[i];
        if (trial->out || i == race->best)
            continue;
        struct estimate share = share_of(race, i, race->best, OUT_CONFIDENCE);
        if (i < race->best && share.value >= 1.0 - LOSS)
            race->chosen = i;
        trial->out = share.high < (i < race->best ? 1.0 - LOSS : 1.0 + HARDLY_MORE);
    }
    race->challenger = race->best;
    double most = race->best == race->chosen ? -INFINITY : may_lose(race, race->best);
    for (int i = 0; i < race->n; i++) {
        if (race->trial[i].out || i == race->chosen || i == race->best)
            continue;
        double may = may_lose(race, i);
        if (may > most) {
            race->challenger = i;
            most = may;
        }
    }
}

static const struct plan_loss no_loss_known = {NAN, NAN, NAN};

/* Writes down the size, and what it may lose against any that is in the race. */
static void note(struct race *race)
{
    struct plan_size *size = race->size;
    size->terms.companies = race->trial[race->chosen].companies;
    size->loss = no_loss_known;
    if (race_wins_nobody(race, race->best))
        return;
    size->loss = (struct plan_loss){0.0, 0.0, 0.0};
    if (race->chosen != race->best) {
        struct estimate share =
            share_of(race, race->chosen, race->best, race->planner->confidence);
        size->loss.value = fmax(1.0 - share.value, 0.0);
        size->loss.low = fmax(1.0 - share.high, 0.0);
    }
    if (race->challenger != race->chosen)
        size->loss.high = fmin(fmax(may_lose(race, race->challenger), 0.0), 1.0);
}

/* Whether it is told that the wanted chance is there, or is not with any size. */
static bool is_told(struct race *race)
{
    if (race->size->goal == NULL)
        return false;
    double wanted = race->size->goal->wanted;
    bool below = true;
    for (int i = 0; i < race->n && race->size->told <= 0; i++) {
        const struct trial *trial = &race->trial[i];
        double hits = 0.0;
        for (uint64_t k = 0; k < trial->n; k++)
            hits += trial->won[k];
        struct estimate e = estimate_share_exact(trial->n, hits, TOLD_CONFIDENCE);
        below = below && (trial->out || e.high < wanted);
        if (i == race->chosen && e.low > wanted)
            race->size->told = 1;
    }
    if (race->size->told == 0 && below)
        race->size->told = -1;
    return race->size->told != 0;
}

/* Adds sizes beside the best and below the chosen one; false: there are none to add. */
static bool add_sizes(struct race *race)
{
    int best = race->trial[race->best].companies, chosen = race->trial[race->chosen].companies;
    int challenger = race->trial[race->challenger].companies, n = race->n;
    race_add_between(race, race_trial(race, best), race_trial(race, best) + 1);
    race_add_between(race, race_trial(race, best) - 1, race_trial(race, best));
    race_add_between(race, race_trial(race, chosen) - 1, race_trial(race, chosen));
    race->best = race_trial(race, best);
    race->chosen = race_trial(race, chosen);
    race->challenger = race_trial(race, challenger);
    return race->n > n;
}

/* Whether sizes beside the best, or below the chosen one, were not looked at. */
static bool has_gaps(const struct race *race)
{
    return race_has_unseen(race) || race_are_apart(race, race->best, race->best + 1) ||
           race_are_apart(race, race->best - 1, race->best) ||
           race_are_apart(race, race->chosen - 1, race->chosen);
}

static uint64_t next_level(uint64_t level)
{
    return level >= SOME || 8 * level < 3 * SOME ? 2 * level : SOME;
}

/* Whether the loss is not to be known within half a point, as the error goes with the root of
 * the campaigns: then what they would bring is not worth all of them. */
static bool is_hopeless(const struct race *race)
{
    double times = (race->size->loss.high - race->size->loss.low) / (2.0 * HALF_WIDTH);
    double needed = (double)race->spent * times * times;
    return needed > (double)race->cap &&
           (double)race->spent > HOPELESS_SHARE * (double)race->cap;
}

/* Whether the size is found, or no more campaigns may be spent on it; else what is to be
 * simulated next is in the race. */
static bool is_found(struct race *race)
{
    judge(race);
    note(race);
    if (is_told(race)) {
        race->size->loss = no_loss_known;
        return true;
    }
    bool nobody = isnan(race->size->loss.value);
    bool close = race->size->loss.high - race->size->loss.low <= 2.0 * HALF_WIDTH;
    /* Most budgets of a goal are told before sizes between would matter. */
    bool soon = race->size->goal == NULL || race->cap < 8 * SOME;
    bool adds = !nobody && (soon || race->level >= SOME);
    if (race_missing(race) == 0 && (!adds || !add_sizes(race))) {
        if (nobody ? race->level >= MANY : race->level >= SOME && (close || is_hopeless(race)))
            return true;
        race->level = next_level(race->level);
    }
    if (race->spent + race_missing(race) <= race->cap)
        return false;
    if (has_gaps(race) && !nobody)
        /* A size between wins at most in proportion to its companies. */
        race->size->loss.high = 1.0 - (1.0 - race->size->loss.high) / race->coarse;
    return true;
}

/* ---- All of it ---- */

/* Goes on until something is to be simulated, or every size is found. */
static void advance(struct race *race)
{
    while (race->size < race->end && !race_has_unseen(race)) {
        if (is_found(race)) {
            if (++race->size < race->end)
                race_begin_budget(race);
        } else if (race_missing(race) > 0) {
            return;
        }
    }
}

/* Those that go on in one race. */
static int same_race(const struct plan_size *size, int n)
{
    int same = 1;
    while (same < n && size[same].line == size->line && size[same].goal == size->goal &&
           plan_same_amount(size[same].terms.hours_per_week, size->terms.hours_per_week) &&
           size[same].terms.outreach_days == size->terms.outreach_days &&
           (size[same].terms.budget_eur >= size[same - 1].terms.budget_eur ||
               isnan(size[same].terms.budget_eur)))
        same++;
    return same;
}

/* The share of the sizes that are found. */
static double found_of(const struct race *race, int races, const struct plan_size *size, int n)
{
    double found = 0.0;
    for (int i = 0; i < races; i++) {
        const struct plan_size *begin = i == 0 ? size : race[i - 1].end;
        found += (double)(race[i].size - begin);
        if (race[i].size < race[i].end)
            found += fmin((double)race[i].spent / (double)race[i].cap, 1.0);
    }
    return found / (double)n;
}

enum status plan_find_sizes(
    const struct planner *planner, uint64_t most, struct plan_size *size, int n)
{
    struct race *race = memory_new((size_t)n + 1, sizeof *race);
    enum status status = STATUS_OK;
    int races = 0;
    for (int i = 0; i < n; i += same_race(size + i, n - i))
        race_start(
            &race[races++], planner, most, &size[i], &size[i] + same_race(size + i, n - i));
    for (bool any = true; any && status == STATUS_OK;) {
        for (int i = 0; i < races; i++)
            advance(&race[i]);
        double found = found_of(race, races, size, n);
        struct span whole = runner_enter(planner->runner, found, found);
        status = race_run(race, races, &any);
        planner->runner->span = whole;
    }
    for (int i = 0; i < races; i++)
        race_free(&race[i]);
    memory_free(race);
    return status;
}
